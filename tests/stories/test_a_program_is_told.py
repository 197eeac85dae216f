"""The bureau has a system of its own. It is told at once when a letter is given to it, and nothing is lost
while it stands still: what happened in the night is all there in the morning, each thing once.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from lianxin.flow.verbs import acknowledge
from lianxin.hooks.models import Hook
from lianxin.office.verbs import revoke_key
from tests.faces.api.caller import ROOT, program_of
from tests.faces.office import signed_in, text
from tests.receiver import THIS_MACHINE, receiving, turn
from tests.world import World, build

SAYS = "上湾村三组的水管裂了，三天没有水。"
THINGS = ["case.dispatched", "case.acknowledged", "case.replied"]


@pytest.fixture
def county(db: None, settings: Any) -> World:
    settings.LIANXIN_HOOK_NETWORKS = THIS_MACHINE
    world = build()
    world.now = timezone.now()
    return world


def test_a_program_is_told_and_what_happened_in_the_night_is_there_in_the_morning(county: World) -> None:
    system = program_of(county, "hooks", "letters.read", body="WATER")
    with receiving() as far:
        made = system.do("/hooks", {"address": far.url, "events": THINGS})
        system.do(f"/hooks/{made['id']}/try")
        county.now = timezone.now()
        turn(county.now)
        assert far.names() == ["ping"], "the line is tried before anybody relies on it"

        # A letter for the bureau, and one that is none of its business, and a report of a breach.
        case = county.dispatched(body=SAYS)
        county.dispatched(to="SCHOOL")
        county.letter(kind="report")
        turn(county.now)
        assert far.names() == ["ping", "case.dispatched"]
        headers, body = far.came[-1]
        told = Webhook(made["secret"]).verify(body.decode(), headers)
        assert (told["case"], told["number"]) == (str(case.pk), case.dossier.number)
        assert "水管" not in body.decode(), "where to ask, and not a word of the letter"
        assert SAYS in str(system.get(told["address"].removeprefix(ROOT))), "asked there, it is all told"

        # In the night its system stands still, and the bureau works on.
        far.usual = 503
        acknowledge(case, by=county.actor("officer"), now=county.now)
        county.reply(county.fresh(case), {1: "已接通备用水源，三天内恢复供水。"})
        for quarter in range(40):
            turn(county.now + timedelta(minutes=15 * quarter))
        page = text(signed_in(county).get("/office/keys/"))
        assert "起没有应答" in page and far.url in page, "the office sees since when"
        assert Client().get("/health").json()["calls_waiting"] == 2

        # In the morning it is mended. Everything is there, each thing once, whatever order it came in.
        far.usual, far.came[:] = 204, []
        system.do(f"/hooks/{made['id']}/try")
        turn(county.now + timedelta(hours=10))
        assert sorted(far.once()) == ["case.acknowledged", "case.replied", "ping"] and len(far.came) == 3

        # The key is taken away, and with it goes the address.
        far.came[:] = []
        revoke_key(Hook.objects.get().key, by=county.actor("office"), now=county.now)
        county.dispatched()
        turn(county.now + timedelta(hours=11))
        assert far.came == [] and not Hook.objects.live().exists()
