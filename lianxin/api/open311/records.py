"""A public matter as a record of GeoReport. Days and no times; words only as they were published."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.api.open311.offering import NAMES
from lianxin.cases.models import Stage
from lianxin.cases.models.case import ClaimedOutcome, DeclinedFor
from lianxin.channels.registry import label_of
from lianxin.outcomes.public_dress import PublicRequest

LONGEST = 4_000
WAITING = N_("已收到，等待登记")
# A matter is closed for many reasons, and only one of them is that it was mended.
NOT_ANSWERED = {ClaimedOutcome.DECLINED, ClaimedOutcome.REDIRECTED, ClaimedOutcome.WITHDRAWN}
ANSWERED = N_("已答复，已结案")


def record(one: PublicRequest) -> dict[str, object]:
    """The seventeen fields of the standard, all of them in every record."""
    return {
        "service_request_id": one.number,
        "status": "closed" if one.closed else "open",
        "status_notes": notes(one),
        "service_name": service_name(one),
        "service_code": one.service_code,
        "description": cut(one.description),
        "agency_responsible": one.agency,
        "service_notice": None,
        "requested_datetime": begins(one.received_on),
        "updated_datetime": begins(one.updated_on),
        "expected_datetime": ends(one.expected_on),
        "address": one.place,
        "address_id": one.place_code,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def extended(one: PublicRequest) -> dict[str, object]:
    """What is added when extensions are asked for: the channel, and what happened on which day."""
    happened = [
        (_("收到"), "submitted", one.received_on),
        (_("登记"), "opened", one.registered_on),
        (_("结案"), "closed", one.closed_on),
    ]
    return {
        "extended_attributes": {"channel": label_of(one.channel) if one.channel else None},
        "notes": [
            {"datetime": begins(day), "description": words, "type": kind}
            for words, kind, day in happened
            if day
        ],
    }


def in_bulk(one: PublicRequest) -> dict[str, object]:
    """The fourteen columns of the bulk format, in their order."""
    return {
        "service_request_id": one.number,
        "requested_datetime": begins(one.received_on),
        "updated_datetime": begins(one.updated_on),
        "closed_date": begins(one.closed_on),
        "status_description": how_it_stands(one),
        "status_notes": notes(one),
        "source": label_of(one.channel) if one.channel else None,
        "service_name": service_name(one),
        "service_subtype": None,
        "description": cut(one.description),
        "agency_responsible": one.agency,
        "address": one.place,
        "lat": None,
        "long": None,
    }


def service_name(one: PublicRequest) -> str:
    return one.service_name or _(NAMES.get(one.service_code, ""))


def notes(one: PublicRequest) -> str:
    """How it stands, and below it the answer where it was published."""
    return "\n\n".join(filter(None, (how_it_stands(one), one.answer)))


def how_it_stands(one: PublicRequest) -> str:
    if one.stage == "waiting":
        return _(WAITING)
    if not one.closed:
        return str(Stage(one.stage).label)
    if one.outcome not in NOT_ANSWERED:
        return _(ANSWERED)
    reason = DeclinedFor(one.declined_for).label if one.declined_for else ""
    return "：".join(str(part) for part in (ClaimedOutcome(one.outcome).label, reason) if part)


def cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def begins(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00+08:00" if day else None


def ends(day: date | None) -> str | None:
    """A promise is kept until the last second of its day."""
    return f"{day.isoformat()}T23:59:59+08:00" if day else None
