"""回放 The whole life of a letter as facts: what each line made owed, kept or released, and how long each
stage stood with whom. The words of each line are those of the viewer's own history.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Case, Stage
from lianxin.clock.models import Promise
from lianxin.flow.procedures import procedure_of
from lianxin.intake.models import Submission
from lianxin.ledger.models import Event
from lianxin.outcomes.notices import names_of

WAITING = "waiting"
MOVED = ("prolonged", "left_out", "reckoned")


@dataclass(frozen=True)
class Due:
    """欠着的 What a body owes, until when; `advances` where silence is nobody's failure."""

    key: str
    holder: str
    due: datetime
    advances: bool = False


@dataclass(frozen=True)
class Became:
    """一步之后 What one line did to what is owed; `late` was done after it was due."""

    owed: tuple[Due, ...] = ()
    kept: tuple[Due, ...] = ()
    late: tuple[Due, ...] = ()
    released: tuple[Due, ...] = ()

    def __add__(self, other: "Became") -> "Became":
        return Became(
            self.owed + other.owed, self.kept + other.kept, self.late + other.late,
            self.released + other.released,
        )  # fmt: skip


@dataclass(frozen=True)
class Stay:
    """停留 One stage: with whom, since when, and until when; none where it still stands there."""

    stage: str
    holder: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Folder:
    """卷宗 How many lines a folder has, and the seal of the last one."""

    kind: str
    lines: int
    head: str


@dataclass(frozen=True)
class Life:
    """一生 Every line in order, what became of it by its key, the stages one after the other, the folders."""

    order: tuple[tuple[UUID, datetime], ...]
    became: Mapping[UUID, Became]
    stays: tuple[Stay, ...]
    folders: tuple[Folder, ...]


def life_of(letter: Submission, case: Case | None) -> Life:
    """回放 From the first line to the last, in the order in which they were written."""
    dossiers = [letter.dossier, case.dossier] if case else [letter.dossier]
    events = list(Event.objects.filter(dossier__in=dossiers).order_by("at", "id"))
    walk = _Walk(case, events)
    stays = _ended(walk.stays(events))
    folders = tuple(Folder(one.kind, one.length, one.head) for one in dossiers)
    order = tuple((event.pk, event.at) for event in events)
    return Life(order, walk.became, tuple(stays), folders)


class _Walk:
    """Goes along the lines and keeps in mind what is owed at each of them."""

    def __init__(self, case: Case | None, events: Iterable[Event]) -> None:
        self.moves = procedure_of(case).moves if case else {}
        self.open: dict[tuple[UUID, str], Due] = {}
        self.became: dict[UUID, Became] = {}
        made = Promise.objects.filter(dossier__in={event.dossier_id for event in events}, advances=True)
        self.advancing = set(made.values_list("dossier_id", "key", "made_at"))
        codes = {one["by"] for event in events for one in event.data.get("owed", ())}
        self.names = names_of(codes)

    def stays(self, events: Iterable[Event]) -> Iterator[Stay]:
        """Each stage as it begins."""
        holder = ""
        for event in events:
            became = self.became[event.pk] = self._look_at(event)
            if stage := self._stage_after(event):
                first = min(self.open.values(), key=lambda one: one.due, default=None)
                owes = became.owed[0] if became.owed else first
                holder = "" if stage == Stage.CLOSED else owes.holder if owes else holder
                yield Stay(stage, holder, event.at)

    def _stage_after(self, event: Event) -> str:
        if event.name == "submission.received":
            return WAITING
        return self.moves[event.name][1] if event.name in self.moves else ""

    def _look_at(self, event: Event) -> Became:
        data, folder = event.data, event.dossier_id
        ended = [self._end(folder, key) for key in data.get("kept", ())]
        kept = [one for one in ended if one]
        late = tuple(one for one in kept if one.due < event.at and not one.advances)
        keys = list(data.get("released", ()))
        if "*" in keys:
            keys = [key for place, key in self.open if place == folder]
        released = [one for one in (self._end(folder, key) for key in keys) if one]
        for one in (said for how in MOVED for said in data.get(how, ())):
            if (folder, one["key"]) in self.open:
                due = datetime.fromisoformat(one["due"])
                self.open[folder, one["key"]] = replace(self.open[folder, one["key"]], due=due)
        owed = tuple(self._owe(event, one) for one in data.get("owed", ()))
        return Became(owed, tuple(one for one in kept if one not in late), late, tuple(released))

    def _owe(self, event: Event, said: Mapping[str, str]) -> Due:
        key = said["key"]
        advances = (event.dossier_id, key, event.at) in self.advancing
        holder = self.names.get(said["by"], said["by"])
        due = Due(key, holder, datetime.fromisoformat(said["due"]), advances)
        self.open[event.dossier_id, key] = due
        return due

    def _end(self, folder: UUID, key: str) -> Due | None:
        return self.open.pop((folder, key), None)


def _ended(stays: Iterable[Stay]) -> list[Stay]:
    """Each stage lasts until the next one begins; the same stage with the same body is one stay."""
    found: list[Stay] = []
    for stay in stays:
        if found and (found[-1].stage, found[-1].holder) == (stay.stage, stay.holder):
            continue
        if found:
            found[-1] = replace(found[-1], until=stay.since)
        found.append(stay)
    return found
