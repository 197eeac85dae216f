"""An address is named by a program for itself, tried, and ended: by the right one, once, and written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from lianxin.config.hooks import HOOK_EVENTS
from lianxin.flow.procedures import ROAD
from lianxin.hooks.models import Call, Hook
from lianxin.hooks.queries import WRONG, calls_waiting, deaf, hooks_seen
from lianxin.hooks.signing import secret_of
from lianxin.hooks.verbs import end_hook, make_hook, try_hook
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from tests.house.test_translations import catalogue
from tests.house.tree import code
from tests.receiver import Receiver, bureau, hook_at, own, turn
from tests.world import World

URL = "https://partner.example/lianxin?token=SECRET-OF-THEIRS"


def test_it_is_written_down_without_the_address_and_the_secret_stands_nowhere(world: World) -> None:
    by = bureau(world)
    hook = hook_at(world, URL, "case.closed", "case.dispatched", by=by)
    line = Event.objects.get(name="hook.made")
    assert line.dossier.kind == "house" and line.data["events"] == ["case.dispatched", "case.closed"]
    assert line.data["by_key"] == line.data["key"] == hook.key_id.hex and line.by == by.person
    assert "SECRET" not in line.words
    for table in ("hooks_hook", "ledger_event"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            assert secret_of(hook.pk)[6:] not in str(cursor.fetchall())


@pytest.mark.parametrize("scopes", [("letters.read",), ("hooks",), ("hooks", "cases.handle")])
def test_the_key_must_have_been_given_for_reading_and_for_this(world: World, scopes: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed):
        hook_at(world, URL, by=bureau(world, *scopes))
    assert not Hook.objects.exists()


@pytest.mark.parametrize("who", ["officer", "sorter", "secretary", "auditor", "office"])
def test_people_name_no_address_only_their_programs_do(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        hook_at(world, URL, by=world.actor(who))


@pytest.mark.parametrize("who", ["discipline", "office"])
def test_whoever_reads_no_ordinary_letters_names_none_either(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        hook_at(world, URL, by=own(world, who, "hooks", "letters.read", "sealed"))


@pytest.mark.parametrize("events", [(), ("case.rated",), ("case.dispatched", "hook.made"), ("*",), ("",)])
def test_only_what_stands_in_the_table_is_told(world: World, events: tuple[str, ...]) -> None:
    with pytest.raises(NotValid) as refused:
        make_hook(URL, events, by=bureau(world), now=world.now)
    assert refused.value.field == "events"


@pytest.mark.parametrize("word", ["http://a.example/", "https://10.0.0.1/", "https://a@b.example/", "x"])
def test_an_address_that_leads_inside_or_nowhere_is_not_taken(world: World, settings: Any, word: str) -> None:
    settings.LIANXIN_HOOK_NETWORKS = []
    with pytest.raises(NotValid) as refused:
        hook_at(world, word, by=bureau(world))
    assert refused.value.field == "address" and refused.value.sentence in WRONG.values()


def test_a_demo_calls_nobody(world: World, settings: Any) -> None:
    by = bureau(world)
    settings.LIANXIN_DEMO = True
    with pytest.raises(NotAllowedNow):
        hook_at(world, URL, by=by)


def test_the_same_address_twice_is_one_and_five_are_enough(world: World) -> None:
    by = bureau(world)
    first = hook_at(world, URL, by=by)
    with pytest.raises(NotAllowedNow):
        hook_at(world, URL, by=by)
    for number in range(4):
        hook_at(world, f"{URL}{number}", by=by)
    with pytest.raises(NotAllowedNow):
        hook_at(world, f"{URL}5", by=by)
    end_hook(first, by=by, now=world.now)
    again = hook_at(world, URL, by=by)
    assert secret_of(again.pk) != secret_of(first.pk)


def test_another_program_neither_tries_it_nor_ends_it(world: World) -> None:
    hook = hook_at(world, URL, by=bureau(world))
    for stranger in (bureau(world, body="SCHOOL"), own(world, "officer"), world.actor("officer")):
        for act in (try_hook, end_hook):
            with pytest.raises(NotAllowed):
                act(hook, by=stranger, now=world.now)
    assert not Call.objects.exists() and Hook.objects.live().count() == 1


def test_it_is_ended_once_by_its_program_the_office_or_the_clock(world: World) -> None:
    by = bureau(world)
    for number, who in enumerate([by, world.actor("office"), THE_CLOCK]):
        hook = hook_at(world, f"{URL}{number}", by=by)
        end_hook(hook, by=who, now=world.now)
        with pytest.raises(NotAllowedNow):
            end_hook(hook, by=who, now=world.now)
        with pytest.raises(NotAllowedNow):
            try_hook(Hook.objects.get(pk=hook.pk), by=by, now=world.now)
    assert [line.by_kind for line in Event.objects.filter(name="hook.ended").order_by("seq")] == [
        "officer", "officer", "clock",
    ]  # fmt: skip


def test_how_it_stands_is_seen(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.usual = 410
    turn(world.now)
    (seen,) = hooks_seen(Hook.objects.all())
    assert (seen.events, seen.waiting, calls_waiting()) == (["已派单"], 1, 1)
    assert "410" in seen.complaint and deaf() == [seen.hook]
    far.usual = 204
    turn(world.now + timedelta(hours=1))
    (seen,) = hooks_seen(Hook.objects.all())
    assert (seen.waiting, seen.complaint, deaf()) == (0, "", [])


def test_what_can_be_told_is_what_the_ledger_writes_and_what_is_in_confidence_is_not_among_it() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in code() if "config" not in path.parts)
    assert [name for name in HOOK_EVENTS if f'"{name}"' not in source] == []
    assert [name for name in ROAD if name not in HOOK_EVENTS] == [], "every step of the road is told"
    kept = ("rated", "whistled", "pressed", "recus", "abuse", "contact", "called_back", "figure")
    among = [name for name in HOOK_EVENTS if any(part in name for part in kept)]
    assert among == ["case.passed_from_recused"], "a step of the road, which every reader sees"
    assert {name.partition(".")[0] for name in HOOK_EVENTS} == {"submission", "case"}
    assert len(" ".join(HOOK_EVENTS)) <= Hook._meta.get_field("events").max_length


def test_every_event_is_said_in_english_too() -> None:
    english = catalogue("hooks")
    assert [words for words in settings.LIANXIN_HOOK_EVENTS.values() if not english.get(words)] == []
