"""Who gets in where: a table of every desk address and every person."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver

from lianxin.channels.message import FileIn
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Attachment
from lianxin.intake.verbs import add_files
from lianxin.intake.verbs.looking import look_at_due
from lianxin.ledger.queries import DEMO_EVENT
from lianxin.ledger.verbs import house_dossier, record
from tests.faces.desks import EVERYBODY, arrived, dropped, sit, words
from tests.made_files import picture
from tests.problems_of import owned
from tests.world import World, card

REVIEWERS = {"reviewer", "township_reviewer"}
OFFICERS = {
    *REVIEWERS, "officer", "approver", "county_approver", "village_officer", "stranger", "secretary",
    "township_secretary",
    "supervisor", "auditor",
}  # fmt: skip
DISCIPLINE = {"discipline", "second_discipline"}
SECRETARIES = {"secretary", "township_secretary"}
LEDGER = {"clerk", "sorter", "caller", *OFFICERS}
DESKS = {
    "/desk/": EVERYBODY,
    "/desk/sort/": {"sorter"},
    "/desk/appeals/": REVIEWERS,
    "/desk/calls/": {"caller"},
    "/desk/look-back/": {"caller"},
    "/desk/dispatching/": {"sorter", "supervisor", "office"},
    "/desk/numbers/": {*SECRETARIES, "supervisor", "auditor"},
    "/desk/figures/": {"sorter", *(OFFICERS - REVIEWERS)},
    "/desk/cases/": OFFICERS,
    "/desk/letters/": SECRETARIES,
    "/desk/owed/": {*SECRETARIES, "supervisor"},
    "/desk/paper/": {"clerk"},
    "/desk/scans/": {"clerk"},
    "/desk/scans/separator/": {"clerk"},
    "/desk/call/": {"clerk"},
    "/desk/counter/": {"clerk"},
    "/desk/waiting/": {"clerk"},
    "/desk/to-call/": {"clerk", "sorter"},
    "/desk/post/": {"clerk", "sorter"},
    "/desk/post/proofs/": {"clerk", "sorter"},
    "/desk/public/": {"sorter"},
    "/desk/sealed/": DISCIPLINE,
    "/desk/arrivals/": {"clerk", "sorter", *DISCIPLINE},
    "/desk/search/": EVERYBODY,
    "/desk/problems/": LEDGER,
    "/desk/problems/new/": {"sorter"},
    "/desk/problems/proposed/": {"sorter"},
    "/desk/problems/themes/": LEDGER,
}
READERS = {
    "clerk", "sorter", "caller", "officer", "approver", "county_approver", "secretary", "supervisor",
    "reviewer", "auditor", "discipline",
}  # fmt: skip
CASE = {
    "/desk/case/{case}/": READERS,
    "/desk/case/{case}/timeline/": READERS,
    "/desk/case/{case}/letter/": {"clerk", "sorter", "officer", "discipline"},
    "/desk/case/{case}/letter/{seq}/": {"clerk", "sorter", "officer", "discipline"},
    "/desk/letter/{letter}/": READERS,
    "/desk/file/{file}/": READERS,
    "/desk/file/{file}/small/": READERS,
    "/desk/file/{file}/large/": READERS,
    "/desk/sort/{letter}/": {"sorter"},
    "/desk/sort/{letter}/suggestions/": {"sorter"},
    "/desk/public/{case}/": {"sorter"},
    "/desk/owed/{path}/": {"supervisor", "secretary"},
    "/desk/arrivals/{held}/": {"clerk", "sorter"},
    "/desk/arrivals/{held}/original/": {"clerk", "sorter"},
    "/desk/arrivals/{came}/original/": {"clerk", "sorter"},
    "/desk/scans/{batch}/": {"clerk"},
    "/desk/scans/{batch}/progress/": {"clerk"},
    "/desk/scan/{scanned}/": {"clerk"},
    "/desk/scan/page/{page}/": {"clerk"},
    "/desk/scan/page/{page}/original/": {"clerk"},
    "/desk/problems/{problem}/": READERS - {"discipline"},
}

TAKE_A_FORM_ONLY = {
    "letter/<uuid:key>/contact/", "file/<uuid:key>/words/", "letters/readers/", "typing/<slug:channel>/",
    "post/print/", "post/addresses/", "scan/<uuid:key>/typing/", "scan/page/<uuid:key>/turn/",
    "to-call/<uuid:key>/", "search/kept/", "search/kept/<uuid:key>/",
}  # fmt: skip
# What opens by more than a post: tried in test_numbers, test_searching_page and test_theme_pages.
TRIED_ELSEWHERE = {
    "numbers/list/", "numbers/<int:year>.<str:kind>", "numbers/<slug:name>/", "search/feed/<str:word>/",
    "problems/themes/<uuid:key>/",
}  # fmt: skip


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_a_desk_opens_to_those_who_sit_at_it_and_to_nobody_else(world: World, who: str) -> None:
    client = sit(world, who)
    opened = {address for address in DESKS if client.get(address).status_code in {200, 302}}
    refused = {address for address in DESKS if client.get(address).status_code == 403}
    assert opened == {address for address, people in DESKS.items() if who in people}
    assert refused == set(DESKS) - opened


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_a_case_opens_to_those_whom_it_concerns_and_to_nobody_else(world: World, who: str) -> None:
    case = world.answered(contact=card(), addressee="WS")
    scan = FileIn("a.png", picture("PNG"))
    add_files(case.submission, [scan], by=world.writer(case), now=world.now)
    look_at_due(now=world.now)
    places = {
        "case": case.pk, "letter": case.submission_id, "path": world.bodies["WATER"].path,
        "file": Attachment.objects.get().pk, "seq": 1, **arrived(world), **dropped(world),
        "problem": owned(world, case).pk,
    }  # fmt: skip
    client = sit(world, who)
    answers = {}
    for address in CASE:
        answer = client.get(address.format(**places))
        answers[address] = answer.status_code
        answer.getvalue()  # a file is closed when it has been read to its end
    assert answers == {
        address: answers[address] if who in people and answers[address] in {200, 302} else 403
        for address, people in CASE.items()
    }


def test_every_desk_address_is_in_the_table() -> None:
    known = {address.replace("{case}", "{}").replace("{letter}", "{}") for address in {**DESKS, **CASE}}
    others = {"sign-out/", "demo/", "demo/<slug:role>/"} | TAKE_A_FORM_ONLY | TRIED_ELSEWHERE
    found = {
        str(one.pattern)
        for one in get_resolver("lianxin.web.desk.urls").url_patterns
        if str(one.pattern) not in others
    }
    shapes = {
        "/desk/"
        + pattern.replace("<uuid:key>", "{}").replace("<str:path>", "{path}").replace("<int:seq>", "{seq}")
        for pattern in found
    }
    assert shapes == {re.sub("{(file|held|came|batch|scanned|page|problem)}", "{}", shape) for shape in known}


@pytest.mark.django_db
def test_who_has_not_signed_in_is_asked_to() -> None:
    for address in DESKS:
        assert Client().get(address)["Location"].startswith("/account/login/")


def test_acts_of_a_stranger_are_refused_and_write_nothing(world: World) -> None:
    case = world.in_handling()
    length = case.dossier.length
    for act in (
        "unlink",
        "look_back",
        "claim",
        "decide_claim",
        "decide_contest",
        "sponsor",
        "sponsor_tell",
        "supervise",
        "list",
        "end_supervision",
        "acknowledge",
        "draft",
        "submit",
        "take_back",
        "approve",
        "send_back",
        "tell",
        "deliver",
        "instruct",
        "split",
        "take",
        "decline",
        "readmit",
        "grant_recusal",
        "refuse_recusal",
    ):
        answer = sit(world, "stranger").post(f"/desk/case/{case.pk}/", {"act": act, "answer-1": "不归我管"})
        assert answer.status_code == 403
    recording = Attachment.objects.create(
        submission=case.submission, sha256="0" * 64, name="a.amr", media_type="audio/amr", size=1,
        added_at=world.now,
    )  # fmt: skip
    for address in (f"letter/{case.submission_id}/contact/", f"file/{recording.pk}/words/"):
        assert sit(world, "stranger").post(f"/desk/{address}", {"words": "没有"}).status_code == 403
    waiting = arrived(world)["held"]
    for act in ("take", "join", "aside", "back"):
        assert sit(world, "discipline").post(f"/desk/arrivals/{waiting}/", {"act": act}).status_code == 403
    for act in ("publish", "take_down"):
        assert sit(world, "stranger").post(f"/desk/public/{case.pk}/", {"act": act}).status_code == 403
    assert world.case().dossier.length == length


@pytest.mark.parametrize("who", sorted(EVERYBODY - DISCIPLINE))
def test_a_report_of_a_breach_of_discipline_appears_on_no_ordinary_desk(world: World, who: str) -> None:
    letter = world.letter("李某收了红包。", kind="report", addressee="WS")
    client = sit(world, who)
    for address in [*DESKS, "/desk/search/?q=红包", f"/desk/search/?q={letter.dossier.number}"]:
        assert "红包" not in words(client.get(address, follow=True)).replace('value="红包"', "")
    for address in (f"/desk/letter/{letter.pk}/", f"/desk/sort/{letter.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/desk/letter/{letter.pk}/contact/").status_code == 403


def test_the_discipline_office_takes_a_report_and_answers_it(world: World) -> None:
    letter = world.letter("李某收了红包。", kind="report", addressee="WS")
    client = sit(world, "discipline")
    assert "李某收了红包" in words(client.get("/desk/sealed/"))
    client.post(f"/desk/letter/{letter.pk}/", {"act": "take"})
    case = world.case()
    for act in ({"act": "acknowledge"}, {"act": "submit", "answer-1": "已经立案。"}):
        assert client.post(f"/desk/case/{case.pk}/", act).status_code == 302
    assert client.post(f"/desk/case/{case.pk}/", {"act": "approve"}).status_code == 403
    second = sit(world, "second_discipline")
    assert second.post(f"/desk/case/{case.pk}/", {"act": "approve"}).status_code == 302
    assert world.case().stage == "replied" and world.case().is_sealed()
    assert sit(world, "secretary").get(f"/desk/case/{case.pk}/").status_code == 403


def test_without_demo_mode_nobody_signs_in_by_one_click(world: World) -> None:
    client = Client()
    assert client.get("/desk/demo/").status_code == 404
    assert client.post("/desk/demo/sorter/").status_code == 404
    with override_settings(LIANXIN_DEMO=True):
        assert client.get("/desk/demo/").status_code == 404, "a real county is never a demo"
        record(house_dossier(now=world.now), DEMO_EVENT, by=THE_INSTALLER, now=world.now)
        assert "派单员乙" in words(client.get("/desk/demo/"))
        assert client.get("/desk/demo/sorter/").status_code == 405
        assert client.post("/desk/demo/sorter/", follow=True).status_code == 200
    assert client.get("/desk/sort/").status_code == 200


def test_signing_out_ends_the_session(world: World) -> None:
    client = sit(world, "officer")
    client.post("/desk/sign-out/")
    assert client.get("/desk/cases/").status_code == 302
