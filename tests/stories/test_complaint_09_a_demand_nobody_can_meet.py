"""Complaint 9: a demand that no rule allows comes back for ever, and the village is blamed for it.

The handler may say so, of one demand and never of a person; another unit decides; the writer is told
kindly, with the right way to go, and may contest it once; and it is answered all the same."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.flow.laws import quick
from lianxin.outcomes.figures import claims_under
from tests.faces.desks import sit, words
from tests.world import World

CLAIM = {
    "act": "claim", "claim_number": "1", "claim_reason": "法院已经判了，县里不能改判。",
    "claim_basis": "民事诉讼法第211条", "claim_channel": "向中级人民法院申请再审",
}  # fmt: skip
CONFIRM = {"act": "decide_claim", "claim_number": "1", "holds_claim": "yes", "claim_words_1": "查过判决。"}


@pytest.fixture
def case(world: World) -> Case:
    world.now = timezone.now()
    case = world.in_handling(body="请县里把法院的判决改过来。")
    assert sit(world, "officer").post(f"/desk/case/{case.pk}/", CLAIM).status_code == 302
    return case


def page_of(client: Client, case: Case) -> str:
    return words(client.get(f"/t/{case.submission.code}/"))


def confirm(world: World, case: Case) -> None:
    assert sit(world, "sorter").post(f"/desk/case/{case.pk}/", CONFIRM).status_code == 302


def test_the_desk_finds_it_and_the_handler_cannot_confirm_the_own_claim(world: World, case: Case) -> None:
    assert "请县里把法院的判决改过来" in words(sit(world, "sorter").get("/desk/figures/"))
    assert sit(world, "officer").post(f"/desk/case/{case.pk}/", CONFIRM).status_code == 403
    confirm(world, case)
    assert world.fresh(case).stage == "in_handling", "it has to be answered all the same"


def test_the_writer_reads_it_in_plain_words_with_another_way_to_go(
    world: World, case: Case, client: Client
) -> None:
    confirm(world, case)
    page = page_of(client, case)
    assert "这只说这一件事，不说您这个人；这一项照样会答复您。" in page
    assert "向中级人民法院申请再审" in page and "民事诉讼法第211条" in page
    assert "可以提一次异议，最迟" in page


def test_the_writer_contests_and_the_body_above_takes_it_back(
    world: World, case: Case, client: Client
) -> None:
    confirm(world, case)
    address = f"/t/{case.submission.code}/contest/1/"
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "我只是问怎么再审。"}).status_code == 302
    settled = {
        "act": "decide_contest", "claim_number": "1", "holds_claim": "yes", "contest_words_1": "说得对。"
    }  # fmt: skip
    supervisor = sit(world, "supervisor")
    assert "请县里把法院的判决改过来" in words(supervisor.get("/desk/figures/"))
    assert supervisor.post(f"/desk/case/{case.pk}/", settled).status_code == 302
    assert "您对第1项的异议成立，认定取消。理由：说得对。" in page_of(client, case)
    assert quick().ok


def test_what_came_of_every_claim_is_counted(world: World, case: Case, client: Client) -> None:
    confirm(world, case)
    client.post(f"/t/{case.submission.code}/contest/1/", {"words": "我只是问怎么再审。"})
    (water,) = claims_under(world.bodies["WS"].path, since=world.now)
    assert (water.name_zh, water.numbers()) == ("水务局", (1, 1, 0, 1, 0))
    page = words(sit(world, "supervisor").get("/desk/figures/"))
    assert "提出的不合理诉求认定" in page and "来信人有异议" in page


def test_nobody_but_the_one_with_the_receipt_can_contest(world: World, case: Case, client: Client) -> None:
    confirm(world, case)
    assert client.post("/t/0000000000000000/contest/1/", {"words": "不对"}).status_code in {404, 422}
