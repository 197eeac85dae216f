"""Acceptance story 5. A letter reaches the Water Bureau on the last day before the National Day holiday."""

from datetime import datetime
from itertools import pairwise

from django.utils import translation

from lianxin.clock.models import Promise
from lianxin.clock.queries import calendar, rule, why_due
from lianxin.clock.reckoning import Limit, Unit, explain, reckon
from lianxin.flow.verbs import (
    acknowledge,
    ask_extension,
    choose_track,
    grant_extension,
    register,
    sort,
)
from tests.world import SHANGHAI, World

TUESDAY = datetime(2025, 9, 30, 10, 0, tzinfo=SHANGHAI)


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def test_five_working_days_from_30_september_end_on_14_october(world: World) -> None:
    world.now = TUESDAY
    letter = world.letter("学校门口的路灯不亮。")
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    promise = Promise.objects.owed().get(key="reply")
    # The 1st to the 8th are holidays, Saturday the 11th is worked: 9, 10, 11, 13 October and then the 14th.
    assert promise.due == at(2025, 10, 14)
    assert promise.dossier.next_due == promise.due


def test_sixty_days_from_30_september_end_on_the_first_working_day_after_29_november(world: World) -> None:
    sixty = reckon(Limit(60, Unit.CALENDAR_DAY), TUESDAY, calendar())
    assert sixty.due == at(2025, 12, 1)  # the 29th is a Saturday


def test_as_a_petition_it_is_accepted_on_30_september_and_its_sixty_days_end_on_1_december(
    world: World,
) -> None:
    world.now = TUESDAY
    register(world.letter("征地补偿一直没有发。"), by=world.actor("clerk"), now=world.now)
    choose_track(world.case(), "petition", reason="申诉求决", by=world.actor("sorter"), now=world.now)
    sort(world.case().submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    # Signed for only after the holiday: the sixty days ran from acceptance all the same.
    world.later(days=9)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    owed = {one.key: one for one in Promise.objects.owed()}
    assert owed["reply"].due == at(2025, 12, 1)  # 31 days to 31 October, 29 November is a Saturday
    assert owed["org_notice"].due == at(2025, 10, 15)  # fifteen days, a Wednesday

    ask_extension(world.case(), reason="要等测绘结果。", by=world.actor("officer"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    reply = Promise.objects.get(key="reply")
    assert (reply.due_first, reply.due) == (at(2025, 12, 1), at(2025, 12, 31))
    with translation.override("en"):
        said = why_due(reply)
    for part in ("60 days", "Saturday 29 November", "extended once with approval", "30 days", "31 December"):
        assert part in said


def test_the_due_date_explains_itself_with_the_holiday_and_the_worked_saturday(world: World) -> None:
    world.now = TUESDAY
    case = world.in_handling()
    promise = Promise.objects.get(dossier=case.dossier, key="reply")
    reckoned = reckon(rule(promise.rule_key, promise.rulebook).limit, promise.made_at, calendar())
    assert reckoned.due == promise.due
    with translation.override("en"):
        said = explain(reckoned)
    for part in ("5 working days", "30 September", "1st to the 8th are holidays", "Saturday", "14 October"):
        assert part in said


def test_nobody_is_reminded_or_blamed_during_the_holiday(world: World) -> None:
    world.now = TUESDAY
    case = world.in_handling()
    for _day in range(12):
        world.later(days=1)
    assert not case.dossier.events.filter(name__startswith="promise.").exists()
    for _day in range(3):
        world.later(days=1)
    told = case.dossier.events.filter(name__startswith="promise.").order_by("seq")
    assert [event.name for event in told] == ["promise.reminded", "promise.broken"]
    assert all(before.at < after.at for before, after in pairwise(told))
