"""识别扫描件 The worker reads what was scanned, page by page, and no page is lost when it is killed."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from lianxin.channels.paper.reading import Broke, Seen, read_page
from lianxin.channels.scans.page import Page
from lianxin.intake.models import ScannedLetter, ScanPage, ScanState, Submission
from lianxin.intake.queries import letter_with_code
from lianxin.kit.blobs import path_of

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # longer than any page may take
MOST_TRIES = 3
PAGES = 1000  # more than a file may have: a letter's place is its file times this, and its first page
NEXT_LETTER = "LIANXIN:NEXT"  # stands on the sheet that is laid between two letters


def read_due(*, now: datetime, most: int = 4) -> int:
    """识别 Read the pages that wait, one after the other; returns how many were read."""
    done = 0
    while done < most and (page := take_page(now=now)):
        try:
            seen = read_page(path_of(page.sha256), page.number, turned=page.turned if page.settled else None)
        except Broke as error:
            log.warning("page %s was not read: %s", page.pk, error)
            put_back(page, now=now)
        else:
            note_read(page, seen, now=now)
            done += 1
    return done


@transaction.atomic
def take_page(*, now: datetime) -> ScanPage | None:
    """Lease the page that has waited longest; another worker passes over it."""
    due = ScanPage.objects.filter(due_at__lte=now).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    page = due.first()
    if page is None:
        return None
    page.due_at, page.attempts = now + LEASE, page.attempts + 1
    page.save(update_fields=["due_at", "attempts"])
    return page


def put_back(page: ScanPage, *, now: datetime) -> None:
    """It is due again, or after some tries a person goes on without the words."""
    mine = ScanPage.objects.filter(pk=page.pk, due_at=page.due_at)
    if page.attempts < MOST_TRIES:
        mine.update(due_at=now + page.attempts * timedelta(seconds=10))
    else:
        mine.update(state=ScanState.FAILED, due_at=None, why="broke")


@transaction.atomic
def note_read(page: ScanPage, seen: Seen, *, now: datetime) -> None:
    """识别好了 Keep what was found; the other pages of its file wait to be read in their turn.

    Whoever comes late finds that somebody else has read it, or that the clerk turned it meanwhile.
    """
    found = Page(seen.lines)
    state = ScanState.FAILED if seen.why else ScanState.READ
    width, height = seen.size
    taken = ScanPage.objects.filter(pk=page.pk, due_at=page.due_at).update(
        state=state, due_at=None, why=seen.why, turned=seen.turned, width=width, height=height,
        lines=[[one.words, list(one.sure), one.corners] for one in seen.lines], words=found.words,
        unsure=found.unsure, shown=seen.shown or None, about=_about(seen, found.words), pages=seen.pages,
    )  # fmt: skip
    if not taken:
        return
    page = ScanPage.objects.select_related("letter").get(pk=page.pk)  # laid elsewhere, perhaps, meanwhile
    _add_pages(page, now=now)
    if NEXT_LETTER in seen.marks:
        _begin_behind(page)


def _about(seen: Seen, words: str) -> Submission | None:
    """The letter whose receipt or notice this is, or which it answers: by the code printed on it."""
    return next((letter for text in (*seen.marks, words) if (letter := letter_with_code(text))), None)


def _add_pages(page: ScanPage, *, now: datetime) -> None:
    """A file of several pages becomes as many rows, once, in the same letter."""
    if page.number or page.pages < 2:
        return
    known = ScanPage.objects.filter(letter__batch=page.letter.batch_id, file=page.file)
    if known.count() > 1:
        return
    more = [
        ScanPage(
            letter_id=page.letter_id, file=page.file, number=number, pages=page.pages, sha256=page.sha256,
            name=page.name, media_type=page.media_type, due_at=now,
        )
        for number in range(1, page.pages)
    ]  # fmt: skip
    ScanPage.objects.bulk_create(more)


def _begin_behind(page: ScanPage) -> None:
    """The sheet between two letters was found: what stands behind it is the next one, and it is no page."""
    letter = page.letter
    behind = [one for one in letter.pages.all() if (one.file, one.number) > (page.file, page.number)]
    ahead = letter.pages.exclude(pk__in=[page.pk, *(one.pk for one in behind)])
    if not behind and not ahead:
        letter.delete()  # it lay alone in a file of its own
        return
    if behind and ahead:
        first = behind[0]
        following = ScannedLetter.objects.create(
            batch_id=letter.batch_id, place=first.file * PAGES + first.number
        )
        letter.pages.filter(pk__in=[one.pk for one in behind]).update(letter=following)
    ScanPage.objects.filter(pk=page.pk).delete()
