"""Opening folders and writing sealed lines in them: the ground everything stands on."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.kit.codes import public_number
from lianxin.kit.dates import local_day
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.kit.storing import change, store, those_known
from lianxin.ledger.models import Dossier, Event, Reaction, Secrecy
from lianxin.ledger.verbs.tallying import Place, count_in, place_of
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import county

ROUNDS = 50


def new_dossier(
    kind: str,
    *,
    keeper: Organisation,
    source: str,
    stage: str,
    now: datetime,
    secrecy: int = Secrecy.ORDINARY,
    number: str = "",
    rulebook: int = 0,
    id: UUID | None = None,
) -> Dossier:
    """A folder made but not yet stored; the cover is complete. `number` is drawn when not given."""
    return Dossier(
        id=id or uuid7(),
        kind=kind,
        number=number or public_number(settings.LIANXIN_COUNTY, local_day(now)),
        keeper=keeper,
        keeper_path=keeper.path,
        secrecy=secrecy,
        source=source,
        stage=stage,
        rulebook=rulebook,
        opened_at=now,
    )


def draw_free_numbers(dossiers: Sequence[Dossier], *, now: datetime) -> None:
    """编号 Draw again for new folders of one kind whose number is taken; a busy day has many numbers."""
    for _round in range(ROUNDS):
        drawn = Counter(dossier.number for dossier in dossiers)
        taken = those_known(Dossier, "number", list(drawn), kind=dossiers[0].kind)
        taken |= {number for number, times in drawn.items() if times > 1}
        if not taken:
            return
        for dossier in dossiers:
            if dossier.number in taken:
                dossier.number = public_number(settings.LIANXIN_COUNTY, local_day(now))


def open_dossier(dossier: Dossier) -> Dossier:
    """立卷 Store a new folder and count it."""
    store([dossier])
    count_in(Counter({place_of(dossier): 1}))
    return dossier


def seal(dossier: Dossier, name: str, *, by: Actor, now: datetime, **data: object) -> Event:
    """The next line of a folder, sealed, in memory; the cover's head moves on with it.

    What was kept, owed or released since the last line (`dossier.consequences`) is written in it, and by
    which key where a program acts.
    """
    words = {**data, **dossier.consequences}
    if by.key:
        words["by_key"] = by.key.hex
    dossier.consequences = {}
    dossier.length += 1
    post = by.organisation
    event = Event(
        dossier=dossier,
        seq=dossier.length,
        name=name,
        at=now,
        by_kind=by.kind,
        by=by.person,
        organisation=post.code if post else "",
        words=json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str),
    )
    event.seal = dossier.head = event.sealed_after(dossier.head)
    return event


def turn(dossier: Dossier, *, stage: str = "", keeper: Organisation | None = None) -> None:
    """Change the cover: the stage, or who has the folder. Stored by the next `record`."""
    if "before" not in dossier.cover_changes:
        dossier.cover_changes["before"] = place_of(dossier)
    if stage:
        dossier.stage = stage
    if keeper:
        dossier.keeper, dossier.keeper_path = keeper, keeper.path


# No savepoint of its own: the verb around it is the unit that happens or does not.
@transaction.atomic(savepoint=False)
def record(dossier: Dossier, name: str, *, by: Actor, now: datetime, **data: object) -> Event:
    """记录 Write one sealed line and the cover with it; the last beat of every verb.

    Raises SomeoneActedFirst when the folder has grown since it was read: of two people who act
    on the same folder at once, one succeeds and the other is told.
    """
    length = dossier.length
    event = seal(dossier, name, by=by, now=now, **data)
    changes = dossier.cover_changes
    dossier.cover_changes = {}
    before: Place | None = changes.pop("before", None)
    if before:
        changes |= {
            "stage": dossier.stage,
            "keeper_id": dossier.keeper_id,
            "keeper_path": dossier.keeper_path,
        }
    unchanged = {"id": dossier.pk, "length": length}
    written = change(Dossier, unchanged, head=dossier.head, length=dossier.length, **changes)
    if not written:
        raise acted_first()
    store([event])
    follow(event, now=now)
    if before:
        moved = Counter({before: -1})
        moved[place_of(dossier)] += 1
        count_in(moved)
    return event


def acted_first() -> SomeoneActedFirst:
    """What the second of two people is told."""
    return SomeoneActedFirst(_("刚才已有人先办理了这一件。请刷新页面，看看现在的情况再办。"))


def follow(event: Event, *, now: datetime) -> None:
    """Write down, in the same transaction, what has to follow this event."""
    functions = settings.LIANXIN_REACTIONS.get(event.name, [])
    if functions:
        store([Reaction(event=event, function=function, due_at=now) for function in functions])


def house_dossier(*, now: datetime) -> Dossier:
    """内务卷 The folder of the county's own administration: posts, calendar, rule book, tree."""
    existing = Dossier.objects.filter(kind="house").select_related("keeper").first()
    if existing:
        return existing
    return open_dossier(new_dossier("house", keeper=county(), source="house", stage="open", now=now))
