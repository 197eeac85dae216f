"""Reading cases: where a matter should go, and what lies on a desk."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, DateTimeField, Func, UUIDField, Value

from lianxin.cases.models import Case, Catalogue, CatalogueEntry, Category, Sponsorship, Supervision
from lianxin.intake.models import Submission
from lianxin.kit.asking import Prepared
from lianxin.ledger.models import Dossier
from lianxin.organisations.models import Kind, Organisation

Place = tuple[datetime | None, UUID]
NEVER = datetime.max.replace(tzinfo=UTC)

case_by_key = Prepared(lambda key: Case.objects.with_cover().filter(pk=key), UUID)
case_of_letter = Prepared(lambda letter: Case.objects.with_cover().filter(submission=letter), UUID)

sponsorship_of = Prepared(
    lambda case: Sponsorship.objects.filter(case=case, ended_at=None).select_related(
        "person", "organisation"
    ),
    UUID,
)
supervision_of = Prepared(
    lambda case: Supervision.objects.filter(case=case, ended_at=None).select_related("by", "organisation"),
    UUID,
)


def class_chosen(submission: Submission) -> Category | None:
    """来信人选的分类 What the writer says it is about, where the way by which it came asks."""
    if not submission.about:
        return None
    return Category.objects.filter(code=submission.about, active=True).first()


def catalogue_in_force(now: datetime) -> Catalogue | None:
    """The edition of the dispatch catalogue that holds at this moment."""
    return Catalogue.objects.filter(effective_from__lte=now).order_by("-version").first()


def responsible(category: Category, place: Organisation | None, *, now: datetime) -> CatalogueEntry | None:
    """派单目录 The entry that names who is responsible: the narrowest place wins."""
    begun = Catalogue.objects.filter(effective_from__lte=now).order_by("-version")
    entries = CatalogueEntry.objects.filter(catalogue=begun.values("version")[:1], category=category)
    paths = [*place.ancestors(), place.path] if place else []
    fitting = [
        entry
        for entry in entries.select_related("organisation", "place", "catalogue")
        if entry.place is None or entry.place.path in paths
    ]
    return max(fitting, key=lambda e: len(e.place.path) if e.place else 0, default=None)


def named_instead(
    to: Organisation, *, category: Category | None, submission: Submission, now: datetime
) -> Organisation | None:
    """清单外 Whom the catalogue names for this matter, where that is not this township or branch.

    Townships and villages may not be loaded with the work of departments. Without a class nobody is
    named, and a letter to the body's own secretary is its own.
    (北京市接诉即办工作条例第17条；潍坊市12345政务服务便民热线条例第24条)
    """
    if category is None or to.kind not in (Kind.COMMITTEE, Kind.BRANCH):
        return None
    if to.pk == submission.addressee_id:
        return None
    entry = responsible(category, submission.place_organisation, now=now)
    return entry.organisation if entry and entry.organisation_id != to.pk else None


class Line(NamedTuple):
    """One folder in a desk's list: only what the row shows, read without making objects.

    `letter` is the folder of the letter itself, the same one as long as it is no case yet.
    """

    next_due: datetime | None
    id: UUID
    number: str
    stage: str
    source: str
    opened_at: datetime
    keeper_zh: str
    keeper_en: str
    subject: str
    letter: UUID
    urgency: str = ""


# What a row shows, written out like `FATES` below and for the same reason.
COVERS = (
    "SELECT cover.id, next_due, number, stage, source, opened_at, name_zh, name_en, subject, {columns}"
    " FROM ledger_dossier cover JOIN organisations_organisation keeper ON keeper.id = cover.keeper_id"
    " {joins} WHERE cover.id IN ({keys})"
)
DRESS = {
    "case": {
        "columns": "matter.submission_id, urgency",
        "joins": "JOIN cases_case matter ON matter.dossier_id = cover.id"
        " JOIN intake_submission letter ON letter.dossier_id = matter.submission_id",
    },
    "submission": {
        "columns": "cover.id, ''",
        "joins": "JOIN intake_submission letter ON letter.dossier_id = cover.id",
    },
}


def on_desk(
    path: str,
    stages: Sequence[str],
    *,
    kind: str = "case",
    secrecy: int = 0,
    after: Place | None = None,
    most: int = 51,
) -> list[Line]:
    """案头 The folders under a body at these stages, soonest due first; what owes nothing newest first.

    Pages by key set: `after` is the (next_due, id) of the last row seen. Each stage is one walk
    along an index from that row on, so the hundredth page costs what the first one does. The
    folders are chosen first and dressed afterwards: asked for both at once, PostgreSQL expects
    few rows beyond such a place, and dresses them all before it takes the first.
    """
    chosen = [key for stage in stages for key in _shelf(path, stage, kind, secrecy, after, most)]
    found = dressed(chosen, kind)
    if len(stages) > 1:
        found.sort(key=lambda line: (line.next_due or NEVER, line.id))
    return found[:most]


def _shelf(path: str, stage: str, kind: str, secrecy: int, after: Place | None, most: int) -> Iterable[UUID]:
    order = ("-next_due", "-id") if stage == "closed" else ("next_due", "id")
    lying = Dossier.objects.filter(kind=kind, secrecy=secrecy, stage=stage).kept_under(path)
    if stage == "closed":
        lying = lying.filter(next_due=None)
        if after:
            lying = lying.filter(id__lt=after[1])
    elif after and after[0]:
        lying = lying.filter(beyond(after[0], after[1]))
    return lying.order_by(*order).values_list("id", flat=True)[:most]


def sponsored_by(person: UUID, *, most: int = 51) -> list[Line]:
    """我包案的 What this leader has made their own and not yet seen closed, soonest due first."""
    own = Dossier.objects.filter(case__sponsorships__person=person, case__sponsorships__ended_at=None)
    own = own.exclude(stage="closed").order_by("next_due", "id")
    return dressed(list(own.values_list("id", flat=True)[:most]), "case")


def dressed(keys: Sequence[UUID], kind: str) -> list[Line]:
    """These folders in the order in which they are given."""
    if not keys:
        return []
    written = _as_written(keys)
    with connection.cursor() as cursor:
        cursor.execute(COVERS.format(keys=_places(written), **DRESS[kind]), list(written))
        rows = {written[row[0]]: row for row in cursor.fetchall()}
    return [
        Line(
            _moment(due), key, number, stage, source, _moment(opened), zh, en, subject, _key(letter), urgency
        )
        for key in keys
        for _id, due, number, stage, source, opened, zh, en, subject, letter, urgency in [rows[key]]
    ]


def beyond(due: datetime, key: UUID) -> Func:
    """(next_due, id) > (…, …) as one comparison, so that the index is entered at the right row."""
    here = Func("next_due", "id", function="")
    there = Func(Value(due, DateTimeField()), Value(key, UUIDField()), function="")
    return Func(here, there, template="%(expressions)s", arg_joiner=" > ", output_field=BooleanField())


# Written out, because a list asks it each time for hundreds of promises: to make the question and
# to read every moment of every promise would cost ten times what the database does with it. What
# the clock has not come round to break yet is broken; the first alarm is the reminder.
FATES = (
    "SELECT dossier_id, key, CASE"
    " WHEN state = 'kept' AND broken_at IS NOT NULL THEN 'late'"
    " WHEN state IN ('kept', 'released') THEN state"
    " WHEN advances THEN 'running'"
    " WHEN due < %s THEN 'broken'"
    " WHEN reminded_at IS NOT NULL OR alarm_at <= %s THEN 'soon'"
    " ELSE 'running' END FROM clock_promise WHERE dossier_id IN ({}) ORDER BY id"
)


def fates(folders: Iterable[UUID], *, now: datetime) -> list[tuple[UUID, str, str]]:
    """承诺的样子 Every promise of these folders in the order they were made: its folder, its key, its fate.

    A fate is kept, late (kept after it was due), running, soon, broken or released.
    """
    written = _as_written(folders)
    if not written:
        return []
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(FATES.format(_places(written)), [moment, moment, *written])
        return [(written[folder], key, fate) for folder, key, fate in cursor.fetchall()]


def _as_written(keys: Iterable[UUID]) -> dict[UUID | str, UUID]:
    """Each key by what it looks like in this database."""
    native = connection.features.has_native_uuid_field
    return {key if native else key.hex: key for key in keys}


def _places(written: Collection[object]) -> str:
    return ", ".join(["%s"] * len(written))


def _key(written: UUID | str) -> UUID:
    return UUID(written) if isinstance(written, str) else written


def _moment(read: datetime | None) -> Any:
    """A moment; SQLite keeps it in UTC and does not say so."""
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)
