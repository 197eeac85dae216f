"""One act, one sealed line; of two people who act at once, one is told; the counts are exact."""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from lianxin.clock.models import Promise
from lianxin.flow.laws import tally_complaints
from lianxin.flow.verbs import acknowledge, sort
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.ledger.models import Dossier, Event, Tally
from lianxin.ledger.queries import count_at, count_by_source, counted_afresh, tallied
from lianxin.ledger.verbs import count_in, record
from lianxin.office.verbs import give_post
from lianxin.outcomes.verbs import tell_progress
from tests.world import World


def test_a_line_says_who_when_what_and_what_became_owed(world: World) -> None:
    case = world.dispatched()
    line = Event.objects.get(dossier=case.dossier, name="case.dispatched")
    sorter = world.actor("sorter")
    assert (line.by, line.by_kind, line.organisation) == (sorter.person, "officer", "WS-DESK")
    assert (line.at, line.seq) == (world.now, 3)
    assert line.data["to"] == "WATER"
    assert line.data["kept"] == ["dispatch"]
    assert [owed["key"] for owed in line.data["owed"]] == ["acknowledge"]


def test_no_line_holds_a_word_of_the_writer(world: World) -> None:
    world.letter("我家住上湾村东头，电话13800000000。", subject="不能泄露的标题")
    assert not any("上湾村" in line.words or "标题" in line.words for line in Event.objects.all())


def test_of_two_people_who_looked_at_the_same_folder_the_second_is_told(world: World) -> None:
    world.letter()
    mine, yours = Dossier.objects.get(kind="submission"), Dossier.objects.get(kind="submission")
    record(mine, "note.made", by=THE_CLOCK, now=world.now)
    with pytest.raises(SomeoneActedFirst, match="先办理"), transaction.atomic():
        record(yours, "note.made", by=THE_CLOCK, now=world.now)
    assert Event.objects.filter(name="note.made").count() == 1


def test_whoever_is_told_so_has_written_nothing(world: World) -> None:
    letter = world.letter()
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    first, second = world.case(), world.case()
    acknowledge(first, by=world.actor("officer"), now=world.now)
    lines = Event.objects.count()
    with pytest.raises(SomeoneActedFirst, match="先办理"):
        acknowledge(second, by=world.actor("officer"), now=world.now)
    assert Event.objects.count() == lines
    assert Promise.objects.owed().get(dossier=first.dossier).key == "reply"
    assert tally_complaints() == []


def test_the_tally_is_what_counting_every_folder_gives(world: World) -> None:
    for _ in range(3):
        world.letter()
    world.letter(kind="report")
    world.answered(channel="paper")
    assert counted_afresh() == tallied()
    assert count_at("submission") == {"waiting": 3, "registered": 1}
    assert count_at("submission", secrecy=1) == {"waiting": 1}
    assert +Counter(count_by_source("case")["paper"]) == {"replied": 1}


def test_counts_under_a_body_are_those_of_its_subtree(world: World) -> None:
    world.dispatched("WATER")
    world.dispatched("LL-SW")
    assert count_at("case", path=world.bodies["WS"].path)["dispatched"] == 2
    assert count_at("case", path=world.bodies["LL"].path)["dispatched"] == 1
    assert sum(count_at("case", path=world.bodies["SCHOOL"].path).values()) == 0


def test_a_tally_that_went_wrong_is_said_with_its_place(world: World) -> None:
    world.letter()
    spoilt = Tally.objects.filter(kind="submission", stage="waiting").order_by("-keeper_path").first()
    assert spoilt
    Tally.objects.filter(pk=spoilt.pk).update(number=7)
    (complaint,) = tally_complaints()
    assert "tally 7, counted 1" in complaint


def test_nothing_to_count_asks_the_database_nothing(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        count_in(Counter({(0, "case", "0001", "closed", "paper"): 0}))


def test_of_several_posts_the_line_names_the_one_that_had_the_right(world: World) -> None:
    both = world.people["officer"]
    give_post(both, world.bodies["SCHOOL"], "officer", by=THE_INSTALLER, now=world.now)
    case = world.dispatched(to="SCHOOL")
    acknowledge(case, by=world.actor("officer"), now=world.now)
    tell_progress(world.case(), "已到现场看过，明天换管。", by=world.actor("officer"), now=world.now)
    said = Event.objects.filter(dossier=case.pk, by=both).values_list("organisation", flat=True)
    assert {*said} == {"SCHOOL"}
    assert world.case().interims.get().organisation == world.bodies["SCHOOL"]
