"""Complaint 14: who writes on paper hears nothing. Here each step is a printed notice, posted and proved."""

from lianxin.flow.verbs import decline, register
from lianxin.outcomes.models import Delivery, Sending
from lianxin.outcomes.verbs import post
from tests.faces.desks import sit, words
from tests.world import World, card


def test_each_step_comes_by_post(world: World) -> None:
    case = world.in_handling(channel="paper", contact=card(name="王大娘", address="上湾村3组"))
    world.later(minutes=5)
    clerk = sit(world, "clerk")
    printed = words(clerk.post("/desk/post/print/"))
    for title in ("登记告知书", "受理告知书", "转送告知书", "办理告知书"):
        assert title in printed
    assert "上湾村3组<br><b>王大娘</b>" in printed and "水务局最迟" in printed
    clerk.post("/desk/post/", {"act": "posted", "letter": case.submission_id, "proof": "挂号信 XA1"})
    assert set(Sending.objects.values_list("state", "proof")) == {("sent", "挂号信 XA1")}


def test_a_refusal_on_paper_says_why_and_where_to_go(world: World) -> None:
    letter = world.letter(channel="paper", contact=card(address="上湾村3组"))
    case, said = (
        register(letter, by=world.actor("clerk"), now=world.now),
        ("属于法院管辖", "县人民法院立案庭"),
    )
    decline(case, reason=said[0], channel=said[1], by=world.actor("sorter"), now=world.now)
    world.later(minutes=5)
    printed = words(sit(world, "clerk").post("/desk/post/print/"))
    assert "不予受理告知书" in printed and "属于法院管辖" in printed and "请向县人民法院立案庭提出" in printed


def test_the_answer_is_in_the_envelope_and_counts_from_its_proof(world: World) -> None:
    case = world.answered("三天内恢复供水。", channel="paper", contact=card(address="上湾村3组"))
    world.later(minutes=5)
    assert "三天内恢复供水。" in words(sit(world, "clerk").post("/desk/post/print/"))
    post(world.case().submission, proof="XA2", by=world.actor("clerk"), now=world.now)
    arrived = Delivery.objects.get(reply__case=case)
    assert (arrived.means, arrived.proof, arrived.delivered_at) == ("posted", "XA2", world.now)
