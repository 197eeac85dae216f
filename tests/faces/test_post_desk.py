"""The desk's page of what has to be posted: print, post, correct, try again; and nobody else's business."""

from typing import Any

import pytest

from lianxin.channels.email.null import NULL
from lianxin.flow.verbs import ask_citizen, ask_extension, grant_extension
from lianxin.intake.models import Opening
from lianxin.outcomes.models import Delivery, Sending
from lianxin.outcomes.verbs import ask_review, decide_appeal
from lianxin.outcomes.verbs.sending import send_due
from tests.faces.desks import sit, words
from tests.world import World, card

DESK, PRINT = "/desk/post/", "/desk/post/print/"


@pytest.fixture(autouse=True)
def _twin(settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    NULL.sent.clear()


def on_paper(world: World, **said: Any) -> Any:
    case = world.answered(channel="paper", contact=card(address="上湾村3组"), **said)
    world.later(minutes=5)
    return case


def stuck(world: World, **left: str) -> Any:
    case = world.dispatched(contact=card(email="wang@refuses.example", **left))
    world.later(minutes=5)
    send_due(now=world.now)
    return case


@pytest.mark.parametrize("who", ["clerk", "sorter"])
def test_the_desk_prints_everything_at_once_with_the_addresses_in_the_window(world: World, who: str) -> None:
    on_paper(world, body="第一封信说的事")
    on_paper(world, body="第二封信说的事")
    assert words(sit(world, who).get(DESK)).count("登记告知书 · 受理告知书") == 2
    printed = words(sit(world, who).post(PRINT))
    assert printed.count('class="letter-sheet"') == 10 and printed.count("上湾村3组") == 10
    assert printed.count("已接通备用水源") == 2 and "《信访工作条例》第三十二条" in printed
    assert Opening.objects.filter(contact=True).count() == 2, "opening an address is written down"


def test_one_letter_is_printed_alone_with_its_receipt_code(world: World) -> None:
    case = on_paper(world)
    on_paper(world, body="另一封信")
    printed = words(sit(world, "clerk").post(PRINT, {"letter": case.submission_id}))
    assert printed.count('class="letter-sheet"') == 5 and "另一封信" not in printed
    code = case.submission.code
    assert f"{code[:4]} {code[4:8]}" in printed


def test_what_was_posted_is_recorded_by_its_number_and_disappears(world: World) -> None:
    case = on_paper(world)
    said = {"act": "posted", "letter": case.submission_id, "proof": "XA 777"}
    page = words(sit(world, "clerk").post(DESK, said, follow=True))
    assert "XA 777" in page and "没有要寄的信" in page
    assert Delivery.objects.get(reply__case=case).proof == "XA 777"
    again = sit(world, "clerk").post(DESK, said)
    assert again.status_code == 409 and "已经有人寄出" in words(again)


def test_a_refusal_keeps_what_was_typed_beside_its_letter(world: World) -> None:
    case = stuck(world)
    said = {"act": "correct", "letter": case.submission_id, "email": "王@例子.cn"}
    page = sit(world, "clerk").post(DESK, said)
    assert page.status_code == 422 and 'value="王@例子.cn"' in words(page) and "寄不到" in words(page)


def test_a_mail_that_could_not_be_sent_is_shown_with_the_reason_and_mended(world: World) -> None:
    case = stuck(world, address="上湾村3组")
    clerk = sit(world, "clerk")
    page = words(clerk.get(DESK))
    assert "对方的邮箱不收" in page and "(550)" in page and "refuses.example" not in page
    clerk.post(DESK, {"act": "again", "letter": case.submission_id})
    assert send_due(now=world.now) == 0
    clerk.post(DESK, {"act": "correct", "letter": case.submission_id, "email": "wang@mail.example"})
    assert Sending.objects.filter(state="waiting").count() == 3


def test_a_mail_that_could_not_be_sent_is_printed_instead(world: World) -> None:
    case = stuck(world, address="上湾村3组")
    clerk = sit(world, "clerk")
    clerk.post(DESK, {"act": "instead", "letter": case.submission_id})
    assert words(clerk.post(PRINT)).count('class="letter-sheet"') == 3


@pytest.mark.parametrize("act", ["posted", "again", "correct", "instead", "nonsense", ""])
def test_a_letter_of_nobody_is_not_found(world: World, act: str) -> None:
    assert sit(world, "clerk").post(DESK, {"act": act, "letter": "x"}).status_code in {404, 409}


def test_a_sealed_report_appears_on_no_page_of_the_post(world: World) -> None:
    world.letter("李某收了红包。", kind="report", contact=card(address="上湾村3组"))
    world.later(days=1)
    assert "红包" not in words(sit(world, "clerk").get(DESK))
    assert sit(world, "clerk").post(PRINT).status_code == 409


def test_an_opinion_is_printed_in_its_own_words(world: World) -> None:
    case = on_paper(world)
    sit(world, "clerk").post(DESK, {"act": "posted", "letter": case.submission_id, "proof": "XA1"})
    world.now = Delivery.objects.get().delivered_at  # the page lives today
    ask_review(world.case(), "水还是没有来。", by=world.writer(case), now=world.now)
    said = {"ruling": "confirmed", "opinion": "答复属实。", "basis": "供水条例第八条"}
    decide_appeal(world.case(), by=world.actor("reviewer"), now=world.now, **said)
    world.later(minutes=5)
    printed = words(sit(world, "clerk").post(PRINT))
    assert "复查意见书" in printed and "答复属实。" in printed and "供水条例第八条" in printed


def test_the_officer_sees_how_the_writer_was_told(world: World) -> None:
    case = stuck(world)
    page = words(sit(world, "officer").get(f"/desk/case/{case.pk}/"))
    assert "怎样告诉来信人的" in page and "转送告知书" in page and "邮件寄不出去" in page


def test_more_time_and_a_question_are_printed_for_who_has_no_web(world: World) -> None:
    case = world.in_handling(channel="paper", contact=card(address="上湾村3组"))
    officer = world.actor("officer")
    ask_citizen(case, "水表号是多少？", by=officer, now=world.now)
    ask_extension(world.case(), reason="等管材到货。", by=officer, now=world.now)
    grant_extension(world.case(), by=world.actor("approver"), now=world.now)
    world.later(minutes=5)
    printed = words(sit(world, "clerk").post(PRINT))
    assert "补充情况告知书" in printed and "水表号是多少？" in printed
    assert (
        "延期告知书" in printed
        and "2025年3月24日(星期一)答复您" in printed
        and "理由：等管材到货。<" in printed
    )
