"""The time of a case at the desks and on the writer's page, by real HTTP: both sides see the same facts."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case, Question
from lianxin.clock.loading import read_rulebook
from lianxin.clock.models import Promise
from lianxin.clock.verbs.books import publish_rulebook
from lianxin.flow.verbs import ask_deferral, ask_extension, grant_deferral
from lianxin.identity.actors import THE_INSTALLER
from lianxin.office.verbs import give_post
from tests.faces.desks import sit, words
from tests.rooms.flow.test_older_rulebook import LATER
from tests.world import RULEBOOK, World

WHY = "管材还没有到货，到货后五天装好。"
PLAN = "等冬修资金到位后换新管。"


@pytest.fixture
def today(world: World) -> World:
    """The county, at this very moment: the pages themselves ask the clock on the wall."""
    world.now = timezone.now() - timedelta(minutes=10)
    return world


def case_at(case: Case) -> str:
    return f"/desk/case/{case.pk}/"


def track(case: Case) -> str:
    return words(Client().get(f"/t/{case.submission.code}/"))


def next_summer() -> date:
    return timezone.localdate() + timedelta(days=200)


def test_the_officer_asks_the_secretary_agrees_and_the_writer_reads_why(today: World) -> None:
    case = today.in_handling()
    officer = sit(today, "officer")
    officer.post(case_at(case), {"act": "ask_extension", "why": WHY})
    assert "申请延期，领导还没有决定" in track(case) and WHY in track(case)
    secretary = sit(today, "secretary")
    offered = words(secretary.get(case_at(case)))
    assert "同意延期" in offered and "同意的话，答复最迟" in offered
    secretary.post(case_at(case), {"act": "grant"})
    assert Promise.objects.get(dossier=case.dossier, key="reply").due_first
    for page in (track(case), words(officer.get(case_at(case)))):
        assert WHY in page and "延期" in page
    assert "申请延期</summary>" not in words(officer.get(case_at(case)))


def test_an_extension_without_a_reason_keeps_the_page_and_says_what_is_missing(today: World) -> None:
    case = today.in_handling()
    answer = sit(today, "officer").post(case_at(case), {"act": "ask_extension", "why": " "})
    assert answer.status_code == 422 and "请写明为什么要延期" in words(answer)
    long = "长" * 301
    answer = sit(today, "officer").post(case_at(case), {"act": "ask_extension", "why": long})
    assert answer.status_code == 422 and f"{long}</textarea>" in words(answer)
    assert not Promise.objects.filter(key="extension").exists()


def test_who_asked_is_not_offered_the_decision_and_who_may_not_decide_is_refused(today: World) -> None:
    case = today.in_handling()
    ask_extension(case, reason=WHY, by=today.actor("officer"), now=today.now)
    assert "同意延期</button>" not in words(sit(today, "officer").get(case_at(case)))
    assert sit(today, "officer").post(case_at(case), {"act": "grant"}).status_code == 403
    refused = sit(today, "supervisor").post(case_at(case), {"act": "refuse", "why": ""})
    assert refused.status_code == 422 and "请写明为什么不同意" in words(refused)
    sit(today, "supervisor").post(case_at(case), {"act": "refuse", "why": "仓库里有现货。"})
    assert "没有同意延期" in track(case) and "仓库里有现货。" in track(case)


def test_a_leader_finds_what_waits_for_a_decision(today: World) -> None:
    case = today.in_handling()
    assert "等您决定" not in words(sit(today, "supervisor").get("/desk/owed/"))
    ask_extension(case, reason=WHY, by=today.actor("officer"), now=today.now)
    for who in ("supervisor", "secretary"):
        shown = words(sit(today, who).get("/desk/owed/"))
        assert "等您决定" in shown and case_at(case) in shown


@pytest.mark.parametrize(("until", "said"), [("", "请写明办好的日期"), ("2020-01-01", "从明天起")])
def test_a_deferral_needs_a_day_that_can_be(today: World, until: str, said: str) -> None:
    case = today.in_handling()
    typed = {"act": "ask_deferral", "plan": PLAN, "until": until}
    answer = sit(today, "officer").post(case_at(case), typed)
    assert answer.status_code == 422 and said in words(answer) and f"{PLAN}</textarea>" in words(answer)


def test_a_deferral_shows_plan_and_day_to_both_and_can_be_taken_up(today: World) -> None:
    case, day = today.in_handling(), next_summer()
    officer = sit(today, "officer")
    officer.post(case_at(case), {"act": "ask_deferral", "plan": PLAN, "until": day.isoformat()})
    sit(today, "secretary").post(case_at(case), {"act": "grant"})
    assert today.case().stage == "committed"
    shown = track(case)
    assert "和您约了一个日期" in shown and PLAN in shown and "这不是结案" in shown
    assert f"{day.month}月{day.day}日" in shown
    assert "暂缓" in words(officer.get("/desk/cases/?stage=committed"))
    officer.post(case_at(case), {"act": "take_up"})
    assert today.case().stage == "in_handling" and "提前重新开始办理" in track(case)


def test_a_question_has_its_box_on_the_writer_s_page_and_says_that_the_clock_runs_on(today: World) -> None:
    case = today.in_handling()
    officer = sit(today, "officer")
    officer.post(case_at(case), {"act": "ask_citizen", "question": "水表的编号是多少？"})
    assert "等来信人回答" in words(officer.get(case_at(case)))
    shown = track(case)
    assert "水表的编号是多少？" in shown and "期限照样在走，不等您的回答" in shown
    address = f"/t/{case.submission.code}/answer/{Question.objects.get().pk}/"
    assert Client().post(address, {"words": " "}).status_code == 422
    assert "水表的编号是多少？" in words(Client().get(address))
    after = words(Client().post(address, {"words": "编号0731。"}, follow=True))
    assert "您的回答已经收到" in after and "编号0731。" in after
    assert "编号0731。" in words(officer.get(case_at(case)))
    again = Client().post(address, {"words": "再说一遍"})
    assert again.status_code == 409 and "再说一遍</textarea>" in words(again)


def test_a_question_opens_only_with_the_code_of_its_own_letter(today: World) -> None:
    case = today.in_handling()
    sit(today, "officer").post(case_at(case), {"act": "ask_citizen", "question": "表号？"})
    other = today.dispatched()
    address = f"/t/{other.submission.code}/answer/{Question.objects.get().pk}/"
    assert Client().post(address, {"words": "0731"}).status_code == 404
    assert Question.objects.get().answered_at is None


def test_the_clerk_writes_down_what_came_on_paper(today: World) -> None:
    case = today.in_handling(channel="paper")
    sit(today, "officer").post(case_at(case), {"act": "ask_citizen", "question": "表号？"})
    clerk, asked = sit(today, "clerk"), Question.objects.get()
    assert "照原话录入" in words(clerk.get(case_at(case)))
    clerk.post(case_at(case), {"act": "relay", "asked": str(asked.pk), "relayed": "0731。"})
    assert Question.objects.get().answered_at
    again = clerk.post(case_at(case), {"act": "relay", "asked": str(asked.pk), "relayed": "0731。"})
    assert again.status_code == 409


def test_the_sorter_gives_a_letter_out_as_a_petition_with_a_reason(today: World) -> None:
    letter, sorter = today.letter(), sit(today, "sorter")
    address = f"/desk/sort/{letter.pk}/"
    given = {"act": "sort", "to": today.bodies["WATER"].pk, "urgency": "normal", "track": "petition"}
    refused = sorter.post(address, given)
    assert refused.status_code == 422 and not Case.objects.exists()
    sorter.post(address, {**given, "why_track": "请求作出处理意见"})
    case = today.case()
    assert (case.track, case.stage) == ("petition", "dispatched")
    assert "信访工作条例" in track(case) and "请求作出处理意见" in track(case)
    officer = sit(today, "officer")
    officer.post(case_at(case), {"act": "notice", "notice": "已收到，由供水科办理。"})
    assert "已收到，由供水科办理。" in track(case)
    officer.post(case_at(case), {"act": "acknowledge"})
    assert Promise.objects.get(dossier=case.dossier, key="reply").rule_key == "PET_CONCLUDE"


def test_the_sorter_grades_and_chooses_the_track_of_a_registered_letter(today: World) -> None:
    letter, sorter = today.letter(), sit(today, "sorter")
    address = f"/desk/sort/{letter.pk}/"
    sorter.post(address, {"act": "register", "urgency": "normal"})
    assert sorter.post(address, {"act": "grade", "urgency": "urgent", "why": ""}).status_code == 422
    sorter.post(address, {"act": "grade", "urgency": "urgent", "why": "有人被困"})
    sorter.post(address, {"act": "choose_track", "track": "petition", "why": "申诉求决"})
    case = today.case()
    assert (case.urgency, case.track) == ("urgent", "petition")
    assert "有人被困" in track(case) and "申诉求决" in track(case)
    other = sorter.post(
        f"/desk/sort/{today.letter().pk}/", {"act": "grade", "urgency": "urgent", "why": "急"}
    )
    assert other.status_code == 409


def test_redirected_the_writer_reads_the_reason_and_the_channel_of_the_law(today: World) -> None:
    letter, sorter = today.letter(), sit(today, "sorter")
    said = {"act": "decline", "code": "statutory", "why_not": "已经起诉", "channel": "县人民法院立案庭"}
    address = f"/desk/sort/{letter.pk}/"
    assert sorter.post(address, {**said, "code": ""}).status_code == 422
    sorter.post(address, said)
    shown = track(today.case())
    assert "这件事要走法定的渠道" in shown and "已经起诉" in shown and "县人民法院立案庭" in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_step_of_time_is_told_in_both_languages(today: World, language: str) -> None:
    case = today.in_handling()
    ask_deferral(case, plan=PLAN, until=next_summer(), by=today.actor("officer"), now=today.now)
    grant_deferral(today.case(), by=today.actor("secretary"), now=today.now)
    for client, address in (
        (Client(), f"/t/{case.submission.code}/"),
        (sit(today, "officer"), case_at(case)),
    ):
        client.cookies["django_language"] = language
        shown = words(client.get(address))
        assert PLAN in shown
        assert ("Put off" in shown or "agreed" in shown) == (language == "en")


def test_the_approver_finds_what_waits_and_decides_and_nobody_on_their_own(today: World) -> None:
    case = today.in_handling()
    ask_extension(case, reason=WHY, by=today.actor("officer"), now=today.now)
    approver = sit(today, "approver")
    desk = words(approver.get("/desk/cases/"))
    assert "等您决定" in desk and case_at(case) in desk
    assert "等您决定" not in words(sit(today, "officer").get("/desk/cases/"))
    give_post(today.people["officer"], today.bodies["WATER"], "approver", by=THE_INSTALLER, now=today.now)
    own = words(sit(today, "officer").get(case_at(case)))
    assert "这个申请是您提的，不能由您决定" in own and 'value="grant"' not in own
    assert sit(today, "officer").post(case_at(case), {"act": "grant"}).status_code == 403
    approver.post(case_at(case), {"act": "grant"})
    assert Promise.objects.get(dossier=case.dossier, key="reply").due_first
    assert "等您决定" not in words(approver.get("/desk/cases/"))


def test_a_case_under_an_older_rule_book_has_its_page_and_is_not_offered_what_has_no_limit(
    today: World,
) -> None:
    publish_older(today)
    case = today.in_handling()
    page = sit(today, "officer").get(case_at(case))
    assert page.status_code == 200 and "请来信人补充" in words(page)
    for act in ("ask_extension", "ask_deferral", "object", "support"):
        assert f'value="{act}"' not in words(page)
    assert "办理中" in words(sit(today, "sorter").get(case_at(case))) and "水务局" in track(case)
    refused = sit(today, "officer").post(case_at(case), {"act": "ask_extension", "why": WHY})
    assert refused.status_code == 409 and "规则手册里还没有这一步的期限" in words(refused)


def publish_older(world: World) -> None:
    """An edition without any of the county's later rules."""
    rows = [row for row in read_rulebook(RULEBOOK) if row.key not in LATER]
    publish_rulebook(rows, effective_from=world.now, by=THE_INSTALLER, now=world.now)
