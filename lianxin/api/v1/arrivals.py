"""等人看的来件 The holding pen: what could not be registered by itself, and what a person makes of it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cursors import PAGE, cursor_of, read_cursor
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes_arrivals import (
    ArrivalAsideIn,
    ArrivalJoinIn,
    ArrivalOpenedTold,
    ArrivalRegisterIn,
    ArrivalSettledTold,
    ArrivalsTold,
)
from lianxin.api.v1.uploads import OCTETS
from lianxin.channels.message import Message
from lianxin.channels.registry import label_of
from lianxin.identity.models import Post
from lianxin.identity.policy import may, require
from lianxin.intake.arrivals import letter_in, why_in_words
from lianxin.intake.models import Arrival, Became
from lianxin.intake.pen import held, those
from lianxin.intake.queries import letter_named
from lianxin.intake.verbs import join, open_arrival, set_aside, take_back
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.shapes import Key, Words
from lianxin.outcomes.opening import open_original
from lianxin.outcomes.verbs import take_in

TAG = "holding pen"
LOOKERS = ("clerk", "sorter", "discipline")


@read("/desk/arrivals", in_office, ArrivalsTold, tag=TAG, grants=("arrival.settle",))
def arrivals(ask: Ask, desk: Words = "", after: Words = "") -> object:
    """What waits for a person at a desk, oldest first; `desk` is its code, where somebody sits at several."""
    require(ask.by, "arrival.settle", None)
    place = read_cursor(after)
    found = held(_seat(ask, desk), after=_from(place) if place else None, most=PAGE + 1)
    shown = [_row(one) for one in found[:PAGE] if may(ask.by, "arrival.settle", one)]
    more = len(found) > PAGE
    return {"items": shown, "next": cursor_of((found[PAGE - 1].at, found[PAGE - 1].pk)) if more else ""}


def _seat(ask: Ask, desk: str) -> Post:
    """The post at whose desk one looks."""
    posts = [post for post in ask.by.posts if post.role in LOOKERS]
    here = next((post for post in posts if desk in {"", post.organisation.code}), None)
    if here is None:
        raise NotAllowed(_("您在这张桌面没有岗位。"))
    return here


def _from(place: tuple[datetime | None, UUID]) -> tuple[datetime, UUID]:
    at, key = place
    if at is None:
        raise Problem("not-valid", _("这不是我们给的翻页标记。"), "after")
    return at, key


def _row(one: Arrival) -> dict[str, object]:
    return {
        "id": one.pk, "at": one.at, "channel": one.channel, "channel_label": label_of(one.channel),
        "title": one.summary, "sender": one.sender, "why": one.why, "why_in_words": why_in_words(one),
        "became": one.became,
    }  # fmt: skip


def _find(key: UUID) -> Arrival:
    found = those([key])
    if not found:
        raise Problem("not-found", _("没有这件来件。"))
    return found[0]


def _read(one: Arrival) -> Message | None:
    """What its channel reads in it; nothing where it cannot, or where that is done."""
    try:
        return None if one.became in {Became.LETTER, Became.ADDED} else letter_in(one)
    except NotAllowedNow:
        return None


@read("/desk/arrivals/{arrival}", in_office, ArrivalOpenedTold, tag=TAG, grants=("arrival.settle",))
def arrival(ask: Ask, arrival: Key) -> object:
    """One of them, and what could be read in it. That it was opened is written down, once a day."""
    one = _find(arrival)
    open_arrival(one, by=ask.by, now=ask.now)
    message = _read(one)
    return {
        **_row(one), "media_type": one.media_type, "size": one.size, "aside": one.aside,
        "letter": one.submission_id, "read": _told(message) if message else None,
        "handlings": [
            {"at": done.at, "became": done.became, "by": done.by.name, "says": done.says}
            for done in one.handlings.select_related("by")
        ],
    }  # fmt: skip


def _told(message: Message) -> dict[str, object]:
    card = message.contact
    return {
        "subject": message.subject, "body": message.body, "place": message.place, "name": card.name,
        "phone": card.phone, "email": card.email, "files": [file.name for file in message.files],
    }  # fmt: skip


@read(
    "/desk/arrivals/{arrival}/original", in_office, None, tag=TAG, media=OCTETS,
    grants=("submission.read_original",),
)  # fmt: skip
def arrival_original(ask: Ask, arrival: Key) -> object:
    """The bytes as they came, to be saved. Of a letter they hold the address it was sent from: opening it is
    written down as opening the private part.
    """
    one = _find(arrival)
    open_original(one, by=ask.by, now=ask.now)
    answer = HttpResponse(one.original(), content_type=OCTETS)
    answer["Content-Disposition"] = f'attachment; filename="original-{one.pk.hex[-12:]}.bin"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer


@write(
    "/desk/arrivals/{arrival}/register", in_office, ArrivalSettledTold, tag=TAG, grants=("arrival.settle",)
)
def register_arrival(ask: Ask, arrival: Key, said: ArrivalRegisterIn) -> object:
    """It is a letter: as its channel reads it, or as a person put it right. Its files go with it."""
    one = _find(arrival)
    take_in(one, _put_right(one, said), by=ask.by, now=ask.now)
    return _settled(arrival)


def _put_right(one: Arrival, said: ArrivalRegisterIn) -> Message | None:
    given = {name: words for name, words in said.model_dump().items() if words is not None}
    if not given:
        return None
    base = _read(one) or Message(one.channel, one.key, "", addressee=one.addressee)
    card = {name: given.pop(name) for name in ("name", "phone", "email") if name in given}
    return replace(base, contact=replace(base.contact, **card), **given)


@write("/desk/arrivals/{arrival}/join", in_office, ArrivalSettledTold, tag=TAG, grants=("arrival.settle",))
def join_arrival(ask: Ask, arrival: Key, said: ArrivalJoinIn) -> object:
    """It is a further word about a letter that is here."""
    one, letter = _find(arrival), letter_named(said.letter)
    if letter is None:
        raise NotValid(_("没有找到这封信。请核对编号或者查询码。"), "letter")
    message = _read(one)
    files = message.files if message else ()
    join(one, letter, said.words, by=ask.by, now=ask.now, files=files)
    return _settled(arrival)


@write(
    "/desk/arrivals/{arrival}/set-aside", in_office, ArrivalSettledTold, tag=TAG, grants=("arrival.settle",)
)
def set_arrival_aside(ask: Ask, arrival: Key, said: ArrivalAsideIn) -> object:
    """Nobody is owed anything for it: an advertisement. It stays, and can be taken back."""
    set_aside(_find(arrival), reason=said.reason, by=ask.by, now=ask.now)
    return _settled(arrival)


@write(
    "/desk/arrivals/{arrival}/take-back", in_office, ArrivalSettledTold, tag=TAG, grants=("arrival.settle",)
)
def take_arrival_back(ask: Ask, arrival: Key) -> object:
    """It was set aside by mistake, and waits for a person again."""
    take_back(_find(arrival), by=ask.by, now=ask.now)
    return _settled(arrival)


def _settled(key: UUID) -> dict[str, object]:
    one = Arrival.objects.select_related("submission__dossier").get(pk=key)
    number = one.submission.dossier.number if one.submission else ""
    return {"id": one.pk, "became": one.became, "letter": one.submission_id, "number": number}
