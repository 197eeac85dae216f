"""Files are given to be saved and never shown as a page of ours; pictures are seen as copies."""

import re
from typing import Any

import pytest
from django.test import Client

from lianxin.channels.message import FileIn
from lianxin.intake.models import Attachment
from lianxin.intake.verbs.looking import look_at_due
from tests.faces.desks import sit, words
from tests.made_files import PDF, SCRIPT, harmless, office, picture, sound, taken_at
from tests.virus_scanner import EICAR, virus_scanner
from tests.world import World

INLINE = re.compile(r"^image/(?:jpeg|png|gif|webp|heic)$|^(?:audio|video)/|^application/octet-stream$")


def sent(world: World, content: bytes, name: str = "照片.jpg", **said: Any) -> Attachment:
    attachment = world.letter(files=(FileIn(name, content),), **said).attachments.get()
    look_at_due(now=world.now)
    attachment.refresh_from_db()
    return attachment


def addresses(attachment: Attachment) -> tuple[str, str]:
    """Where the desk and where the writer finds the file."""
    return f"/desk/file/{attachment.pk}/", f"/t/{attachment.submission.code}/file/{attachment.pk}/"


def both(world: World, attachment: Attachment, end: str = "", **headers: str) -> list[Any]:
    desk, writer = addresses(attachment)
    return [
        sit(world, "sorter").get(desk + end, headers=headers),
        Client().get(writer + end, headers=headers),
    ]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(("name", "content", "what"), list(harmless()), ids=[one[0] for one in harmless()])
def test_every_file_is_saved_and_never_a_page_of_ours(
    world: World, name: str, content: bytes, what: str
) -> None:
    for answer in both(world, sent(world, content, name)):
        assert answer.status_code == 200 and body(answer) == content
        assert answer["Content-Disposition"].startswith("attachment; filename")
        assert (
            answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
        )
        assert INLINE.match(answer["Content-Type"]), answer["Content-Type"]
        assert not answer["Content-Disposition"].rstrip('"').endswith((".exe", ".js", ".html", ".svg"))


def test_a_picture_is_seen_as_its_copy_and_nothing_of_it_but_its_points(world: World) -> None:
    attachment = sent(world, taken_at(28.1, 101.5))
    small = sit(world, "sorter").get(f"{addresses(attachment)[0]}small/")
    for answer in (small, *both(world, attachment, "large/")):
        copy = body(answer)
        assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
        assert copy.startswith(b"\xff\xd8") and b"Exif" not in copy and b"Telephone" not in copy


@pytest.mark.parametrize("end", ["huge/", "..%2f/", "small.jpg/"])
def test_no_other_size_is_there(world: World, end: str) -> None:
    assert [answer.status_code for answer in both(world, sent(world, picture()), end)] == [404, 404]


@pytest.mark.parametrize(
    ("name", "content"), [("文件.pdf", PDF + SCRIPT), ("申请.docx", office("docx")), ("说明.txt", b"abc")]
)
def test_what_is_no_picture_is_never_seen_inline(world: World, name: str, content: bytes) -> None:
    attachment = sent(world, content, name)
    assert [answer.status_code for answer in both(world, attachment, "large/")] == [404, 404]


def test_only_who_may_read_the_letter_gets_its_files(world: World) -> None:
    attachment, other = sent(world, picture()), world.letter()
    desk, _writer = addresses(attachment)
    for end in ("", "large/"):
        assert sit(world, "stranger").get(desk + end).status_code == 403
        assert Client().get(desk + end).status_code == 302
        assert Client().get(f"/t/{other.code}/file/{attachment.pk}/{end}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=5-999999999", 206, slice(5, None)),
        ("bytes=999999-", 416, None),
        ("bytes=9-3", 416, None),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=" + "9" * 40 + "-", 200, slice(None)),
    ],
)
def test_a_recording_is_given_in_parts(world: World, asked: str, status: int, part: slice | None) -> None:
    content = sound()
    for answer in both(world, sent(world, content, "录音.wav"), range=asked):
        assert answer.status_code == status and answer["Accept-Ranges"] == "bytes"
        if part is None:
            assert answer["Content-Range"] == f"bytes */{len(content)}"
        else:
            assert body(answer) == content[part] and int(answer["Content-Length"]) == len(content[part])


def test_a_file_with_a_virus_is_given_to_nobody_and_both_are_told(world: World, settings: Any) -> None:
    with virus_scanner() as scanner:
        settings.LIANXIN_CLAMAV = scanner.setting
        attachment = sent(world, EICAR, "说明.txt")
        for answer in both(world, attachment):
            assert answer.status_code == 410 and "封存" in words(answer)
        desk = words(sit(world, "sorter").get(f"/desk/letter/{attachment.submission_id}/"))
        assert "查出病毒" in desk and "Eicar-Test-Signature" in desk
        assert "一个附件里查出病毒" in desk and addresses(attachment)[0] not in desk
        own = words(Client().get(f"/t/{attachment.submission.code}/"))
        assert "查出病毒" in own and "请换一份再传" in own and addresses(attachment)[1] not in own


def test_a_file_that_waits_for_the_scanner_says_so(world: World, settings: Any) -> None:
    attachment = sent(world, picture())
    settings.LIANXIN_CLAMAV = "127.0.0.1:9"
    page = f"/desk/letter/{attachment.submission_id}/"
    assert "还没有查毒" in words(sit(world, "sorter").get(page))
    settings.LIANXIN_CLAMAV = ""
    assert "还没有查毒" not in words(sit(world, "sorter").get(page))


def test_handlers_see_where_a_picture_was_taken_unless_the_writer_is_to_stay_unknown(world: World) -> None:
    for confidential in (False, True):
        attachment = sent(world, taken_at(28.1, 101.5), confidential=confidential)
        page = words(sit(world, "sorter").get(f"/desk/letter/{attachment.submission_id}/"))
        assert ("北纬28.1" in page) is not confidential
        assert "北纬" not in words(Client().get(f"/t/{attachment.submission.code}/"))


def test_the_pages_show_copies_and_say_why_there_are_none(world: World) -> None:
    attachment = sent(world, picture())
    desk, writer = addresses(attachment)
    assert f'src="{desk}small/"' in words(
        sit(world, "sorter").get(f"/desk/letter/{attachment.submission_id}/")
    )
    assert f'src="{writer}large/"' in words(Client().get(f"/t/{attachment.submission.code}/"))
    broken = sent(world, picture(size=(400, 300))[:900])
    assert "读不出来" in words(sit(world, "sorter").get(f"/desk/letter/{broken.submission_id}/"))
