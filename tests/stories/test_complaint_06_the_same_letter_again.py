"""Complaint 6: the same matter is written about again and again, because nobody knows that it is in hand.

Letters of one matter are linked; each writer reads how many others there are and what is planned; and who
is not satisfied opens the own letter again instead of writing a new one."""

import pytest
from django.test import Client

from lianxin.cases.models import Case
from lianxin.flow.laws import quick
from lianxin.outcomes.verbs import not_solved, tell_progress
from tests.faces.desks import sit, words
from tests.world import World


@pytest.fixture
def three(world: World) -> list[Case]:
    matter = world.in_handling(body="上湾村的路灯全不亮。")
    return [matter, *(world.linked(matter, body=f"{n}组的路灯也不亮。") for n in ("二", "三"))]


def page_of(client: Client, world: World, case: Case) -> str:
    return words(client.get(f"/t/{world.fresh(case).submission.code}/"))


def test_each_writer_reads_how_many_others_and_what_is_planned(
    world: World, three: list[Case], client: Client
) -> None:
    tell_progress(world.fresh(three[0]), "变压器周五到。", by=world.actor("officer"), now=world.now)
    world.later(minutes=1)
    for case in three:
        page = page_of(client, world, case)
        assert "还有2位来信人也反映了这件事" in page and "变压器周五到。" in page
    assert "二组的路灯" not in page_of(client, world, three[2])


def test_three_letters_are_one_piece_of_work_for_the_officer(world: World, three: list[Case]) -> None:
    page = words(sit(world, "officer").get(f"/desk/case/{three[0].pk}/"))
    assert "还有2封信也说这件事" in page
    assert Case.objects.filter(dossier__stage="in_handling").count() == 1


def test_who_is_not_satisfied_opens_the_own_letter_again_and_writes_no_new_one(
    world: World, three: list[Case], client: Client
) -> None:
    world.reply(world.fresh(three[0]), {1: "变压器换好了。"})
    world.later(minutes=1)
    voice = world.fresh(three[1])
    not_solved(voice, by=world.writer(voice), now=world.now)
    assert world.fresh(voice).stage == "in_handling" and Case.objects.count() == 3
    assert "退回去重新办理。" in page_of(client, world, voice)
    assert quick().ok
