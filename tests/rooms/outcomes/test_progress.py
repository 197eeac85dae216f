"""How far the work has come is told on the way; it concludes nothing and stops no clock."""

import pytest

from lianxin.clock.models import Promise
from lianxin.identity.actors import citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Interim
from lianxin.outcomes.sealed_words import altered_replies
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import tell_progress
from tests.world import World

WORDS = "正在处理：水泵周四到货，到了就换。"


def test_progress_is_told_and_every_clock_runs_on(world: World) -> None:
    case = world.in_handling()
    before = list(Promise.objects.filter(dossier=case.dossier).values_list("key", "state", "due"))
    tell_progress(case, WORDS, by=world.actor("officer"), now=world.now)
    assert list(Promise.objects.filter(dossier=case.dossier).values_list("key", "state", "due")) == before
    assert world.case().stage == "in_handling"
    told = seen_by_citizen(world.case().submission, now=world.now)
    assert [(one.office, one.words) for one in told.interims] == [("水务局", WORDS)]
    assert WORDS not in Event.objects.get(name="case.progress_told").words


def test_it_may_be_told_more_than_once_and_while_the_answer_waits_to_be_signed(world: World) -> None:
    for words in (WORDS, "水泵到了，正在装。"):
        tell_progress(world.submitted(), words, by=world.actor("officer"), now=world.now)
    assert Interim.objects.count() == 2


@pytest.mark.parametrize("who", ["stranger", "sorter", "secretary", "approver", "discipline"])
def test_only_the_body_that_has_the_case_tells(world: World, who: str) -> None:
    case = world.in_handling()
    for somebody in (world.actor(who), world.writer(case), citizen()):
        with pytest.raises(NotAllowed):
            tell_progress(case, WORDS, by=somebody, now=world.now)


def test_nothing_is_told_before_it_is_signed_for_nor_after_the_answer(world: World) -> None:
    for case in (world.dispatched(), world.answered()):
        with pytest.raises(NotAllowedNow):
            tell_progress(case, WORDS, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("words", ["", " \n", "水" * 2_001])
def test_it_says_something_and_no_novel(world: World, words: str) -> None:
    with pytest.raises(NotValid) as refused:
        tell_progress(world.in_handling(), words, by=world.actor("officer"), now=world.now)
    assert refused.value.field == "progress"


def test_what_was_told_cannot_be_changed_behind_our_back(world: World) -> None:
    tell_progress(world.in_handling(), WORDS, by=world.actor("officer"), now=world.now)
    assert not list(altered_replies())
    Interim.objects.update(words="已经修好了。")
    assert len(list(altered_replies())) == 1
