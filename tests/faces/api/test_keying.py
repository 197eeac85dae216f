"""A clerk's program keys in what was said and what came on paper, and adds to letters that are here."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.intake.models import Consent, Relation, Submission
from lianxin.kit.codes import read_code
from tests.faces.api.caller import WORDS, Caller, no, program_of
from tests.world import World

KEY = "7d1c2f0a-2f6e-4a43-9d55-2c2f0c1f9a11"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\x00" * 40
HELPER = {"helper": "登记员甲", "relation": "clerk", "consent": "spoken", "consented_on": "2025-03-03"}


@pytest.fixture
def clerk(world: World) -> Caller:
    return program_of(world, "letters.key_in", body="WS-DESK", role="clerk")


@pytest.mark.parametrize(
    ("path", "channel"), [("/desk/calls", "phone"), ("/desk/visits", "counter"), ("/desk/papers", "paper")]
)
def test_what_is_keyed_in_is_a_letter_with_a_receipt_and_the_clerk_in_it(
    clerk: Caller, path: str, channel: str
) -> None:
    told = clerk.do(path, {"body": WORDS, "addressee": "LL", "place_code": "LL-SW", "phone": "13800000000"})
    letter = Submission.objects.select_related("dossier", "typed_by").get()
    assert (letter.body, letter.channel, letter.addressee.code) == (WORDS, channel, "LL")
    assert letter.typed_by and letter.typed_by.technical and read_code(told["code"]) == letter.code
    assert told["number"] == letter.dossier.number and letter.contact.phone == "13800000000"


def test_the_same_key_again_is_one_letter_and_the_same_receipt(clerk: Caller) -> None:
    first, again = (clerk.act("/desk/calls", {"body": WORDS}, key=KEY) for _n in range(2))
    assert first.json() == again.json() and again["Idempotency-Replayed"] == "true"
    assert Submission.objects.count() == 1
    assert no(clerk.act("/desk/calls", {"body": "别的事情。"}, key=KEY)) == (422, "key-used")


def test_who_writes_for_somebody_says_who_and_how_they_agreed(clerk: Caller) -> None:
    clerk.do("/desk/visits", {"body": WORDS, "proxy": HELPER})
    proxy = Submission.objects.get().proxy
    assert (proxy.helper, proxy.relation, proxy.consent) == ("登记员甲", Relation.CLERK, Consent.SPOKEN)
    answer = clerk.act("/desk/visits", {"body": WORDS, "proxy": {**HELPER, "relation": "nobody"}})
    assert no(answer) == (422, "not-valid") and Submission.objects.count() == 1


def test_a_paper_brings_its_scan(clerk: Caller) -> None:
    scan = SimpleUploadedFile("信.png", PNG, "image/png")
    form = {"letter": json.dumps({"body": WORDS, "said_on": "2025-03-01"}), "files": scan}
    answer = clerk.send("/desk/papers", form)
    assert answer.status_code == 201, answer.content.decode()
    letter = Submission.objects.get()
    assert letter.attachments.get().media_type == "image/png" and letter.said_at


@pytest.mark.parametrize(
    "said", [{}, {"body": ""}, {"body": 3}, {"body": WORDS, "other": 1}, {"body": WORDS, "addressee": "NONE"}]
)
def test_what_is_wrong_is_told_and_nothing_is_kept(clerk: Caller, said: dict[str, object]) -> None:
    assert no(clerk.act("/desk/papers", said)) == (422, "not-valid")
    assert not Submission.objects.exists()


def test_only_who_has_such_a_key_and_such_a_post_keys_in(world: World) -> None:
    without = program_of(world, "letters.read", body="WS-DESK", role="clerk")
    officer = program_of(world, "letters.key_in")
    for caller in (without, officer):
        assert no(caller.act("/desk/calls", {"body": WORDS})) == (403, "not-allowed")
    assert no(Caller().act("/desk/calls", {"body": WORDS})) == (401, "not-known")
    assert not Submission.objects.exists()


def test_words_and_files_are_added_to_a_letter_that_is_here(world: World, clerk: Caller) -> None:
    letter = world.letter()
    told = clerk.do(f"/desk/letters/{letter.pk}/additions", {"words": "又停了一天。"})
    form = {
        "addition": json.dumps({"words": ""}),
        "files": SimpleUploadedFile("照片.png", PNG, "image/png"),
    }
    answer = clerk.send(f"/desk/letters/{letter.pk}/additions", form)
    assert answer.status_code == 200 and answer.json()["version"] != told["version"]
    assert letter.additions.get().body == "又停了一天。" and letter.attachments.count() == 1


def test_who_read_an_older_version_is_told_so(world: World, clerk: Caller) -> None:
    path = f"/desk/letters/{world.letter().pk}/additions"
    first = clerk.do(path, {"words": "又停了一天。"})
    clerk.do(path, {"words": "再停一天。"}, if_match=f'"{first["version"]}"')
    assert no(clerk.act(path, {"words": "第三天。"}, if_match=f'"{first["version"]}"')) == (412, "changed")


def test_a_recording_is_typed_out(world: World, clerk: Caller) -> None:
    letter = world.letter()
    form = {"addition": "{}", "files": SimpleUploadedFile("录音.mp3", MP3, "audio/mpeg")}
    assert clerk.send(f"/desk/letters/{letter.pk}/additions", form).status_code == 200
    file = letter.attachments.get()
    clerk.do(f"/desk/letters/{letter.pk}/transcribe", {"file": str(file.pk), "words": "停水三天了。"})
    assert file.transcripts.get().words == "停水三天了。"


def test_what_is_not_there_is_not_found(clerk: Caller) -> None:
    assert no(clerk.act(f"/desk/letters/{KEY}/additions", {"words": "补充"})) == (404, "not-found")


def test_a_sealed_report_takes_no_words_from_the_desk(world: World, clerk: Caller) -> None:
    path = f"/desk/letters/{world.letter(kind='report').pk}/additions"
    assert no(clerk.act(path, {"words": "补充"})) == (404, "not-found")


def test_the_writer_too_brings_a_file_beside_more_words(world: World) -> None:
    letter = world.letter()
    form = {
        "addition": json.dumps({"words": "照片在这里。"}),
        "files": SimpleUploadedFile("照片.png", PNG, "image/png"),
    }
    assert Caller(code=letter.code).send("/letter/additions", form).status_code == 200
    assert letter.additions.count() == 1 and letter.attachments.get().size == len(PNG)
