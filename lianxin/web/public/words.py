"""The public ledger as finished lines: names in the reader's language, and the gap as a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from lianxin.channels.registry import label_of, labels
from lianxin.flow.balance import OTHERS, Balance, by_body, with_few_together
from lianxin.intake.probes import Uptime, uptime
from lianxin.kit.dates import say_date
from lianxin.organisations.models import Organisation


@dataclass(frozen=True)
class Line:
    """One line of the public ledger; what is not counted here is None."""

    name: str
    received: int | None
    waiting: int | None
    registered: int
    open: int
    closed: int
    gap: int


def _line(one: Balance, name: str) -> Line:
    return Line(name, one.received, one.waiting, one.registered, one.open, one.closed, one.gap)


def whole(lines: Iterable[Balance]) -> Line:
    """The whole county: the sum of its channels."""
    rows = [_line(one, "") for one in lines]
    received, waiting = sum(one.received or 0 for one in rows), sum(one.waiting or 0 for one in rows)
    parts = [sum(getattr(one, part) for one in rows) for part in ("registered", "open", "closed", "gap")]
    return Line(_("全县"), received, waiting, *parts)


def channels_in_words(lines: Iterable[Balance]) -> list[Line]:
    names = labels()
    return [_line(one, names.get(one.key, one.key)) for one in lines]


def bodies_in_words() -> list[Line]:
    """By the body that has them now; those with very few stand together."""
    lines = with_few_together(by_body())
    bodies = {one.code: one.name for one in Organisation.objects.filter(code__in=[row.key for row in lines])}
    return [_line(one, _("其他单位") if one.key == OTHERS else bodies[one.key]) for one in lines]


def tried_in_words(now: datetime) -> list[tuple[str, Uptime]]:
    """Every channel that the house tries by itself, and how often it took the letter."""
    return [(label_of(one.channel), one) for one in uptime(now=now)]


def days_in_words(lines: Iterable[Balance]) -> list[Line]:
    return [_line(one, say_date(date.fromisoformat(one.key))) for one in lines]
