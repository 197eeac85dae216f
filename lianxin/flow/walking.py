"""查验 The whole ledger from the first folder to the last: nothing is taken on trust.

A batch of folders is read in a handful of queries, so that a million folders are walked in
memory that does not grow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Min

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.flow.laws import GUARDED, quick, tally_complaints
from lianxin.flow.moves import stage_from_ledger
from lianxin.intake.models import Submission
from lianxin.intake.words import fingerprint
from lianxin.ledger.guards import standing
from lianxin.ledger.models import Dossier, Event
from lianxin.ledger.queries import chain_complaint

BATCH = 500
WRITTEN = {"ledger_event": ("id", "words"), "intake_submission": ("dossier_id", "body")}


@dataclass(frozen=True)
class Walked:
    """So many more folders and lines, and what was wrong in them."""

    dossiers: int
    events: int
    complaints: list[str]


def walk(*, batch: int = BATCH) -> Iterator[Walked]:
    """Every folder in the order of its key."""
    after = UUID(int=0)
    while dossiers := list(Dossier.objects.filter(id__gt=after).order_by("id")[:batch]):
        after = dossiers[-1].pk
        yield _look_at(dossiers)


def _look_at(dossiers: list[Dossier]) -> Walked:
    lines: dict[UUID, list[Event]] = {dossier.pk: [] for dossier in dossiers}
    for event in Event.objects.filter(dossier__in=dossiers).order_by("dossier_id", "seq"):
        lines[event.dossier_id].append(event)
    cases = {case.pk: case for case in Case.objects.filter(dossier__in=dossiers).select_related("dossier")}
    letters = Submission.objects.filter(dossier__in=dossiers).in_bulk()
    owed = Promise.objects.filter(dossier__in=dossiers, state__in=OWED).order_by()
    due = dict(owed.values_list("dossier_id").annotate(Min("due")))
    complaints = []
    for dossier in dossiers:
        said, case, letter = lines[dossier.pk], cases.get(dossier.pk), letters.get(dossier.pk)
        wrong = [chain_complaint(dossier, said)]
        if dossier.next_due != due.get(dossier.pk):
            wrong.append(f"the cover says next due {dossier.next_due}, owed is {due.get(dossier.pk)}")
        if case and (told := stage_from_ledger(case, said)) != dossier.stage:
            wrong.append(f"the cover says {dossier.stage}, the ledger {told}")
        if letter and said:
            wrong.append(_words_complaint(letter, said[0]))
        complaints += [f"{dossier.kind} {dossier.number}: {words}" for words in wrong if words]
    return Walked(len(dossiers), sum(map(len, lines.values())), complaints)


def _words_complaint(letter: Submission, first: Event) -> str:
    """The first line commits to the words; a salt that was deleted with the words commits to nothing."""
    if not letter.salt or first.data.get("words") == fingerprint(letter.salt, letter.subject, letter.body):
        return ""
    return "the words are not those that were received"


def complaints_of_the_whole() -> list[str]:
    """What concerns no single folder: the counts, the guards, and the laws over everything that is open."""
    health = quick()
    broken = [f"law {law} does not hold" for law, holds in health.laws.items() if not holds]
    gap = [f"received is not registered and waiting: the gap is {health.gap}"] if health.gap else []
    return [*tally_complaints(), *broken, *gap, *guard_complaints()]


def guard_complaints() -> list[str]:
    """Law 4, tried and not only looked up: an alteration is attempted and must be refused."""
    down = [f"the guards of {table} are not up" for table in GUARDED if not standing(table)]
    weak = [f"{table} lets itself be altered" for table in GUARDED if not _refuses(table)]
    loose = [] if _refuses_a_strange_move() else ["a case lets itself be moved where no procedure leads"]
    return down + weak + loose


def _refuses_a_strange_move() -> bool:
    """Try to put a case where no procedure leads, and take it back whatever happens."""
    cases = Dossier.objects.filter(pk__in=Dossier.objects.filter(kind="case").values("pk")[:1])
    try:
        with transaction.atomic():
            moved = cases.update(stage="nowhere")
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return not moved


def _refuses(table: str) -> bool:
    """Try to write a row over itself, and take it back whatever happens."""
    key, column = WRITTEN[table]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {key} FROM {table} LIMIT 1")  # noqa: S608 - our own two names
            found = cursor.fetchone()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                change = f"UPDATE {table} SET {column} = {column} WHERE {key} = %s"  # noqa: S608
                cursor.execute(change, found or [None])
        except DatabaseError:
            return True
        transaction.set_rollback(True)
    return found is None  # an empty table has nothing to guard, and SQLite asks row by row
