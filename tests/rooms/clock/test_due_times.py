"""A due time moves in three ways only, and the earlier one stays readable."""

from datetime import datetime, timedelta

import pytest

from lianxin.clock.models import Promise
from lianxin.clock.queries import rule, why_due
from lianxin.clock.reckoning import Limit, Unit
from lianxin.clock.verbs import leave_out, owe, prolong, reckon_anew
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs import record
from tests.world import SHANGHAI, World


@pytest.fixture
def folder(world: World) -> Dossier:
    return Dossier.objects.get(pk=world.letter().pk)


def owed(world: World, folder: Dossier, rule_key: str) -> Promise:
    owe(folder, "reply", owed_by=world.bodies["WATER"], rule_key=rule_key, now=world.now)
    return Promise.objects.get(key="reply")


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def test_the_line_says_from_when_to_when(world: World, folder: Dossier) -> None:
    promise = owed(world, folder, "HOT_REPLY_JINAN")
    prolong(folder, promise, now=world.now)
    line = record(folder, "case.extended", by=THE_CLOCK, now=world.now)
    moved = line.data["prolonged"][0]
    assert datetime.fromisoformat(moved["from"]) == at(3, 10)
    assert datetime.fromisoformat(moved["due"]) == at(3, 24)


def test_what_has_ended_or_is_broken_does_not_move(world: World, folder: Dossier) -> None:
    promise = owed(world, folder, "HOT_REPLY_JINAN")
    Promise.objects.filter(pk=promise.pk).update(state="broken")
    with pytest.raises(SomeoneActedFirst):
        prolong(folder, promise, now=world.now)
    assert Promise.objects.get(key="reply").due == at(3, 10)


@pytest.mark.parametrize(
    ("key", "hours", "due", "why"),
    [
        ("PET_RECHECK", 24 * 7, datetime(2025, 4, 9), "7 days of hearing: 37 days after 3 March, 9 April"),
        ("PET_RECHECK", 3, datetime(2025, 4, 2), "a hearing of an afternoon takes no day"),
        ("TND_COMPLAINT_DECIDE", 24 * 5, datetime(2025, 4, 21), "4 to 7 and 8 March: 4 working days more"),
    ],
)
def test_what_the_rule_leaves_out_is_added_in_the_rule_s_own_unit(
    world: World, folder: Dossier, key: str, hours: float, due: datetime, why: str
) -> None:
    promise = owed(world, folder, key)
    changed = leave_out(folder, promise, since=world.now, now=world.now + timedelta(hours=hours))
    promise = Promise.objects.get(key="reply")
    assert promise.due.astimezone(SHANGHAI).date() == due.date(), why
    assert changed == (promise.left_out > 0)
    assert why_due(promise)


def test_what_the_rule_counts_is_not_left_out(world: World, folder: Dossier) -> None:
    promise = owed(world, folder, "PET_CONCLUDE")
    assert not leave_out(folder, promise, since=world.now, now=world.now + timedelta(days=9))
    assert Promise.objects.get(key="reply").due == promise.due


def test_another_rule_counts_from_the_same_start(world: World, folder: Dossier) -> None:
    promise = owed(world, folder, "HOT_DISPATCH_NORMAL")
    start = world.now
    reckon_anew(
        folder, promise, rule_key="HOT_DISPATCH_URGENT", counted_from=start, now=start + timedelta(minutes=50)
    )
    promise = Promise.objects.get(key="reply")
    assert (promise.due, promise.rule_key) == (start + timedelta(hours=1), "HOT_DISPATCH_URGENT")
    assert "1小时" in why_due(promise)


def test_a_calendar_that_changed_since_makes_no_new_story(world: World, folder: Dossier) -> None:
    promise = owed(world, folder, "HOT_REPLY_JINAN")
    promise.due += timedelta(days=1)
    assert why_due(promise) == ""


def test_the_extension_of_a_published_rule_is_a_limit(world: World) -> None:
    assert rule("PET_CONCLUDE", 1).extension == Limit(30, Unit.CALENDAR_DAY)
    assert rule("PET_REGISTER", 1).extension is None
