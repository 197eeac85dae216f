"""Complaint 1. "They sent me from one office to the next." Here the letter goes, and its writer sees why."""

from django.test import Client

from lianxin.flow.verbs import acknowledge, decide_objection, object_to, report_to_lead, support
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.web.citizen.words import standing
from tests.world import World


def road_walked(world: World) -> str:
    """The letter is dispatched to the Water Bureau; the page of its writer when everything has happened."""
    bodies, desk = world.bodies, world.actor("sorter")
    case = world.dispatched(body="学校食堂没有水。")
    object_to(
        case, reason="校内管道归学校", suggested=bodies["SCHOOL"], by=world.actor("officer"), now=world.now
    )
    case = world.case()
    decide_objection(
        case, upheld=True, to=bodies["SCHOOL"], words="校内的事", by=desk, now=world.later(hours=2)
    )
    acknowledge(world.case(), by=world.actor("stranger"), now=world.now)
    support(world.case(), to=bodies["WATER"], words="测校门口水压", by=world.actor("stranger"), now=world.now)
    report_to_lead(world.case(), "水压正常，内部数据。", by=world.actor("officer"), now=world.now)
    return Client().get(f"/t/{case.submission.code}/").content.decode()


def test_the_writer_sees_the_road_with_every_reason(world: World) -> None:
    page = road_walked(world)
    road = page[page.index("这封信走过的路") : page.index("谁打开过")]
    told = [
        "派给水务局办理",
        "办理单位说这件事不归它管：“校内管道归学校”它认为该由教育局办",
        "定下来了：改由教育局办理。理由：“校内的事”",
        "请水务局一起办：“测校门口水压”",
        "水务局把意见交给了主办单位",
    ]
    places = [road.index(words) for words in told]
    assert places == sorted(places)


def test_what_bodies_tell_each_other_and_who_they_are_stays_inside(world: World) -> None:
    page = road_walked(world)
    assert "内部数据" not in page
    assert not [person.name for person in world.people.values() if person.name in page]


def test_one_answer_comes_from_the_lead(world: World) -> None:
    road_walked(world)
    world.reply(world.case(), {1: "今天中午来水。"}, by="stranger", signed="secretary")
    assert [one.organisation for one in world.case().replies.all()] == [world.bodies["SCHOOL"]]


def test_a_letter_that_went_straight_has_no_road_to_tell(world: World) -> None:
    case = world.in_handling()
    assert "这封信走过的路" not in Client().get(f"/t/{case.submission.code}/").content.decode()


def test_while_it_is_disputed_the_writer_is_told_until_when_it_will_be_decided(world: World) -> None:
    case = world.dispatched()
    object_to(case, reason="不归我管", by=world.actor("officer"), now=world.now)
    told = standing(seen_by_citizen(case.submission, now=world.now), now=world.now)
    assert told.title == "水务局说这件事不归它管，正在定由谁办"
    assert told.lead.startswith("望水县群众来信受理中心最迟3月4日(星期二)定下来由谁办，并写明理由")
