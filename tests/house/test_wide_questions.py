"""No page walks every folder of the house: each of its questions begins where an index is narrow."""

import pytest
from django.test import Client

from lianxin.identity.actors import THE_INSTALLER
from lianxin.office.verbs import give_key
from tests.faces.desks import EVERYBODY, arrived, dropped, sit
from tests.faces.test_desk_doors import CASE, DESKS
from tests.house.wide import wide_questions
from tests.problems_of import owned
from tests.world import World, card

PUBLIC = [
    "/", "/health", "/listed/", "/public/", "/public/ledger/", "/public/figures/", "/public/problems/",
    "/public/themes/", "/t/{code}/",
]  # fmt: skip
OPEN311 = [
    "discovery", "services", "services/WATER", "requests", "requests/{number}", "tokens/{mark}",
    "bulk/requests", "servicerequestupdates",
]  # fmt: skip
NARROWED = "/open311/v2/requests.json?service_code=WATER,other&status="


@pytest.mark.parametrize("who", ["", *sorted(EVERYBODY)])
def test_no_page_asks_of_every_folder(world: World, who: str) -> None:
    case = world.answered(contact=card(), addressee="WS")
    places = {
        "case": case.pk, "letter": case.submission_id, "path": world.bodies["WATER"].path, "seq": 1,
        "file": case.pk, "code": case.submission.code, **arrived(world), **dropped(world),
        "problem": owned(world, case).pk,
    }  # fmt: skip
    client, pages = (sit(world, who), [*DESKS, *CASE]) if who else (Client(), PUBLIC)
    with wide_questions() as wide:
        for page in pages:
            client.get(page.format(**places))
    assert not wide


def test_no_program_asks_of_every_folder(world: World) -> None:
    letter = world.letter(channel="open311", public=True, about="WATER")
    _key, secret = give_key("x", world.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=world.now)
    places = {"number": letter.dossier.number, "mark": letter.code_mark}
    pages = [f"/open311/v2/{page.format(**places)}.json?api_key={secret}" for page in OPEN311]
    with wide_questions() as wide:
        for page in [*pages, f"{NARROWED}open", f"{NARROWED}closed", f"{pages[3]}&service_request_id=1,2"]:
            answer = Client().get(page)
            assert answer.status_code == 200 and answer.getvalue()
    assert not wide
