"""Looking back: it was said to be solved; three months later somebody else goes there and looks."""

import pytest
from django.test import Client

from lianxin.cases.models import Case
from lianxin.flow.laws import quick
from lianxin.outcomes.verbs import not_solved, rate
from tests.faces.desks import sit, words
from tests.world import World, card


@pytest.fixture
def closed(world: World) -> Case:
    """Not solved, mended again, and then solved: two answers, and the writer content."""
    case = world.delivered(body="三组没有水。", contact=card())
    not_solved(case, by=world.writer(case), now=world.now)
    world.reply(world.case(), {1: "换了新水泵。"})
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    return world.case()


def page_of(client: Client, case: Case) -> str:
    return words(client.get(f"/t/{case.submission.code}/"))


def test_the_writer_reads_on_the_day_of_closing_who_will_look_again(
    world: World, closed: Case, client: Client
) -> None:
    page = page_of(client, closed)
    assert "这封信已经结案" in page
    assert "望水县群众来信受理中心最迟2025年6月3日(星期二)回头看" in page
    assert quick().ok


def test_the_caller_finds_it_on_a_list_of_its_own_and_writes_what_was_seen(
    world: World, closed: Case, client: Client
) -> None:
    caller = sit(world, "caller")
    assert "三组没有水" in words(caller.get("/desk/look-back/"))
    world.later(days=80)
    said = {"act": "look_back", "holds": "still", "evidence": "到三组两户看过，水龙头出水。"}
    assert caller.post(f"/desk/case/{closed.pk}/", said).status_code == 302
    assert "没有要回头看的件" in words(caller.get("/desk/look-back/"))
    page = page_of(client, closed)
    assert "结案以后回头看：现在还是好的。到三组两户看过，水龙头出水。" in page


def test_the_water_is_gone_again_and_the_letter_goes_back_to_work_by_itself(
    world: World, closed: Case, client: Client
) -> None:
    world.later(days=80)
    said = {"act": "look_back", "holds": "not_any_more", "evidence": "水泵又停了。"}
    sit(world, "caller").post(f"/desk/case/{closed.pk}/", said)
    world.later(minutes=1)
    page = page_of(client, closed)
    assert "您的信在水务局" in page
    assert "回头看发现问题又来了，退回去重新办理。" in page
    assert "重新办理告知书" in page
    assert world.fresh(closed).passes == 3


def test_whoever_answered_does_not_look_whether_it_holds(world: World, closed: Case) -> None:
    world.later(days=80)
    said = {"act": "look_back", "holds": "still", "evidence": "好的。"}
    assert sit(world, "officer").post(f"/desk/case/{closed.pk}/", said).status_code == 403
    assert sit(world, "officer").get("/desk/look-back/").status_code == 403
