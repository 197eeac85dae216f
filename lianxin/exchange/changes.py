"""变化 Which letters another system has to be told of: those that say something else than the last file.

No change can be missed, whatever the clock of a machine does: every step of a letter is a line in its
folder, and as long as there are as many lines as there were, nothing was done.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lianxin.cases.models import Assignment
from lianxin.exchange.models import ExportFile, FileMapping, RowHeard, TheirLetter
from lianxin.ledger.models import Secrecy, in_ordinary_folder
from lianxin.organisations.models import BEYOND

BATCH = 200
AGAIN = timedelta(days=7)  # so far back is looked for what was given since the last file


def unheard_of(mapping: FileMapping) -> QuerySet[RowHeard]:
    """What waited for a person, and is a letter by now: its number was known, the letter was not."""
    theirs = TheirLetter.objects.filter(system=mapping.system, submission=OuterRef("arrival__submission"))
    rows = RowHeard.objects.filter(system=mapping.system, submission=None).exclude(number="")
    return rows.filter(arrival__submission__isnull=False).exclude(Exists(theirs)).select_related("arrival")


def given_besides(mapping: FileMapping) -> list[UUID]:
    """别的来信 Letters that did not come from this system and were given to the body that works in it."""
    versions = FileMapping.objects.filter(system=mapping.system, also_given=True)
    first = versions.aggregate(at=Min("made_at"))["at"]
    if not mapping.also_given or first is None:
        return []
    files = ExportFile.objects.filter(system=mapping.system, made_at__isnull=False)
    last = files.aggregate(at=Max("made_at"))["at"]
    path = mapping.body.path
    given = Assignment.objects.filter(
        given_at__gte=max(first, last - AGAIN) if last else first,
        recalled_at=None,
        organisation__path__gte=path,
        organisation__path__lt=path + BEYOND,
        case__submission__confidential=False,
    ).filter(in_ordinary_folder("case_id"))
    known = TheirLetter.objects.filter(system=mapping.system, submission=OuterRef("case__submission"))
    return list(given.exclude(Exists(known)).values_list("case__submission", flat=True).distinct())


def changed(mapping: FileMapping, *, now: datetime) -> Iterator[list[TheirLetter]]:
    """有变化的 Their letters whose folders have grown since, or where something shows now; in portions."""
    after = UUID(int=0)
    lines = F("submission__dossier__length") + Coalesce(F("submission__case__dossier__length"), 0)
    rows = TheirLetter.objects.filter(
        Q(again_at__lte=now) | ~Q(told_lines=lines), system=mapping.system, file=None,
        submission__dossier__secrecy=Secrecy.ORDINARY,
    ).select_related("submission__dossier__keeper")  # fmt: skip
    while found := list(rows.filter(id__gt=after).order_by("id")[:BATCH]):
        after = found[-1].pk
        yield [one for one in found if may_leave(one, mapping)]


def may_leave(letter: TheirLetter, mapping: FileMapping) -> bool:
    """Not what its writer keeps from those who handle it, and not to a body that steps aside from it."""
    submission = letter.submission
    theirs = bool(letter.number)
    return (theirs or not submission.confidential) and not submission.shuts_out(None, mapping.body.path)
