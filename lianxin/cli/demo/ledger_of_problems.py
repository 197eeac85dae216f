"""问题台账 What many letters of the demo county tell of, listed and mended under numbers of their own."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from lianxin.cases.models import Case
from lianxin.cases.queries import responsible
from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.county import ROOT
from lianxin.cli.demo.letters import Letter
from lianxin.cli.demo.town import Town
from lianxin.identity.actors import Actor, citizen
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.organisations.models import Organisation
from lianxin.problems.models import OPEN, Problem
from lianxin.problems.queries import WHOLE, problem_by_key
from lianxin.problems.themes import months_to_choose, theme_by_key
from lianxin.problems.verbs import (
    add_voices,
    answer_mended,
    assign,
    carry,
    choose_theme,
    list_problem,
    plan,
    report_theme,
    say_mended,
    send_back,
    strike_off,
    tell,
)


@dataclass(frozen=True)
class Story:
    """One problem: which letters tell of it, how many days ago it was listed, and how far it comes.

    `subject` is the first subject of the situation. `days` is what the plan promises, `mended` after how many
    days it is said to be mended. `ends` is how: open, late, mended, refused or struck.
    """

    subject: str
    title: str
    place: str
    listed: int
    standard: str
    measure: str
    days: int
    ends: str = "open"
    mended: int = 0
    progress: str = ""


STORIES = (
    Story(
        "{v}停水{d}天了", "自来水经常停", "高处几个村", 110, "连续三十天不停水，高处的人家也有水。",
        "换二级加压泵，把进村的旧管换成160毫米新管，停水前一天广播通知。", 60, "struck", 40,
        "新泵到货，旧管已经挖开一半。",
    ),
    Story(
        "路灯{d}个月不亮", "路灯不亮", "通村路和老街", 80, "坏灯三天内修好，抽查十盏亮九盏以上。",
        "全县巡一遍路灯，换坏掉的灯头，每村定一个报修的人。", 45, "mended", 62, "已经换了一百二十盏。",
    ),
    Story(
        "{v}的班车说停就停", "班车停得没有准头", "三条乡村线路", 70, "停班提前一天贴，一月误班不超过两次。",
        "和客运公司签承诺，停班由镇上找车顶上。", 30, "late", 0, "两条线路已经恢复。",
    ),
    Story(
        "垃圾{d}天没人拉", "垃圾没人拉", "沿河几个村", 60, "垃圾池满不过两天。",
        "增加一辆收运车，每个村贴收运的日子和驾驶员电话。", 20, "refused", 18, "收运车已经买回来。",
    ),
    Story(
        "村卫生室经常关门", "村卫生室经常关门", "六个村", 45, "工作日有人值班，关门贴告示写明去哪里看病。",
        "镇卫生院轮流派医生，每村每周不少于三天。", 60,
    ),
    Story(
        "占道停车救护车进不来", "消防通道停满了车", "老城区几个小区", 30, "抽查五次，通道都能过救护车。",
        "划线、立桩，每晚巡查，先劝后拖。", 40,
    ),
    Story(
        "野猪把玉米拱完了", "野猪糟蹋庄稼", "靠山的村", 16, "受损的三十天内定损赔付。",
        "请有资格的队伍捕猎，给受损户办政策性保险理赔。", 90,
    ),
    Story(
        "猪场粪水流到堰塘", "猪场粪水流进堰塘", "堰塘下边两个村", 24, "粪水不出场，堰塘的水三个月抽检合格。",
        "猪场建沼气池和防渗沟，建好以前每天拉走。", 75,
    ),
    Story(
        "楼下烧烤油烟直往屋里灌", "烧烤油烟灌进楼上人家", "老街夜市", 22, "二楼以上闻不到油烟，抽查三晚。",
        "店家装油烟净化器，烟道接到楼顶，不装不开。", 45,
    ),
    Story(
        "工地半夜还在打桩", "工地半夜施工", "城东两个工地", 14, "夜里十点到早上六点不施工，要赶工先贴告示。",
        "现场装噪声屏，夜里巡查，再犯就停工。", 30,
    ),
    Story("外地回来的娃娃怎么报名", "外地回来的娃娃报不上名", "县城", 6, "", "", 0),
)  # fmt: skip


@dataclass(frozen=True)
class MonthStory:
    """每月一题 So many days ago a leader chose these problems for this month, or (`ahead`) for the next one;
    the report comes a few days before its end."""

    chosen: int
    ahead: int
    title: str
    aim: str
    problems: tuple[str, ...]
    report: str


THEMES = (
    MonthStory(
        60, 1, "出行不方便", "三条线路的班车贴出时刻表，坏灯三天内修好。", ("班车停得没有准头", "路灯不亮"),
        "两条线路恢复了班车，换了一百二十盏灯；还有一条线路在等客运公司派车。",
    ),
    MonthStory(
        12, 0, "村里看病和环境卫生", "每个村每周有医生坐诊，垃圾池满不过两天。",
        ("村卫生室经常关门", "垃圾没人拉"), "六个村排了坐诊表，收运车已经上路。",
    ),
)  # fmt: skip
# No chance is spent on it: the letters of the county stay as they were.
SOON, A_DAY, LATER = timedelta(hours=5), timedelta(days=1), timedelta(days=6)
SEEN = "到三个地方看过，问了七户人家，都说好了。"
NOT_YET = "还有两个村没有轮到，继续整改。"


def ledger_of_problems(town: Town, letters: list[Letter], days: int) -> list[Life]:
    """The life of each; `days` is how long the county has been there."""
    lives = [_life(town, story, _about(letters, story.subject), days) for story in STORIES]
    return lives + [_month(town, story, days) for story in THEMES]


def _month(town: Town, story: MonthStory, days: int) -> Life:
    yield town.now + timedelta(days=days - story.chosen, hours=9)
    found = Problem.objects.select_related(*WHOLE).filter(title__in=story.problems, dossier__stage__in=OPEN)
    problems = [problem for problem in found if problem.owner]
    if not problems:  # a very small county
        return
    lead = problems[0].owner
    assert lead
    by, month = town.county.actor(ROOT, "supervisor"), months_to_choose(town.now)[story.ahead]
    made = choose_theme(
        problems, month=month, title=story.title, aim=story.aim, lead=lead, by=by, now=town.now
    )
    yield datetime.combine(month.replace(day=26), time(15), SHANGHAI)
    report_theme(theme_by_key.get(made.pk), story.report, by=_officer(town, lead), now=town.now)


def _about(letters: list[Letter], subject: str) -> list[Letter]:
    return [letter for letter in letters if letter.situation.subjects[0] == subject]


def _life(town: Town, story: Story, letters: list[Letter], days: int) -> Life:
    yield town.now + timedelta(days=days - story.listed)
    cases = _listable(letters)
    if not cases:  # a very small county
        return
    sorter = town.county.sorter
    made = list_problem(cases, title=story.title, place=story.place, by=sorter, now=town.now, together=False)
    town.agenda.begin(_later_letters(town, made.pk, letters))
    yield from _carried(town)
    if story.standard:
        yield from _made_clear(town, made.pk, story, cases[0])
    if story.mended:
        yield town.now + timedelta(days=story.mended)
        yield from _mended(town, made.pk, story)


def _listable(letters: list[Letter]) -> list[Case]:
    """Those that are registered by now and that may stand in the ledger, each under one number."""
    keys = [letter.submission.pk for letter in letters if letter.submission]
    found = Case.objects.with_cover().ordinary().filter(submission__in=keys, submission__confidential=False)
    return list(found.exclude(claimed_outcome="withdrawn").order_by("dossier_id"))


def _later_letters(town: Town, key: UUID, letters: list[Letter]) -> Life:
    """What comes later is put to it once a week, as long as it is not struck off."""
    while True:
        yield town.now + LATER
        problem = problem_by_key.get(key)
        if problem.stage not in {"listed", "assigned", "planned", "mended"}:
            return
        add_voices(problem, _listable(letters), by=town.county.sorter, now=town.now, together=False)
        yield from _carried(town)


def _carried(town: Town) -> Life:
    while carry(now=town.now):
        yield town.now


def _made_clear(town: Town, key: UUID, story: Story, case: Case) -> Life:
    yield town.now + SOON
    problem = problem_by_key.get(key)
    owner = _owner_of(case, town)
    assign(problem, to=owner, standard=story.standard, by=town.county.sorter, now=town.now)
    yield town.now + A_DAY
    day = local_day(town.now) + timedelta(days=story.days)
    plan(problem_by_key.get(key), measure=story.measure, due_on=day, by=_officer(town, owner), now=town.now)
    yield from _carried(town)
    if story.progress:
        yield town.now + LATER
        tell(problem_by_key.get(key), story.progress, by=_officer(town, owner), now=town.now)
        yield from _carried(town)


def _owner_of(case: Case, town: Town) -> Organisation:
    assert case.category
    entry = responsible(case.category, None, now=town.now)
    assert entry
    return entry.organisation


def _officer(town: Town, owner: Organisation) -> Actor:
    return town.county.actor(owner.code, "officer")


def _mended(town: Town, key: UUID, story: Story) -> Life:
    problem = problem_by_key.get(key)
    assert problem.owner
    say_mended(problem, evidence=SEEN, by=_officer(town, problem.owner), now=town.now)
    yield from _carried(town)
    yield town.now + A_DAY
    _answered(town, problem_by_key.get(key), story)
    if story.ends == "mended":
        return
    yield town.now + timedelta(days=20)  # those who raised it have had their days, holidays left out
    problem, by = problem_by_key.get(key), town.county.sorter
    if story.ends == "refused":
        day = local_day(town.now) + timedelta(days=30)
        send_back(problem, reason=NOT_YET, due_on=day, by=by, now=town.now)
    else:
        strike_off(problem, words=SEEN, by=by, now=town.now)
    yield from _carried(town)


def _answered(town: Town, problem: Problem, story: Story) -> None:
    """About half of those who raised it say something; where it is refused, one says no."""
    for number, voice in enumerate(problem.said_by.filter(left_at=None).select_related("case__submission")):
        if number % 2 == 0:
            case = Case.objects.with_cover().get(pk=voice.case_id)
            no = story.ends == "refused" and number == 0
            answer_mended(case, mended=not no, by=citizen(case.submission_id), now=town.now)
