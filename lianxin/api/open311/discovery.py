"""Discovery: where the service is, who runs it, how to get a key, and when its list of services changed."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.api.open311.door import Ask, method
from lianxin.api.open311.offering import offered
from lianxin.kit.dates import SHANGHAI
from lianxin.ledger.queries import last_in_house
from lianxin.organisations.models import Kind
from lianxin.organisations.queries import county, office_for

GEOREPORT = "http://wiki.open311.org/GeoReport_v2"
CHANGES = (
    "category.added",
    "category.changed",
    "category.question_added",
    "category.question_ended",
)


@method("discovery")
def discovery(_ask: Ask) -> dict[str, Any]:
    """GET discovery: the same document at the endpoint and above it."""
    desk, changed = office_for(county(), Kind.DESK).name, changeset()
    return {
        "changeset": changed,
        "contact": _("%(desk)s，%(address)s") % {"desk": desk, "address": settings.LIANXIN_ADDRESS},
        "key_service": _("密钥由%(desk)s发放，请向它申请，写明是谁的程序、做什么用。") % {"desk": desk},
        "endpoints": [
            {
                "specification": GEOREPORT,
                "url": settings.LIANXIN_ADDRESS + reverse("open311"),
                "changeset": changed,
                "type": "test" if settings.LIANXIN_DEMO else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def changeset() -> str:
    """When the classes or their questions were changed last, and a mark of what is offered now.

    The mark changes too when a setting or a new edition of the software changes what is offered.
    """
    last = last_in_house(CHANGES)
    at = last.at.astimezone(SHANGHAI).isoformat(timespec="seconds") if last else "1970-01-01T08:00:00+08:00"
    services = [[one.listed(), one.definition()] for one in offered()]
    mark = hashlib.sha256(json.dumps(services, sort_keys=True).encode()).hexdigest()
    return f"{at} {mark[:8]}"
