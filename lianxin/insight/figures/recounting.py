"""重算 The cells of a page made once more from the anonymised lines of every case, and what differs.

Nothing that was counted as cases moved is looked at but the cells themselves, which are compared.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from lianxin.insight.figures.counters import NAMES, Cells, Place, cells_of
from lianxin.insight.figures.fact import fact_of
from lianxin.insight.figures.lines import export_lines, read_lines
from lianxin.insight.figures.pages import PAGES
from lianxin.insight.models import Cell, Reckoning
from lianxin.insight.verbs.counting import count_all
from lianxin.ledger.models import Event

ROUNDS = 5
COLUMNS = ("dimension", "one", "two", "period", *NAMES)


class StillMoving(Exception):
    """Letters come faster than they are counted: try again in a quieter moment."""


def differences(page: str, *, now: datetime) -> list[str]:
    """核对 Where this page and the events do not say the same; nothing when they do.

    Raises StillMoving when lines were written in each of a few rounds between counting and comparing.
    """
    for _round in range(ROUNDS):
        count_all(now=now)
        with one_moment():
            reckoning = Reckoning.objects.get()
            if Event.objects.filter(pk__gt=reckoning.read_to).exists():
                continue
            with TemporaryDirectory() as folder:
                file = Path(folder) / "lines.jsonl"
                export_lines(file)
                again = recounted(file, page, as_of=reckoning.as_of)
            return compared(kept(page), again)
    raise StillMoving


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything is read as it was at one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block:  # whoever called sees one moment already
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def recounted(file: Path, page: str, *, as_of: datetime) -> Cells:
    """The cells of a page, from the file alone."""
    wanted = PAGES[page].dimensions
    cells: Cells = {}
    for cover, lines in read_lines(file):
        for place, added in cells_of(fact_of(cover, lines, as_of=as_of)):
            if place.dimension in wanted:
                cells.setdefault(place, Counter()).update(added)
    return cells


def kept(page: str) -> Cells:
    """The cells of a page as they stand."""
    rows = Cell.objects.filter(dimension__in=PAGES[page].dimensions).values_list(*COLUMNS)
    found = {
        Place(*row[:4]): Counter({name: n for name, n in zip(NAMES, row[4:], strict=True) if n})
        for row in rows.iterator()
    }
    return {place: counts for place, counts in found.items() if counts}


def compared(page: Cells, events: Cells) -> list[str]:
    """Every count that differs, in words."""
    nothing: Counter[str] = Counter()
    return [
        f"{' '.join(filter(None, place))} {name}: the page says {said}, the events {found}"
        for place in sorted({*page, *events})
        for name in NAMES
        for said, found in [(page.get(place, nothing)[name], events.get(place, nothing)[name])]
        if said != found
    ]
