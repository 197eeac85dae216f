"""Whatever somebody sends: it is taken as what it is, or refused with a sentence. Nothing breaks."""

import re

import pytest

from lianxin.channels.message import FileIn
from lianxin.intake.files import MOST_BYTES, honest_name, media_type, require_together, safe_name
from lianxin.kit.refusals import NotValid
from tests.made_files import NAMES, harmful, harmless, picture
from tests.world import World

TAKEN, REFUSED = list(harmless()), list(harmful())


def test_there_are_many_of_them() -> None:
    assert len(TAKEN) + len(REFUSED) + len(NAMES) >= 60


@pytest.mark.parametrize(("name", "content", "what"), TAKEN, ids=[one[0] for one in TAKEN])
def test_it_is_taken_as_what_it_is(name: str, content: bytes, what: str) -> None:
    assert media_type(FileIn(name, content)) == what


@pytest.mark.parametrize(("name", "content"), REFUSED, ids=[f"{n} {one[0]}" for n, one in enumerate(REFUSED)])
def test_it_is_refused_with_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(NotValid) as refused:
        media_type(FileIn(name, content))
    assert name in refused.value.sentence and refused.value.field == "files"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_trips_nobody(world: World, name: str) -> None:
    safe = safe_name(name)
    assert safe and len(safe) <= 120 and not re.search(r"[\x00-\x1f/\\\"'<>\u200b-\u206f\ud800-\udfff]", safe)
    assert not safe.startswith(".")
    letter = world.letter(files=(FileIn(name, picture("PNG")),))
    assert letter.attachments.get().name == safe


@pytest.mark.parametrize(
    ("name", "what", "honest"),
    [
        ("照片.jpg", "image/jpeg", "照片.jpg"),
        ("照片.JPEG", "image/jpeg", "照片.JPEG"),
        ("发票.pdf.exe", "application/pdf", "发票.pdf.exe.pdf"),
        ("照片.html", "image/png", "照片.html.png"),
        ("没有后缀", "text/plain", "没有后缀.txt"),
        ("jpg", "image/jpeg", "jpg.jpg"),
        ("旧.xyz", "application/x-unknown", "旧.xyz.bin"),
    ],
)
def test_it_is_saved_under_the_ending_of_what_it_is(name: str, what: str, honest: str) -> None:
    assert honest_name(name, what) == honest


def test_the_files_of_one_letter_have_a_measure_together(world: World) -> None:
    large = picture("PNG") + b"\0" * (MOST_BYTES - 1000)
    with pytest.raises(NotValid, match="60 MB"):
        require_together([FileIn(f"{n}.png", large) for n in range(4)])
    with pytest.raises(NotValid, match="60 MB"):
        world.letter(files=tuple(FileIn(f"{n}.png", large) for n in range(4)))
