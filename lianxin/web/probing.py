"""试信 The house writes to itself every hour, so that a channel that broke is noticed before a writer is."""

import logging
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.intake.models import Probe
from lianxin.intake.probes import newest

log = logging.getLogger(__name__)
BETWEEN = timedelta(minutes=50)  # several processes keep the same timetable: one of them is enough
LONGEST = 300
HIDDEN = re.compile(r'name="(key|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')


class Broken(Exception):
    """不通 The channel did not do what it should; the words say where."""


def probe_channels(*, now: datetime) -> int:
    """试信 Try every channel on the web, and write down whether it took the letter. Returns the tries.

    The whole road of the write page is gone, through every layer of the house: the page is opened, its form
    sent back with a letter, the verb keeps it and the receipt is given. Then the transaction is rolled back,
    so that the letter is in no count, on no desk and in no search. What that leaves untried is the commit:
    the row written here is one, to the same database; and the network before this machine, which only
    somebody outside can try.
    """
    roads: dict[str, Callable[[], None]] = {"mailbox": write_and_take_back}
    tried = 0
    for channel, road in roads.items():
        last = newest(channel)
        if last is None or last.at <= now - BETWEEN:
            _try(channel, road, now)
            tried += 1
    return tried


def _try(channel: str, road: Callable[[], None], now: datetime) -> None:
    began, failed = time.perf_counter(), ""
    try:
        road()
    except Exception as error:  # whatever it is, a writer would have met it
        log.exception("the channel %s did not take a letter", channel)
        failed = f"{error}"[:LONGEST] or type(error).__name__
    spent = round(1000 * (time.perf_counter() - began))
    Probe.objects.create(channel=channel, at=now, ok=not failed, milliseconds=spent, failed=failed)


def write_and_take_back() -> None:
    """Open the page, send a letter from it, look for the receipt, and undo it all. Raises Broken."""
    address = reverse("write")
    client = Client(
        enforce_csrf_checks=True, raise_request_exception=False, headers=_as_from_outside(address)
    )
    with override(settings.LANGUAGE_CODE):
        page = client.get(address)
        said = dict(HIDDEN.findall(page.content.decode()))
        if page.status_code != 200 or len(said) != 2:
            raise Broken(_("写信的页面打不开(%(status)d)") % {"status": page.status_code})
        letter = {**said, "body": _("这是系统每小时的自检，不是来信。"), "kind": "problem"}
        with transaction.atomic():
            answer = client.post(address, letter)
            transaction.set_rollback(True)
        if answer.status_code != 303:
            raise Broken(_("写信的页面没有收下信(%(status)d)") % {"status": answer.status_code})


def _as_from_outside(address: str) -> dict[str, str]:
    """As a browser sends it to the county's own name, over TLS where the county has it."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost").lstrip(".")
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    told = {"host": host, "referer": f"{scheme}://{host}{address}"}
    return told | ({"x-forwarded-proto": "https"} if scheme == "https" else {})
