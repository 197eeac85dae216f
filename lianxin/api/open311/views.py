"""The six methods of GeoReport v2."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.api.open311.asking import MOST, listed, page, span, wanted
from lianxin.api.open311.door import Ask, NotHere, method, no_key
from lianxin.api.open311.offering import offered, offered_as
from lianxin.api.open311.posting import SCOPE, create
from lianxin.api.open311.records import extended, record
from lianxin.cases.models import Stage
from lianxin.channels.open311 import CHANNEL, NotTaken
from lianxin.identity.keys import key_with
from lianxin.intake.arrivals import letter_in
from lianxin.intake.models import Arrival
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.public_dress import PublicRequest
from lianxin.outcomes.public_requests import letters_for, requests_listed, requests_numbered
from lianxin.outcomes.told_programs import updates_for

A_WEEK = timedelta(days=7)
Record = dict[str, Any]


@method("services")
def services(_ask: Ask) -> list[Record]:
    """GET services: what can be reported."""
    return [one.listed() for one in offered()]


@method("service_definition")
def definition(_ask: Ask, code: str) -> Record:
    """GET services/<code>: what is asked about it."""
    service = offered_as(code)
    if service is None:
        raise NotHere(_("没有编码为“%(code)s”的service_code。") % {"code": code[:60]})
    return service.definition()


def _list(ask: Ask) -> list[Record]:
    """GET requests: by their numbers, or the newest that fit."""
    numbers = listed(ask.said("service_request_id"))
    if len(numbers) > MOST:
        raise NotTaken([_("service_request_id一次最多%(most)d个。") % {"most": MOST}])
    if numbers:
        return _records(ask, requests_numbered(numbers, door=_door(ask)))
    here = page(ask)
    return _records(ask, requests_listed(wanted(ask), skip=here.skip, most=here.most))


requests = method("service_requests", post=create)(_list)


@method("service_requests")
def request(ask: Ask, number: str) -> list[Record]:
    """GET requests/<id>: one of them, in an array all the same."""
    found = requests_numbered([number], door=_door(ask))
    if not found:
        raise NotHere(_("没有这个service_request_id，或者它不公开。"))
    return _records(ask, found)


@method("service_requests")
def token(ask: Ask, token: str) -> list[Record]:
    """GET tokens/<token>: the number, once there is one."""
    door = _door(ask)
    letter = letters_for(door).select_related("dossier", "case").filter(code_mark=token).first()
    if letter is None:
        _require_held(token, door)
        return [{"token": token}]
    batch = letter.about in settings.LIANXIN_OPEN311_BATCH and letter.dossier.stage == "waiting"
    return [{"token": token} if batch else {"service_request_id": letter.dossier.number, "token": token}]


def _require_held(token: str, door: str) -> None:
    """A person has still to look at it. Whoever may not be told of the letter is not told that it waits."""
    held = Arrival.objects.filter(code_mark=token, channel=CHANNEL.name, submission=None).first()
    if held is None or not (held.door == door or _may_be_told(held)):
        raise NotHere(_("没有这个token，或者它不公开。"))


def _may_be_told(held: Arrival) -> bool:
    try:
        return letter_in(held).public
    except Refusal:
        return False


@method("service_request_updates")
def updates(ask: Ask) -> list[Record]:
    """GET servicerequestupdates (mySociety): the steps of what came by this key, a week at most."""
    door = _door(ask)
    if not door:
        raise no_key()
    since, until = span(ask, A_WEEK)
    return [
        {
            "update_id": one.key.hex,
            "service_request_id": one.number,
            "status": "closed" if one.closed else "open",
            "description": str(Stage(one.stage).label),
            "media_url": None,
            "updated_datetime": one.at.astimezone(SHANGHAI).isoformat(timespec="milliseconds"),
        }
        for one in updates_for(door, since=since, until=until, most=MOST)
    ]


def _door(ask: Ask) -> str:
    """By which key it is asked; nothing for a wrong one: everybody may ask without."""
    key = key_with(ask.said("api_key"), SCOPE, now=ask.now)
    return key.pk.hex if key else ""


def _records(ask: Ask, found: list[PublicRequest]) -> list[Record]:
    more = ask.said("extensions") == "true"
    return [{**record(one), **(extended(one) if more else {})} for one in found]
