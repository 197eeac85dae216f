"""Somebody calls: written while they speak, read back, registered, and answered when they call again."""

from django.test import Client

from lianxin.intake.models import Draft, Submission
from lianxin.kit.ids import uuid7
from tests.faces.desks import sit, words
from tests.world import World

SAYS = "上湾村的水管又裂了，昨天晚上就没有水，老人没水做饭。"


def said(**more: str) -> dict[str, str]:
    return {"key": KEY, "phone": "138 0000 0000", "body": SAYS, "kind": "problem", "place": "上湾村", **more}


KEY = str(uuid7())


def test_what_is_typed_is_kept_until_it_is_registered(world: World) -> None:
    clerk = sit(world, "clerk")
    clerk.post("/desk/typing/phone/", said(body="上湾村的水"))
    clerk.post("/desk/typing/phone/", said())
    (draft,) = Draft.objects.all()
    assert draft.said["body"] == SAYS and "没写完的" in words(clerk.get("/desk/call/"))
    assert SAYS in words(clerk.get(f"/desk/call/?draft={draft.key}")), "the machine died, nothing is lost"
    read = words(clerk.post("/desk/call/", said(act="read")))
    assert "请念给对方听" in read and not Submission.objects.exists()
    taken = words(clerk.post("/desk/call/", said(act="take"), follow=True))
    letter = Submission.objects.get()
    assert letter.channel == "phone" and letter.dossier.number in taken and not Draft.objects.exists()
    clerk.post("/desk/call/", said(act="take"))
    clerk.post("/desk/typing/phone/", said())
    assert Submission.objects.count() == 1 and not Draft.objects.exists(), "pressed twice is one call"


def test_the_caller_s_earlier_matters_and_what_others_say_stand_beside_it(world: World) -> None:
    case = world.in_handling(body=SAYS, place_code="LL-SW")
    clerk = sit(world, "clerk")
    hints = words(clerk.post("/desk/typing/phone/", said(phone="", body="上湾村水管裂了，没有水做饭")))
    assert case.dossier.number in hints
    clerk.post("/desk/call/", said(body="路灯也坏了。", act="take"))
    hints = words(clerk.post("/desk/typing/phone/", said(key=str(uuid7()), body="", phone="13800000000")))
    assert "路灯也坏了" in hints, "the same number, however it is written"


def test_whoever_calls_again_with_the_code_reads_the_answer(world: World) -> None:
    sit(world, "clerk").post("/desk/call/", said(act="take", place=""))
    letter = Submission.objects.get()
    assert words(Client().get(f"/t/{letter.code}/")).count(letter.dossier.number)


def test_who_cannot_write_is_written_for_with_consent(world: World) -> None:
    clerk = sit(world, "clerk")
    form = words(clerk.get("/desk/counter/"))
    assert 'value="登记员甲"' in form, "the clerk is who writes"
    helped = {"helper": "登记员甲", "relation": "clerk", "consent": "", "consented_on": "2025-03-03"}
    refused = clerk.post("/desk/counter/", said(act="take", **helped))
    assert refused.status_code == 422 and not Submission.objects.exists(), (
        "nobody speaks for who did not agree"
    )
    clerk.post("/desk/counter/", said(act="take", **{**helped, "consent": "spoken"}))
    letter = Submission.objects.get()
    assert (letter.channel, letter.proxy.relation) == ("counter", "clerk")


def test_a_stranger_s_draft_is_nobody_s_to_see(world: World) -> None:
    sit(world, "clerk").post("/desk/typing/phone/", said())
    other = sit(world, "sorter")
    assert other.post("/desk/typing/phone/", said()).status_code == 403
    assert SAYS not in words(other.get("/desk/call/"))
