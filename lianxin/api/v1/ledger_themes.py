"""每月一题 The month's theme for programs: what was chosen, to choose one, to report on it."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.ledger_problems import ProblemRow, row_of
from lianxin.api.v1.matters import body_called, not_there, person
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.shapes import At, BodyTold, Id, On, Told
from lianxin.api.v1.speaking import WordsIn
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Day, Key, Strictly, Words
from lianxin.problems.listing import as_listed, readable_problems
from lianxin.problems.models import Theme
from lianxin.problems.themes import standing_of, theme_by_key, themes_up
from lianxin.problems.verbs import choose_theme, report_theme

TAG = "problems"
SHOWN = 60
MOST = 200


class ThemeTold(Told):
    """One month. `report` is empty until it is published; `struck` of `gathered` stand as they are now."""

    id: Id
    number: str
    month: On
    title: str
    aim: str
    lead: BodyTold
    report: str
    reported_at: At | None
    struck: int
    gathered: int


class ThemesTold(Told):
    items: list[ThemeTold]


class ThemeStandsTold(ThemeTold):
    """The same with those of its problems that this person may read."""

    problems: list[ProblemRow]


class ThemeIn(Strictly):
    """The first day of the month, what is worked on, what is to be seen at its end, who leads, which
    problems."""

    month: Day
    title: Words
    aim: Words
    lead: Words
    problems: Annotated[list[Key], Field(min_length=1, max_length=MOST)]


@read("/themes", in_office, ThemesTold, tag=TAG, grants=("problem.read",))
def themes(ask: Ask) -> object:
    """The theme of each month, the newest first."""
    require(ask.by, "problem.read", None)
    return {"items": [_told(one) for one in themes_up()[:SHOWN]]}


@write("/themes", in_office, ThemeStandsTold, tag=TAG, grants=("theme.choose",), statuses=(201,))
def add_theme(ask: Ask, said: ThemeIn) -> object:
    """Choose the theme of a month; the body that leads owes a public report by its last day."""
    found = list(readable_problems(person(ask.by)).filter(pk__in=said.problems))
    if len(found) != len({*said.problems}):
        raise NotValid(_("没有这个东西，或者它不归您看。"), "problems")
    theme = choose_theme(
        found, month=said.month, title=said.title, aim=said.aim, lead=body_called(said.lead, "lead"),
        by=ask.by, now=ask.now,
    )  # fmt: skip
    return _stands(ask, theme)


@read("/themes/{theme}", in_office, ThemeStandsTold, tag=TAG, grants=("problem.read",))
def one_theme(ask: Ask, theme: Key) -> object:
    """One theme with its problems."""
    require(ask.by, "problem.read", None)
    return _stands(ask, _theme(theme))


@write("/themes/{theme}/report", in_office, ThemeStandsTold, tag=TAG, grants=("theme.report",))
def tell_of_theme(ask: Ask, theme: Key, said: WordsIn) -> object:
    """Publish what was done in the month; how many are struck off is counted, not said."""
    report_theme(_theme(theme), said.words, by=ask.by, now=ask.now)
    return _stands(ask, _theme(theme))


def _theme(key: Key) -> Theme:
    found = theme_by_key.first(key)
    if found is None:
        raise not_there()
    return found


def _told(theme: Theme) -> dict[str, object]:
    struck, gathered = standing_of(theme)
    return {
        "id": theme.pk, "number": theme.dossier.number, "month": theme.month, "title": theme.title,
        "aim": theme.aim, "lead": theme.lead, "report": theme.report, "reported_at": theme.reported_at,
        "struck": struck, "gathered": gathered,
    }  # fmt: skip


def _stands(ask: Ask, theme: Theme) -> dict[str, object]:
    problems = readable_problems(person(ask.by)).filter(theme=theme).order_by("-voices", "-dossier_id")
    return {**_told(theme), "problems": [row_of(one) for one in as_listed(list(problems), now=ask.now)]}
