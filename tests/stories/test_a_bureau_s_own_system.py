"""A bureau has a system of its own. It works there; a person signs; the writer reads and judges as ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.flow.laws import quick
from lianxin.flow.verbs import sort
from lianxin.intake.models import Opening
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Reply
from tests.faces.api.caller import Caller, no, own_program, program_of
from tests.faces.desks import sit, words
from tests.world import World, card

FOUND = {
    "number": 1,
    "words": "换了水泵，今天恢复供水。",
    "facts": "到三组看过，水泵烧了。",
    "outcome": "supported",
}
TO_THE_END = [
    "submission.received", "submission.registered", "case.registered", "case.accepted", "case.dispatched",
    "submission.opened", "case.acknowledged", "case.progress_told", "case.submitted",
    "submission.opened", "case.replied", "case.delivered", "case.rated", "case.closed",
]  # fmt: skip


@pytest.fixture
def letter(world: World) -> Any:
    world.now = timezone.now() - timedelta(minutes=5)
    return world.letter(body="三组停水三天了。", contact=card())


@pytest.fixture
def system(world: World) -> Caller:
    """The bureau's own system: it may read and handle, and sign nothing."""
    return program_of(world, "letters.read", "cases.handle")


def given(world: World, letter: Any) -> Case:
    return sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=timezone.now())


def answered(case: Case, system: Caller, signs: Caller) -> None:
    """The way of one answer: taken, told of, written, handed over by one; read and signed by the other."""
    for row in system.get("/cases?stage=dispatched")["items"]:
        system.get(f"/cases/{row['id']}")
        system.do(f"/cases/{row['id']}/acknowledge")
        system.do(f"/cases/{row['id']}/progress", {"words": "已经派人去看。"})
        system.do(f"/cases/{row['id']}/draft", {"answers": [FOUND]})
        system.do(f"/cases/{row['id']}/submit", {"answers": [FOUND]})
    read = signs.get(f"/cases/{case.pk}")
    signed = {"handed_over": read["draft"]["handed_over"]}
    told = signs.do(f"/cases/{case.pk}/approve", signed, if_match=f'"{read["version"]}"')
    assert told["stage"] == "replied"


def test_what_a_bureau_does_in_its_own_system_is_done_here(world: World, letter: Any, system: Caller) -> None:
    case = given(world, letter)
    signs = own_program(world, "approver", "letters.read", "cases.sign")
    answered(case, system, signs)
    writer = Caller(code=letter.code)
    assert writer.get("/letter")["replies"] == [], "an answer stays closed until it is opened"
    writer.do("/letter/read")
    (told,) = writer.get("/letter")["replies"]
    assert told["answers"][0]["words"] == FOUND["words"] and told["office"] == "水务局"
    assert writer.do("/letter/rating", {"verdict": "solved", "result": 5})["stage"] == "closed"
    assert quick().ok


def test_the_ledger_is_the_same_as_through_the_pages(world: World, letter: Any, system: Caller) -> None:
    case = given(world, letter)
    answered(case, system, own_program(world, "approver", "letters.read", "cases.sign"))
    writer = Caller(code=letter.code)
    writer.do("/letter/read")
    writer.do("/letter/rating", {"verdict": "solved"})
    by_json = names_of(case)
    other = given(world, world.letter(body="四组也停水了。"))
    by_pages(world, other)
    assert by_json == names_of(other) == TO_THE_END


def by_pages(world: World, case: Case) -> None:
    """The same by hand: two people at two desks, and the writer on the page behind the code."""
    page, officer, approver = f"/desk/case/{case.pk}/", sit(world, "officer"), sit(world, "approver")
    written = {"answer-1": FOUND["words"], "facts-1": FOUND["facts"], "outcome-1": FOUND["outcome"]}
    officer.get(page)
    for said in ({"act": "acknowledge"}, {"act": "tell", "progress": "已经派人去看。"}):
        assert officer.post(page, said).status_code == 302
    for act in ("draft", "submit"):
        assert officer.post(page, {"act": act, **written}).status_code == 302
    approver.get(page)
    assert approver.post(page, {"act": "approve"}).status_code == 302
    behind = f"/t/{case.submission.code}/"
    writer = Client()
    writer.post(f"{behind}answer/")
    writer.post(f"{behind}rate/", {"verdict": "solved"})


def names_of(case: Case) -> list[str]:
    folders = (case.pk, case.submission_id)
    return [*Event.objects.filter(dossier__in=folders).order_by("at", "id").values_list("name", flat=True)]


def test_the_writer_sees_who_opened_the_letter_though_it_was_a_program(
    world: World, letter: Any, system: Caller
) -> None:
    system.get(f"/cases/{given(world, letter).pk}")
    assert Opening.objects.get().organisation == world.bodies["WATER"]
    assert [one["office"] for one in Caller(code=letter.code).get("/letter")["openings"]] == ["水务局"]


def test_the_system_that_wrote_it_never_signs_it(world: World, letter: Any, system: Caller) -> None:
    case = given(world, letter)
    system.do(f"/cases/{case.pk}/acknowledge")
    system.do(f"/cases/{case.pk}/submit", {"answers": [FOUND]})
    greedy = program_of(world, "letters.read", "cases.handle", "cases.sign", body="WATER")
    for asks in (system, greedy):
        assert no(asks.act(f"/cases/{case.pk}/approve", {})) == (403, "not-allowed")
    assert not Reply.objects.exclude(sent_at=None).exists()


def test_a_person_at_a_desk_sees_what_the_system_did_and_goes_on(
    world: World, letter: Any, system: Caller
) -> None:
    case = given(world, letter)
    system.do(f"/cases/{case.pk}/acknowledge")
    system.do(f"/cases/{case.pk}/draft", {"answers": [FOUND]})
    page = words(sit(world, "officer").get(f"/desk/case/{case.pk}/"))
    assert FOUND["words"] in page and "WATER的系统" in page
    late = system.act(f"/cases/{case.pk}/submit", {"answers": [FOUND]}, if_match='"1.1"')
    assert no(late) == (412, "changed")
