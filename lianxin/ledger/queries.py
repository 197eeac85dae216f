"""Reading the ledger: is the chain whole, and what do the counts say."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, QuerySet, Sum

from lianxin.ledger.models import Dossier, Event, Reaction, Tally
from lianxin.ledger.verbs.tallying import Place, with_those_above
from lianxin.organisations.models import Organisation

DEMO_EVENT = "demo.built"


def chain_complaint(dossier: Dossier, lines: list[Event]) -> str:
    """What is wrong with this chain, or nothing."""
    head = ""
    for place, event in enumerate(lines, start=1):
        if event.seq != place:
            return f"line {place} is missing"
        if event.seal != event.sealed_after(head):
            return f"line {place} ({event.name}) was altered"
        head = event.seal
    if len(lines) != dossier.length or head != dossier.head:
        return f"the cover says {dossier.length} lines, {len(lines)} are there or the last one differs"
    return ""


def seals_of(number: str) -> list[tuple[str, int, str]]:
    """印记 The seal of every line of the folders with this number, to be compared with one on paper."""
    lines = Event.objects.filter(dossier__number=number).order_by("-dossier__kind", "seq")
    return list(lines.values_list("dossier__kind", "seq", "seal"))


def count_at(kind: str, *, path: str = "", secrecy: int = 0) -> dict[str, int]:
    """How many folders of a kind stand at each stage under a body, or in the whole house; exact."""
    rows = _tallied(kind, secrecy).filter(keeper_path=path) if path else _in_all(kind, secrecy)
    return {stage: int(n) for stage, n in rows.values_list("stage").annotate(n=Sum("number"))}


def count_by_source(kind: str, *, secrecy: int = 0) -> dict[str, dict[str, int]]:
    """The same of the whole house by channel: source → stage → number."""
    found: dict[str, dict[str, int]] = {}
    rows = _in_all(kind, secrecy).values_list("source", "stage")
    for source, stage, number in rows.annotate(n=Sum("number")):
        found.setdefault(source, {})[stage] = int(number)
    return found


def _tallied(kind: str, secrecy: int) -> QuerySet[Tally]:
    return Tally.objects.filter(kind=kind, secrecy=secrecy)


def _in_all(kind: str, secrecy: int) -> QuerySet[Tally]:
    roots = Organisation.objects.filter(parent=None).order_by()
    return _tallied(kind, secrecy).filter(keeper_path__in=roots.values("path"))


def counted_afresh() -> Counter[Place]:
    """Every folder counted one by one, under each body, to compare with the tally."""
    fields = ("secrecy", "kind", "keeper_path", "stage", "source")
    rows = Dossier.objects.order_by().values_list(*fields).annotate(n=Count("id"))
    return with_those_above(Counter({tuple(row[:5]): row[5] for row in rows}))


def tallied() -> Counter[Place]:
    """What the tally says, without the empty rows."""
    fields = ("secrecy", "kind", "keeper_path", "stage", "source", "number")
    return Counter({tuple(row[:5]): row[5] for row in Tally.objects.values_list(*fields) if row[5]})


def last_in_house(names: Collection[str]) -> Event | None:
    """The newest line of the house's own folder that has one of these names.

    `number`: so that the database enters its index at the one row there is, and nobody has to believe it.
    """
    house = Dossier.objects.filter(kind="house", number__gt="").values_list("pk", flat=True)[:1]
    lines = Event.objects.filter(dossier__in=list(house), name__in=names)
    return lines.order_by("-seq").first()


def is_demo_county() -> bool:
    """Does the county's own folder say that everybody in it is made up?"""
    return Event.objects.filter(dossier__kind="house", name=DEMO_EVENT).exists()


def reactions_with_a_last_attempt() -> int:
    """Law 5: reactions neither done nor due again (the database forbids them too)."""
    return Reaction.objects.filter(done_at=None, due_at=None).count()
