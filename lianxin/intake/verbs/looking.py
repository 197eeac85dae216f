"""The worker looks at the files of letters that are taken: copies to look at, and the virus scanner."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from lianxin.identity.actors import THE_CLOCK
from lianxin.identity.policy import require
from lianxin.intake.copies import make_copies
from lianxin.intake.files import PICTURES
from lianxin.intake.models import Attachment, Scan
from lianxin.intake.scanning import the_scanner
from lianxin.kit.blobs import path_of
from lianxin.kit.clamav import NotAnswering, Scanner, scan
from lianxin.ledger.verbs import record

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than the slowest file can take
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
WOKEN = 200


def look_at_due(*, now: datetime, most: int = 20) -> int:
    """看附件 Look at the files that are due, one after the other; returns how many are done.

    No letter waits for this. When the scanner is away the rest is looked at without it, and is due again.
    """
    scanner, done = the_scanner(), 0
    if scanner:
        _wake(now=now)
    for _turn in range(most):
        one = take(now=now)
        if one is None:
            break
        try:
            look_at(one, scanner, now=now)
            done += 1
        except NotAnswering as error:
            log.warning("the virus scanner does not answer: %s", error)
            put_off(one, now=now)
            scanner = None
        except Exception:  # whatever went wrong, the file stays due
            log.exception("looking at attachment %s failed", one.pk)
            put_off(one, now=now)
    return done


def _wake(*, now: datetime) -> None:
    """What was taken before there was a scanner is scanned too, some at a time."""
    unscanned = Attachment.objects.filter(scan=Scan.NOT_YET, due_at=None).order_by("id")
    keys = list(unscanned.values_list("pk", flat=True)[:WOKEN])
    if keys:
        Attachment.objects.filter(pk__in=keys, due_at=None).update(due_at=now)


@transaction.atomic
def take(*, now: datetime) -> Attachment | None:
    """Lease the file that has been due longest; another worker passes over it."""
    due = Attachment.objects.filter(due_at__lte=now).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    one = due.first()
    if one:
        Attachment.objects.filter(pk=one.pk).update(due_at=now + LEASE)
    return one


def look_at(one: Attachment, scanner: Scanner | None, *, now: datetime) -> None:
    """看一个附件 Copies first: they are made from the points alone, whatever the file hides."""
    if one.media_type in PICTURES and not (one.copies or one.why_no_copies):
        _copy(one)
    finding = ""
    if the_scanner() and one.scan == Scan.NOT_YET:
        if scanner is None:
            raise NotAnswering("asked a moment ago")
        finding = scan(path_of(one.sha256), scanner)
        one.scan, one.scanned_at = Scan.FOUND if finding else Scan.CLEAN, now
    _keep(one, finding, now=now)


def _copy(one: Attachment) -> None:
    """Kept at once: should the scanner be away, the picture can be seen all the same."""
    looked = make_copies(one)
    one.copies, one.why_no_copies = not looked.why_not, looked.why_not
    Attachment.objects.filter(pk=one.pk).update(
        copies=one.copies, why_no_copies=one.why_no_copies,
        latitude=looked.latitude, longitude=looked.longitude,
    )  # fmt: skip


@transaction.atomic
def _keep(one: Attachment, finding: str, *, now: datetime) -> None:
    known = {"scan": one.scan, "scanned_at": one.scanned_at, "finding": finding, "due_at": None}
    Attachment.objects.filter(pk=one.pk).update(**known, attempts=0)
    if finding:
        submission = one.submission
        require(THE_CLOCK, "submission.shut_file", submission)
        record(submission.dossier, "submission.file_shut", by=THE_CLOCK, now=now, file=one.pk.hex)


def put_off(one: Attachment, *, now: datetime) -> None:
    """It is due again, later each time, and has no last attempt."""
    wait = min(FIRST_WAIT * 2 ** min(one.attempts, 10), LONGEST_WAIT)
    Attachment.objects.filter(pk=one.pk).update(due_at=now + wait, attempts=min(one.attempts + 1, 30_000))
