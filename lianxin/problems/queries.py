"""Reading problems: what stands in the ledger, who said so, what those who raised it answer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from lianxin.cases.models import Case
from lianxin.clock.queries import calendar, is_known, rule
from lianxin.clock.reckoning import reckon
from lianxin.kit.asking import Prepared
from lianxin.kit.dates import SHANGHAI
from lianxin.ledger.models import Dossier
from lianxin.problems.models import Answer, Problem, Step, StepKind, StepPicture, Voice
from lianxin.problems.road import AGAIN_WITHIN, ASKED_FOR

WHOLE = (
    "dossier__keeper",
    "desk",
    "owner",
    "category",
    "place_organisation",
    "merged_into__dossier",
    "theme",
)
problem_by_key = Prepared(lambda key: Problem.objects.select_related(*WHOLE).filter(pk=key), UUID)
LATELY = timedelta(days=30)
YEAR = timedelta(days=365)
FEW = 3  # letters in a month: fewer say nothing of a rise or of a season


class Answers(NamedTuple):
    """核实情况 What those who raised it say this time; who is silent counts neither way."""

    mended: int
    not_mended: int
    waiting: int


def told_of(problem: Problem) -> Answers:
    """What was answered in this turn."""
    given = Answer.objects.filter(voice__problem=problem, voice__left_at=None, turn=problem.turn)
    counts = dict(given.order_by().values_list("mended").annotate(n=Count("pk")))
    yes, no = counts.get(True, 0), counts.get(False, 0)
    return Answers(yes, no, problem.voices - yes - no)


def _last_step(problem: Problem, kind: str) -> Step | None:
    return Step.objects.filter(problem=problem, kind=kind).order_by("-number").first()


def _end(step: Step | None, key: str, version: int) -> datetime | None:
    if step is None or not is_known(key, version):
        return None
    return reckon(rule(key, version).limit, step.at, calendar()).due


def asked_until(problem: Problem) -> datetime | None:
    """Until when those who raised it are asked whether it is mended."""
    return _end(_last_step(problem, StepKind.MENDED), ASKED_FOR, problem.dossier.rulebook)


def may_say_again_until(problem: Problem) -> datetime | None:
    """Until when one who raised it may say that it is back."""
    return _end(_last_step(problem, StepKind.STRUCK_OFF), AGAIN_WITHIN, problem.dossier.rulebook)


def voice_of_case(case: Case) -> Voice | None:
    """The place of this letter in the ledger of problems, where it has one."""
    found = Voice.objects.filter(case=case, left_at=None)
    return found.select_related(*(f"problem__{one}" for one in WHOLE)).first()


def problem_numbered(number: str) -> Problem | None:
    """The problem with this number; one that was merged leads to where its voices are now."""
    found = (
        Problem.objects.select_related(*WHOLE).filter(dossier__kind="problem", dossier__number=number).first()
    )
    while found is not None and found.merged_into_id:
        found = problem_by_key.get(found.merged_into_id)
    return found


def steps_of(problem: Problem) -> list[Step]:
    """每一步 What everybody was told, the newest first, each with its pictures."""
    steps = Step.objects.filter(problem=problem).select_related("organisation").prefetch_related("pictures")
    return list(steps.order_by("-number"))


def picture_of(number: str, step: int, picture: int) -> str:
    """The hash of one picture that everybody may see; nothing where there is none."""
    found = StepPicture.objects.filter(step__problem__dossier__number=number, step__number=step)
    return found.filter(number=picture).values_list("sha256", flat=True).first() or ""


def silent() -> QuerySet[Problem]:
    """Open, and nobody owes anything. Must always be empty."""
    owed = Q(dossier__promises__state__in=("running", "broken"))
    return Problem.objects.exclude(dossier__stage__in=("struck_off", "merged")).exclude(owed)


class Month(NamedTuple):
    """One month of a trend."""

    first: date
    voices: int


def months_of(problem: Problem, *, now: datetime, most: int = 12) -> list[Month]:
    """趋势 How many told of it in each of the last months, those with none as well."""
    rows = Voice.objects.filter(problem=problem, left_at=None).order_by()
    counted = {
        month.date(): n
        for month, n in rows.annotate(m=TruncMonth("said_at", tzinfo=SHANGHAI))
        .values_list("m")
        .annotate(n=Count("pk"))
    }
    last = now.astimezone(SHANGHAI).date().replace(day=1)
    months = [last]
    while len(months) < most:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [Month(one, counted.get(one, 0)) for one in reversed(months)]


def places_of(problem: Problem) -> list[tuple[str, int]]:
    """分布 From where it is told, by what people call it, the most first; not letters that name no place."""
    rows = Voice.objects.filter(problem=problem, left_at=None).order_by()
    place = "case__submission__place_organisation"
    told = rows.exclude(**{place: None}).values_list(f"{place}__name_zh", f"{place}__aliases")
    named = [(next(iter(known.split()), name), n) for name, known, n in told.annotate(n=Count("pk"))]
    return sorted(named, key=lambda one: (-one[1], one[0]))


def lately(problems: Iterable[UUID], *, now: datetime) -> dict[UUID, tuple[int, int]]:
    """近期 Of each: how many told of it in the last thirty days, and in the thirty before."""
    keys = list(problems)
    recent = Voice.objects.filter(
        left_at=None, said_at__gt=now - 2 * LATELY, said_at__lte=now, problem__in=keys
    ).order_by()
    told = recent.values_list("problem").annotate(
        now=Count("pk", filter=Q(said_at__gt=now - LATELY)),
        before=Count("pk", filter=Q(said_at__lte=now - LATELY)),
    )
    found = {key: (one, two) for key, one, two in told}
    return {key: found.get(key, (0, 0)) for key in keys}


class Season(NamedTuple):
    """换季 Letters about one problem in the last year, and in the days of it that are now to come again."""

    ahead: int
    year: int

    @property
    def returns(self) -> bool:
        """At least three in those thirty days, and at least twice the year's average of thirty days."""
        return self.ahead >= FEW and self.ahead * YEAR >= 2 * self.year * LATELY


def seasons(problems: Iterable[UUID] | None = None, *, now: datetime) -> dict[UUID, Season]:
    """换季 How many told of each in the last year, and in the thirty days of it now to come."""
    rows = Voice.objects.filter(left_at=None, said_at__gt=now - YEAR, said_at__lte=now).order_by()
    if problems is not None:
        rows = rows.filter(problem__in=list(problems))
    counted = rows.values_list("problem").annotate(
        ahead=Count("pk", filter=Q(said_at__lte=now - YEAR + LATELY)), year=Count("pk")
    )
    return {key: Season(ahead, year) for key, ahead, year in counted}


def numbers_kept(path: str, stages: Iterable[str]) -> QuerySet[Dossier]:
    """The folders of problems at these stages that this body or one below it has."""
    return Dossier.objects.ordinary().kept_under(path).filter(kind="problem", stage__in=list(stages))
