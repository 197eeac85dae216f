"""The work of each desk, by real HTTP: the right person acts, and no word is ever lost."""

import pytest
from django.test import Client

from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Opening, Submission
from lianxin.office.verbs import give_post
from lianxin.outcomes.answers import AnswerIn, BasisIn
from lianxin.outcomes.models import Answer, Delivery
from lianxin.outcomes.verbs import approve, draft, submit
from tests.faces.desks import sit, words
from tests.world import World, card, said


def test_the_sorter_sees_the_catalogue_s_suggestion_and_gives_the_letter_out(world: World) -> None:
    letter = world.letter(place_code="LL-SW")
    sorter = sit(world, "sorter")
    address = f"/desk/sort/{letter.pk}/"
    assert sorter.get("/desk/sort/")["Location"] == address
    offered = words(sorter.get(f"{address}suggestions/", {"category": world.water.pk}))
    assert "派单目录第1版：供水 × 上湾村党支部" in offered and "柳林镇" in offered
    given = {"act": "sort", "category": world.water.pk, "to": world.bodies["WATER"].pk, "urgency": "normal"}
    assert sorter.post(address, given)["Location"] == "/desk/sort/"
    case = world.case()
    assert (case.stage, case.lead_org, case.urgency) == ("dispatched", world.bodies["WATER"], "lifeline")


def test_after_an_act_the_next_letter_opens_by_itself(world: World) -> None:
    first, second = world.letter("第一封信"), world.letter("第二封信")
    sorter = sit(world, "sorter")
    following = {"following": f"/desk/sort/{second.pk}/"}
    given = {"act": "sort", "to": world.bodies["WATER"].pk, "urgency": "normal", **following}
    assert sorter.post(f"/desk/sort/{first.pk}/", given)["Location"] == f"/desk/sort/{second.pk}/"
    elsewhere = {**given, "following": "//elsewhere.example/"}
    assert sorter.post(f"/desk/sort/{second.pk}/", elsewhere)["Location"] == "/desk/sort/"


def test_a_letter_given_out_is_taken_back_by_the_button_in_the_notice(world: World) -> None:
    letter, sorter = world.letter("水龙头没有水"), sit(world, "sorter")
    address = f"/desk/sort/{letter.pk}/"
    given = {"act": "sort", "to": world.bodies["WATER"].pk, "urgency": "normal"}
    told = words(sorter.post(address, given, follow=True))
    assert f'action="{address}"' in told and "撤回 <kbd>U</kbd>" in told
    answer = sorter.post(address, {"act": "recall"}, follow=True)
    assert "已从水务局撤回" in words(answer) and answer.context["can_sort"]
    assert (world.case().stage, world.case().lead_org) == ("accepted", None)
    again = sorter.post(address, {"act": "recall"})
    assert again.status_code == 409 and "等待签收" in words(again)


def test_a_letter_that_waits_is_not_taken_back(world: World) -> None:
    letter = world.letter()
    answer = sit(world, "sorter").post(f"/desk/sort/{letter.pk}/", {"act": "recall"})
    assert answer.status_code == 409 and "还没有派出去" in words(answer)


def test_a_letter_that_somebody_sorted_first_is_not_sorted_twice(world: World) -> None:
    case = world.dispatched()
    given = {"act": "sort", "to": world.bodies["SCHOOL"].pk, "urgency": "normal", "reason": "归教育局"}
    answer = sit(world, "sorter").post(f"/desk/sort/{case.submission_id}/", given)
    assert answer.status_code == 409
    assert world.case().lead_org == world.bodies["WATER"]


def test_declining_needs_a_reason_and_the_right_channel(world: World) -> None:
    letter = world.letter()
    address, sorter = f"/desk/sort/{letter.pk}/", sit(world, "sorter")
    refused = sorter.post(address, {"act": "decline", "why_not": "属于法院管辖", "channel": ""})
    assert refused.status_code == 422 and "属于法院管辖" in words(refused)
    letter.dossier.refresh_from_db()
    assert letter.dossier.stage == "waiting"
    sorter.post(address, {"act": "decline", "why_not": "属于法院管辖", "channel": "县人民法院立案庭"})
    assert world.case().claimed_outcome == "declined"


