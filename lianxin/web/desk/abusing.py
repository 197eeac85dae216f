"""标记 What is said on the page of a case about words that insult or threaten."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.intake.verbs.marking import MARKED, UNMARKED, Abuse, mark_abuse, unmark_abuse
from lianxin.outcomes.seen_lines import LineSeen


def mark_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    mark_abuse(case.submission, request.POST.get("abuse", ""), by=by, now=now, through=case)
    return _("已标记。信照样办，期限不变。")


def unmark_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    unmark_abuse(case.submission, request.POST.get("unmark_reason", ""), by=by, now=now, through=case)
    return _("标记已取消。")


def marked_in(history: Iterable[LineSeen]) -> str:
    """What the words are marked for, as whoever opens the page should know before calling."""
    lines = [line for line in history if line.name in (MARKED, UNMARKED)]
    return str(Abuse(lines[-1].data["because"]).label) if lines and lines[-1].name == MARKED else ""
