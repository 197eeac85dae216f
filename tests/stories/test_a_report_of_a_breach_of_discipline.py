"""Somebody reports a secretary, to that very secretary. Nobody but the discipline office sees it."""

from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, register, sort
from lianxin.identity.policy import may
from lianxin.intake.models import Submission
from lianxin.intake.search import matching
from lianxin.intake.verbs import open_submission
from lianxin.ledger.models import Dossier
from lianxin.outcomes.verbs import deliver
from tests.world import PEOPLE, World


def test_reports_of_breaches_of_discipline_are_seen_by_nobody_else(world: World) -> None:
    report = world.letter("书记收了工程队的钱。", kind="report", addressee="LL", public=True)
    readers = [who for who in PEOPLE if may(world.actor(who), "submission.read", report)]
    assert readers == ["discipline", "second_discipline"]
    assert matching("工程队") == []
    assert not Submission.objects.ordinary().exists()
    assert not Dossier.objects.ordinary().exclude(kind="house").exists()
    health = quick()
    assert (health.received, health.waiting, health.gap, health.ok) == (0, 0, 0, True)


def test_the_discipline_office_answers_it_and_the_reporter_reads_it_by_code(world: World) -> None:
    report, office = world.letter("书记收了钱。", kind="report"), world.actor("discipline")
    open_submission(report, by=office, now=world.now)
    register(report, by=office, now=world.now)
    sort(report, to=world.bodies["WS-JW"], by=office, now=world.now)
    acknowledge(world.case(), by=office, now=world.now)
    world.later(days=1)
    said = {1: "已初步核实，移交审查调查室，结果三十日内告知。"}
    world.reply(world.case(), said, by="discipline", signed="second_discipline")
    deliver(world.case(), means="read", by=world.writer(world.case()), now=world.now)

    case = world.case()
    assert case.stage == "delivered"
    assert [who for who in PEOPLE if may(world.actor(who), "case.reply", case)] == [
        "discipline",
        "second_discipline",
    ]
    assert (quick().received, quick().registered, quick().ok) == (0, 0, True)
    assert not Dossier.objects.ordinary().exclude(kind="house").exists()