def test_the_sorter_registers_and_splits(world: World) -> None:
    letter = world.letter()
    address, sorter = f"/desk/sort/{letter.pk}/", sit(world, "sorter")
    sorter.post(address, {"act": "register", "urgency": "nonsense"})
    assert world.case().stage == "registered" and world.case().urgency == "normal"
    sorter.post(address, {"act": "split", "requests": "恢复供水\n说清水费"})
    assert [asked.words for asked in world.case().requests.all()] == ["恢复供水", "说清水费"]


WHOLE = {"facts-1": "水泵烧坏", "answer-1": "已经恢复供水", "outcome-1": "supported"}


def test_the_officer_acknowledges_drafts_and_hands_over_and_another_signs(world: World) -> None:
    case = world.dispatched()
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    assert "签收" in words(officer.get(address))
    officer.post(address, {"act": "acknowledge"})
    officer.post(address, {"act": "draft", "answer-1": "正在抢修"})
    assert "正在抢修" in words(officer.get(address))
    waits = words(officer.post(address, {"act": "submit", **WHOLE}, follow=True))
    assert world.case().stage == "in_approval" and 'value="approve"' not in waits
    approver = sit(world, "approver")
    assert str(case.pk) in words(approver.get("/desk/cases/"))
    page = approver.get(address)
    assert "水泵烧坏" in words(page) and "予以支持" in words(page)
    seen = page.context["seen"].draft.submitted_at.isoformat()
    answer = approver.post(address, {"act": "approve", "handed_over": seen}, follow=True)
    assert world.case().stage == "replied" and "已经恢复供水" in words(answer)


def test_every_part_of_an_answer_is_taken_from_the_page(world: World) -> None:
    case = world.in_handling()
    said = {
        **WHOLE, "outcome-1": "not_supported", "action-1": "换水泵", "on-1": "2025-03-09", "opening": "您好",
        "law-1-0": "PETITION-2022", "article-1-0": "第32条", "law-1-1": "", "article-1-1": "",
    }  # fmt: skip
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    assert officer.post(address, {"act": "draft", **said}).status_code == 302
    page = words(officer.get(address))
    for kept in ('value="2025-03-09"', 'value="第32条"', "换水泵", "水泵烧坏</textarea>", "您好</textarea>"):
        assert kept in page
    assert '<option value="PETITION-2022" selected>' in page and "PETITION-2005" not in page
    assert officer.post(address, {"act": "draft", **said, "on-1": "3月9日"}).status_code == 422


def test_the_drafter_is_told_to_have_it_signed_by_another(world: World) -> None:
    case = world.submitted()
    give_post(world.people["officer"], world.bodies["WATER"], "approver", by=THE_INSTALLER, now=world.now)
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    assert "不能由您签发" in words(officer.get(address))
    refused = officer.post(address, {"act": "approve"})
    assert refused.status_code == 403 and "自己起草" in words(refused)
    officer.post(address, {"act": "take_back"})
    assert world.case().stage == "in_handling"


def test_what_is_sent_back_stands_above_the_draft(world: World) -> None:
    case = world.submitted()
    approver, address = sit(world, "approver"), f"/desk/case/{case.pk}/"
    assert approver.post(address, {"act": "send_back", "why_back": ""}).status_code == 422
    approver.post(address, {"act": "send_back", "why_back": "请写明哪天修好"})
    assert "请写明哪天修好" in words(sit(world, "officer").get(address))


def test_a_repetition_is_shown_to_the_approver_with_the_way_to_it(world: World) -> None:
    first, case = world.answered("换了新水泵，今天通水。"), world.submitted("换了新水泵，今天通水。")
    page = words(sit(world, "approver").get(f"/desk/case/{case.pk}/"))
    assert "一字不差" in page and f"/desk/case/{first.pk}/" in page and first.dossier.number in page


