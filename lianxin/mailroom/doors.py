"""门 Where platforms call: who it is, is it genuine, is it on disk; then the words for who wrote."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lianxin.channels.addresses import door_mark
from lianxin.channels.door import Damaged, Door, NotOurs, Query
from lianxin.channels.message import Raw
from lianxin.channels.registry import channels
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import key_of
from lianxin.intake.verbs import hold
from lianxin.mailroom import spool
from lianxin.mailroom.chat import talk

log = logging.getLogger(__name__)

MOST = 1024 * 1024  # bytes of one call


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, mark: str, channel: str) -> HttpResponse:
    """收发室的门 404 for every address but the one that the county typed in at the platform."""
    found = channels().get(channel)
    known = constant_time_compare(mark, door_mark())
    if not (known and found and found.door and found.door.is_open()):
        return _plain(404)
    body = request.read(MOST + 1) if request.method == "POST" else None
    return called(channel, found.door, request.GET, body, now=timezone.now())


def called(channel: str, door: Door, query: Query, body: bytes | None, *, now: datetime) -> HttpResponse:
    """来电 One call of a platform: without a body it only asks whether we are the one it looks for."""
    try:
        door.genuine(query, now)
        if body is None:
            return _plain(200, query.get("echostr", ""))
        with override(settings.LANGUAGE_CODE):
            return _let_in(channel, door, query, body, now)
    except NotOurs as refusal:
        # Also where the clock of this machine is wrong: then everything is stale.
        log.warning("a call of %s was not let in: %s", channel, refusal)
        return _plain(403)


def _let_in(channel: str, door: Door, query: Query, body: bytes, now: datetime) -> HttpResponse:
    if len(body) > MOST:
        return _kept(Raw(channel, body[:MOST]), "too_large", now, status=413)
    try:
        raw = door.let_in(query, body)
    except Damaged as damaged:
        return _kept(damaged.raw, damaged.why, now)
    return _answered(raw, door, now)


def _answered(raw: Raw, door: Door, now: datetime) -> HttpResponse:
    """On disk first, in the database or else in a file: then it may be said that it was taken."""
    if spool.database_is_away():
        return _laid_down(raw, now)
    try:
        told = talk(raw, now=now)
    except (OperationalError, InterfaceError, OSError) as error:
        log.error("what came by %s is kept in a file: %s", raw.channel, type(error).__name__)
        spool.mark_away()
        return _laid_down(raw, now)
    except NotOurs:
        raise
    except Exception:
        log.exception("what came by %s could not be made sense of", raw.channel)
        return _kept(raw, "fault", now)
    answer = door.answer(raw, told, now)
    return HttpResponse(answer.content, content_type=answer.media_type)


def _kept(raw: Raw, why: str, now: datetime, status: int = 200) -> HttpResponse:
    """For a person to look at; the platform need not send it again."""
    try:
        hold(raw, key_of(raw), why=why, by=citizen(), now=now)
    except Exception:
        log.exception("what came by %s could not be kept for a person", raw.channel)
        return _laid_down(raw, now)
    return _plain(status, "success" if raw.channel == "wechat" and status == 200 else "")


def _laid_down(raw: Raw, now: datetime) -> HttpResponse:
    """503: the platform sends it again within seconds. Should that fail too, it lies here."""
    try:
        spool.lay_down(raw, now=now)
    except OSError:
        log.critical("what came by %s could be kept nowhere: the disk is full or gone", raw.channel)
    return _plain(503)


def _plain(status: int, words: str = "") -> HttpResponse:
    answer = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
