"""A pipe cannot be changed before the money comes. The plan and its day are promised, and the day comes."""

from datetime import date

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import ask_deferral, grant_deferral
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import not_solved
from lianxin.web.citizen.words import history, standing
from tests.world import World

PLAN = "六月冬修资金到位，换三公里新管；在那以前每天送两车水。"
DAY = date(2025, 6, 20)


def told(world: World) -> str:
    letter = seen_by_citizen(world.case().submission, now=world.now)
    now = standing(letter, now=world.now)
    return "\n".join([now.title, now.lead, *(line.words for line in history(letter))])


def put_off(world: World) -> None:
    ask_deferral(world.in_handling(), plan=PLAN, until=DAY, by=world.actor("officer"), now=world.now)
    grant_deferral(world.case(), by=world.actor("secretary"), now=world.now)


def test_the_writer_reads_what_will_be_done_and_by_which_day(world: World) -> None:
    put_off(world)
    assert "水务局答应6月20日(星期五)以前办好" in told(world)
    assert PLAN in told(world)
    assert (quick().open, quick().closed, quick().ok) == (1, 0, True)  # put off is not closed


def test_nobody_has_to_remember_it(world: World) -> None:
    put_off(world)
    for _day in range(110):
        world.later(days=1)
    assert world.case().stage == "in_handling"
    assert "约定的日期到了，重新开始办理" in told(world)
    owed = Promise.objects.owed().get()
    assert (owed.key, f"{owed.due:%Y-%m-%d}") == ("reply", "2025-06-27")  # 23 to 27 June
    assert not Promise.objects.filter(state="broken").exists()


def test_and_whether_it_was_done_only_the_writer_says(world: World) -> None:
    put_off(world)
    for _day in range(110):
        world.later(days=1)
    world.reply(world.case(), {1: "新管已通水。"})
    not_solved(world.case(), by=world.writer(world.case()), now=world.now)
    assert world.case().stage == "in_handling"
    assert quick().ok
