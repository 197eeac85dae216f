"""Two people, or two machines, act on the same matter at the same moment: one acts, the other is told."""

from functools import partial

import pytest

from lianxin.channels.message import Message
from lianxin.clock.models import Promise
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.laws import quick, tally_complaints
from lianxin.flow.verbs import acknowledge, dispatch, register, sort
from lianxin.identity.actors import citizen
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive
from lianxin.kit.refusals import NotAllowedNow, SomeoneActedFirst
from lianxin.ledger.models import Event, Reaction
from lianxin.ledger.verbs.reacting import react
from lianxin.outcomes.models import Delivery, Publication
from lianxin.outcomes.verbs import choose_public, publish
from lianxin.outcomes.verbs.publishing import Redacted
from tests.races.together import at_once
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = (SomeoneActedFirst, NotAllowedNow)


@pytest.fixture
def world() -> World:
    return build()


def sound() -> bool:
    return tally_complaints() == [] and quick().ok


def test_of_two_sorters_who_dispatch_one_is_told_that_the_other_was_first(world: World) -> None:
    letter = world.letter()
    register(letter, by=world.actor("sorter"), now=world.now)
    give = [
        partial(dispatch, world.case(), to=world.bodies[to], by=world.actor("sorter"), now=world.now)
        for to in ("WATER", "SCHOOL")
    ]
    outcomes = at_once(*give)
    assert sum(isinstance(outcome, TOLD) for outcome in outcomes) == 1, outcomes
    assert world.case().assignments.count() == 1
    assert sound()


def test_of_two_who_sort_the_same_new_letter_one_makes_the_case(world: World) -> None:
    letter = world.letter()
    fresh = [Submission.objects.select_related("dossier__keeper").get(pk=letter.pk) for _n in range(2)]
    outcomes = at_once(
        *[
            partial(sort, one, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
            for one in fresh
        ]
    )
    assert sum(isinstance(outcome, TOLD) for outcome in outcomes) == 1, outcomes
    assert Event.objects.filter(name="case.dispatched").count() == 1
    assert sound()


def test_the_same_letter_posted_by_ten_threads_is_one_letter(world: World) -> None:
    message = Message(channel="mailbox", key="test:pressed-ten-times", body="停水了。")
    outcomes = at_once(*[partial(receive, message, by=citizen(), now=world.now)] * 10)
    assert {getattr(outcome, "pk", outcome) for outcome in outcomes} == {Submission.objects.get().pk}
    assert sound()


def test_two_workers_do_each_reaction_once(world: World) -> None:
    for _letter in range(3):
        world.answered()
    owed = Reaction.objects.filter(done_at=None).count()
    done = at_once(partial(react, now=world.now), partial(react, now=world.now))
    assert owed >= 3 and sum(n for n in done if isinstance(n, int)) == owed, done
    assert Delivery.objects.count() == 3
    assert sound()


def test_two_clocks_break_a_promise_once(world: World) -> None:
    world.dispatched()
    owed = Promise.objects.owed().get(key="acknowledge")
    late = owed.due + (owed.due - world.now)
    tick(now=owed.due.replace(microsecond=0) - (owed.due - world.now) / 10)
    outcomes = at_once(partial(tick, now=late), partial(tick, now=late))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Event.objects.filter(name="promise.broken").count() == 1
    assert sound()


def test_the_officer_signs_while_the_clock_reminds_and_both_stand(world: World) -> None:
    case = world.dispatched()
    owed = Promise.objects.owed().get(key="acknowledge")
    soon = owed.due - (owed.due - world.now) / 10
    signed, _rung = at_once(
        partial(acknowledge, case, by=world.actor("officer"), now=soon), partial(tick, now=soon)
    )
    if isinstance(signed, TOLD):  # the clock was first: the page is read again and signed
        acknowledge(world.case(), by=world.actor("officer"), now=soon)
    else:
        assert signed is None or not isinstance(signed, Exception), signed
    assert world.case().stage == "in_handling"
    assert sound()


def test_what_the_desk_publishes_while_the_writer_takes_it_back_is_not_public(world: World) -> None:
    case = world.delivered(public=True)
    texts = Redacted("停水三天", "我们村停水三天了。", "已接通备用水源。")
    at_once(
        partial(publish, world.case(), texts, by=world.actor("sorter"), now=world.now),
        partial(choose_public, world.case().submission, public=False, by=world.writer(case), now=world.now),
    )
    assert not Submission.objects.get(pk=case.submission_id).public and not Publication.objects.up().exists()
    assert sound()
