"""评价先不给办理单位看 When whoever handled a matter may see what its writer said of the answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lianxin.cases.models import Case
from lianxin.clock.queries import calendar, is_known, rule
from lianxin.clock.reckoning import reckon
from lianxin.flow.procedures import procedure_of
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.outcomes.models import Rating, Source, Verdict
from lianxin.outcomes.seen_lines import LineSeen


@dataclass(frozen=True)
class RatingSeen:
    """评价 What the writer says of an answer; `later` is when this reader may see it, if not yet."""

    verdict: str
    label: str
    marks: tuple[int | None, int | None, int | None]
    words: str
    at: datetime
    called: bool
    later: datetime | None = None


class Curtain:
    """帘子 What one reader sees of the ratings of one case.

    The handling body sees them after LX_RATING_SHOWN, so that nobody can be asked for another one. That
    it is not solved, and in what, it must know at once: it has to mend it. The marks wait all the same.
    """

    def __init__(self, case: Case, *, by: Actor, now: datetime) -> None:
        self.case, self.now = case, now
        self.at_once = may(by, "case.see_rating_at_once", case)

    def rating(self, rating: Rating) -> RatingSeen:
        """The whole, what has to be mended, or only that there is one."""
        seen = RatingSeen(
            rating.verdict, str(rating.get_verdict_display()), (rating.result, rating.attitude, rating.speed),
            rating.words, rating.at, rating.source == Source.CALLBACK,
        )  # fmt: skip
        to_mend = rating.verdict == Verdict.NOT_SOLVED
        later = None if to_mend and not any(seen.marks) else self._hidden_until(rating.at)
        if later is None:
            return seen
        if to_mend:
            return replace(seen, marks=(None, None, None), later=later)
        return replace(seen, verdict="", label="", marks=(None, None, None), words="", later=later)

    def history(self, lines: Iterable[LineSeen]) -> tuple[LineSeen, ...]:
        """The same for the lines of the ledger."""
        return tuple(self._line(line) for line in lines)

    def _line(self, line: LineSeen) -> LineSeen:
        rated = line.name == "case.rated" and line.data["verdict"] != Verdict.NOT_SOLVED
        if rated and self._hidden_until(line.at):
            return replace(line, data={"later": True})
        return line

    def _hidden_until(self, at: datetime) -> datetime | None:
        shown, edition = procedure_of(self.case).limits["rating_shown"], self.case.dossier.rulebook
        if self.at_once or not is_known(shown, edition):
            return None
        due = reckon(rule(shown, edition).limit, at, calendar()).due
        return due if self.now < due else None
