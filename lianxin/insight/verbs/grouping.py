"""归并 Letters are put together behind everybody's back: proposed, and nothing is done with them."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.insight.models import GroupedTo, Likely, Name, Told
from lianxin.intake.frequencies import frequencies
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, SomeoneActedFirst
from lianxin.kit.sameness import Frequencies, Like, likeness, read, weigh
from lianxin.kit.sameness.grouping import ASKED, KEPT, belongs, terms
from lianxin.kit.sameness.weighing import Weighed, probability, signs
from lianxin.kit.storing import change, store
from lianxin.ledger.verbs import acted_first, house_dossier, record

AT_ONCE = 40  # letters in one commit
COMPARED = 16  # letters that one is compared with: each is read anew
# A letter has its serial number before its act is committed: the newest seconds are left for the next turn.
SETTLED = timedelta(seconds=5)
ALL = 1


def group_letters(*, now: datetime) -> int:
    """归并来信 Puts the letters that came since the last turn to their groups; returns how many."""
    place, _made = GroupedTo.objects.get_or_create(pk=ALL)
    newer = Submission.objects.ordinary().filter(serial__gt=place.serial, received_at__lte=now - SETTLED)
    letters = list(newer.order_by("serial")[:AT_ONCE])
    if letters:
        try:
            _take_all(place, letters)
        except SomeoneActedFirst:  # another worker has put them
            return 0
    return len(letters)


@transaction.atomic
def _take_all(place: GroupedTo, letters: list[Submission]) -> None:
    known = frequencies()
    for letter in letters:
        if not letter.confidential:
            _take(letter, known)
    moved = change(GroupedTo, {"id": ALL, "turn": place.turn}, serial=letters[-1].serial, turn=place.turn + 1)
    if not moved:
        raise acted_first()


class Near(NamedTuple):
    """A letter that is like this one, how much, and its group."""

    rate: float
    serial: int
    group: Likely


def _take(letter: Submission, known: Frequencies) -> None:
    one = weigh(read(letter.subject, letter.body), known)
    near = _nearest(letter, one, known)
    if near:
        first, like = near[0], _why(one, near[0], known)
        group = _join([other.group for other in near])
        _grow(group, letter)
        told = Told(letter=letter, serial=letter.serial, group=group, to=first.serial, because=_said(like))
    else:
        group = Likely.objects.create(first_at=letter.received_at, last_at=letter.received_at)
        told = Told(letter=letter, serial=letter.serial, group=group)
    store([told])
    Name.objects.bulk_create(Name(term=term, serial=letter.serial) for term in _terms(one, known))


def _terms(one: Weighed, known: Frequencies) -> list[int]:
    """By what it is looked up, as numbers."""
    return [zlib.crc32(term.encode()) for term in terms(one, known)]


def _nearest(letter: Submission, one: Weighed, known: Frequencies) -> list[Near]:
    """Of each group that it seems to belong to the letter that it is most like; the likeliest first."""
    found = Name.objects.filter(term__in=_terms(one, known)).order_by("-serial")
    shared = Counter(found.values_list("serial", flat=True)[: KEPT * ASKED])
    serials = sorted(shared, key=lambda serial: (-shared[serial], -serial))[:COMPARED]
    groups: dict[Likely, list[tuple[float, int]]] = defaultdict(list)
    for told in Told.objects.filter(serial__in=serials).select_related("group__into", "letter"):
        if _elsewhere(letter, told.letter):
            continue
        rate = probability(signs(one, _weighed(told.letter, known), known))
        groups[_root(told.group)].append((rate, told.serial))
    fitting = [
        (belongs(rate for rate, _serial in members), Near(*max(members), group))
        for group, members in groups.items()
    ]
    fitting.sort(key=lambda one: (-one[0], one[1].serial))
    return [near for fits, near in fitting if fits]


def _elsewhere(letter: Submission, other: Submission) -> bool:
    """Both say where it happened, and not in the same village: it is not the same, whatever the words."""
    here, there = letter.place_organisation_id, other.place_organisation_id
    return here is not None and there is not None and here != there


def _weighed(letter: Submission, known: Frequencies) -> Weighed:
    return weigh(read(letter.subject, letter.body), known)


def _root(group: Likely) -> Likely:
    while group.into is not None:
        group = group.into
    return group


def _join(groups: list[Likely]) -> Likely:
    """合并 They were one all along; the oldest stays."""
    first = min(groups, key=lambda group: group.pk)
    for group in groups:
        if group.pk != first.pk:
            # Whatever was merged into it before leads to the oldest at once: no chain is ever walked far.
            change(Likely, {"into_id": group.pk}, into_id=first.pk)
            change(Likely, {"id": group.pk}, into_id=first.pk)
            Likely.objects.filter(pk=first.pk).update(size=F("size") + group.size, dismissed=False)
    return first


def _grow(group: Likely, letter: Submission) -> None:
    Likely.objects.filter(pk=group.pk).update(
        size=F("size") + 1, last_at=max(group.last_at, letter.received_at)
    )


def _why(one: Weighed, near: Near, known: Frequencies) -> Like:
    letter = Submission.objects.get(serial=near.serial)
    return likeness(one, _weighed(letter, known), known)


def _said(like: Like) -> str:
    """What both have, in words: place, matter, words."""
    parts: Iterable[tuple[str, ...]] = (like.places, like.matters, like.words)
    return "；".join("、".join(words) for words in parts if words)[:200]


@transaction.atomic
def dismiss(group: Likely, cases: Sequence[Case], *, by: Actor, now: datetime) -> None:
    """不是一个问题 A person has looked at these letters of the group: it is not proposed again.

    It comes back when it turns out to be one with another group. Written in the county's own folder.
    """
    for case in cases:
        require(by, "problem.list", case)
    if not cases:
        raise NotAllowedNow(_("这一组里没有您能列账的信。"))
    if change(Likely, {"id": group.pk, "dismissed": False}, dismissed=True):
        record(house_dossier(now=now), "problem.group_dismissed", by=by, now=now, group=group.pk.hex)
