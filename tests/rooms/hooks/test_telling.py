"""A program is told that something happened: only what it may know, every time, and once by its name."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.hooks.models import Call, Hook
from lianxin.hooks.verbs import call_due, end_hook, follow, forget_calls, look_back, try_hook
from lianxin.identity.models import ApiKey
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Event
from lianxin.office.verbs import end_post, revoke_key
from tests.receiver import MINUTE, Receiver, bureau, hook_at, killable, killing, own, silent, turn
from tests.world import World

DAY = timedelta(days=1)


def test_a_call_says_what_happened_and_where_to_ask_and_not_a_word_more(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world))
    case = world.dispatched()
    assert turn(world.now) == 1
    (told,) = far.told()
    assert told.pop("version") == f"{case.dossier.length}.{case.submission.dossier.length}"
    assert told == {
        "id": str(Event.objects.get(name="case.dispatched").pk),
        "event": "case.dispatched",
        "at": "2025-03-03T09:00:00+08:00",
        "case": str(case.pk),
        "letter": str(case.submission_id),
        "number": case.dossier.number,
        "address": f"/api/v1/cases/{case.pk}",
    }
    assert turn(world.now + DAY) == 0


def test_a_letter_that_is_no_case_yet_is_told_by_its_own_address(world: World, far: Receiver) -> None:
    hook_at(world, far.url, "submission.received", by=own(world, "sorter"))
    letter = world.letter()
    turn(world.now)
    (told,) = far.told()
    assert told["case"] is None and told["address"] == f"/api/v1/desk/letters/{letter.pk}"


def test_only_what_was_asked_for_and_only_from_then_on_is_told(world: World, far: Receiver) -> None:
    world.in_handling()
    hook_at(world, far.url, "case.acknowledged", by=bureau(world))
    world.in_handling()
    turn(world.now)
    assert far.names() == ["case.acknowledged"]


def test_another_body_s_matter_is_not_told(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world, body="SCHOOL"))
    world.dispatched(to="WATER")
    assert follow(now=world.now) == 0
    world.dispatched(to="SCHOOL")
    assert follow(now=world.now) == 1


@pytest.mark.parametrize("who", ["discipline", "sorter", "supervisor", "auditor"])
def test_a_report_of_a_breach_is_told_to_nobody(world: World, far: Receiver, who: str) -> None:
    by = own(world, "sorter" if who == "discipline" else who, "hooks", "letters.read", "sealed")
    hook = hook_at(world, far.url, "submission.received", "case.registered", by=by)
    if who == "discipline":
        # Nobody there can make one; as if the key had changed hands.
        ApiKey.objects.filter(pk=hook.key_id).update(person=world.people["discipline"])
    world.letter(kind="report")
    assert Event.objects.filter(name="submission.received", dossier__secrecy=1).exists()
    assert follow(now=world.now) == look_back(now=world.now) == 0


def test_what_it_may_not_know_any_more_when_it_is_due_is_let_go(world: World, far: Receiver) -> None:
    by = bureau(world)
    hook_at(world, far.url, by=by)
    world.dispatched()
    assert follow(now=world.now) == 1
    assert by.person
    for post in by.person.posts.all():
        end_post(post, by=world.actor("office"), now=world.now)
    call_due(now=world.now)
    assert far.came == [] and Call.objects.get().let_go_at == world.now


def test_of_acts_that_are_committed_out_of_order_none_is_missed(world: World, far: Receiver) -> None:
    """The one that began first is on disk last: its key is older than what was read already."""
    hook_at(world, far.url, by=bureau(world))
    late = uuid7()
    world.dispatched()
    assert follow(now=world.now) == 1 and follow(now=world.now) == 0
    line = Event.objects.get(name="case.dispatched")
    folder = world.dispatched().dossier
    assert follow(now=world.now) == 1
    later = Event(
        id=late, dossier=folder, seq=99, name="case.dispatched", at=line.at, by_kind="clock", seal="x"
    )
    later.save(force_insert=True)
    assert follow(now=world.now) == 1 and follow(now=world.now) == look_back(now=world.now) == 0
    call_due(now=world.now)
    assert len(far.came) == len(far.once()) == 3


def test_what_came_very_late_is_found_by_looking_back(world: World, far: Receiver) -> None:
    hook = hook_at(world, far.url, by=bureau(world))
    case = world.dispatched()
    follow(now=world.now)
    Call.objects.all().delete()
    hook.refresh_from_db()
    # As if an hour of events had been read since.
    Hook.objects.update(read_to=hook.read_to.__class__(int=hook.read_to.int + (3_600_000 << 80)))
    assert follow(now=world.now) == 0
    Hook.objects.update(read_to=hook.read_to.__class__(int=hook.read_to.int + (3_600_000 << 80)))
    assert look_back(now=world.now) == 1
    assert Call.objects.get().event.dossier_id == case.pk


def test_who_was_away_for_a_day_is_told_everything_once(world: World, far: Receiver) -> None:
    hook_at(world, far.url, "case.dispatched", "case.acknowledged", by=bureau(world))
    far.usual = 503
    now = world.now
    for hour in range(24):
        if hour % 8 == 0:
            world.in_handling()
        for minute in range(0, 60, 5):
            turn(now + timedelta(hours=hour, minutes=minute))
    tried = len(far.came)
    assert 4 < tried < 15, "it is left in peace, longer each time"
    hook = Hook.objects.get()
    assert hook.deaf_since == now and hook.complaint == "503" and Call.objects.waiting().count() == 6
    far.usual, far.came[:] = 204, []
    assert sum(turn(now + DAY + MINUTE * 30 * n) for n in range(48)) == 6
    assert len(far.came) == 6 and sorted(far.once()) == ["case.acknowledged"] * 3 + ["case.dispatched"] * 3
    hook.refresh_from_db()
    assert (hook.deaf_since, hook.failures, hook.complaint) == (None, 0, "") and hook.heard_at


def test_trying_it_again_brings_everything_that_waited(world: World, far: Receiver) -> None:
    by = bureau(world)
    hook = hook_at(world, far.url, by=by)
    far.usual = silent
    world.dispatched()
    for minute in range(60):
        turn(world.now + MINUTE * minute)
    far.usual, far.came[:] = 200, []
    now = world.now + MINUTE * 61
    assert turn(now) == 0 and far.came == []
    try_hook(hook, by=by, now=now)
    assert turn(now) == 2
    assert far.names() == ["ping", "case.dispatched"]


def test_a_ping_says_nothing_and_there_is_one_at_a_time(world: World, far: Receiver) -> None:
    by = bureau(world)
    hook = hook_at(world, far.url, by=by)
    first = try_hook(hook, by=by, now=world.now)
    assert try_hook(hook, by=by, now=world.now) == first
    assert turn(world.now) == 1
    assert far.told()[0].keys() == {"id", "event", "at"}


def test_who_is_killed_between_sending_and_marking_sends_it_again_under_the_same_name(
    world: World, far: Receiver
) -> None:
    hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.answers = [killing]
    with killable(), pytest.raises(KeyboardInterrupt):
        turn(world.now)
    assert turn(world.now + MINUTE) == 0, "somebody has it in hand"
    assert turn(world.now + MINUTE * 10) == 1
    assert [headers["webhook-id"] for headers, _body in far.came] == [
        str(Event.objects.get(name="case.dispatched").pk)
    ] * 2
    assert far.once() == ["case.dispatched"]


def test_it_waits_longer_each_time_and_never_for_the_last(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.usual, waits, now = 500, [], world.now
    for _try in range(9):
        turn(now)
        due = Call.objects.get().due_at
        assert due and turn(due - timedelta(seconds=1)) == 0
        waits.append((due - now) / MINUTE)
        now = due
    assert waits == [1, 5, 15, 60, 360, 1440, 1440, 1440, 1440] and len(far.came) == 9


def test_one_message_that_cannot_be_digested_does_not_hold_up_the_others(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.answers = [500]
    turn(world.now)
    world.dispatched()
    assert turn(world.now) == 0, "for a minute nobody is pressed"
    far.answers = [200, 500]
    assert turn(world.now + MINUTE) == 1
    assert Call.objects.waiting().count() == 1 and Hook.objects.get().failures == 1


@pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 429, 500])
def test_whatever_is_no_two_hundred_is_no_answer_and_ends_nothing(
    world: World, far: Receiver, status: int
) -> None:
    hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.usual = status
    turn(world.now)
    hook = Hook.objects.get()
    assert (hook.ended_at, hook.deaf_since, hook.complaint) == (None, world.now, str(status))
    assert Call.objects.get().last_status == status and len(far.came) == 1, "and no other way is followed"


def test_a_revoked_key_ends_its_addresses_and_nothing_goes_there(world: World, far: Receiver) -> None:
    hook = hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    follow(now=world.now)
    revoke_key(hook.key, by=world.actor("office"), now=world.now)
    call_due(now=world.now)
    hook.refresh_from_db()
    assert far.came == [] and hook.ended_at == world.now and not Call.objects.waiting().exists()
    ended = Event.objects.get(name="hook.ended")
    assert (ended.by_kind, ended.data["hook"]) == ("clock", hook.pk.hex)
    assert follow(now=world.now) == 0


def test_an_expired_key_is_told_nothing_more(world: World, far: Receiver) -> None:
    hook = hook_at(world, far.url, by=own(world, "officer"))
    world.dispatched()
    follow(now=world.now + timedelta(days=301))
    hook.refresh_from_db()
    assert hook.ended_at and not Call.objects.exists()


def test_where_no_address_is_one_small_table_is_asked(world: World) -> None:
    world.dispatched()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        follow(now=world.now)
        call_due(now=world.now)
    assert len(asked) == 2


def test_what_was_answered_is_forgotten_after_a_month_and_what_waits_is_not(
    world: World, far: Receiver
) -> None:
    by = bureau(world)
    hook_at(world, far.url, by=by)
    world.dispatched()
    turn(world.now)
    far.usual = 500
    world.dispatched()
    turn(world.now)
    assert forget_calls(now=world.now + timedelta(days=29)) == 0
    assert forget_calls(now=world.now + timedelta(days=31)) == 1
    assert Call.objects.get().due_at


def test_an_ended_address_is_told_nothing_more(world: World, far: Receiver) -> None:
    by = bureau(world)
    hook = hook_at(world, far.url, by=by)
    world.dispatched()
    follow(now=world.now)
    end_hook(hook, by=by, now=world.now)
    assert turn(world.now) == 0 and far.came == []
    assert json.loads(Event.objects.get(name="hook.ended").words)["by_key"] == hook.key_id.hex
