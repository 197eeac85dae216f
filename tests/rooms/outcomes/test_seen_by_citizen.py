"""What the writer of a letter may see, and what nobody outside may see."""

from datetime import timedelta

from lianxin.flow.verbs import decline, register, sort
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_contact, open_submission
from lianxin.outcomes.seen_by_citizen import SeenLetter, letter_with, seen_by_citizen
from lianxin.outcomes.verbs import not_solved, read_answer
from tests.world import World, card


def seen(world: World, letter: Submission | None = None) -> SeenLetter:
    return seen_by_citizen(letter or Submission.objects.latest("pk"), now=world.now)


def test_a_letter_is_found_by_its_code_and_by_no_other(world: World) -> None:
    letter = world.letter()
    assert letter_with(letter.code) == letter
    assert letter_with("0" * 16) is None


def test_no_name_of_an_officer_gets_out(world: World) -> None:
    letter = world.letter(contact=card())
    open_contact(letter, by=world.actor("sorter"), now=world.now)
    told = repr(seen(world))
    world.answered()
    told += repr(seen(world))
    assert not [who.name for who in world.people.values() if who.name in told]


def test_the_note_that_goes_with_a_dispatch_stays_inside(world: World) -> None:
    letter = world.letter()
    sort(
        letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, reason="此人常来",
    )  # fmt: skip
    told = seen(world)
    assert "此人常来" not in repr(told)
    assert told.told("case.dispatched") == {"to": "水务局"}


def test_the_writers_own_contact_is_not_shown_back(world: World) -> None:
    world.letter(contact=card(remark="晚上方便"))
    assert "13800000000" not in repr(seen(world)) and "晚上方便" not in repr(seen(world))


def test_the_opening_by_the_addressee_is_told_apart(world: World) -> None:
    letter = world.letter()
    for who in ("sorter", "secretary"):
        open_submission(letter, by=world.actor(who), now=world.now)
        letter = Submission.objects.select_related("dossier", "addressee").get()
    assert {(one.role, one.addressee) for one in seen(world).openings} == {
        ("sorter", False),
        ("secretary", True),
    }


def test_of_a_report_no_office_and_no_step_is_named(world: World) -> None:
    letter = world.letter("有人违纪。", kind="report")
    sort(letter, to=world.bodies["WS-JW"], by=world.actor("discipline"), now=world.now)
    told = seen(world)
    assert {step.what for step in told.steps} == {"submission.received", "progress"}
    assert not any(step.office or step.said for step in told.steps)


def test_why_a_letter_was_declined_and_where_to_go_is_told(world: World) -> None:
    case = register(world.letter(), by=world.actor("sorter"), now=world.now)
    decline(case, reason="在法院", channel="法院", by=world.actor("sorter"), now=world.now)
    told = seen(world)
    assert told.told("case.declined") == {"reason": "在法院", "channel": "法院"}
    assert told.outcome == "declined" and told.may == set()


def test_what_can_be_done_follows_the_letter(world: World) -> None:
    world.letter()
    assert seen(world).may == {"add", "withdraw", "keep_out"}
    world.answered()
    # what is not open yet cannot be pressed about
    assert seen(world).may == {"add", "withdraw", "keep_out", "read"}
    read_answer(world.case().submission, by=world.writer(world.case()), now=world.now)
    speaks = {"add", "withdraw", "keep_out"}
    assert seen(world).may == speaks | {"rate", "not_solved", "appeal", "say_pressed"}
    world.later(days=28)
    assert seen(world).may == {"rate", "not_solved", "appeal", "say_pressed"}
    world.now += timedelta(days=60)
    assert seen(world).may == {"rate", "say_pressed"}


def test_an_answer_is_closed_until_it_is_opened_and_earlier_ones_stay_open(world: World) -> None:
    case = world.answered("今天修好。")
    writer = world.writer(case)
    assert seen(world).replies == () and "今天修好。" not in repr(seen(world))
    read_answer(case.submission, by=writer, now=world.now)
    assert [one.turn for one in seen(world).replies] == [1]
    not_solved(world.case(), by=writer, now=world.now)
    world.reply(world.case(), {1: "换了新管。"})
    assert [one.turn for one in seen(world).replies] == [1]
    world.later(days=9)
    assert [one.turn for one in seen(world).replies] == [1, 2], "silence opens it too"
