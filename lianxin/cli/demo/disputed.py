"""推来推去 Letters that some body said were not its own, and letters for which several bodies are needed."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.situations import Situation
from lianxin.cli.demo.town import Town, case_at
from lianxin.flow.verbs import decide_objection, object_to, report_to_lead, support
from lianxin.organisations.models import Organisation


@dataclass(frozen=True)
class Turn:
    """One objection, and the decision on it: to another body, or back where no body is named."""

    reason: str
    to: str = ""
    words: str = ""
    meeting: str = ""


@dataclass(frozen=True)
class Help:
    """One body that is asked to help, for what, and what it says; nothing as long as it is silent."""

    body: str
    asked: str
    answer: str = ""


CLEAR_AWAY = "桥下堆的是建渣，清运归城管"
TURNS: dict[str, tuple[Turn, ...]] = {
    "kicked": (
        Turn("我局只管办事窗口，没有清运的人和车", "CITY", CLEAR_AWAY),
        Turn("高速桥下用地归交通部门管，我们没有权进场", "TRAFFIC", "桥下用地的手续在交通部门"),
        Turn(
            "高速公路由省上的公司管养，县交通局没有这项职责", "CITY", "没有人管的先管起来，费用后结",
            "四家到现场开会定了：清运由城管先做，交通负责联系公路公司",
        ),
    ),
    "passed": (Turn("这是小区里的路灯，产权在物业，归住建监管", "HOUSING", "查过图纸，灯在小区红线以内"),),
    "kept": (Turn("堵的是居民自己的下水管，不归我局", "", "堵点在主管上，主管归住建，不能再推"),),
    "disputed": (Turn("占道的摊点归城管，我局只管执照", "CITY"),),
    "undecided": (Turn("河边的树归水务局管，我们没有权砍", "WATER"),),
}  # fmt: skip
HELPS: dict[str, tuple[Help, ...]] = {
    "kicked": (
        Help("TRAFFIC", "联系公路公司，办好进场手续", "公路公司同意进场，手续已办，有效期一个月。"),
        Help("HOUSING", "派两台车拉建渣", "两台渣土车已到位，按趟登记。"),
    ),
    "helped": (
        Help("CITY", "请到场认定建渣是谁倒的", "已调监控，是两个装修队，正在找人。"),
        Help("ENV", "请测一测渣堆旁边的水"),
    ),
}
UNDECIDED = {"disputed", "undecided"}


def settle(
    town: Town, letter: Letter, to: Organisation
) -> Generator[datetime, None, Organisation | None]:  # fmt: skip
    """Who has it in the end; nobody yet where the desk has still to decide."""
    for turn in TURNS.get(letter.fate, ()):
        yield town.agenda.at_work(2, 10)
        bodies, officer = town.county.bodies, town.county.actor(to.code, "officer")
        suggested = bodies[turn.to] if turn.to else None
        object_to(case_at(letter), reason=turn.reason, suggested=suggested, by=officer, now=town.now)
        if letter.fate in UNDECIDED:
            return None
        yield town.agenda.at_the_desk(1, 6)
        decide_objection(
            case_at(letter), upheld=bool(turn.to), to=suggested, words=turn.words, meeting=turn.meeting,
            by=town.county.sorter, now=town.now,
        )  # fmt: skip
        to = suggested or to
    return to


def get_help(town: Town, letter: Letter, lead: Organisation) -> Generator[datetime, None, None]:
    """The lead asks other bodies, and they answer it or not yet."""
    helps = HELPS.get(letter.fate, ())
    asker = town.county.actor(lead.code, "officer")
    for one in helps:
        support(case_at(letter), to=town.county.bodies[one.body], words=one.asked, by=asker, now=town.now)
    for one in helps:
        if one.answer:
            yield town.agenda.at_work(2, 7)
            helper = town.county.actor(one.body, "officer")
            report_to_lead(case_at(letter), one.answer, by=helper, now=town.now)


LIGHT = Situation(
    "LIGHT",
    ("小区门口的路灯坏了两个月",),
    ("我们小区进门那一排路灯{since}就不亮了，老人晚上不敢下楼。物业说归城管，城管说归物业，请给一个准话。",),
    ("一共七盏，亮的一盏也没有。",),
    ("{on}{who}查了图纸，灯在小区红线以内，已督促物业{by}前换好，路口先装了两盏太阳能灯。",),
    where="town",
)
DRAIN = Situation(
    "HOUSING",
    ("下水道堵了，污水漫到楼梯口",),
    ("{g}楼下的污水井{since}开始往外冒，楼梯口全是水，孩子放学都踩着砖头走。",),
    ("我们自己请人通过两次，通不了两天。",),
    ("{on}{who}用高压车疏通了主管，从井里掏出两袋水泥块；井盖已换，{by}再回来看一次。",),
    where="town",
)
STALLS = Situation(
    "MARKET",
    ("夜市收摊以后满街油污没人扫",),
    ("{v}口的夜市每天收摊以后，油污和竹签扔得满街都是，早上送孩子上学要绕着走。",),
    ("摊主说交过卫生费的。",),
    ("",),
    where="town",
)
TREE = Situation(
    "NOISE",
    ("河边枯树快倒在路上了",),
    ("{p}河边有两棵枯了的大杨树，刮风就掉枝，前天砸了一辆三轮车，请赶快来看。",),
    ("村里说没有权砍。",),
    ("",),
)
RUBBLE = Situation(
    "GARBAGE",
    ("村口半夜有人倒建渣",),
    ("{since}开始，夜里有车在{v}村口的沟边倒建渣，已经堆了十几车，下雨水都流不走了。",),
    ("我们记了一个车牌的后三位。",),
    ("",),
)


def disputed_letters(writers: Writers) -> list[Letter]:
    """One passed on, one kept, two that wait for the desk, and one for which a township calls others."""
    villages, quarters = writers.county.villages, writers.county.quarters
    # In the first township the catalogue leaves rubbish to the bureau; here a township has to lead.
    village = next(one for one in villages[5:] if not one.code.startswith("T01"))
    return [
        writers.letter(LIGHT, "passed", 21.0, quarters[1]),
        writers.letter(DRAIN, "kept", 16.0, quarters[2]),
        writers.letter(STALLS, "disputed", 1.9, quarters[-1]),
        writers.letter(TREE, "undecided", 8.2, villages[3]),
        writers.letter(RUBBLE, "helped", 4.1, village),
    ]
