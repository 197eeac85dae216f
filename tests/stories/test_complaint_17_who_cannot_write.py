"""Complaint 17: old people, people who cannot write and people without a telephone are not left out."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.channels.message import FileIn, Message, ProxyIn
from lianxin.flow.verbs import sort
from lianxin.identity.actors import citizen
from lianxin.intake.models import Attachment, Proxy, Submission, Transcript
from lianxin.intake.verbs import add_files, receive, transcribe
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.outcomes.models import Sending
from tests.faces.desks import sit, words
from tests.world import World, card

AMR = b"#!AMR\n" + b"\x3c" * 64
HELPED = {"helper": "王小明", "relation": "neighbour", "consent": "spoken", "consented_on": "2025-03-02"}
SAYS = "我家门口的路灯坏了一个月。"


def test_a_neighbour_writes_and_the_receipt_is_the_old_man_s_own(world: World) -> None:
    said = {"body": SAYS, "kind": "problem", "addressee": "WS", "key": str(uuid7()), "name": "老周", **HELPED}
    receipt = Client().post("/write/", said, follow=True)
    assert "王小明(邻居、朋友)代写" in words(receipt) and "本人当面口头同意" in words(receipt)
    letter = Submission.objects.get()
    assert letter.contact.name == "老周" and letter.proxy.helper == "王小明"
    assert "王小明" not in "".join(letter.dossier.events.values_list("words", flat=True))
    clerk = sit(world, "clerk")
    page = words(clerk.get(f"/desk/letter/{letter.pk}/"))
    assert "邻居、朋友代写" in page and "王小明" not in page, "the name is private like the contact card"
    assert "王小明" in words(clerk.post(f"/desk/letter/{letter.pk}/contact/"))


def test_a_clerk_writes_down_what_was_said_by_telephone(world: World) -> None:
    said = {
        "key": f"paper:{uuid7()}",
        "body": SAYS,
        "kind": "problem",
        "address": "上湾村3组",
        "name": "老周",
    }
    said |= {"helper": "登记员甲", "relation": "clerk", "consent": "telephone", "consented_on": "2025-03-03"}
    assert "已录入" in words(sit(world, "clerk").post("/desk/paper/", said, follow=True))
    assert Proxy.objects.get().consent == "telephone"


@pytest.mark.parametrize("missing", sorted(HELPED))
def test_without_consent_nobody_writes_for_another_and_nothing_typed_is_lost(
    world: World, missing: str
) -> None:
    said = {"body": SAYS, "kind": "problem", "addressee": "WS", "key": str(uuid7()), **HELPED, missing: ""}
    answer = Client().post("/write/", said)
    assert answer.status_code == 422 and SAYS in words(answer) and not Submission.objects.exists()


def test_consent_that_lies_ahead_is_none(world: World) -> None:
    proxy = ProxyIn("王小明", "family", "signed", date(2025, 3, 4))
    message = Message("mailbox", f"test:{uuid7()}", SAYS, proxy=proxy)
    with pytest.raises(NotValid, match="还没有到"):
        receive(message, by=citizen(), now=world.now)


def recorded(world: World) -> Attachment:
    case = world.in_handling()
    add_files(case.submission, [FileIn("说的话.amr", AMR)], by=world.writer(case), now=world.now)
    return Attachment.objects.select_related("submission__dossier__keeper", "submission__addressee").get()


def test_who_only_speaks_is_heard_and_the_recording_stays_the_original(world: World) -> None:
    sound = recorded(world)
    clerk = sit(world, "clerk")
    for heard in ("水管漏了", "水管漏了三天"):
        assert clerk.post(f"/desk/file/{sound.pk}/words/", {"words": heard}).status_code == 302
    page = words(Client().get(f"/t/{sound.submission.code}/"))
    assert "水管漏了三天" in page and "以您的录音为准" in page and "说的话.amr" in page
    both = words(sit(world, "officer").get(f"/desk/case/{world.case().pk}/"))
    assert "水管漏了</p>" in both and "水管漏了三天" in both, "what was typed first is not rubbed out"
    sound.refresh_from_db()
    assert sound.size == len(AMR) and Transcript.objects.count() == 2


@pytest.mark.parametrize("who", ["officer", "stranger", "secretary", "auditor"])
def test_nobody_else_types_it(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        transcribe(recorded(world), "没有漏", by=world.actor(who), now=world.now)


def test_only_recordings_are_typed_and_never_as_nothing(world: World) -> None:
    sound = recorded(world)
    with pytest.raises(NotValid):
        transcribe(sound, " ", by=world.actor("clerk"), now=world.now)
    sound.media_type = "image/png"
    with pytest.raises(NotValid):
        transcribe(sound, "图", by=world.actor("clerk"), now=world.now)


def test_large_letters_on_every_page_of_the_road(world: World) -> None:
    case = world.delivered()
    client, page = Client(), f"/t/{case.submission.code}/"
    client.get("/large/?on=1&next=/")
    roads = ["/", "/write/", "/listed/", "/how-we-count/", page]
    roads += [
        page + way for way in ("receipt/", "rate/", "appeal/", "add/", "keep-out/", "withdraw/", "timeline/")
    ]
    for address in roads:
        assert 'class="large"' in words(client.get(address, follow=True)), address


def test_who_has_no_telephone_gets_receipt_and_answer_on_paper(world: World) -> None:
    case = world.answered(channel="paper", contact=card(address="上湾村3组"))
    world.later(minutes=5)
    assert "data-print" in words(Client().get(f"/t/{case.submission.code}/receipt/"))
    for sent in Sending.objects.filter(submission=case.submission).select_related("event"):
        sheet = words(sit(world, "clerk").get(f"/desk/case/{case.pk}/letter/{sent.event.seq}/"))
        assert "上湾村3组" in sheet and case.submission.code[:4] in sheet


def test_the_form_takes_a_recording(world: World) -> None:
    said = {"body": SAYS, "kind": "problem", "addressee": "WS", "key": str(uuid7())}
    sound = SimpleUploadedFile("说的话.amr", AMR)
    Client().post("/write/", {**said, "files": [sound]})
    assert Attachment.objects.get().media_type == "audio/amr"


def test_who_sees_badly_is_written_to_in_large_letters(world: World) -> None:
    said = {"body": SAYS, "kind": "problem", "addressee": "WS", "key": str(uuid7()), "large_print": "on"}
    Client().post("/write/", {**said, "name": "老周", "address": "上湾村3组7号"})
    letter = Submission.objects.get()
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.later(minutes=5)
    clerk = sit(world, "clerk")
    printed = words(clerk.post("/desk/post/print/", {"letter": letter.pk}))
    assert 'class="letter-sheet in-large"' in printed
    assert "用大字印" in words(clerk.post(f"/desk/letter/{letter.pk}/contact/"))
