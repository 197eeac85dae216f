"""挂牌督办 The matters that a supervisor lists publicly, as anybody may see them."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from lianxin.cases.models import Stage
from lianxin.kit.dates import say_day
from lianxin.outcomes.listed import ListedMatter, listed_matters
from lianxin.web.desk.lists import say_due


class Listed(NamedTuple):
    """One matter in public: what it is about, who has it, since when it is listed, until when it is owed."""

    number: str
    category: str
    body: str
    stage: str
    since: str
    due: str


def listed_publicly(*, now: datetime) -> list[Listed]:
    """Those still open, the longest listed first; one query."""
    return [_listed(one, now=now) for one in listed_matters()]


def _listed(one: ListedMatter, *, now: datetime) -> Listed:
    due, _mark = say_due(one.next_due, silent=one.awaits_writer, now=now)
    stage = str(Stage(one.stage).label)
    return Listed(one.number, one.category or _("未分类"), one.body, stage, say_day(one.listed_at), due)
