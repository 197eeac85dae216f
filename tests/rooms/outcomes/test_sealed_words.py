"""The words of a sent answer are sealed in the ledger."""

from lianxin.outcomes.models import Answer
from lianxin.outcomes.sealed_words import altered_replies
from tests.world import World


def test_an_answer_as_it_was_sent_agrees_with_its_seal(world: World) -> None:
    world.answered()
    assert not list(altered_replies())


def test_an_answer_that_somebody_changed_behind_our_back_is_named(world: World) -> None:
    case = world.answered()
    Answer.objects.filter(reply__case=case).update(words="一切正常。")
    assert [case.dossier.number in complaint for complaint in altered_replies()] == [True]
