"""A pile of scanned letters by the JSON API: dropped, keyed in, joined, set aside, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.intake.models import Submission
from tests.faces.api.caller import WORDS, Caller, no, program_of
from tests.world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def clerk(world: World) -> Caller:
    return program_of(world, "letters.key_in", body="WS-DESK", role="clerk")


def dropped(clerk: Caller, number: int = 1) -> Any:
    files = [SimpleUploadedFile(f"{n}.png", PNG + bytes([n]), "image/png") for n in range(number)]
    answer = clerk.send("/desk/scans", {"files": files})
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_each_file_of_a_pile_is_a_letter_to_begin_with(clerk: Caller) -> None:
    pile = dropped(clerk, 3)
    assert [one["became"] for one in pile["letters"]] == ["held"] * 3 and pile["refused"] == []
    assert clerk.get(f"/desk/scans/{pile['id']}")["letters"] == pile["letters"]


def test_one_is_keyed_in_with_its_scan_as_the_original(clerk: Caller) -> None:
    (one,) = dropped(clerk)["letters"]
    clerk.do(f"/desk/scanned/{one['id']}/key-in", {"body": WORDS, "name": "王五"})
    letter = Submission.objects.get()
    assert letter.channel == "paper" and letter.attachments.count() == 1
    clerk.do(f"/desk/scanned/{one['id']}/key-in", {"body": WORDS})
    assert Submission.objects.count() == 1


def test_one_is_joined_and_another_set_aside_and_taken_back(world: World, clerk: Caller) -> None:
    first, second = dropped(clerk, 2)["letters"]
    letter = world.letter()
    said = {"letter": letter.dossier.number, "words": "又停了一天。"}
    assert clerk.do(f"/desk/scanned/{first['id']}/join", said)["letter"] == str(letter.pk)
    path = f"/desk/scanned/{second['id']}"
    assert clerk.do(f"{path}/set-aside", {"reason": "广告"})["became"] == "set_aside"
    assert clerk.do(f"{path}/take-back")["became"] == "held"


def test_only_the_clerk_of_the_desk_sees_them(world: World, clerk: Caller) -> None:
    pile = dropped(clerk)
    officer = program_of(world, "letters.key_in")
    assert no(officer.ask(f"/desk/scans/{pile['id']}")) == (403, "not-allowed")
    path = f"/desk/scanned/{pile['letters'][0]['id']}/key-in"
    assert no(officer.act(path, {"body": WORDS})) == (403, "not-allowed")
    assert not Submission.objects.exists()
