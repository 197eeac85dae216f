"""The holding pen by the JSON API: what waits is listed, opened, registered, joined, set aside."""

import pytest

from lianxin.channels.api import LetterIn, letter_of, packed
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import hold_letter
from tests.faces.api.caller import WORDS, Caller, no, program_of
from tests.world import World

LETTER = f'{{"body": "{WORDS}", "contact": {{"phone": "13800000000"}}}}'.encode()


@pytest.fixture
def sorter(world: World) -> Caller:
    return program_of(world, "desk.sort", "contacts.read", body="WS-DESK", role="sorter")


def held(world: World, number: int = 1, *, addressee: str = "") -> Arrival:
    message = letter_of(LetterIn.model_validate_json(LETTER), key=f"api:{number}")
    return hold_letter(packed(LETTER, door="", addressee=addressee), message, by=THE_INSTALLER, now=world.now)


def test_what_waits_is_listed_page_by_page(world: World, sorter: Caller) -> None:
    ids = [str(held(world, number).pk) for number in range(53)]
    first = sorter.get("/desk/arrivals")
    rest = sorter.get(f"/desk/arrivals?after={first['next']}")
    assert [one["id"] for one in [*first["items"], *rest["items"]]] == ids and rest["next"] == ""
    assert first["items"][0]["why"] == "flood" and first["items"][0]["sender"] == "13800000000"


def test_who_opens_one_reads_what_could_be_read_and_is_written_down(world: World, sorter: Caller) -> None:
    arrival = held(world)
    told = sorter.get(f"/desk/arrivals/{arrival.pk}")
    assert told["read"]["body"] == WORDS and told["read"]["phone"] == "13800000000"
    assert arrival.handlings.get().became == "opened"


def test_it_is_registered_as_it_was_read_or_as_a_person_put_it_right(world: World, sorter: Caller) -> None:
    plain, mended = held(world, 1), held(world, 2)
    told = sorter.do(f"/desk/arrivals/{plain.pk}/register", {})
    assert told["became"] == "letter" and Submission.objects.get(pk=told["letter"]).body == WORDS
    told = sorter.do(f"/desk/arrivals/{mended.pk}/register", {"body": "水管破了。", "name": "王五"})
    letter = Submission.objects.select_related("contact").get(pk=told["letter"])
    assert (letter.body, letter.contact.name, letter.contact.phone) == ("水管破了。", "王五", "13800000000")


def test_it_is_joined_to_the_letter_that_it_is_about(world: World, sorter: Caller) -> None:
    arrival, letter = held(world), world.letter()
    assert no(sorter.act(f"/desk/arrivals/{arrival.pk}/join", {"letter": "没有"})) == (422, "not-valid")
    said = {"letter": letter.dossier.number, "words": "又停了一天。"}
    told = sorter.do(f"/desk/arrivals/{arrival.pk}/join", said)
    assert told["letter"] == str(letter.pk) and letter.additions.get().body == "又停了一天。"


def test_it_is_set_aside_with_a_reason_and_taken_back(world: World, sorter: Caller) -> None:
    path = f"/desk/arrivals/{held(world).pk}"
    assert no(sorter.act(f"{path}/set-aside", {"reason": " "})) == (422, "not-valid")
    assert sorter.do(f"{path}/set-aside", {"reason": "广告"})["became"] == "set_aside"
    assert no(sorter.act(f"{path}/set-aside", {"reason": "广告"})) == (409, "not-allowed-now")
    assert sorter.do(f"{path}/take-back")["became"] == "held"


def test_the_bytes_as_they_came_are_given_to_be_saved(world: World, sorter: Caller) -> None:
    arrival = held(world)
    path = f"/desk/arrivals/{arrival.pk}/original"
    assert sorter.ask(path).content == LETTER
    sorter.do(f"/desk/arrivals/{arrival.pk}/register", {})
    assert sorter.ask(path).content == LETTER
    without = program_of(world, "desk.sort", body="WS-DESK", role="sorter")
    assert no(without.ask(path)) == (403, "not-allowed")


def test_what_came_to_the_discipline_office_is_nobody_elses(world: World, sorter: Caller) -> None:
    arrival = held(world, addressee="WS-JW")
    assert sorter.get("/desk/arrivals")["items"] == []
    assert no(sorter.ask(f"/desk/arrivals/{arrival.pk}")) == (403, "not-allowed")
    officer = program_of(world, "desk.sort")
    assert no(officer.ask("/desk/arrivals")) == (403, "not-allowed")
