"""What a list of requests can be asked for: days, services, status, pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from lianxin.api.open311.door import Ask, NotHere
from lianxin.api.open311.offering import unknown_codes
from lianxin.channels.open311 import NotTaken
from lianxin.channels.open311.answers import MOMENT
from lianxin.kit.dates import local_day
from lianxin.outcomes.public_requests import Wanted

LONGEST = timedelta(days=90)
MOST, DEEPEST = 1_000, 100_000
STATUSES = {"open", "closed"}
YEARS = range(1970, 2200)


@dataclass(frozen=True)
class Page:
    """页 So many from there on."""

    skip: int
    most: int


def listed(said: str) -> list[str]:
    """A list with commas between, without gaps and repetitions."""
    return list(dict.fromkeys(part for one in said.split(",") if (part := one.strip())))


def wanted(ask: Ask) -> Wanted:
    """Which requests. Raises NotTaken or NotHere with what is wrong."""
    codes, statuses = listed(ask.said("service_code")), listed(ask.said("status"))
    if unknown := unknown_codes(codes):
        raise NotHere(_("没有编码为“%(code)s”的service_code。") % {"code": unknown[0][:60]})
    if not {*statuses} <= STATUSES:
        raise NotTaken([_("status只能是open或者closed。")])
    start, end = span(ask)
    return Wanted(
        local_day(start), local_day(end), frozenset(codes), statuses[0] if len(statuses) == 1 else ""
    )


def span(ask: Ask, longest: timedelta = LONGEST) -> tuple[datetime, datetime]:
    """From when until when; as long as it may be where only one end, or none, is named."""
    start, end = (_moment(name, ask.said(name)) for name in ("start_date", "end_date"))
    if start and not end:
        end = max(start, min(start + longest, ask.now))
    end = end or ask.now
    start = start or end - longest
    if end < start:
        raise NotTaken([_("end_date在start_date之前。")])
    if end - start > longest:
        raise NotTaken([_("start_date到end_date最多%(days)d天。") % {"days": longest.days}])
    return start, end


def _moment(name: str, said: str) -> datetime | None:
    """A plus sign that was not escaped arrives as a space, and is meant as a plus."""
    if not said:
        return None
    said = said.replace(" ", "+")
    try:
        found = datetime.fromisoformat(said) if MOMENT.fullmatch(said) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        words = _("%(name)s要写成2025-03-01T00:00:00+08:00这样，带时区。")
        raise NotTaken([words % {"name": name}])
    return found


def page(ask: Ask) -> Page:
    """From which request on, and how many: at most a thousand at a time."""
    number, size = _whole(ask, "page", 1), _whole(ask, "page_size", MOST)
    size = min(size or MOST, MOST)
    skip = (max(number, 1) - 1) * size
    if skip > DEEPEST:
        raise NotTaken([_("翻得太远了，请用start_date和end_date缩小范围。")])
    return Page(skip, size)


def _whole(ask: Ask, name: str, usual: int) -> int:
    said = ask.said(name)
    if not said:
        return usual
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise NotTaken([_("%(name)s要写成数字。") % {"name": name}])
    return int(said)
