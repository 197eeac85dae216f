"""Reports of breaches of discipline are kept off every ordinary desk from the first line."""

import pytest

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import register, sort
from lianxin.identity.actors import citizen
from lianxin.intake.models import Submission
from lianxin.intake.search import matching
from lianxin.intake.verbs import add_words, open_contact, open_submission
from lianxin.kit.refusals import NotAllowed
from lianxin.ledger.models import Dossier
from tests.world import PEOPLE, World, card


@pytest.fixture
def report(world: World) -> Submission:
    """Somebody reports the county's own secretary, and asked for it to be shown to everybody by mistake."""
    return world.letter("有人收了红包。", kind="report", addressee="WS", public=True, contact=card())


def test_a_report_lies_sealed_with_the_discipline_office(world: World, report: Submission) -> None:
    assert report.dossier.keeper == world.bodies["WS-JW"]
    assert report.is_sealed()
    assert not report.public
    owed = Promise.objects.get(dossier=report.dossier)
    assert (owed.owed_by, owed.rule_key) == (world.bodies["WS-JW"], "RPT_ROUTE")


def test_a_report_has_no_search_row_and_no_ordinary_count(world: World, report: Submission) -> None:
    assert matching("红包") == []
    assert quick().received == 0
    assert not Submission.objects.ordinary().exists()
    assert not Promise.objects.ordinary().exists()
    assert not Dossier.objects.ordinary().filter(kind="submission").exists()
    assert quick().ok


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {"discipline", "second_discipline"}))
def test_nobody_else_opens_it_reads_who_wrote_it_or_registers_it(
    world: World, report: Submission, who: str
) -> None:
    for act in (open_submission, open_contact, register):
        with pytest.raises(NotAllowed):
            act(report, by=world.actor(who), now=world.now)
    assert not report.openings.exists()
    assert report.addressee_read_at is None


def test_the_discipline_office_opens_and_handles_it_itself(world: World, report: Submission) -> None:
    discipline = world.actor("discipline")
    open_submission(report, by=discipline, now=world.now)
    register(report, by=discipline, now=world.now)
    case = world.case()
    assert (case.track, case.is_sealed(), case.dossier.secrecy) == ("sealed", True, 1)
    with pytest.raises(NotAllowed, match="纪检机关"):
        sort(report, to=world.bodies["WATER"], by=discipline, now=world.now)
    sort(report, to=world.bodies["WS-JW"], by=discipline, now=world.now)
    assert world.case().dossier.keeper == world.bodies["WS-JW"]
    assert quick().registered == 0


def test_the_reporter_may_add_to_it_by_code(world: World, report: Submission) -> None:
    add_words(report, "还有一次。", by=citizen(report.pk), now=world.now)
    assert matching("一次") == []
