"""试信的路 How each channel is tried: the whole road that a letter goes, and nothing of it stays.

A road gives True when the letter was taken, and False when it is still on its way. It raises Broken with what
is wrong, and NotSetUp where the county has no such channel.
"""

import json
import re
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.channels.email import takes_mails
from lianxin.channels.email.boxes import boxes
from lianxin.channels.message import MessageOut
from lianxin.channels.open311 import UNSURE
from lianxin.channels.refusing import NotSent
from lianxin.channels.registry import channels, in_words, the_mouth
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import ApiKey
from lianxin.intake.models import Probe, Submission
from lianxin.kit.codes import reply_mark
from lianxin.mailroom.chat import talk
from lianxin.office.verbs import give_key
from lianxin.organisations.queries import county

# What a phone says besides: a key of its own, and that there are no files.
OUT_OF_A_PHONE, PHONE_MARK = {"key": str(uuid4()), "sizes": ""}, "X-Lianxin-Outbox"
SCOPE = "open311.post"
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
    Then the transaction is rolled back. What that leaves untried is the commit: the row of the try is one, to
    the same database; and the network before this machine, which only somebody outside can try.
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


def the_mail(probe: Probe, *, now: datetime) -> bool:
    """电子邮件 A mail to an address of our own: out by the county's server, and in again within the hour.

    Of several boxes another one each hour; in its turn the address that answers go to, with a mark in it.
    """
    addresses = [box.address for box in boxes()]
    name, at, domain = settings.LIANXIN_MAIL_REPLY.partition("@")
    if at:
        addresses.append(f"{name}+{reply_mark(probe.pk, settings.SECRET_KEY)}@{domain}")
    mouth = the_mouth("email")
    if not mouth or not addresses or not takes_mails() or settings.LIANXIN_SMTP == "null:":
        raise NotSetUp
    to = addresses[int(now.timestamp()) // 3600 % len(addresses)]
    words = _("这是系统每小时的自检，不是来信。")
    try:
        mouth.send(MessageOut(f"probe-{probe.pk.hex}", to, _("系统自检"), words, now))
    except NotSent as error:
        raise Broken(in_words("email", str(error))) from error
    return False


def the_open311_door(_probe: Probe, *, now: datetime) -> bool:
    """Open311 Send a letter as a program would, look for the answer, and undo it all, the key for it too."""
    if not any(key.may(SCOPE) for key in ApiKey.objects.filter(revoked_at=None)):
        raise NotSetUp
    address = reverse("open311-requests", args=["json"])
    client = Client(raise_request_exception=False, headers=_as_from_outside(address))
    letter = {"service_code": UNSURE, "description": _("这是系统每小时的自检，不是来信。")}
    with transaction.atomic():
        _key, secret = give_key(_("系统自检"), county(), [SCOPE], by=THE_INSTALLER, now=now)
        letter |= {"api_key": secret, "address_id": county().code}
        answer = client.post(address, urlencode(letter), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    if answer.status_code != 200 or "service_request_id" not in answer.json()[0]:
        raise Broken(_("Open311没有收下信(%(status)d)") % {"status": answer.status_code})
    return True


def the_json_door(_probe: Probe, *, now: datetime) -> bool:
    """程序接口 Send a letter as a program without a key would, look for the receipt, and undo it all."""
    address = reverse("write_letter")
    client = Client(raise_request_exception=False, headers=_as_from_outside(address))
    letter = json.dumps({"body": _("这是系统每小时的自检，不是来信。")})
    with transaction.atomic():
        answer = client.post(
            address, letter, content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
        )
        transaction.set_rollback(True)
    if answer.status_code not in {201, 202} or not answer.json().get("code"):
        raise Broken(_("程序接口没有收下信(%(status)d)") % {"status": answer.status_code})
    return True


def the_wechat_door(_probe: Probe, *, now: datetime) -> bool:
    """微信 As the platform calls; see `_call`."""
    return _call("wechat", "o-lianxin-tries-itself", now)


def the_weibo_door(_probe: Probe, *, now: datetime) -> bool:
    """微博 As the platform calls; see `_call`."""
    return _call("weibo", "1", now)


def _call(name: str, who: str, now: datetime) -> bool:
    """Sign, seal, let in, make a letter of it, answer: then it is undone.

    The web server itself is tried by the write page, and the way from the platform to here by nobody but the
    platform.
    """
    door = channels()[name].door
    if not door or not door.is_open():
        raise NotSetUp
    query, body = door.as_sent(who, _("这是系统每小时的自检，不是来信。"), now)
    taken: list[Submission] = []
    with transaction.atomic():
        door.genuine(query, now)
        raw = door.let_in(query, body)
        told = talk(raw, now=now, then=lambda letter, now: taken.append(letter))
        answer = door.answer(raw, told, now)
        transaction.set_rollback(True)
    if not taken or not answer.content:
        raise Broken(_("回调没有把信收下"))
    return True


def _as_from_outside(address: str) -> dict[str, str]:
    """As a browser sends it to the county's own name, over TLS where the county has it."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost").lstrip(".")
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    told = {"host": host, "referer": f"{scheme}://{host}{address}"}
    return told | ({"x-forwarded-proto": "https"} if scheme == "https" else {})
