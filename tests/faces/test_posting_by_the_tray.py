"""Letters to writers by the tray: PDF, labels, envelopes, and the numbers of the post for all of them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.channels.paper.reading import read_page
from lianxin.intake.models import Opening
from lianxin.kit.typesetting import missing_fonts, pdf_of
from lianxin.outcomes.mailing import track_address
from lianxin.outcomes.models import Delivery, Sending
from lianxin.web.documents import label_of, letters_of
from tests.faces.desks import sit, words
from tests.world import World, card

DESK, PRINT, PROOFS, ADDRESSES = (
    "/desk/post/",
    "/desk/post/print/",
    "/desk/post/proofs/",
    "/desk/post/addresses/",
)
HERE = "519900 望水县柳林镇上湾村3组"


def on_paper(world: World, **said: Any) -> Any:
    contact = card(name="王小河", address=HERE)
    case = world.answered(channel="paper", contact=contact, **said)
    world.later(minutes=5)
    return case


def pages_of(content: bytes, tmp_path: Path) -> list[Any]:
    """Every page of a PDF as the reading process sees it, without words."""
    file = tmp_path / "made.pdf"
    file.write_bytes(content)
    first = read_page(file, 0)
    return [first, *(read_page(file, number) for number in range(1, first.pages))]


@pytest.fixture(autouse=True)
def _unread(settings: Any) -> None:
    settings.LIANXIN_READER = "off"


def test_all_that_waits_is_one_pdf_a_page_to_each_notice_with_the_code_of_its_letter(
    world: World, tmp_path: Path
) -> None:
    one, two = on_paper(world, body="第一封信说的事"), on_paper(world, body="第二封信说的事")
    answer = sit(world, "clerk").post(PRINT, {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    pages = pages_of(answer.content, tmp_path)
    assert len(pages) == 10, "five notices to each, and each on one page"
    marks = {mark for page in pages for mark in page.marks}
    assert marks == {track_address(one.submission), track_address(two.submission)}
    assert Opening.objects.filter(contact=True).count() == 2, "opening an address is written down"


def test_words_from_outside_are_words_and_no_instructions(world: World, tmp_path: Path) -> None:
    on_paper(world, subject='#panic("x") $a$ *b* @c <d> ```', body="停水。")
    assert sit(world, "clerk").post(PRINT, {"as": "pdf"}).content[:5] == b"%PDF-"


def test_a_long_answer_says_its_pages_and_a_short_one_does_not(tmp_path: Path) -> None:
    def sheet(words: str) -> dict[str, Any]:
        texts = dict.fromkeys(
            [
                "address",
                "name",
                "sender",
                "title",
                "subject",
                "number_label",
                "says",
                "opening",
                "words",
                "body",
                "day",
                "code_label",
                "code",
                "link",
                "keep",
            ],
            "字",
        )
        answer = {"asked": "1. 供水", "conclusion": "支持", "parts": [["处理意见", words]]}
        qr = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
        return {
            **texts, "document": "519900-1", "english": False, "large": False, "answers": [answer],
            "facts": [["接下来", "看答复"]], "qr": qr,
        }  # fmt: skip

    long = sheet("已经修好，请放心使用。\n" * 60)
    pages = pages_of(
        pdf_of("letters", {"title": "信函", "sheets": [sheet("好"), long, sheet("好")]}), tmp_path
    )
    assert len(pages) == 4


@pytest.mark.parametrize(
    ("size", "shape"), [("70x37", (1414, 2000)), ("5", (2000, 1000)), ("7", (2000, 1415))]
)
def test_labels_and_envelopes_are_of_their_size(
    world: World, tmp_path: Path, size: str, shape: tuple[int, int]
) -> None:
    on_paper(world)
    answer = sit(world, "sorter").post(ADDRESSES, {"size": size, "skip": "3"})
    (page,) = pages_of(answer.content, tmp_path)
    assert max(abs(one - two) for one, two in zip(page.size, shape, strict=True)) <= 2
    assert Opening.objects.filter(contact=True).count() == 1


def test_the_postcode_in_an_address_is_found(world: World) -> None:
    letter = on_paper(world).submission
    label = label_of(letter, letter.contact, "望水县群众来信受理中心")
    assert label["postcode"] == "519900" and label["name"] == "王小河"
    assert label_of(letter, None, "")["address"] == "" and letters_of([])["sheets"] == []


def test_a_size_that_is_none_and_an_empty_tray_are_refused_in_words(world: World) -> None:
    clerk = sit(world, "clerk")
    assert clerk.post(ADDRESSES, {"size": "nonsense"}).status_code == 409
    assert clerk.post(ADDRESSES, {"size": "5"}).status_code == 409
    assert clerk.post(PRINT, {"as": "pdf"}).status_code == 409


def test_without_a_typesetter_the_page_itself_is_printed(world: World, monkeypatch: Any) -> None:
    on_paper(world)
    monkeypatch.setattr("lianxin.web.desk.posting.can_set", lambda: False)
    page = words(sit(world, "clerk").get(DESK))
    assert "全部打印" in page and "PDF" not in page and "标签" not in page
    assert 'class="letter-sheet"' in words(sit(world, "clerk").post(PRINT))


def test_numbers_are_keyed_in_for_a_whole_tray(world: World) -> None:
    one, two = on_paper(world), on_paper(world, body="另一封信")
    said = {f"proof-{one.submission_id}": "XA 1", f"proof-{two.submission_id}": "XA 2"}
    page = words(sit(world, "clerk").post(PROOFS, said, follow=True))
    assert "记下了2封信的邮寄凭据" in page and "没有要寄的信" in page
    assert set(Delivery.objects.values_list("proof", flat=True)) == {"XA 1", "XA 2"}


def test_a_hand_scanner_reads_our_code_and_then_the_post_s(world: World) -> None:
    one, two = on_paper(world), on_paper(world, body="另一封信")
    scanned = (
        f"{track_address(two.submission)}\nXA00000000244\n{track_address(one.submission)}\nXA00000000144\n"
    )
    sit(world, "clerk").post(PROOFS, {"pairs": scanned})
    assert Delivery.objects.get(reply__case=one).proof == "XA00000000144"
    assert Delivery.objects.get(reply__case=two).proof == "XA00000000244"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_post_office_s_table_is_read_and_what_fits_nothing_is_said(world: World, encoding: str) -> None:
    case = on_paper(world)
    number = case.submission.dossier.number
    table = f"编号,挂号号码\n{number},XA1\n519900-250303-000000-00,XA2\n{number},XA3\n"
    file = SimpleUploadedFile("post.csv", table.encode(encoding))
    answer = sit(world, "clerk").post(PROOFS, {"file": file})
    said = words(answer)
    assert answer.status_code == 422 and "记下了1封信" in said and "没有找到“519900-250303-000000-00”" in said
    assert "已经有人寄出" in said and Delivery.objects.get().proof == "XA1"


def test_one_number_is_one_letter(world: World) -> None:
    one, two = on_paper(world), on_paper(world, body="另一封信")
    said = {f"proof-{one.submission_id}": "XA1", f"proof-{two.submission_id}": "XA1"}
    page = words(sit(world, "clerk").post(PROOFS, said))
    assert "写了两次" in page and Sending.objects.open().filter(channel="paper").count() == 5


@pytest.mark.parametrize("who", ["officer", "discipline", "secretary", "supervisor"])
def test_the_tray_is_nobody_else_s(world: World, who: str) -> None:
    case, other = on_paper(world), sit(world, who)
    assert other.get(PROOFS).status_code == 403
    assert other.post(PROOFS, {f"proof-{case.submission_id}": "XA1"}).status_code == 403
    assert (
        other.post(ADDRESSES, {"size": "5"}).status_code == 403
        and not Delivery.objects.exclude(proof="").exists()
    )


def test_a_sealed_report_cannot_be_posted_from_the_ordinary_desk(world: World) -> None:
    report = world.letter("李某收了红包。", kind="report", contact=card(address=HERE))
    world.later(days=1)
    page = words(sit(world, "clerk").post(PROOFS, {"pairs": f"{report.code}\nXA1"}))
    assert report.dossier.number not in page and not Delivery.objects.exclude(proof="").exists()


def test_the_chinese_fonts_are_there() -> None:
    assert missing_fonts() == ""
