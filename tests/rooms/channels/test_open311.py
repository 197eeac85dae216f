"""The ear for Open311: whatever a form holds is a letter or a sentence, and no secret is kept."""

from contextlib import suppress
from urllib.parse import quote, urlencode

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from lianxin.channels.message import FileIn, Raw, Unreadable
from lianxin.channels.open311 import CHANNEL, Asked, NotTaken, Posted, Service, letter_of, packed, parted

WATER = Service("WATER", "供水", "WATER", asked=(Asked("SINCE", "从哪天起停水", "string"),))
PLACE = "address_string=x"


def posted(fields: str, **more: object) -> Posted:
    return Posted(**{"fields": fields, "service": WATER, "key": "open311:1", **more})  # type: ignore[arg-type]


def test_what_was_packed_is_read_again_as_the_same_letter() -> None:
    said = posted(f"{PLACE}&description=%E6%B0%B4&attribute%5BSINCE%5D=3%E6%9C%881%E6%97%A5&account_id=7")
    raw = packed(said, door="abc")
    letter = letter_of(said, door="abc")
    assert CHANNEL.read(raw) == letter
    assert letter.body == "水\n\n从哪天起停水：3月1日" and letter.contact.account == "open311:abc:7"


def test_files_are_kept_by_their_content_and_come_back(tmp_path: object) -> None:
    with override_settings(LIANXIN_DATA=tmp_path):
        raw = packed(posted(PLACE, files=(FileIn("a.png", b"bytes"),)), door="abc")
        letter = CHANNEL.read(raw)
    assert letter.files == (FileIn("a.png", b"bytes"),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"fields": "x", "service": {}, "files": []}']
)
def test_what_is_no_packed_form_waits_for_a_person(content: bytes) -> None:
    with pytest.raises(Unreadable):
        CHANNEL.read(Raw("open311", content))


def test_a_form_that_would_be_refused_is_not_read_either() -> None:
    with pytest.raises(Unreadable):
        CHANNEL.read(packed(posted("description=x"), door="abc"))


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_letter_or_a_sentence(body: bytes) -> None:
    fields, _secret = parted(body)
    with suppress(NotTaken):
        assert letter_of(posted(fields), door="abc").body


@given(st.text(min_size=1), st.sampled_from(["api_key", "api%5Fkey", "%61pi_key", "api_key+", "+api_key"]))
def test_the_secret_is_parted_from_the_fields_however_its_name_is_written(secret: str, name: str) -> None:
    secret = secret.encode(errors="replace").decode().strip()
    body = f"{PLACE}&{name}={quote(secret)}&description=y"
    assert parted(body.encode()) == (f"{PLACE}&description=y", secret.strip())


@given(st.dictionaries(st.text(), st.text()))
def test_the_fields_stay_as_they_came(fields: dict[str, str]) -> None:
    body = urlencode([pair for pair in fields.items() if pair[0].strip() != "api_key"], errors="replace")
    assert parted(body.encode()) == (body, "")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("三", "张", "张三"), ("Zach", "Williams", "Zach Williams"), ("", "张", "张"), ("", "", "")],
)
def test_the_family_name_stands_where_its_language_has_it(first: str, last: str, name: str) -> None:
    said = urlencode({"first_name": first, "last_name": last})
    assert letter_of(posted(f"{PLACE}&{said}"), door="abc").contact.name == name


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://x.example/1.jpg", True),
        ("http://10.0.0.1/admin", True),  # only kept as words, never fetched
        ("javascript:alert(1)", False),
        ("https://x.example/1 2.jpg", False),
        ("ftp://x.example/1.jpg", False),
        ("https://" + "x" * 1000, False),
    ],
)
def test_an_address_of_a_picture_is_words_in_the_letter(url: str, fits: bool) -> None:
    said = posted(f"{PLACE}&{urlencode({'media_url': url})}")
    if fits:
        assert url in letter_of(said, door="abc").body
    else:
        with pytest.raises(NotTaken):
            letter_of(said, door="abc")
