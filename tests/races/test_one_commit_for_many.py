"""Letters that arrive together share a commit, and nobody pays for a neighbour's letter."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.channels.message import Message
from lianxin.flow.laws import quick, tally_complaints
from lianxin.identity.actors import citizen
from lianxin.intake import group
from lianxin.intake.group import NotWritten, receive_in_group
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs import tell_received
from tests.races.together import at_once
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings: object) -> World:
    settings.LIANXIN_GROUP_COMMIT = True  # type: ignore[attr-defined]
    return build()


def letter(key: str, body: str = "停水了。", **said: object) -> Message:
    return Message(channel="mailbox", key=f"test:{key}", body=body, **said)  # type: ignore[arg-type]


def write(world: World, message: Message) -> Callable[[], Submission]:
    return partial(receive_in_group, message, by=citizen(), now=world.now)


def test_thirty_writers_at_once_each_get_their_own_letter(world: World) -> None:
    outcomes = at_once(*[write(world, letter(str(n), f"第{n}封信")) for n in range(30)])
    assert [getattr(outcome, "body", outcome) for outcome in outcomes] == [f"第{n}封信" for n in range(30)]
    assert Submission.objects.count() == 30
    assert tally_complaints() == [] and quick().ok


def test_a_letter_that_cannot_be_taken_does_not_fail_its_neighbours(world: World) -> None:
    bad = [letter("empty", "   "), letter("lost", addressee="NOWHERE")]
    outcomes = at_once(*[write(world, m) for m in (letter("1"), bad[0], letter("2"), bad[1], letter("3"))])
    assert [isinstance(outcome, NotValid) for outcome in outcomes] == [False, True, False, True, False]
    assert Submission.objects.count() == 3


def test_what_follows_from_a_letter_is_in_its_commit_or_neither_is_there(world: World) -> None:
    def fails(_letter: Submission, *, now: object) -> None:
        raise LookupError

    together = [partial(write(world, letter(str(n))), then=tell_received) for n in range(5)]
    outcomes = at_once(*together, partial(write(world, letter("fails")), then=fails))
    assert isinstance(outcomes[-1], NotWritten)
    assert Submission.objects.count() == Sending.objects.filter(notice="received").count() == 5
    assert tally_complaints() == [] and quick().ok


def test_a_refusal_is_said_in_the_language_of_its_writer(world: World) -> None:
    from django.utils.translation import override

    def in_english() -> Submission:
        with override("en"):
            return write(world, letter("en", "  "))()

    (english,) = at_once(in_english)
    (chinese,) = at_once(write(world, letter("zh", "  ")))
    assert str(english).isascii() and not str(chinese).isascii()


def test_the_same_letter_pressed_twice_at_once_is_one_letter(world: World) -> None:
    first, second = at_once(*[write(world, letter("same"))] * 2)
    assert isinstance(first, Submission) and first == second
    assert Submission.objects.count() == 1


def test_the_writer_goes_home_and_comes_back_for_the_next_letter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group, "IDLE", 0.05)
    write(world, letter("first"))()
    thread = group._writer
    if thread:
        thread.join(40)
    assert group._writer is None
    write(world, letter("second"))()
    assert Submission.objects.count() == 2


def test_who_is_answered_finds_the_letter_in_the_database(world: World) -> None:
    """The answer comes after the commit: another connection sees the letter at once."""
    submission = write(world, letter("kept"))()
    with CaptureQueriesContext(connection) as asked:
        assert Submission.objects.filter(pk=submission.pk).exists()
    assert len(asked) == 1
