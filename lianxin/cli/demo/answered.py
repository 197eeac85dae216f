"""答复 How the offices of the demo county answer: one writes and hands over, another signs or sends back."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.cli.demo import voices
from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.county import LOGINS
from lianxin.cli.demo.letters import Letter, Writers, fitting
from lianxin.cli.demo.situations import Situation
from lianxin.cli.demo.town import Town, case_at
from lianxin.identity.actors import Actor
from lianxin.intake.verbs import open_submission
from lianxin.ledger.verbs.reacting import react
from lianxin.outcomes.answers import CONCLUDED, AnswerIn, BasisIn
from lianxin.outcomes.models import Outcome
from lianxin.outcomes.verbs import approve, send_back, submit, tell_progress

UNSIGNED = {"unsigned answer", "repeated"}
# What the fates told by hand decide, and on what: for each request the conclusion and its bases.
DECIDED: Mapping[str, tuple[str, tuple[BasisIn, ...]]] = {
    "refused": (Outcome.NOT_SUPPORTED, (BasisIn("DISCLOSURE-2019", "第15条"),)),
    "explained": (Outcome.EXPLAINED, ()),
}
PROGRESS = {
    "told": (
        "已到现场量过，桥墩要请市里的检测单位来看才敢动，已经约好，检测以前先限行、立了警示牌。",
        "检测报告出来了：桥面要整体更换。图纸正在做，做好就招人施工，先修便道让大家能过。",
    )
}


def replies(town: Town, letter: Letter, since: datetime) -> dict[int, str]:
    """What was found, what was done, and by when: to each request its own answer."""
    blanks = {**letter.blanks, **dates(town, since), "who": town.one_of(voices.WHO)}
    if letter.situation.asks:
        answers: Iterable[str] = [answer for _words, answer in letter.situation.asks]
    else:
        told = town.one_of(fitting(letter.situation.replies, letter.variant, letter.situation))
        answers = [told + town.one_of(voices.REPLY_CLOSINGS)]
    return {n: answer.format_map(blanks) for n, answer in enumerate(answers, start=1)}


def dates(town: Town, since: datetime) -> dict[str, str]:
    """The day somebody went to look, between signing and now, and a day that is promised."""
    looked = timezone.localtime(since + (town.now - since) * town.agenda.chance.uniform(0.1, 0.9))
    promised = timezone.localtime(town.now + timedelta(days=town.agenda.chance.randint(3, 20)))
    return {"on": f"{looked.month}月{looked.day}日", "by": f"{promised.month}月{promised.day}日"}


def conclude(
    town: Town, letter: Letter, words: Mapping[int, str], *, poor: bool = False
) -> dict[int, AnswerIn]:
    """What was written, taken apart: what was found, what is decided. A poor answer has found nothing."""
    return {number: _concluded(town, letter, text, poor) for number, text in words.items()}


def _concluded(town: Town, letter: Letter, text: str, poor: bool) -> AnswerIn:
    if letter.message.kind not in CONCLUDED:
        return AnswerIn(text)
    if poor:
        return AnswerIn(text, outcome=Outcome.EXPLAINED)
    outcome, bases = DECIDED.get(letter.fate, (Outcome.SUPPORTED, ()))
    found, _stop, decided = text.partition("。")
    facts = f"{found}。" if decided else town.one_of(voices.FACTS)
    return AnswerIn(decided or text, facts=facts, outcome=outcome, bases=bases)


def hand_over_and_sign(
    town: Town, letter: Letter, answers: Mapping[int, AnswerIn], *, by: Actor, opening: str = ""
) -> Life:
    """Handed over; sent back once in a while; signed by somebody else, and sent."""
    submit(case_at(letter), answers, by=by, now=town.now, opening=opening)
    if letter.fate in UNSIGNED:
        return
    signer, hurried = (
        signer_of(town, by, again=case_at(letter).passes > 1),
        letter.situation.category in {"WATER", "POWER", "GAS"},
    )
    yield town.agenda.at_the_desk(0.1, 1) if hurried else town.agenda.at_work(0.3, 5)
    case = case_at(letter)
    open_submission(case.submission, by=signer, now=town.now, through=case)
    if town.likely(0.08):
        send_back(case_at(letter), town.one_of(voices.SENT_BACK), by=signer, now=town.now)
        yield town.agenda.at_work(0.3, 3)
        submit(case_at(letter), answers, by=by, now=town.now, opening=opening)
        yield town.agenda.at_work(0.3, 3)
    approve(case_at(letter), by=signer, now=town.now)
    react(now=town.now)


def signer_of(town: Town, by: Actor, *, again: bool = False) -> Actor:
    """In a bureau its approver, in a township its secretary, in the discipline office the other officer.

    What was not solved is signed one level up.
    """
    assert by.organisation
    if again:
        return town.county.actor(*LOGINS["approver"])
    code = by.organisation.code
    signers = (code, "approver"), (code, "secretary"), (code, "discipline/2")
    return town.county.actor(*next(one for one in signers if one in town.county.people))


def tell_on_the_way(town: Town, letter: Letter, by: Actor) -> Life:
    """Work that takes long is told in steps."""
    for words in PROGRESS.get(letter.fate, ()):
        tell_progress(case_at(letter), words, by=by, now=town.now)
        yield town.agenda.at_work(9, 12)


NEIGHBOUR = Situation(
    "ELDER",
    ("请把{v}吃低保的人家材料都公开出来",),
    ("{v}吃低保的人家，有的我看条件不差。我要求把每一家的收入、存款、病历材料都贴出来，让大家看个明白。",),
    ("我自己没有申请过低保，只是想要个公道。",),
    (
        (
            "{on}{who}查了{v}在册的低保户名单、人数和金额，已经按规定张榜。"
            "您要求公开的收入、存款和病历属于个人隐私，公开会损害这些人家，不能公开；"
            "您觉得哪一户不符合条件，可以写明是哪一户，我们逐户核查并答复您。"
        ),
    ),
    kind="demand",
)
BUS_CARD = Situation(
    "BUS",
    ("六十岁也想免费坐公交",),
    ("我今年六十二，天天接送孙子坐公交。听说有的地方六十岁就免费，我们县要六十五。能不能也改成六十岁？",),
    ("不是心疼一两块钱，是觉得该一样。",),
    (
        (
            "现行办法是县里2019年定的，六十五岁以上免费，六十到六十四岁半价。您的想法有道理，但眼下没有依据给您一个人免费。"
            "我们把它写进了明年修订办法的建议，{by}前报县里研究；您现在可以凭身份证办半价卡，当天取。"
        ),
    ),
    kind="demand",
    where="town",
)
BRIDGE = Situation(
    "ROAD",
    ("{v}的桥墩裂了，大车还在过",),
    ("{p}的石桥桥墩裂了一道缝，能放进拳头，拉沙的大车照样过。请在出事以前来看一看。",),
    ("涨水的时候缝里往外冒水。",),
    ("",),
)
REPEATED = Situation(
    "GARBAGE",
    ("垃圾桶三天没有人收",),
    ("{v}口的垃圾桶三天没有人收了，苍蝇一团一团的，路过都要捂着鼻子。",),
    ("以前是两天收一次。",),
    ("经查，收运车检修，停了两天。已经调了备用车，当天收完，今后检修提前一天告诉大家。",),
    where="town",
)


def decided_letters(writers: Writers) -> list[Letter]:
    """One refused on a law, one explained, one told in steps, two that got the same words, one unsigned."""
    villages, quarters = writers.county.villages, writers.county.quarters
    first = writers.letter(REPEATED, "plain", 10.0, quarters[0])
    second = writers.letter(REPEATED, "repeated", 3.1, quarters[0])
    return [
        writers.letter(NEIGHBOUR, "refused", 19.0, villages[2]),
        writers.letter(BUS_CARD, "explained", 15.0, quarters[0]),
        writers.letter(BRIDGE, "told", 6.0, villages[4]),
        first,
        second,
    ]
