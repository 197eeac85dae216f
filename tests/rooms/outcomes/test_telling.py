"""What the writer is told of each step: once by each way, and of a sealed report nothing leaves the house."""

from datetime import date
from typing import Any

import pytest

from lianxin.channels.email.null import NULL
from lianxin.config.reactions import REACTIONS
from lianxin.flow.verbs import (
    ask_citizen,
    ask_deferral,
    ask_extension,
    close,
    decline,
    grant_deferral,
    grant_extension,
    register,
)
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Sending
from lianxin.outcomes.notices import NOTICES, notice_of
from lianxin.outcomes.reactions import tell_writer
from lianxin.outcomes.verbs import deliver, not_solved, rate, stop_mails
from lianxin.outcomes.verbs.sending import send_due
from lianxin.outcomes.verbs.telling import AT_ONCE
from tests.world import World, card

BLANKS = (
    "problem",
    "title",
    "voices",
    "request",
    "basis",
    "number",
    "body",
    "to",
    "who",
    "due",
    "before",
    "reason",
    "plan",
    "channel",
    "until",
    "stage",
)
ROAD = ["registered", "accepted", "dispatched", "acknowledged", "replied"]


@pytest.fixture(autouse=True)
def _twin(settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    NULL.sent.clear()


def told(channel: str) -> list[str]:
    rows = Sending.objects.filter(channel=channel).order_by("id")
    return list(rows.values_list("notice", flat=True))


def owed() -> int:
    return sum(bool(notice_of(event)) for event in Event.objects.exclude(name__in=AT_ONCE))


def test_every_step_is_told_once_however_often_its_reaction_runs(world: World) -> None:
    world.answered(contact=card(email="wang@mail.example"))
    world.later(minutes=5)
    assert told("email") == ROAD
    for event in Event.objects.filter(name__in={notice.event for notice in NOTICES.values()} - AT_ONCE):
        tell_writer(event, now=world.now)
    assert told("email") == ROAD and not told("paper") and not told("page")


WAYS = [  # channel of the letter, what the writer left, by which ways the writer is told
    ("mailbox", {"email": "a@b.cn"}, {"email"}),
    ("mailbox", {"email": "a@b.cn", "address": "上湾村3组"}, {"email"}),
    ("mailbox", {"address": "上湾村3组"}, {"paper"}),
    ("mailbox", {}, {"page"}),
    ("paper", {"address": "上湾村3组"}, {"paper"}),
    ("paper", {"email": "a@b.cn", "address": "上湾村3组"}, {"email", "paper"}),
    ("paper", {}, {"page"}),
]


@pytest.mark.parametrize(("channel", "left", "ways"), WAYS)
def test_by_which_ways(world: World, channel: str, left: dict[str, str], ways: set[str]) -> None:
    world.answered(channel=channel, contact=card(**left))
    world.later(minutes=5)
    assert set(Sending.objects.values_list("channel", flat=True)) == ways
    assert Sending.objects.values("event").distinct().count() == owed() == len(ROAD)


def test_without_a_mail_server_the_page_and_paper_remain(world: World, settings: Any) -> None:
    settings.LIANXIN_SMTP = ""
    world.dispatched(contact=card(email="a@b.cn"))
    world.dispatched(contact=card(email="a@b.cn", address="上湾村3组"))
    world.later(minutes=5)
    assert told("email") == [] and len(told("page")) == len(told("paper")) == 3


def test_of_a_sealed_report_nothing_leaves_the_house(world: World) -> None:
    letter = world.letter("李某收了红包。", kind="report", contact=card(email="a@b.cn", address="上湾村3组"))
    register(letter, by=world.actor("discipline"), now=world.now)
    world.later(days=1)
    assert send_due(now=world.now) == 0 and not NULL.sent
    assert told("page") == ["registered"] and not told("email") and not told("paper")


def test_who_stopped_the_mails_gets_no_letters_instead(world: World) -> None:
    case = world.dispatched(contact=card(email="a@b.cn", address="上湾村3组"))
    stop_mails(case.submission, by=world.writer(case), now=world.now)
    world.later(minutes=5)
    assert set(Sending.objects.values_list("channel", flat=True)) == {"page"}


def test_what_the_installer_loads_from_files_is_no_news(world: World) -> None:
    register(world.letter(channel="file", contact=card(email="a@b.cn")), by=THE_INSTALLER, now=world.now)
    world.later(minutes=5)
    assert told("page") == ["registered"] and not told("email")


def test_a_refusal_names_the_reason_and_the_right_door(world: World) -> None:
    register(world.letter(contact=card(email="a@b.cn")), by=world.actor("clerk"), now=world.now)
    decline(
        world.case(), reason="属于法院管辖", channel="县法院立案庭", by=world.actor("sorter"), now=world.now
    )
    world.later(minutes=5)
    send_due(now=world.now)
    (mail,) = NULL.sent
    assert "不予受理告知书" in mail.body and "属于法院管辖" in mail.body and "县法院立案庭" in mail.body


def test_silence_that_closes_is_told_and_the_writer_s_own_word_is_not(world: World) -> None:
    case = world.answered(contact=card(email="a@b.cn"))
    deliver(case, means="read", by=world.writer(case), now=world.now)
    close(world.case(), by=THE_CLOCK, now=world.now, because="silence")
    rated = world.answered(contact=card(email="a@b.cn"))
    rate(rated, verdict="solved", by=world.writer(rated), now=world.now)
    world.later(minutes=5)
    assert told("email").count("closed") == 1


def test_a_mail_is_in_the_writer_s_language_and_names_no_more_than_it_must(world: World) -> None:
    body = "Our street is dark and the neighbour Mr. Li drinks."
    case = world.answered("停电由供电局修好。", body=body, language="en", contact=card(email="a@b.cn"))
    world.later(minutes=5)
    send_due(now=world.now)
    (mail,) = NULL.sent
    assert mail.subject == f"News on your letter {case.dossier.number}"
    assert "Water Bureau" in mail.body and "2025" in mail.body and case.submission.code in mail.body
    assert case.submission.code not in mail.subject
    assert not any(word in mail.body for word in ("Mr. Li", "供电局", "来信人", "13800000000"))


def test_reopening_says_until_when_the_new_answer_comes(world: World) -> None:
    case = world.answered(contact=card(email="a@b.cn"))
    not_solved(case, by=world.writer(case), now=world.now)
    world.later(minutes=5)
    send_due(now=world.now)
    assert "重新办理告知书" in NULL.sent[-1].body and "重新答复您" in NULL.sent[-1].body


def test_every_notice_has_its_reaction_and_no_blank_is_left_open() -> None:
    for kind, notice in NOTICES.items():
        followed = REACTIONS.get(notice.event, [])
        assert "lianxin.outcomes.reactions.tell_writer" in followed or notice.event in AT_ONCE, kind
        facts = dict.fromkeys(BLANKS, "x")
        assert all((words % facts) for words in (notice.says, notice.next, notice.may))


def test_more_time_and_a_later_day_are_told_with_their_reasons(world: World) -> None:
    case = world.in_handling(contact=card(email="wang@mail.example"))
    officer, leader = world.actor("officer"), world.actor("secretary")
    ask_extension(case, reason="等管材到货。", by=officer, now=world.now)
    grant_extension(world.case(), by=leader, now=world.now)
    assert mailed(world) == (
        "【延期告知书】\n您的来信原定2025年3月10日(星期一)答复，水务局申请延期一次，已经批准。"
        "理由：等管材到货。\n水务局最迟2025年3月24日(星期一)答复您。"
    )
    ask_deferral(world.case(), plan="换管。", until=date(2025, 7, 1), by=officer, now=world.now)
    grant_deferral(world.case(), by=leader, now=world.now)
    assert "水务局申请暂缓，已经批准。打算：换管。\n约定2025年7月1日(星期二)以前办好。" in mailed(world)


def test_that_there_is_a_question_is_told_by_mail_and_its_words_are_not(world: World) -> None:
    case = world.in_handling(contact=card(email="wang@mail.example"))
    ask_citizen(case, "水表号是多少？", by=world.actor("officer"), now=world.now)
    assert "水务局办您的来信，有一个问题想请您补充。" in mailed(world)
    assert "水表号" not in NULL.sent[-1].body


def mailed(world: World) -> str:
    """What the newest mail says, from its title to what comes next."""
    world.later(minutes=5)
    send_due(now=world.now)
    body = NULL.sent[-1].body
    return "\n".join(body[body.index("【", body.rindex("【")) :].splitlines()[:3])
