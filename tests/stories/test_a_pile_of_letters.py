"""A pile of letters comes by post: scanned, read by the worker, corrected beside the picture, registered."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.flow.verbs import ask_citizen
from lianxin.intake.models import Arrival, Became, Contact, ScannedLetter, ScanPage, Submission
from lianxin.intake.verbs.reading_scans import read_due, take_page
from lianxin.kit.ids import uuid7
from lianxin.outcomes.mailing import track_address
from tests.faces.desks import sit, sit_in, words
from tests.letters_on_paper import jpeg, needs_reader, pdf, photographed, png, sheet
from tests.world import World

pytestmark = pytest.mark.sqlite  # most of the time goes into reading pages, which asks no database

SAYS = "上湾村停水三天了。\n来信人：王小河\n电话：13800000000"


def drop(clerk: Client, *contents: bytes, **more: str) -> Any:
    files = [SimpleUploadedFile(f"{number:02}.jpg", content) for number, content in enumerate(contents)]
    return clerk.post("/desk/scans/", {"key": f"scan:{uuid7()}", "scans": files, **more}, follow=True)


def worker(settings: Any, says: str = SAYS) -> None:
    settings.LIANXIN_READER = f"null:{says}"
    while read_due(now=timezone.now()):
        pass


def filled(page: Any) -> dict[str, str]:
    """What stands in the form, as a clerk would send it who changed nothing."""
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in said.items() if value not in {None, "", False}}


def test_a_pile_of_fifty_letters_is_read_and_registered_one_after_the_other(
    world: World, settings: Any
) -> None:
    clerk = sit(world, "clerk")
    page = words(drop(clerk, *(png(sheet([f"第{number}封"])) for number in range(50))))
    assert "识别了 0 页，共 50 页" in page and "录入了 0 封，共 50 封" in page
    assert take_page(now=timezone.now()), "a worker takes a page, and is killed"
    worker(settings)
    assert ScanPage.objects.filter(state="read").count() == 49 and "还没有识别好" not in page
    letters = list(ScannedLetter.objects.all()[1:])
    address = f"/desk/scan/{letters[0].pk}/"
    for _ in range(49):
        address = clerk.post(address, filled(clerk.get(address)))["Location"]
    assert Submission.objects.filter(channel="paper").count() == 49, "the next one opens by itself"
    assert address.startswith(f"/desk/scan/{ScannedLetter.objects.first().pk}/"), "the one left comes last"  # type: ignore[union-attr]
    assert Contact.objects.filter(name="王小河", phone="13800000000").count() == 49
    assert Arrival.objects.count() == 49 and ScanPage.objects.count() == 1


def test_print_and_a_dark_photograph_become_letters_with_little_to_correct(world: World) -> None:
    needs_reader()
    clerk = sit(world, "clerk")
    drop(clerk, jpeg(sheet().rotate(90, expand=True)), jpeg(photographed(sheet())))
    while read_due(now=timezone.now()):
        pass
    for letter in ScannedLetter.objects.all():
        said = filled(clerk.get(f"/desk/scan/{letter.pk}/"))
        assert said["name"] == "王小河" and said["phone"] == "13800000000" and said["said_on"] == "2025-03-01"
        assert "上湾村3组" in said["address"] and "已经停水三天了，老人没有水做饭。" in said["body"]


def test_what_is_corrected_stays_when_the_browser_is_closed(world: World, settings: Any) -> None:
    clerk = sit(world, "clerk")
    drop(clerk, png(sheet()))
    worker(settings)
    letter = ScannedLetter.objects.get()
    clerk.post(f"/desk/scan/{letter.pk}/typing/", {"body": "改了一半", "name": "王小河"})
    assert filled(sit(world, "clerk").get(f"/desk/scan/{letter.pk}/"))["body"] == "改了一半"


def test_an_answer_by_post_finds_its_question_by_the_code_on_the_paper(world: World, settings: Any) -> None:
    case = world.in_handling(body="水表坏了。", channel="paper")
    question = ask_citizen(case, "水表号是多少？", by=world.actor("officer"), now=world.now)
    clerk = sit(world, "clerk")
    drop(clerk, png(sheet(["水表号是 12345"], code=track_address(case.submission))))
    worker(settings, "水表号是12345。")
    letter = ScannedLetter.objects.get()
    page = words(clerk.get(f"/desk/scan/{letter.pk}/"))
    assert case.dossier.number in page and "水表号是多少？" in page
    said = {"act": "answer", "about": case.dossier.number, "question": question.pk, "body": "水表号是12345。"}
    clerk.post(f"/desk/scan/{letter.pk}/", said)
    question.refresh_from_db()
    assert question.addition and question.addition.body == "水表号是12345。"
    assert case.submission.attachments.count() == 1 and Submission.objects.count() == 1


def test_a_code_of_a_sealed_report_gives_nothing_away(world: World, settings: Any) -> None:
    report = world.letter("李某收了红包。", kind="report")
    clerk = sit(world, "clerk")
    drop(clerk, png(sheet(["补充"], code=track_address(report))))
    worker(settings)
    address = f"/desk/scan/{ScannedLetter.objects.get().pk}/"
    page = words(clerk.get(address))
    assert "不归这里受理" in page and report.dossier.number not in page and "红包" not in page
    said = {"act": "join", "about": report.dossier.number, "body": "补充"}
    assert clerk.post(address, said).status_code == 409 and not report.additions.exists()


def test_a_report_of_a_breach_leaves_the_desk_with_all_its_pages(world: World, settings: Any) -> None:
    clerk = sit(world, "clerk")
    drop(clerk, png(sheet()))
    worker(settings)
    letter = ScannedLetter.objects.get()
    clerk.post(
        f"/desk/scan/{letter.pk}/", {**filled(clerk.get(f"/desk/scan/{letter.pk}/")), "kind": "report"}
    )
    letter.refresh_from_db()
    assert letter.submission and letter.submission.is_sealed() and not ScanPage.objects.exists()
    batch = words(clerk.get(f"/desk/scans/{letter.batch_id}/"))
    assert "检举件，已转纪检机关" in batch and letter.submission.dossier.number not in batch


def test_one_file_that_is_refused_is_said_and_the_others_are_there(world: World) -> None:
    clerk = sit(world, "clerk")
    said = words(drop(clerk, png(sheet()), b"no picture at all", b"<html>"))
    assert ScannedLetter.objects.count() == 1 and "01.jpg" in said and "02.jpg" in said
    piece = clerk.post("/desk/scans/", {"key": "k", "piece": "1"})
    assert piece.status_code == 422 and piece.json()["refused"]


@pytest.mark.parametrize("who", ["sorter", "officer", "discipline", "auditor"])
def test_the_pile_is_nobody_else_s_to_see(world: World, settings: Any, who: str) -> None:
    drop(sit(world, "clerk"), png(sheet()))
    worker(settings)
    letter, page, other = ScannedLetter.objects.get(), ScanPage.objects.get(), sit(world, who)
    for address in (
        "/desk/scans/", f"/desk/scans/{letter.batch_id}/", f"/desk/scans/{letter.batch_id}/progress/",
        f"/desk/scan/{letter.pk}/", f"/desk/scan/page/{page.pk}/", f"/desk/scan/page/{page.pk}/original/",
    ):  # fmt: skip
        assert other.get(address).status_code == 403, address
    assert other.post(f"/desk/scan/page/{page.pk}/turn/").status_code == 403
    assert Client().get(f"/desk/scan/page/{page.pk}/").status_code == 302


def test_the_picture_is_our_own_and_the_original_is_only_saved(world: World, settings: Any) -> None:
    clerk = sit(world, "clerk")
    drop(clerk, pdf(sheet(), sheet()))
    worker(settings)
    page = ScanPage.objects.all()[0]
    shown = clerk.get(f"/desk/scan/page/{page.pk}/")
    assert shown["Content-Type"] == "image/jpeg" and "sandbox" in shown["Content-Security-Policy"]
    original = clerk.get(f"/desk/scan/page/{page.pk}/original/")
    assert original["Content-Disposition"].startswith("attachment") and b"".join(original)[:5] == b"%PDF-"


def test_a_clerk_drops_two_files_and_registers_them_by_keyboard(
    world: World, page: Any, live_server: Any, settings: Any, tmp_path: Any, axe: Any
) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(png(sheet([name])))
    sit_in(page, live_server, world, "clerk").goto("/desk/scans/")
    page.set_input_files("#scans", [tmp_path / "a.png", tmp_path / "b.png"])
    page.get_by_role("button", name="放进来").click()
    page.get_by_text("录入了 0 封，共 2 封").wait_for()
    worker(settings)
    page.reload()
    page.keyboard.press("Control+Enter")
    page.locator("#id_body").wait_for()
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    page.get_by_text("这一批还有1封").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("这一批都录完了").wait_for()
    assert ScannedLetter.objects.filter(became=Became.LETTER).count() == 2