def test_empty_words_are_sent_as_progress_and_not_as_an_answer(world: World) -> None:
    case = world.in_handling()
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    said = {"answer-1": "已收悉，正在处理。", "outcome-1": "explained"}
    refused = officer.post(address, {"act": "submit", **said})
    assert refused.status_code == 422 and "阶段性答复" in words(refused)
    assert "已收悉，正在处理。</textarea>" in words(refused)
    officer.post(address, {"act": "tell", "progress": "已收悉，水泵周四到。"})
    assert "水泵周四到" in words(Client().get(f"/t/{case.submission.code}/"))
    assert officer.post(address, {"act": "tell", "progress": " "}).status_code == 422


def test_a_reply_that_is_not_whole_keeps_every_word(world: World) -> None:
    case = world.in_handling()
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    officer.post(address, {"act": "split", "requests": "恢复供水\n说清水费"})
    answer = officer.post(address, {"act": "submit", "opening": "您好", **WHOLE, "answer-2": " "})
    assert answer.status_code == 422
    assert "已经恢复供水</textarea>" in words(answer) and "您好</textarea>" in words(answer)
    assert not Answer.objects.exists()


def test_a_stale_page_is_told_so_and_its_words_are_kept(world: World) -> None:
    case = world.in_handling()
    world.reply(case, {1: "同事先答复了"})
    answer = sit(world, "officer").post(f"/desk/case/{case.pk}/", {"act": "submit", "answer-1": "我写了很久"})
    assert answer.status_code == 409
    assert "我写了很久" in words(answer) and "没有发出" in words(answer)


def test_a_colleague_s_draft_is_not_written_over_unseen(world: World) -> None:
    case = world.in_handling()
    world.people["stranger"].posts.update(organisation=world.bodies["WATER"])
    draft(case, {1: AnswerIn("同事的草稿")}, by=world.actor("stranger"), now=world.now)
    mine = {"act": "draft", "answer-1": "我的草稿", "drafted": ""}
    answer = sit(world, "officer").post(f"/desk/case/{case.pk}/", mine)
    assert answer.status_code == 409
    assert "我的草稿" in words(answer) and "同事的草稿" in words(answer)


def test_the_printed_decision_has_every_part(world: World) -> None:
    case, officer = (
        world.in_handling(channel="paper", contact=card(address="上湾村3组")),
        world.actor("officer"),
    )
    answer = said("水费不能退。", outcome="not_supported", bases=(BasisIn("PETITION-2022", "第32条"),))
    submit(case, {1: answer}, by=officer, now=world.now)
    approve(case, by=world.actor("secretary"), now=world.now)
    page = words(sit(world, "officer").get(f"/desk/case/{case.pk}/letter/"))
    for part in (
        "处理意见书",
        "水务局答复您了",
        "到现场看过",
        "水费不能退",
        "不予支持",
        "《信访工作条例》(2022) 第32条",
    ):
        assert part in page


def test_looking_at_the_contact_is_an_act_that_is_written_down(world: World) -> None:
    case = world.in_handling(contact=card())
    officer = sit(world, "officer")
    assert "13800000000" not in words(officer.get(f"/desk/case/{case.pk}/"))
    assert officer.get(f"/desk/letter/{case.submission_id}/contact/").status_code == 405
    assert "13800000000" in words(officer.post(f"/desk/letter/{case.submission_id}/contact/"))
    assert Opening.objects.get(contact=True).person == world.people["officer"]


def test_opening_a_case_is_written_down_once_a_day(world: World) -> None:
    case = world.in_handling()
    for _time in range(2):
        assert sit(world, "officer").get(f"/desk/case/{case.pk}/").status_code == 200
    assert Opening.objects.filter(submission=case.submission, person=world.people["officer"]).count() == 1


def test_a_paper_answer_is_printed_and_its_delivery_recorded(world: World) -> None:
    case = world.answered(channel="paper", contact=card(address="上湾村3组"))
    officer, address = sit(world, "officer"), f"/desk/case/{case.pk}/"
    assert "上湾村3组" in words(officer.get(f"{address}letter/"))
    assert officer.post(address, {"act": "deliver", "means": "posted"}).status_code == 422
    officer.post(address, {"act": "deliver", "means": "posted", "proof": "XA12345"})
    assert Delivery.objects.get(reply__case=case).proof == "XA12345"


