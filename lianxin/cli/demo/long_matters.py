"""久事 Letters that take their time: extended, put off, asked about, handled as a petition. Told by hand."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.answered import signer_of
from lianxin.cli.demo.county import ROOT
from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.situations import Situation
from lianxin.cli.demo.town import Town, case_at
from lianxin.flow.verbs import (
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    give_notice,
    grant_deferral,
    grant_extension,
)
from lianxin.identity.actors import Actor

SLOPE = Situation(
    "ROAD",
    ("上村的路塌了半边，班车停在坡下",),
    (
        (
            "{since}下了一夜雨，{v}上坡那段路塌了半边，班车只开到坡下，老人娃娃要走四十分钟。"
            "来了人，拉了一圈红带子，再没有下文。到底修不修，哪天修好，请给个准话。"
        ),
    ),
    ("塌口旁边就是水沟，晚上看不见。",),
    ("{on}塌口已用石笼护住，路面恢复单幅通行，{by}前恢复两幅。",),
)
CULVERT = Situation(
    "ROAD",
    ("村口涵洞太矮，收割机过不去",),
    (("{v}口子上的涵洞只有两米一高，收割机过不去，每年都要绕十几里路，一亩多出三十块钱。请问能不能加高？"),),
    ("量过，差四十厘米。",),
    ("涵洞已加高到三米二，收割机今年可以直接下田。",),
)
METER = Situation(
    "FARM",
    ("耕地地力补贴少了一亩六分",),
    ("我家的地力补贴{since}到账，比去年少了一亩六分。地没有少，人也没有少，请帮我查一查是哪里算错了。",),
    ("存折复印件附后。",),
    ("查明录入时漏了一块地，{by}前补发到原存折。",),
)
PLOT = Situation(
    "LAND",
    ("修路占了我家的地，三年没有拿到补偿",),
    (
        (
            "三年前修产业路占了我家七分水田，量过、签过字，{n}户都一样，补偿一直没有发。问村里说报上去了，"
            "问镇里说没有收到。请给一个书面的处理意见：给还是不给，给多少，依据哪一条。"
        ),
    ),
    ("当时的丈量表有复印件。",),
    ("经查，占地属实，补偿标准和发放时间见处理意见。",),
    kind="demand",
)
LEVEE = Situation(
    "ROAD",
    ("河边便道下雨就淹，学生绕路",),
    ("{v}河边那条便道一下雨就淹，学生要绕公路走，没有人行道，大车多。能不能把便道垫高一点？",),
    ("淹过的水印在墙上，半人高。",),
    ("便道已垫高四十厘米。",),
)
# What officers and leaders say; the writer reads it.
WHY_LONGER = "塌方段要先做地质勘察，勘察单位下周进场，报告出来才能动工。已先设了围挡和夜灯。"
WHY_MAYBE = "要和水利部门一起看河道线，联合踏勘约在下周。"
PLAN = (
    "加高涵洞要改灌渠，只能等秋收以后停水期施工。已列入明年小农水计划，资金已落实；收割期间由镇里出车转运。"
)
QUESTION = "请告诉我们：少的是哪一块地？土地承包证上的地块名称是什么？"
WHY_PETITION = "请求对征地补偿作出书面处理意见，属于申诉求决事项。"
NOTICE = (
    "您反映的占地补偿问题，我局已于今日收到，由耕地保护股办理，联系人在办公时间可到一楼窗口找到。"
    "我们会核对丈量表和征地批文，在规定的期限内给您出具处理意见书；不服处理意见的，可以申请复查。"
)


def long_matters(writers: Writers) -> list[Letter]:
    """One of each, at the county secretary's web mailbox."""
    villages = writers.county.villages
    found = [
        writers.letter(SLOPE, "extended", 6.0, villages[1]),
        writers.letter(LEVEE, "asking_for_time", 1.3, villages[2]),
        writers.letter(CULVERT, "put_off", 32.0, villages[3]),
        writers.letter(METER, "question", 3.2, villages[4]),
        writers.letter(PLOT, "petition", 19.0, villages[5]),
    ]
    for letter in found:
        letter.message = replace(letter.message, addressee=ROOT, channel="mailbox", said_at=None)
    return found


def as_a_petition(town: Town, letter: Letter) -> None:
    """The desk sees that a decision in writing is asked for, and says so."""
    choose_track(case_at(letter), "petition", reason=WHY_PETITION, by=town.county.sorter, now=town.now)


def it_takes_time(town: Town, letter: Letter, officer: Actor) -> Life:
    """More time is asked for, a later day agreed, the writer asked, or told in writing."""
    case, secretary = case_at(letter), town.county.actor(ROOT, "secretary")
    if letter.fate == "question":
        ask_citizen(case, QUESTION, by=officer, now=town.now)
    elif letter.fate == "petition":
        give_notice(case, NOTICE, by=officer, now=town.now)
    elif letter.fate == "put_off":
        until = timezone.localdate(town.now) + timedelta(days=240)
        ask_deferral(case, plan=PLAN, until=until, by=officer, now=town.now)
        yield town.agenda.at_work(0.5, 3)
        grant_deferral(case_at(letter), by=secretary, now=town.now)
    elif letter.fate == "extended":
        ask_extension(case, reason=WHY_LONGER, by=officer, now=town.now)
        yield town.agenda.at_work(0.5, 3)
        grant_extension(case_at(letter), by=signer_of(town, officer), now=town.now)
    else:
        ask_extension(case, reason=WHY_MAYBE, by=officer, now=town.now)
