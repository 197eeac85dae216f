"""Reading the ledger: is the chain whole, and what do the counts say."""

from collections import Counter

from django.db.models import Count, Sum

from lianxin.ledger.models import Dossier, Event, Reaction, Tally
from lianxin.ledger.verbs.tallying import Place
from lianxin.organisations.models import BEYOND

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


def count_at(kind: str, *, path: str = "", secrecy: int = 0) -> dict[str, int]:
    """How many folders of a kind stand at each stage under a body; exact, from the tally."""
    rows = Tally.objects.filter(kind=kind, secrecy=secrecy)
    if path:
        rows = rows.filter(keeper_path__gte=path, keeper_path__lt=path + BEYOND)
    return {stage: int(n) for stage, n in rows.values_list("stage").annotate(n=Sum("number"))}


def count_by_source(kind: str, *, secrecy: int = 0) -> dict[str, dict[str, int]]:
    """The same by channel: source → stage → number."""
    found: dict[str, dict[str, int]] = {}
    rows = Tally.objects.filter(kind=kind, secrecy=secrecy).values_list("source", "stage")
    for source, stage, number in rows.annotate(n=Sum("number")):
        found.setdefault(source, {})[stage] = int(number)
    return found


def counted_afresh() -> Counter[Place]:
    """Every folder counted one by one, to compare with the tally."""
    fields = ("secrecy", "kind", "keeper_path", "stage", "source")
    rows = Dossier.objects.order_by().values_list(*fields).annotate(n=Count("id"))
    return Counter({tuple(row[:5]): row[5] for row in rows})


def tallied() -> Counter[Place]:
    """What the tally says, without the empty rows."""
    fields = ("secrecy", "kind", "keeper_path", "stage", "source", "number")
    return Counter({tuple(row[:5]): row[5] for row in Tally.objects.values_list(*fields) if row[5]})


def is_demo_county() -> bool:
    """Does the county's own folder say that everybody in it is made up?"""
    return Event.objects.filter(dossier__kind="house", name=DEMO_EVENT).exists()


def reactions_with_a_last_attempt() -> int:
    """Law 5: reactions neither done nor due again (the database forbids them too)."""
    return Reaction.objects.filter(done_at=None, due_at=None).count()
