"""What the clock does for voices: they stand where their matter stands; one may take its place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Link
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.verbs import keep, pass_on, release
from lianxin.flow.giving import givings
from lianxin.flow.matters import (
    ROAD_OF_A_VOICE,
    SHARED,
    matter_of,
    owed_by_matter,
    owed_to_voice,
    waiting_voices,
)
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import FROM_ABOVE
from lianxin.flow.verbs.ending import WITHDRAWN
from lianxin.flow.verbs.linking import led_by, owe_as, stand_alone
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.ledger.verbs import record

# Kept in the house's own language; pages translate when they show it.
NEW_DAY = N_("一起办的那一件改了期限")
TURNED_BACK = N_("一起办的那一件重新定由谁办")
TOOK_OVER = N_("一起办的那一件撤回了，由这一件接着办")


@transaction.atomic
def keep_up(case: Case, *, by: Actor, now: datetime) -> bool:
    """跟上 The matter has gone a step: the voice is with the same body, and is owed the same.

    Returns whether anything was behind; once more writes nothing.
    """
    require(by, "case.keep_up", case)
    matter = matter_of(case)
    owed = owed_by_matter(matter) if matter else None
    if matter is None or owed is None:
        return False
    mine, keeper = owed_to_voice(case), matter.dossier.keeper
    same = mine and (mine.key, mine.due, mine.owed_by_id) == (SHARED[owed.key], owed.due, owed.owed_by_id)
    if same and case.dossier.keeper_id == keeper.pk:
        return False
    move(case, "case.kept_up", keeper=keeper)
    led_by(case, matter.lead_org)
    if not same:
        _end(case, mine, SHARED[owed.key], now=now)
        owe_as(case, owed, now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=keeper)
    record(case.dossier, "case.kept_up", by=by, now=now, to=keeper.code, stage=matter.stage)
    return True


def _end(case: Case, mine: Promise | None, following: str, *, now: datetime) -> None:
    """What the voice was owed until now was kept where its matter went on, and released where it did not."""
    if mine is None:
        return
    was, is_ = ROAD_OF_A_VOICE.index(mine.key), ROAD_OF_A_VOICE.index(following)
    if is_ > was:
        keep(case.dossier, mine.key, now=now)
    else:
        release(case.dossier, mine.key, reason=NEW_DAY if is_ == was else TURNED_BACK, now=now)


@transaction.atomic
def hand_on(matter: Case, *, by: Actor, now: datetime) -> Case | None:
    """接着办 The writer of the matter took the letter back: the first of its voices takes its place.

    Whoever had the matter has this one from now on, and signs for it; the other voices go with it. Where
    nobody had it yet, the desk gives it out. None where no voice waits.
    """
    voices = waiting_voices(matter)
    if not voices:
        return None
    first = voices[0]
    require(by, "case.keep_up", first)
    Link.objects.filter(voice=first, ended_at=None).update(ended_at=now, reason=TOOK_OVER)
    Link.objects.filter(voice__in=voices[1:], ended_at=None).update(matter=first)
    if matter.lead_org is None:
        move(first, "case.unlinked", keeper=first.desk)
        stand_alone(first, now=now)
        record(first.dossier, "case.unlinked", by=by, now=now, because="withdrawn", to=first.desk.code)
        return first
    last = givings(matter)[-1]
    move(first, "case.took_over", keeper=matter.lead_org)
    first.assignments.create(
        organisation=matter.lead_org, given_at=now, reason=TOOK_OVER, designated=last.designated
    )
    release(first.dossier, *ROAD_OF_A_VOICE, reason=TOOK_OVER, now=now)
    owe_next(first, "acknowledge", now=now)
    record(first.dossier, "case.took_over", by=by, now=now, to=matter.lead_org.code)
    return first


@transaction.atomic
def lead_on(matter: Case, first: Case, *, by: Actor, now: datetime) -> None:
    """包案、督办接着算 Who sponsored or pressed for the matter does so for the one that took its place.

    By the same time: that one writer went does not end what was promised to all.
    """
    require(by, "case.keep_up", first)
    own = matter.sponsorships.filter(ended_at=None).first()
    if own and not first.sponsorships.filter(ended_at=None).exists():
        matter.sponsorships.filter(pk=own.pk).update(ended_at=now)
        first.sponsorships.create(person=own.person, organisation=own.organisation, at=now)
        _owe_again(matter, first, "sponsor", now=now)
        record(first.dossier, "case.sponsored", by=by, now=now, to=own.organisation.code)
    pressed = matter.supervisions.filter(ended_at=None).first()
    if pressed and not first.supervisions.filter(ended_at=None).exists():
        matter.supervisions.filter(pk=pressed.pk).update(ended_at=now)
        made = first.supervisions.create(
            by=pressed.by, organisation=pressed.organisation, words=pressed.words, at=now,
            listed_at=pressed.listed_at,
        )  # fmt: skip
        _owe_again(matter, first, "supervise", now=now)
        record(first.dossier, "case.supervised", by=by, now=now, supervision=made.pk.hex)


def _owe_again(matter: Case, first: Case, key: str, *, now: datetime) -> None:
    """What the withdrawal alone ended is owed again; what was done already is not."""
    owed = Promise.objects.filter(dossier=matter.dossier, key=key).select_related("owed_by")
    was = owed.latest("made_at")
    if was.state == State.RELEASED and was.reason == WITHDRAWN:
        owe_next(first, key, now=now, named=was.owed_by, due=was.due)
