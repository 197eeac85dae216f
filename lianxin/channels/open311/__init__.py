"""Open311 What another program's form sends on behalf of a citizen (GeoReport v2). An ear and no mouth: how
the matter stands, programs read at lianxin/api/open311.
"""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.open311.posted import Posted, packed, parted
from lianxin.channels.open311.reading import letter_of, read
from lianxin.channels.open311.refusing import NotTaken
from lianxin.channels.open311.service import BREACH, CONSENT, NO, UNSURE, YES, Asked, Service

CHANNEL = Channel(name="open311", label=N_("Open311"), read=read)

__all__ = [
    "BREACH",
    "CHANNEL",
    "CONSENT",
    "NO",
    "UNSURE",
    "YES",
    "Asked",
    "NotTaken",
    "Posted",
    "Service",
    "letter_of",
    "packed",
    "parted",
]
