"""Objecting, deciding and helping at the desks, by real HTTP; no word is ever lost."""

import pytest

from lianxin.cases.models import Case
from lianxin.flow.verbs import object_to, support
from tests.faces.desks import sit, words
from tests.world import World, card

DECISION = {"act": "decide_objection", "upheld": "yes", "to": "教育局", "decision": "校内管道归学校"}


def disputed(world: World) -> Case:
    object_to(
        world.dispatched(), reason="校内管道归学校", suggested=world.bodies["SCHOOL"],
        by=world.actor("officer"), now=world.now,
    )  # fmt: skip
    return world.case()


@pytest.fixture
def now(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The pages live at the world's own hour."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    return world


def test_the_officer_reads_the_last_day_and_objects(now: World) -> None:
    case, officer = now.dispatched(), sit(now, "officer")
    address = f"/desk/case/{case.pk}/"
    assert "最迟3月10日(星期一)提出" in words(officer.get(address))
    done = officer.post(
        address, {"act": "object", "objection": "归教育局", "suggested": "教育局"}, follow=True
    )
    assert now.case().stage == "disputed" and "水务局说这一件不归它管" in words(done)
    assert "归教育局" in words(done) and "异议中" in words(officer.get("/desk/cases/?stage=disputed"))


def test_what_was_typed_is_kept_when_the_name_is_nobody_s(now: World) -> None:
    address = f"/desk/case/{now.dispatched().pk}/"
    refused = sit(now, "officer").post(
        address, {"act": "object", "objection": "写了很久的理由", "suggested": "没有的局"}
    )
    assert refused.status_code == 422
    assert "写了很久的理由</textarea>" in words(refused) and "没有找到“没有的局”" in words(refused)


def test_after_the_last_day_the_page_says_so(now: World) -> None:
    case = now.dispatched()
    now.later(days=8)
    page = words(sit(now, "officer").get(f"/desk/case/{case.pk}/"))
    assert "最迟3月10日(星期一)提出，现在已经过了" in page and 'name="objection"' not in page


@pytest.mark.parametrize("where", ["sort", "case"])
def test_the_desk_decides_on_either_page(now: World, where: str) -> None:
    case, sorter = disputed(now), sit(now, "sorter")
    address = f"/desk/sort/{case.submission_id}/" if where == "sort" else f"/desk/case/{case.pk}/"
    page = words(sorter.get(address))
    assert "校内管道归学校" in page and 'name="to" value="教育局"' in page
    sorter.post(address, DECISION)
    assert now.case().lead_org == now.bodies["SCHOOL"]


def test_a_disputed_case_waits_in_the_sorter_s_queue(now: World) -> None:
    case, sorter = disputed(now), sit(now, "sorter")
    assert sorter.get("/desk/sort/")["Location"] == f"/desk/sort/{case.submission_id}/"
    sorter.post(f"/desk/sort/{case.submission_id}/", DECISION)
    assert "没有要分的信" in words(sorter.get("/desk/sort/"))


@pytest.mark.parametrize(
    "wrong", [{"upheld": ""}, {"to": ""}, {"to": "没有的局"}, {"decision": " "}, {"to": "水务局"}]
)
def test_a_decision_that_is_not_whole_keeps_every_word(now: World, wrong: dict[str, str]) -> None:
    case, said = disputed(now), {**DECISION, "meeting": "开过会", **wrong}
    for address in (f"/desk/sort/{case.submission_id}/", f"/desk/case/{case.pk}/"):
        refused = sit(now, "sorter").post(address, said)
        assert refused.status_code == 422 and "开过会" in words(refused)
    assert now.case().stage == "disputed"


def test_the_lead_asks_for_help_and_the_helper_finds_it_and_answers(now: World) -> None:
    case = now.in_handling(contact=card())
    address, helper = f"/desk/case/{case.pk}/", sit(now, "stranger")
    assert helper.get(address).status_code == 403
    sit(now, "officer").post(address, {"act": "support", "helper": "教育局", "asked": "查校内管道"})
    listed = words(helper.get("/desk/cases/?stage=helping"))
    assert "我们村停水三天了" in listed and "协办意见" in listed
    page = words(helper.get(address))
    assert "查校内管道" in page and "查看联系方式" not in page and 'value="reply"' not in page
    helper.post(address, {"act": "report", "opinion": "校内没有漏。"})
    assert "校内没有漏。" in words(sit(now, "officer").get(address))
    assert "我们村停水三天了" not in words(helper.get("/desk/cases/?stage=helping"))
    assert len(helper.get("/desk/search/", {"q": "停水"}).context["rows"]) == 1


def test_a_helper_who_answers_nothing_keeps_nothing(now: World) -> None:
    case = now.in_handling()
    support(case, to=now.bodies["SCHOOL"], words="来看", by=now.actor("sorter"), now=now.now)
    refused = sit(now, "stranger").post(f"/desk/case/{case.pk}/", {"act": "report", "opinion": " "})
    assert refused.status_code == 422


def test_the_supervisor_counts_what_was_sent_back_and_what_was_wrong(now: World) -> None:
    case = disputed(now)
    sit(now, "sorter").post(f"/desk/case/{case.pk}/", DECISION)
    supervisor = sit(now, "supervisor")
    page = supervisor.get("/desk/owed/")
    bureau = next(one for one in page.context["debts"] if one.name == "水务局")
    assert (bureau.owed, bureau.sent_back, bureau.transfers) == (0, 1, 1)
    assert "派单 2 件" in words(page) and "派错 1 件" in words(page)
    for url in (f"{bureau.url}?what=sent_back", f"{bureau.url}?what=transfers", page.context["desks"][0].url):
        assert "校内管道归学校" in words(supervisor.get(url))


def test_the_sorter_is_offered_no_township_that_the_catalogue_does_not_name(now: World) -> None:
    letter = now.letter(place_code="LL-SW")
    offered = words(
        sit(now, "sorter").get(f"/desk/sort/{letter.pk}/suggestions/", {"category": now.water.pk})
    )
    assert "柳林镇" in offered and "事情发生在这里" not in offered
