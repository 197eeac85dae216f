"""查什么 What somebody looks for: the words as they wrote them, taken apart, and where they look."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.cases.models import Stage
from lianxin.channels.registry import labels
from lianxin.flow.owing import SOON
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.folding import findable, plain
from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import BEYOND, Organisation

LONGEST = 100
PROMISES = ("broken", "soon")
WAITING = "waiting"
STAGES = (WAITING, *(str(stage) for stage in Stage.values))
# A word without blanks, or a phrase in quotes of any kind; before it perhaps what says "not this".
_PART = re.compile(
    r'(?P<not>[-－–—]|不含|不包括)?(?:["“”＂](?P<a>[^"“”＂]+)["“”＂]|[「『](?P<b>[^」』]+)[」』]|(?P<word>\S+))'
)


@dataclass(frozen=True)
class Wanted:
    """查找条件 Everything that has to be so of a letter that is found; what is empty asks for nothing.

    `typed` is what stood in the box. `words` are phrases that stand in the letter, in what was added to it or
    in its answer; `without` are those that stand nowhere in it. `body` is whoever has it now, with everything
    below; `place` where it is about. `promise` is broken (something is overdue) or soon.
    """

    typed: str = ""
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    place: Organisation | None = None
    body: Organisation | None = None
    stage: str = ""
    channel: str = ""
    promise: str = ""
    since: date | None = None
    until: date | None = None
    pairs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def anything(self) -> bool:
        return self != Wanted(typed=self.typed)


def wanted(
    typed: str, *, place: Organisation | None = None, body: Organisation | None = None, stage: str = "",
    channel: str = "", promise: str = "", since: date | None = None, until: date | None = None,
) -> Wanted:  # fmt: skip
    """Read what somebody wrote. Raises NotValid for a stage, channel or promise that there is not."""
    typed = " ".join(typed.replace("\0", "").split())[:LONGEST]
    for told, known, name in (
        (stage, STAGES, "stage"), (channel, labels(), "channel"), (promise, PROMISES, "promise"),
    ):  # fmt: skip
        if told and told not in known:
            raise NotValid(_("没有这个选项：%(told)s。") % {"told": told[:40]}, name)
    if since and until and since > until:
        raise NotValid(_("开始的日子在结束的日子后面。"), "since")
    asked = Wanted(
        typed, place=place, body=body, stage=stage, channel=channel, promise=promise, since=since, until=until
    )
    return _with_words(asked)


def _with_words(asked: Wanted) -> Wanted:
    words: list[str] = []
    without: list[str] = []
    for part in _PART.finditer(asked.typed):
        phrase = part["a"] or part["b"]
        told = [plain(phrase)] if phrase else plain(part["word"]).split()
        (without if part["not"] else words).extend(one for one in told if one)
    known = tuple(dict.fromkeys(words))
    told_pairs = tuple(pair for word in known for pair in findable(word))
    return replace(
        asked, words=known, without=tuple(dict.fromkeys(without)), pairs=tuple(dict.fromkeys(told_pairs))
    )


def conditions(asked: Wanted, *, now: datetime) -> Q:
    """What the rows of a letter and its case have to say; words are not asked here."""
    where = Q()
    if asked.place:
        where &= under("place_organisation__path", asked.place.path)
    if asked.body:
        where &= under("case__dossier__keeper_path", asked.body.path) | (
            Q(case=None) & under("dossier__keeper_path", asked.body.path)
        )
    if asked.stage:
        where &= Q(case=None) if asked.stage == WAITING else Q(case__dossier__stage=asked.stage)
    if asked.channel:
        where &= Q(channel=asked.channel)
    if asked.promise:
        awaits_writer = Q(case__dossier__stage__in=[Stage.REPLIED, Stage.DELIVERED])
        case = due("case__dossier__next_due", asked.promise, now) & ~awaits_writer
        where &= (Q(case__isnull=False) & case) | (
            Q(case=None) & due("dossier__next_due", asked.promise, now)
        )
    if asked.since:
        where &= after("received_at", asked.since)
    if asked.until:
        where &= before("received_at", asked.until)
    return where


def under(column: str, path: str) -> Q:
    """With this body or one below it."""
    return Q(**{f"{column}__gte": path, f"{column}__lt": path + BEYOND})


def due(column: str, promise: str, now: datetime) -> Q:
    """Something owed is over, or will be soon."""
    if promise == "broken":
        return Q(**{f"{column}__lt": now})
    return Q(**{f"{column}__gte": now, f"{column}__lte": now + SOON})


def after(column: str, day: date) -> Q:
    """On this day or later."""
    return Q(**{f"{column}__gte": _morning(day)})


def before(column: str, day: date) -> Q:
    """On this day or earlier."""
    return Q(**{f"{column}__lt": _morning(day + timedelta(days=1))})


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
