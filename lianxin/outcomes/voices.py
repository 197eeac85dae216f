"""What follows for the voices of a matter when the ledger says that it went a step. Safe to repeat."""

from datetime import datetime

from django.db import transaction

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.flow.matters import waiting_voices
from lianxin.flow.verbs import decline, hand_on, keep_up, lead_on
from lianxin.identity.actors import THE_CLOCK
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Interim, Reply
from lianxin.outcomes.verbs import answer_along, tell_along
from lianxin.outcomes.verbs.answering_along import GIVEN


def bring_voices_along(event: Event, *, now: datetime) -> None:
    """跟上 Each voice stands where its matter stands now."""
    for voice in _waiting(event):
        keep_up(voice, by=THE_CLOCK, now=now)


def answer_voices(event: Event, *, now: datetime) -> None:
    """分别答复 What was answered on the matter is answered to each voice by itself."""
    voices = waiting_voices(_matter(event), until=event.at)
    if not voices:
        return
    sent = Reply.objects.select_related("organisation").prefetch_related(*GIVEN)
    given = sent.get(pk=event.data["reply"])
    for voice in voices:
        answer_along(voice, given, by=THE_CLOCK, now=now)


def tell_voices(event: Event, *, now: datetime) -> None:
    """一起告知进展 What was told of the matter on the way is told to each voice."""
    voices = _waiting(event)
    if not voices:
        return
    told = Interim.objects.select_related("organisation").get(pk=event.data["interim"])
    for voice in voices:
        tell_along(voice, told, by=THE_CLOCK, now=now)


def decline_voices(event: Event, *, now: datetime) -> None:
    """分别告知不予受理 The matter is not ours to answer: each voice is told why, and where to go."""
    for voice in _waiting(event):
        decline(voice, reason=event.data["reason"], channel=event.data["channel"], by=THE_CLOCK, now=now)


def hand_on_voices(event: Event, *, now: datetime) -> None:
    """接着办 The first writer took the letter back; the matter is still that of all the others."""
    matter = _matter(event)
    with transaction.atomic():
        if first := hand_on(matter, by=THE_CLOCK, now=now):
            lead_on(matter, first, by=THE_CLOCK, now=now)


def _waiting(event: Event) -> list[Case]:
    return waiting_voices(_matter(event))


def _matter(event: Event) -> Case:
    return case_by_key.get(event.dossier_id)
