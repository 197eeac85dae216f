"""The worker looks at files after the letter is taken: copies of pictures, and the virus scanner."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from lianxin.channels.message import FileIn
from lianxin.intake.copies import LARGE, SMALL, copy_to_see
from lianxin.intake.models import Attachment, Scan
from lianxin.intake.scanning import check
from lianxin.intake.verbs import looking
from lianxin.intake.verbs.looking import look_at_due
from lianxin.kit.blobs import copy_of, path_of
from lianxin.kit.clamav import NotAnswering, read_scanner, scan
from lianxin.ledger.models import Event
from tests.made_files import HEIC, PDF, picture, png_bomb, png_of, taken_at
from tests.virus_scanner import EICAR, NAME, virus_scanner
from tests.world import World


def one(world: World, content: bytes, name: str = "照片.jpg") -> Attachment:
    return world.letter(files=(FileIn(name, content),)).attachments.get()


def looked(world: World, content: bytes, name: str = "照片.jpg") -> Attachment:
    attachment = one(world, content, name)
    assert look_at_due(now=world.now) == 1
    attachment.refresh_from_db()
    return attachment


def opened(attachment: Attachment, size: str) -> Image.Image:
    return Image.open(io.BytesIO(copy_of(attachment.sha256, size).read_bytes()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_gets_a_small_and_a_large_copy(world: World, kind: str) -> None:
    attachment = looked(world, picture(kind, (4000, 3000)))
    assert attachment.copies and attachment.due_at is None
    assert opened(attachment, SMALL).size == (320, 240) and opened(attachment, LARGE).size == (1600, 1200)


def test_a_picture_as_telephones_write_it_is_read_too(world: World) -> None:
    assert opened(looked(world, HEIC, "手机.heic"), SMALL).size == (64, 48)


def test_a_copy_holds_neither_place_nor_machine_and_the_original_stays(world: World) -> None:
    content = taken_at(28.1234, 101.5, turned=6)
    attachment = looked(world, content)
    copy = copy_of(attachment.sha256, LARGE).read_bytes()
    assert b"Telephone" not in copy and b"Exif" not in copy
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert Image.open(io.BytesIO(copy)).size == (30, 40), "it stands upright"
    assert path_of(attachment.sha256).read_bytes() == content


@pytest.mark.parametrize(("north", "east"), [(28.1234, 101.5), (-33.5, -70.25)])
def test_where_it_was_taken_is_kept_beside_it(world: World, north: float, east: float) -> None:
    attachment = looked(world, taken_at(north, east))
    assert (float(attachment.latitude or 0), float(attachment.longitude or 0)) == (north, east)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (png_of(60_000, 60_000), "too_large"),
        (png_bomb(9_000), "too_large"),
        (png_of(100, 100), "damaged"),
        (picture(size=(400, 300))[:900], "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "damaged"),
        (b"GIF89a" + b"\xff" * 60, "damaged"),
    ],
    ids=["says too much", "bomb", "empty", "half", "no points", "nonsense"],
)
def test_a_picture_that_cannot_be_read_is_said_so_and_done(world: World, content: bytes, why: str) -> None:
    attachment = looked(world, content, "图.png")
    assert (attachment.copies, attachment.why_no_copies, attachment.due_at) == (False, why, None)
    assert not copy_of(attachment.sha256, SMALL).exists()


def test_what_is_no_picture_is_done_at_once(world: World) -> None:
    attachment = looked(world, PDF, "文件.pdf")
    assert not attachment.copies and not attachment.why_no_copies and attachment.scan == Scan.NOT_YET


def test_each_is_looked_at_once(world: World) -> None:
    looked(world, picture())
    assert look_at_due(now=world.now) == 0


def test_a_worker_that_is_killed_leaves_it_due_again(world: World) -> None:
    attachment = one(world, picture())
    assert looking.take(now=world.now) == attachment
    assert looking.take(now=world.now) is None, "somebody has it"
    assert look_at_due(now=world.now + timedelta(minutes=6)) == 1


def test_a_file_that_is_clean_is_said_to_be(world: World, settings: Any) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        attachment = looked(world, picture())
        assert scanner.asked == [picture()]
    assert attachment.scan == Scan.CLEAN and attachment.scanned_at == world.now and not attachment.is_shut()


def test_a_file_in_which_something_is_found_is_shut_and_kept(world: World, settings: Any) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        attachment = looked(world, EICAR, "说明.txt")
    assert attachment.is_shut() and attachment.finding == NAME
    assert path_of(attachment.sha256).read_bytes() == EICAR
    (line,) = Event.objects.filter(name="submission.file_shut")
    assert line.data == {"file": attachment.pk.hex} and line.by_kind == "clock"


def test_a_scanner_that_is_away_holds_nothing_up_and_is_asked_again(world: World, settings: Any) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
    attachment, other = one(world, picture()), one(world, picture("PNG"), "图.png")
    assert look_at_due(now=world.now) == 0
    attachment.refresh_from_db()
    other.refresh_from_db()
    assert attachment.copies and other.copies and attachment.scan == Scan.NOT_YET
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        assert look_at_due(now=world.now) == 0, "not yet due"
        assert look_at_due(now=world.now + timedelta(minutes=1)) == 2
    attachment.refresh_from_db()
    assert attachment.scan == Scan.CLEAN and attachment.attempts == 0


def test_what_came_before_there_was_a_scanner_is_scanned_when_there_is_one(
    world: World, settings: Any
) -> None:
    attachment = looked(world, picture())
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        assert look_at_due(now=world.now) == 1
    attachment.refresh_from_db()
    assert attachment.scan == Scan.CLEAN


@pytest.mark.parametrize(
    "says", [b"", b"INSTREAM size limit exceeded. ERROR", b"nonsense", b"\xff" * 90, b"stream: "]
)
def test_an_answer_that_is_none_is_no_yes(world: World, settings: Any, says: bytes) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV, scanner.says = scanner.setting, says
        one(world, picture())
        assert look_at_due(now=world.now) == 0
        with pytest.raises(NotAnswering):
            scan(path_of(Attachment.objects.get().sha256), read_scanner(scanner.setting))
    assert Attachment.objects.get().scan == Scan.NOT_YET


def test_a_finding_with_nonsense_in_its_name_is_kept_short_and_readable(world: World, settings: Any) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV, scanner.says = (
            scanner.setting,
            b"stream: A\r\n\x1b[1m" + b"x" * 500 + b" FOUND",
        )
        attachment = looked(world, picture())
    assert attachment.finding.startswith("A[1mxx") and len(attachment.finding) == 120


def test_the_check_says_what_is_wrong(settings: Any) -> None:
    assert check() == ""
    settings.LIANXIN_CLAMAV = "clamd"
    assert "设置不对" in check()
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        assert check() == ""
        scanner.says = b"?"
        assert "没有回答" in check()
    assert "没有回答" in check()
    settings.LIANXIN_CLAMAV = "unix:/nowhere/clamd.ctl"
    assert "没有回答" in check()


def test_copies_that_were_lost_are_made_again(world: World) -> None:
    attachment = looked(world, picture())
    copy_of(attachment.sha256, SMALL).unlink()
    assert copy_to_see(attachment, SMALL) == copy_of(attachment.sha256, SMALL)
    assert copy_to_see(one(world, PDF, "文件.pdf"), SMALL) is None
