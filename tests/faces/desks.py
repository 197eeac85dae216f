"""Sitting down at a desk, for the tests of the desks."""

import re
from typing import Any

from django.test import Client, override_settings
from playwright.sync_api import Page

from lianxin.channels.message import FileIn, Raw
from lianxin.intake.models import ScanPage
from lianxin.intake.verbs import drop_scans
from lianxin.intake.verbs.reading_scans import read_due
from tests.heard import heard
from tests.letters_on_paper import jpeg, sheet
from tests.nasty.mails import mail
from tests.world import PEOPLE, World

EVERYBODY = frozenset(PEOPLE)


def sit(world: World, who: str) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(world.people[who])
    return client


def sit_in(page: Page, live_server: Any, world: World, who: str) -> Page:
    """The same in a real browser."""
    session = sit(world, who).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def shown(page: str) -> dict[str, Any]:
    """What a browser would send of the page on which a letter is redacted, as it stands there."""
    boxes = re.findall(r'name="cover" value="(\w+)" checked', page)
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    more = re.search(r'<textarea id="more"[^>]*>([^<]*)', page)
    assert seen and more
    return {"cover": boxes, "seen": seen[1], "more": more[1]}


def arrived(world: World) -> dict[str, object]:
    """A mail that waits for somebody to look, and one that became a letter."""
    mails = {"held": mail("Precedence: bulk", "Subject: 促销"), "came": mail("Subject: 停水")}
    return {
        name: heard(Raw("email", content, media_type="message/rfc822"), now=world.now).pk
        for name, content in mails.items()
    }


def dropped(world: World) -> dict[str, object]:
    """A pile of one scanned letter of one page."""
    files, desk = [FileIn("a.jpg", jpeg(sheet()))], world.bodies["WS-DESK"]
    batch, _refused = drop_scans("pile", files, desk=desk, by=world.actor("clerk"), now=world.now)
    with override_settings(LIANXIN_READER="null:停水"):
        read_due(now=world.now)
    page = ScanPage.objects.get()
    return {"batch": batch.pk, "scanned": page.letter_id, "page": page.pk}


def words(response: Any) -> str:
    return response.content.decode()