def test_the_secretary_opens_a_letter_and_the_writer_is_told(world: World) -> None:
    case = world.in_handling(addressee="WS")
    secretary = sit(world, "secretary")
    assert "我们村停水三天了" in words(secretary.get("/desk/letters/"))
    secretary.get(f"/desk/case/{case.pk}/")
    assert Submission.objects.get(pk=case.submission_id).addressee_read_at is not None
    secretary.post(f"/desk/case/{case.pk}/", {"act": "instruct", "words": "请抓紧办理。"})
    assert world.case().instructions.get().words == "请抓紧办理。"


def test_the_secretary_sees_unread_letters_first_and_each_of_them_once(world: World) -> None:
    letters = [world.letter(f"第{number}封信的内容", addressee="WS") for number in range(60)]
    secretary = sit(world, "secretary")
    secretary.get(f"/desk/letter/{letters[-1].pk}/")
    first = secretary.get("/desk/letters/")
    second = secretary.get("/desk/letters/" + first.context["older"])
    keys = [row["key"] for page in (first, second) for row in page.context["rows"]]
    assert keys == [letter.pk for letter in [*reversed(letters[:-1]), letters[-1]]]
    assert second.context["older"] == "" and second.context["rows"][-1]["seen"]


def test_the_supervisor_s_table_leads_to_the_list_behind_each_cell(world: World) -> None:
    world.in_handling()
    world.later(days=20)
    supervisor = sit(world, "supervisor")
    debt = next(one for one in supervisor.get("/desk/owed/").context["debts"] if one.name == "水务局")
    assert (debt.owed, debt.broken) == (1, 1) and debt.days > 5 and debt.escalated
    behind = words(supervisor.get(f"{debt.url}?what=broken"))
    assert "我们村停水三天了" in behind and "超期" in behind
    assert "水务局" in words(sit(world, "secretary").get("/desk/letters/"))


PAPER = {
    "key": "paper:1",
    "body": "村口的桥栏杆断了。",
    "kind": "problem",
    "addressee": "柳林镇",
    "name": "王大爷",
}


def test_the_clerk_keys_in_a_letter_once_and_prints_its_receipt(world: World) -> None:
    clerk = sit(world, "clerk")
    for _time in range(2):
        answer = clerk.post("/desk/paper/", PAPER, follow=True)
    letter = Submission.objects.get()
    assert (letter.channel, letter.addressee, letter.contact.name) == ("paper", world.bodies["LL"], "王大爷")
    assert letter.typed_by == world.people["clerk"]
    assert f"/t/{letter.code}/receipt/" in words(answer)


@pytest.mark.parametrize(
    "wrong", [{"addressee": "没有的镇"}, {"body": " "}, {"kind": "nonsense"}, {"said_on": "昨天"}]
)
def test_a_paper_letter_that_cannot_be_taken_keeps_what_was_keyed_in(
    world: World, wrong: dict[str, str]
) -> None:
    answer = sit(world, "clerk").post("/desk/paper/", {**PAPER, **wrong})
    assert answer.status_code == 422 and "王大爷" in words(answer)
    assert not Submission.objects.exists()


def test_the_clerk_registers_a_waiting_letter(world: World) -> None:
    letter = world.letter()
    clerk = sit(world, "clerk")
    assert str(letter.pk) in words(clerk.get("/desk/waiting/"))
    assert clerk.post(f"/desk/letter/{letter.pk}/", {"act": "register"}).status_code == 302
    assert clerk.post(f"/desk/letter/{letter.pk}/", {"act": "register"}).status_code == 409


def test_a_letter_is_found_by_its_number_and_by_its_words(world: World) -> None:
    case = world.in_handling()
    officer = sit(world, "officer")
    number = case.dossier.number
    for typed in (number, number.replace("-", ""), f" {number.replace('-', ' ')} "):
        assert officer.get("/desk/search/", {"q": typed})["Location"] == f"/desk/letter/{case.submission_id}/"
    assert len(officer.get("/desk/search/", {"q": "停水"}).context["rows"]) == 1
    assert sit(world, "stranger").get("/desk/search/", {"q": "停水"}).context["rows"] == []
    for odd in ("\0", "%", '"', "' OR 1=1 --", "🙂", "*" * 5000):
        assert officer.get("/desk/search/", {"q": odd}).status_code == 200
