"""A township keeps silent. Silence does not stop the letter: it climbs, and its writer sees every step."""

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge
from lianxin.ledger.models import Event
from tests.world import World


def test_nobody_answers_and_silence_advances(world: World) -> None:
    case = world.dispatched("LL-SW")
    for _hour in range(24 * 8):
        world.later(hours=1)

    history = Event.objects.filter(dossier=case.dossier, name__startswith="promise.").order_by("seq")
    assert [(event.name, event.data.get("to")) for event in history] == [
        ("promise.reminded", None),  # before the time was up, the village was reminded
        ("promise.broken", None),  # when it was up, the promise broke, once
        ("promise.escalated", "LL"),  # a day later the township and its secretary were told
        ("promise.escalated", "WS"),  # and three days later the county and its secretary
    ]
    assert {event.by_kind for event in history} == {"clock"}
    assert {event.data["owed_by"] for event in history} == {"LL-SW"}

    promise = Promise.objects.owed().get(dossier=case.dossier)
    assert (promise.key, promise.state, promise.escalated) == ("acknowledge", "broken", 2)
    assert quick().ok  # late, but not lost: somebody still owes it


def test_an_answer_that_comes_late_is_kept_and_its_lateness_stays_on_record(world: World) -> None:
    case = world.in_handling()
    for _day in range(12):
        world.later(days=1)
    assert Promise.objects.broken().filter(dossier=case.dossier).exists()
    world.reply(world.case(), {1: "对不起，晚了。水已接通。"})
    promise = Promise.objects.get(dossier=case.dossier, key="reply")
    assert promise.state == "kept"
    assert promise.kept_late


def test_a_letter_that_nobody_registers_is_owed_by_the_desk_until_somebody_does(world: World) -> None:
    letter = world.letter()
    for _day in range(10):
        world.later(days=1)
    assert letter.dossier.events.filter(name="promise.broken").count() == 1
    assert (quick().waiting, quick().gap, quick().ok) == (1, 0, True)
    assert Promise.objects.owed().get().owed_by == world.bodies["WS-DESK"]


def test_whoever_signs_in_time_is_not_blamed(world: World) -> None:
    case = world.dispatched()
    acknowledge(case, by=world.actor("officer"), now=world.later(hours=3))
    world.later(days=1)
    assert not Event.objects.filter(dossier=case.dossier, name="promise.broken").exists()
