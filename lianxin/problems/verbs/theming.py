"""Choosing what a county works on together in one month, and reporting on it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Category
from lianxin.clock.queries import rulebook_in_force
from lianxin.clock.reckoning import end_of
from lianxin.clock.verbs import keep, owe
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, require
from lianxin.kit.dates import say_month
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import draw_free_numbers, new_dossier, open_dossier, record, turn
from lianxin.organisations.models import Organisation
from lianxin.problems.models import OPEN, Problem, Theme, ThemeStage
from lianxin.problems.road import THEME_RULE
from lianxin.problems.themes import months_to_choose, standing_of
from lianxin.problems.verbs.clearing import NOT_FOR
from lianxin.problems.verbs.stepping import require_nobody

LONGEST_TITLE, LONGEST_AIM, LONGEST_REPORT = 120, 500, 1_000


@transaction.atomic
def choose_theme(
    problems: Sequence[Problem], *, month: date, title: str, aim: str, lead: Organisation, by: Actor,
    now: datetime, category: Category | None = None,
) -> Theme:  # fmt: skip
    """选题 These problems are worked on together in this month, and this body answers for it in public.

    It owes the report by the last day of the month, under LX_THEME_REPORT. Each problem keeps its owner and
    its day. Raises NotAllowedNow for a month that has its theme, NotValid for a problem that is not open or
    that stands in another theme.
    """
    require(by, "theme.choose", None)
    office = by.in_office().organisation
    title, aim = _named(title, aim)
    _require_free(problems, by)
    if month not in months_to_choose(now):
        raise NotValid(_("只能选这个月和以后两个月的题。"), "month")
    if not lead.active or lead.kind in NOT_FOR:
        raise NotValid(_("%(body)s不能牵头，请选办事的单位。") % {"body": lead.name}, "lead")
    if Theme.objects.filter(office=office, month=month).exists():
        raise NotAllowedNow(_("%(month)s的题已经选了。") % {"month": say_month(month, beside=now)})
    theme = _open(office, lead, month, title, aim, category, now=now)
    for problem in problems:
        change(Problem, {"dossier_id": problem.pk}, theme_id=theme.pk)
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    owe(theme.dossier, "theme", owed_by=lead, rule_key=THEME_RULE, now=now, due=end_of(last))
    record(
        theme.dossier, "theme.chosen", by=by, now=now, month=month.isoformat(), title=title, aim=aim,
        to=lead.code, problems=[problem.pk.hex for problem in problems],
    )  # fmt: skip
    return theme


def _named(title: str, aim: str) -> tuple[str, str]:
    title, aim = one_line(title), one_line(aim)
    if not title or len(title) > LONGEST_TITLE:
        raise NotValid(_("请用一句话写明这个月办什么，不超过120字。"), "title")
    if not aim or len(aim) > LONGEST_AIM:
        raise NotValid(_("请写明到月底要看到什么，不超过500字。"), "aim")
    require_nobody({"title": title, "aim": aim}, [])
    return title, aim


def _require_free(problems: Sequence[Problem], by: Actor) -> None:
    if not problems:
        raise NotValid(_("请至少勾选一个问题。"), "problem")
    if any(one.stage not in OPEN or one.theme_id or not may(by, "problem.read", one) for one in problems):
        raise NotValid(_("选的问题有的已经销号，或者已经在别的题里。请刷新页面再选。"), "problem")


def _open(
    office: Organisation, lead: Organisation, month: date, title: str, aim: str, category: Category | None, *,
    now: datetime,
) -> Theme:  # fmt: skip
    dossier = new_dossier(
        "theme",
        keeper=lead,
        source="theme",
        stage=ThemeStage.CHOSEN,
        now=now,
        rulebook=rulebook_in_force(now),
    )
    draw_free_numbers([dossier], now=now)
    open_dossier(dossier)
    return Theme.objects.create(
        dossier=dossier, office=office, month=month, title=title, aim=aim, category=category, lead=lead
    )


@transaction.atomic
def report_theme(theme: Theme, words: str, *, by: Actor, now: datetime) -> None:
    """公布结果 What was done in the month, in public, beside how many of its problems are struck off."""
    require(by, "theme.report", theme)
    words = one_line(words)
    if not words or len(words) > LONGEST_REPORT:
        raise NotValid(_("请写明这个月做了什么、哪些还没有做完，不超过1000字。大家都看得到。"), "words")
    require_nobody({"words": words}, [])
    if theme.stage != ThemeStage.CHOSEN:
        raise NotAllowedNow(_("这个题的结果已经公布了。"))
    struck, gathered = standing_of(theme)
    turn(theme.dossier, stage=ThemeStage.REPORTED)
    told = {"report": words, "reported_at": now, "struck": struck, "gathered": gathered}
    change(Theme, {"dossier_id": theme.pk}, **told)
    keep(theme.dossier, "theme", now=now)
    record(theme.dossier, "theme.reported", by=by, now=now, words=words, struck=struck, gathered=gathered)
