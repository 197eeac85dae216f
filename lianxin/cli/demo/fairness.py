"""公平 What is fair to those who work: a demand that no rule allows, what is counted, who looks again."""

from datetime import timedelta

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.county import ROOT
from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.situations import Situation
from lianxin.cli.demo.town import Town, case_at, writer_of
from lianxin.clock.models import Promise
from lianxin.flow.verbs.ending import REOPENS_WITHIN
from lianxin.identity.actors import Actor, citizen
from lianxin.intake.verbs import ask_recusal
from lianxin.outcomes.figures import facts_of
from lianxin.outcomes.models import Holds
from lianxin.outcomes.verbs import (
    appeal_figure,
    claim,
    contest_claim,
    decide_claim,
    decide_figure,
    look_back,
)
from lianxin.outcomes.verbs.looking_back import first_day

VERDICT = Situation(
    "LAND",
    ("请县里把法院的判决改过来",),
    ("{v}的宅基地官司，法院{since}判我输了。我不服，请县里出面，叫法院把判决改过来。",),
    ("判决书的复印件附在信里。",),
    (
        (
            "{on}{who}看了判决书。判决已经生效，县里无权改。您有新证据的，可以在六个月内向中级人民法院申请再审，"
            "司法所免费帮您写申请书，电话和地址写在附页上。"
        ),
    ),
    kind="demand",
)
CLAIM = {
    "reason": "法院判决已经生效，县里不能叫法院改判。",
    "basis": "《民事诉讼法》第二百一十条",
    "channel": "向中级人民法院申请再审，司法所免费帮助写申请书",
}
CONTESTED = "我不是要县里代替法院，是想请县里看一看量地的图纸对不对。"
LOOKED = {
    Holds.STILL: "到现场看过，又问了两户邻居，都说一直是好的。",
    Holds.NOT_ANY_MORE: "到现场看过，修好的地方又坏了，和来信说的一样。",
}
APPEALS = ("那两天全镇停电检修，有供电公告，系统进不去。", "材料要等市里的检测报告，报告晚了六天才到。")


def unreasonable_demands(writers: Writers) -> list[Letter]:
    """One that was held to be so and is contested, one on which the desk still has to decide."""
    villages = writers.county.villages
    return [
        writers.letter(VERDICT, "claimed", 8.0, villages[1]),
        writers.letter(VERDICT, "claiming", 1.6, villages[-2]),
    ]


def claim_what_cannot_be_met(town: Town, letter: Letter, by: Actor) -> Life:
    """The handler claims, the desk confirms, the writer contests."""
    if letter.fate not in {"claimed", "claiming"}:
        return
    claim(case_at(letter), 1, **CLAIM, by=by, now=town.now)
    if letter.fate == "claiming":
        return
    yield town.agenda.at_the_desk(2, 5)
    words = "看了判决书，已经生效，县里确实无权改。"
    decide_claim(case_at(letter), 1, confirmed=True, words=words, by=town.county.sorter, now=town.now)
    yield town.agenda.daytime(10, 20)
    contest_claim(case_at(letter), 1, CONTESTED, by=writer_of(letter), now=town.now)


def appeals_of_figures(town: Town, end: timedelta) -> Life:
    """In the last days a bureau appeals two things counted about it: one is agreed to, one waits."""
    yield town.now + end
    officer, supervisor = town.county.actor("WATER", "officer"), town.county.actor(ROOT, "supervisor")
    assert officer.organisation
    facts = facts_of(officer.organisation, since=town.now - REOPENS_WITHIN)
    for reason, fact in zip(APPEALS, facts, strict=False):
        case = case_by_key.get(fact.case)
        made = appeal_figure(case, fact.counted, reason=reason, by=officer, now=town.now)
        if reason == APPEALS[0]:
            words = "查了供电公告，属实。"
            yield town.now + timedelta(hours=3)
            case = case_by_key.get(fact.case)
            decide_figure(case, made.number, accepted=True, words=words, by=supervisor, now=town.now)


def asked_to_keep_out(town: Town, end: timedelta) -> Life:
    """On the last day a writer asks that the officer be kept out; somebody has to decide."""
    yield town.now + end
    officer = town.county.actor("WATER", "officer")
    assert officer.person
    assert officer.organisation
    held = Case.objects.with_cover().ordinary().filter(lead_org=officer.organisation)
    case = held.filter(dossier__stage="in_handling").order_by("-dossier_id").first()
    if case:
        reason = "他是我堂兄，我们两家为地界吵过，请换一个人看。"
        writer, named = citizen(case.submission_id), officer.person.name
        ask_recusal(case.submission, named=named, reason=reason, by=writer, now=town.now)


def looking_again(town: Town) -> Life:
    """Every few days the caller looks at closed matters whose time has come; one in twelve is bad again."""
    caller, seen = town.county.actor("DESK", "caller"), 0
    while True:
        yield town.now + timedelta(days=3)
        for key in list(Promise.objects.owed().filter(key="look_back").values_list("dossier", flat=True)):
            case = case_by_key.get(key)
            owed = Promise.objects.owed().get(dossier=key, key="look_back")
            if case.is_closed and first_day(case, owed) <= town.now:
                seen += 1
                holds = Holds.NOT_ANY_MORE if seen % 12 == 0 else Holds.STILL
                look_back(case, holds=holds, words=LOOKED[holds], by=caller, now=town.now)
