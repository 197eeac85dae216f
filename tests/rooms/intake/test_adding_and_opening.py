"""More is said, nothing that was said changes; who opened a letter is written down and told to its writer."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from lianxin.channels.message import FileIn
from lianxin.identity.actors import citizen
from lianxin.intake.files import MOST_BYTES, safe_name
from lianxin.intake.models import Submission
from lianxin.intake.verbs import add_files, add_words, open_contact, open_submission
from lianxin.kit.blobs import path_of
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from tests.world import World, card

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF = b"%PDF-1.7\n" + b"\x00" * 40


def names(world: World) -> list[str]:
    lines = Event.objects.filter(dossier__kind="submission").order_by("seq")
    return list(lines.values_list("name", flat=True))


def test_the_writer_adds_words_and_the_first_words_stay(world: World) -> None:
    letter = world.letter("没有水。")
    addition = add_words(letter, " 第四天了。\x00", by=citizen(letter.pk), now=world.later(days=0, hours=1))
    letter.refresh_from_db()
    assert (letter.body, addition.body, addition.added_at) == ("没有水。", "第四天了。", world.now)
    assert names(world)[-1] == "submission.added_to"


def test_the_same_words_added_twice_are_heard_once(world: World) -> None:
    letter = world.letter()
    first = add_words(letter, "第四天了。", by=citizen(letter.pk), now=world.now)
    assert add_words(letter, "第四天了。\r\n", by=citizen(letter.pk), now=world.now) == first
    assert names(world).count("submission.added_to") == 1


def test_somebody_elses_receipt_adds_nothing_here(world: World) -> None:
    letter, other = world.letter(), world.letter()
    for somebody in (citizen(other.pk), citizen(uuid7()), citizen(), world.actor("officer")):
        with pytest.raises(NotAllowed):
            add_words(letter, "插话", by=somebody, now=world.now)
    assert not letter.additions.exists()


@pytest.mark.parametrize("words", ["", " \n\x00\ufeff", "水" * 20_001])
def test_nothing_and_too_much_are_not_added(world: World, words: str) -> None:
    letter = world.letter()
    with pytest.raises(NotValid):
        add_words(letter, words, by=citizen(letter.pk), now=world.now)


def test_fifty_additions_are_enough(world: World) -> None:
    letter = world.letter()
    for day in range(50):
        add_words(letter, f"第{day}天", by=citizen(letter.pk), now=world.now)
    with pytest.raises(NotAllowedNow, match="另写一封"):
        add_words(letter, "还有", by=citizen(letter.pk), now=world.now)


def test_a_file_is_kept_under_its_content_and_never_under_its_name(world: World, settings: Any) -> None:
    letter = world.letter(files=(FileIn("../../etc/pass wd\r\n.png", PNG),))
    kept = letter.attachments.get()
    digest = hashlib.sha256(PNG).hexdigest()
    assert (kept.sha256, kept.media_type, kept.size) == (digest, "image/png", len(PNG))
    assert path_of(digest).read_bytes() == PNG
    assert path_of(digest).is_relative_to(Path(settings.LIANXIN_DATA))
    assert "/" not in kept.name
    assert "\n" not in kept.name


def test_the_same_picture_sent_twice_is_taken_once(world: World) -> None:
    letter = world.letter()
    writer, twice = citizen(letter.pk), [FileIn("a.png", PNG), FileIn("b.png", PNG)]
    first = add_files(letter, twice, by=writer, now=world.now)
    again = add_files(letter, [FileIn("c.png", PNG)], by=writer, now=world.now)
    assert (len(first), again, letter.attachments.count()) == (1, [], 1)
    assert names(world).count("submission.files_added") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00" + b"\x00" * 60,
        b"PK\x03\x04" + b"\x00" * 60,
        b"\xff\xfe\x00 nothing known",
        PNG + b"\x00" * MOST_BYTES,
    ],
    ids=["page", "drawing", "program", "archive", "unknown", "too large"],
)
def test_a_file_that_could_hurt_is_refused_with_the_whole_letter(world: World, content: bytes) -> None:
    with pytest.raises(NotValid) as refused:
        world.letter(files=(FileIn("照片.png", PNG), FileIn("harmless.png", content)))
    assert refused.value.field == "files"
    assert "harmless.png" in refused.value.sentence
    assert names(world) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\secret\\照片 1.jpg", "照片 1.jpg"),
        ("..", "file"),
        ("", "file"),
        ('a";x=\r\n.pdf', "a__x___.pdf"),
        ("a" * 300, "a" * 120),
    ],
)
def test_a_file_name_cannot_trip_anything(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_the_addressees_first_opening_is_told_to_the_writer_once(world: World) -> None:
    letter = world.letter(addressee="LL")
    secretary = world.actor("township_secretary")
    opened = world.later(hours=2)
    open_submission(letter, by=secretary, now=opened)
    open_submission(letter, by=secretary, now=world.later(hours=1))
    letter.refresh_from_db()
    assert letter.addressee_read_at == opened
    assert names(world).count("submission.read_by_addressee") == 1
    assert letter.openings.get().organisation == world.bodies["LL"]


def test_who_opens_it_is_written_down_once_a_day(world: World) -> None:
    letter = world.letter()
    for hours in (0, 1, 24):
        world.later(hours=hours)
        letter = Submission.objects.select_related("dossier").get(pk=letter.pk)
        open_submission(letter, by=world.actor("clerk"), now=world.now)
    assert names(world).count("submission.opened") == 2


def test_a_letter_to_another_secretary_stays_shut(world: World) -> None:
    letter = world.letter(addressee="WS")
    for somebody in ("township_secretary", "stranger", "officer", "office"):
        with pytest.raises(NotAllowed):
            open_submission(letter, by=world.actor(somebody), now=world.now)
    assert not letter.openings.exists()


def test_looking_at_the_private_part_is_written_down_apart(world: World) -> None:
    letter = world.letter(contact=card(phone="13800000001"))
    contact = open_contact(letter, by=world.actor("clerk"), now=world.now)
    assert contact
    assert contact.phone == "13800000001"
    assert names(world)[-1] == "submission.contact_opened"
    with pytest.raises(NotAllowed):
        open_contact(letter, by=world.actor("auditor"), now=world.now)
