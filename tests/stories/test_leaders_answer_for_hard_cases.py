"""A leader makes a hard case their own, names a day, and the supervisor shows the matter to everybody until
it is done: the writer reads each of these facts, and no letter is shown to anybody."""

from datetime import date

from django.test import Client

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import instruct, list_publicly, sponsor, supervise, tell_as_sponsor
from lianxin.outcomes.verbs import rate
from tests.faces.desks import words
from tests.world import World

FRIDAY = date(2025, 3, 7)


def test_a_hard_case_is_sponsored_pressed_for_listed_and_done(world: World, client: Client) -> None:
    case = world.in_handling(body="上湾村断水三年了。")
    secretary, supervisor = world.actor("secretary"), world.actor("supervisor")
    sponsor(case, by=secretary, now=world.now)
    instruct(world.case(), "周五以前接通备用水源", until=FRIDAY, by=secretary, now=world.now)
    supervise(world.case(), "断水三年，请现场督办", by=supervisor, now=world.now)
    list_publicly(world.case(), by=supervisor, now=world.now)
    assert case.dossier.number in words(client.get("/listed/"))

    world.later(days=1)
    tell_as_sponsor(world.case(), "到村里看过，当场定了接备用水源。", by=secretary, now=world.now)
    page = words(client.get(f"/t/{case.submission.code}/"))
    for fact in ("书记包案", "3月7日(星期五)以前落实", "挂牌督办", "到村里看过，当场定了接备用水源。"):
        assert fact in page

    world.reply(world.case(), {1: "备用水源已接通。"})
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    states = dict(Promise.objects.filter(dossier=case.dossier).values_list("key", "state"))
    assert [states[key] for key in ("instruction", "supervise", "sponsor")] == ["kept"] * 3
    assert case.dossier.number not in words(client.get("/listed/"))
    assert quick().ok
