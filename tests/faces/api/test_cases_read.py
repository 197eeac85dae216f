"""A program reads cases: what its person may see, opened as on the page, and nothing besides."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.api.v1 import cases_listed
from lianxin.intake.models import Kind, Opening
from tests.faces.api.caller import Caller, no, own_program, program_of
from tests.world import World, card

HANDLING = ("letters.read", "cases.handle")


@pytest.fixture
def world(world: World) -> World:
    """This face asks the time itself."""
    world.now = timezone.now()
    return world


def bureau(world: World) -> Caller:
    return program_of(world, *HANDLING)


def test_a_bureau_sees_its_own_cases_soonest_due_first(world: World) -> None:
    mine = [world.dispatched(), world.in_handling()]
    world.dispatched("SCHOOL")
    told = bureau(world).get("/cases")
    due = [one["due"] for one in told["items"]]
    assert {one["id"] for one in told["items"]} == {str(one.pk) for one in mine}
    assert due == sorted(due) and told["next"] == ""


def test_a_list_goes_on_page_by_page_and_forgets_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_listed, "PAGE", 2)
    made = {str(world.dispatched().pk) for _n in range(5)}
    for query in ("", "owed=acknowledge&"):
        asks, seen, after, pages = bureau(world), [], "", 0
        while pages == 0 or after:
            told = asks.get(f"/cases?{query}after={after}")
            seen += [one["id"] for one in told["items"]]
            after, pages = told["next"], pages + 1
        assert sorted(seen) == sorted(made) and pages == 3


def test_lists_are_narrowed_by_stage_by_what_is_owed_and_until_when(world: World) -> None:
    given, taken = world.dispatched(), world.in_handling()
    asks = bureau(world)
    wanted = {
        "?stage=dispatched": [given], "?owed=reply": [taken], "?owed=acknowledge": [given],
        "?due_before=2001-01-01T00:00:00%2B08:00": [], f"?number={taken.dossier.number}": [taken],
        "?body=WATER&stage=in_handling": [taken], "?body=SCHOOL": [], "?category=SCHOOL": [],
    }  # fmt: skip
    for query, cases in wanted.items():
        assert [one["id"] for one in asks.get(f"/cases{query}")["items"]] == [str(one.pk) for one in cases]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("stage=late", "stage"), ("number=5", "number"), ("body=NO", "body"), ("category=NO", "category"),
        ("after=x", "after"), ("due_before=soon", "due_before"), ("colour=red", "colour"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_made_is_refused_at_its_word(world: World, query: str, field: str) -> None:
    answer = bureau(world).ask(f"/cases?{query}")
    assert no(answer) == (422, "not-valid")
    said = answer.json()
    assert field in {said.get("field"), *(one["field"] for one in said.get("errors", ()))}


def test_a_case_is_opened_as_on_the_page(world: World) -> None:
    case = world.in_handling(contact=card())
    told = bureau(world).get(f"/cases/{case.pk}")
    assert told["letter"]["body"] == case.submission.body and told["stage"] == "in_handling"
    assert "13800000000" not in str(told)
    assert {"draft", "submit", "progress", "object"} <= {*told["may"]} and "approve" not in told["may"]
    assert Opening.objects.filter(submission=case.submission).count() == 1


def test_what_has_not_changed_is_not_told_again(world: World) -> None:
    case, asks = world.in_handling(), bureau(world)
    asks.ask(f"/cases/{case.pk}")
    tag = asks.ask(f"/cases/{case.pk}")["ETag"]
    assert asks.ask(f"/cases/{case.pk}", if_none_match=tag).status_code == 304


def test_another_bodys_case_is_not_there(world: World) -> None:
    case = world.in_handling()
    other = program_of(world, *HANDLING, "contacts.read", body="SCHOOL")
    for path in ("", "/history"):
        assert no(other.ask(f"/cases/{case.pk}{path}")) == (404, "not-found")
    assert no(other.act(f"/cases/{case.pk}/contact")) == (404, "not-found")
    assert other.get("/cases")["items"] == []
    assert other.get(f"/cases?number={case.dossier.number}")["items"] == []


def test_who_steps_aside_sees_it_nowhere(world: World) -> None:
    case = world.in_handling()
    own = own_program(world, "officer", *HANDLING)
    assert own.do(f"/cases/{case.pk}/step-aside")["may"] == []
    assert own.get("/cases")["items"] == [] and no(own.ask(f"/cases/{case.pk}"))[0] == 404
    assert len(bureau(world).get("/cases")["items"]) == 1


def test_a_sealed_report_is_there_only_for_the_discipline_office_with_that_word(world: World) -> None:
    letter = world.letter(kind=Kind.REPORT)
    without = own_program(world, "discipline", "letters.read", "desk.sort")
    with_it = own_program(world, "discipline", "letters.read", "desk.sort", "sealed")
    above = own_program(world, "supervisor", "letters.read", "sealed")
    assert [len(one.get("/desk/waiting")["items"]) for one in (without, with_it, above)] == [0, 1, 0]
    for one in (without, above):
        assert no(one.ask(f"/desk/letters/{letter.pk}")) == (404, "not-found")
        assert no(one.act(f"/desk/letters/{letter.pk}/take")) == (404, "not-found")
    assert "take" in with_it.get(f"/desk/letters/{letter.pk}")["may"]
    taken = with_it.do(f"/desk/letters/{letter.pk}/take")
    assert taken["stage"] == "dispatched"
    assert no(without.ask(f"/cases/{taken['case']}"))[0] == no(above.ask(f"/cases/{taken['case']}"))[0] == 404
    assert [len(one.get("/cases")["items"]) for one in (without, with_it, above)] == [0, 1, 0]


def test_a_key_that_was_not_given_for_reading_reads_nothing(world: World) -> None:
    case = world.in_handling()
    blind = program_of(world, "cases.handle")
    for path in ("/cases", f"/cases/{case.pk}", f"/cases/{case.pk}/history"):
        assert no(blind.ask(path)) == (403, "not-allowed")
    assert not Opening.objects.exists()


def test_how_to_reach_the_writer_is_opened_by_an_act_and_shown_to_the_writer(world: World) -> None:
    case = world.in_handling(contact=card())
    reads, opens = bureau(world), program_of(world, "letters.read", "contacts.read")
    assert no(reads.act(f"/cases/{case.pk}/contact")) == (403, "not-allowed")
    assert opens.do(f"/cases/{case.pk}/contact")["phone"] == "13800000000"
    assert Opening.objects.get(contact=True).submission_id == case.submission_id


def test_of_a_confidential_letter_the_bureau_never_learns_who_wrote(world: World) -> None:
    case = world.in_handling(contact=card(), confidential=True)
    opens = program_of(world, "letters.read", "contacts.read")
    assert no(opens.act(f"/cases/{case.pk}/contact")) == (403, "not-allowed")


def test_the_whole_history_is_told_line_by_line(world: World) -> None:
    case = world.in_handling()
    names = [one["name"] for one in bureau(world).get(f"/cases/{case.pk}/history")["items"]]
    assert names[:1] == ["submission.received"] and "case.acknowledged" in names


def test_what_is_being_written_is_read_by_whoever_handles_it_and_when_it_is_to_be_signed(
    world: World,
) -> None:
    case = world.in_handling()
    drafts, watches = own_program(world, "officer", *HANDLING), own_program(world, "supervisor", HANDLING[0])
    drafts.do(f"/cases/{case.pk}/draft", {"answers": [{"number": 1, "words": "还在查。"}]})
    where = f"/cases/{case.pk}"
    assert drafts.get(where)["requests"][0]["words"] == "还在查。" and drafts.get(where)["draft"]
    assert "还在查" not in str(watches.get(where)) and watches.get(where)["draft"] is None
    whole = {"number": 1, "words": "还在查。", "facts": "属实。", "outcome": "supported"}
    drafts.do(f"{where}/submit", {"answers": [whole]})
    assert watches.get(where)["draft"]["handed_over"]


def test_who_helps_and_what_they_say_is_told_with_the_case(world: World) -> None:
    case = world.in_handling()
    asks, helper = bureau(world), program_of(world, *HANDLING, body="SCHOOL")
    asks.do(f"/cases/{case.pk}/support", {"helper": "SCHOOL", "words": "查校内管道"})
    assert [one["id"] for one in helper.get("/cases?owed=support")["items"]] == [str(case.pk)]
    helper.do(f"/cases/{case.pk}/report", {"words": "校内没有问题。"})
    (told,) = asks.get(f"/cases/{case.pk}")["supports"]
    assert (told["organisation"], told["answer"]) == ("教育局", "校内没有问题。")


def test_a_list_costs_the_same_however_long_it_is(world: World, django_assert_max_num_queries: Any) -> None:
    asks = bureau(world)
    world.dispatched()
    asks.get("/cases")
    with CaptureQueriesContext(connection) as few:
        asks.get("/cases")
    for _n in range(4):
        world.dispatched()
    with django_assert_max_num_queries(len(few)):
        asks.get("/cases")


@pytest.mark.parametrize(
    "query",
    [
        "due_before=0001-01-01T00:00:00%2B14:00", "due_before=9999-12-31T23:59:59-12:00", "owed=%25",
        "q=%00", "q=" + "x" * 3_000, "number=%F0%9F%92%A7", "after=AAAA", "body=%00", "category=" + "x" * 300,
        "after=LDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw", "stage=closed&owed=reply",
        "after=MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCwwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA",
    ],
)  # fmt: skip
def test_whatever_a_list_is_asked_for_nothing_breaks(world: World, query: str) -> None:
    world.in_handling()
    assert bureau(world).ask(f"/cases?{query}").status_code in {200, 422}


def test_a_letter_is_found_by_its_words_among_those_that_may_be_read(world: World) -> None:
    case = world.in_handling(body="水管在三组的桥边裂了。")
    world.dispatched("SCHOOL", body="学校的水管也裂了。")
    (found,) = bureau(world).get("/cases?q=水管")["items"]
    assert found["id"] == str(case.pk)
