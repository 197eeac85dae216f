"""时间 When something was written, in each of the ways in which tables say so; always the county's time."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line

WRITTEN: Mapping[str, str] = {
    "": N_("年在前，例如2025-03-01 09:30、2025年3月1日"),
    "dmy": N_("日/月/年，例如01/03/2025"),
    "mdy": N_("月/日/年，例如03/01/2025"),
    "serial": N_("Excel日期数字，例如45717.39"),
    "unix": N_("1970年起的秒数或毫秒数"),
}
CLOCK = r"(?:[T ]?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})?(?:\.\d+)?秒?)?|[T ]?(\d{1,2})时)?"
YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + CLOCK)
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + CLOCK)
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
HALF = re.compile(r"(上午|下午|凌晨|晚上|am|pm)", re.IGNORECASE)
AFTERNOON = {"下午", "晚上", "pm"}
ZERO_DAY = datetime(1899, 12, 30, tzinfo=SHANGHAI)  # as spreadsheets count
EARLIEST, LATEST = 1949, 2199
MILLISECONDS = 10_000_000_000  # as seconds it would be the year 2286


def moment(word: str, written: str = "") -> datetime | None:
    """When it was written; nothing when the row does not say. NotValid when nobody can tell."""
    if not word:
        return None
    said = one_line(unicodedata.normalize("NFKC", word))
    try:
        found = _counted(said, written) if written in ("serial", "unix") else _told(said, written)
    except (ValueError, OverflowError) as error:
        raise _unclear(word) from error
    if not EARLIEST <= found.year <= LATEST:
        raise _unclear(word)
    return found


def _unclear(word: str) -> NotValid:
    words = {"time": one_line(word)[:30]}
    return NotValid(_("看不懂时间“%(time)s”。请写成2025-03-01 09:30这样。") % words)


def _told(said: str, written: str) -> datetime:
    half = HALF.search(said)
    iso = _as_iso(" ".join(HALF.sub(" ", said).split()).replace(" :", ":"), written)
    found = datetime.fromisoformat(iso)
    if half and half[1].lower() in AFTERNOON and found.hour < 12:
        found += timedelta(hours=12)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _as_iso(word: str, written: str) -> str:
    """2025年3月1日 9:30 and 2025/3/1 as a machine writes them; anything else as it is."""
    together = RUN_TOGETHER.fullmatch(word)
    if together:
        return "{}-{}-{}T{}:{}:{}".format(*together.groups())
    if written in ("dmy", "mdy") and (turned := YEAR_LAST.fullmatch(word)):
        one, two, year, *clock = turned.groups()
        day, month = (one, two) if written == "dmy" else (two, one)
        return _iso(year, month, day, *clock)
    found = YEAR_FIRST.fullmatch(word)
    return _iso(*found.groups()) if found else word


def _iso(year: str, month: str, day: str, hour: str | None, minute: str | None,
         second: str | None, alone: str | None) -> str:  # fmt: skip
    parts = [int(part or 0) for part in (year, month, day, hour or alone, minute, second)]
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*parts)


def _counted(said: str, written: str) -> datetime:
    number = float(said)
    if written == "serial":
        return ZERO_DAY + timedelta(seconds=round(number * 24 * 3600))
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    return datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI)
