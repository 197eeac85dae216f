"""试信的路 How each channel is tried: the whole road that a letter goes, and nothing of it stays.

A road gives True when the letter was taken, and False when it is still on its way. It raises Broken with what
is wrong, and NotSetUp where the county has no such channel.
"""

import re
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.intake.models import Probe

# What a phone says besides: a key of its own, and that there are no files.
OUT_OF_A_PHONE, PHONE_MARK = {"key": str(uuid4()), "sizes": ""}, "X-Lianxin-Outbox"
HIDDEN = re.compile(r'name="(key|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')


class Broken(Exception):
    """不通 The channel did not do what it should; the words say where."""


class NotSetUp(Exception):
    """没有设置 The county has no such channel: there is nothing to try."""


class Road(Protocol):
    def __call__(self, probe: Probe, *, now: datetime) -> bool: ...


def the_write_page(_probe: Probe, *, now: datetime) -> bool:
    """网上信箱 Open the write page, send a letter from it, look for the receipt, and undo it all.

    Through every layer of the house: the page is opened, its form sent back with a letter, the verb keeps it
    and the receipt is given; and once more by the door for what was kept on a phone, which most browsers use.
    Then the transaction is rolled back. What that leaves untried is the commit: the
    row of the try is one, to the same database; and the network before this machine, which only somebody
    outside can try.
    """
    address = reverse("write")
    client = Client(
        enforce_csrf_checks=True, raise_request_exception=False, headers=_as_from_outside(address)
    )
    page = client.get(address)
    said = dict(HIDDEN.findall(page.content.decode()))
    if page.status_code != 200 or len(said) != 2:
        raise Broken(_("写信的页面打不开(%(status)d)") % {"status": page.status_code})
    letter = {**said, "body": _("这是系统每小时的自检，不是来信。"), "kind": "problem"}
    with transaction.atomic():
        answer = client.post(address, letter)
        kept = client.post(reverse("phone-letter"), {**letter, **OUT_OF_A_PHONE}, headers={PHONE_MARK: "1"})
        transaction.set_rollback(True)
    if answer.status_code != 303:
        raise Broken(_("写信的页面没有收下信(%(status)d)") % {"status": answer.status_code})
    if kept.status_code != 200:
        raise Broken(_("收手机里的信的地方没有收下信(%(status)d)") % {"status": kept.status_code})
    return True


def _as_from_outside(address: str) -> dict[str, str]:
    """As a browser sends it to the county's own name, over TLS where the county has it."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost").lstrip(".")
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    told = {"host": host, "referer": f"{scheme}://{host}{address}"}
    return told | ({"x-forwarded-proto": "https"} if scheme == "https" else {})
