"""Sitting down at a desk, for the tests of the desks."""

import re
from typing import Any

from django.test import Client
from playwright.sync_api import Page

from lianxin.channels.message import Raw
from lianxin.mailroom.hearing import hear
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
        name: hear(Raw("email", content, media_type="message/rfc822"), now=world.now).pk
        for name, content in mails.items()
    }


def words(response: Any) -> str:
    return response.content.decode()
