"""The desks by JSON: waiting letters, files, originals, debts, readers; and how words are refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.channels.message import FileIn, Raw
from lianxin.flow.verbs import split
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Opening, Submission
from lianxin.office.verbs import give_login
from lianxin.outcomes.models import Publication, Reply
from tests.faces.api.caller import no, own_program, program_of
from tests.heard import heard
from tests.nasty.mails import mail
from tests.world import World, card

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
WHOLE = {"number": 1, "words": "已接通备用水源。", "facts": "情况属实。", "outcome": "supported"}


@pytest.fixture
def world(world: World) -> World:
    """This face asks the time itself."""
    world.now = timezone.now()
    return world


def test_the_desk_takes_what_waits_and_gives_it_out(world: World) -> None:
    letters = [world.letter(), world.letter(body="学校门口没有路灯。")]
    desk = program_of(world, "letters.read", "desk.sort", body="WS-DESK", role="sorter")
    assert {one["letter"] for one in desk.get("/desk/waiting")["items"]} == {str(one.pk) for one in letters}
    read = desk.get(f"/desk/letters/{letters[0].pk}")
    assert read["case"] is None and read["letter"]["body"] == letters[0].body
    given = desk.do(f"/desk/letters/{letters[0].pk}/dispatch", {"to": "WATER", "category": "WATER"})
    assert given["stage"] == "dispatched" and given["case"]
    assert desk.get(f"/cases/{given['case']}")["lead"] == {"code": "WATER", "name": "水务局"}
    assert len(desk.get("/desk/waiting")["items"]) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [({"to": "NO"}, "to"), ({"to": "WATER", "category": "NO"}, "category"), ({"to": ""}, "to"), ({}, "to"),
     ({"to": "WATER", "urgency": "very"}, "urgency"), ({"to": 5}, "to"), ({"to": "A\0"}, "to")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_registered(
    world: World, said: dict[str, Any], field: str
) -> None:
    letter = world.letter()
    answer = own_program(world, "sorter", "desk.sort").act(f"/desk/letters/{letter.pk}/dispatch", said)
    assert no(answer) == (422, "not-valid")
    told = answer.json()
    assert field in {told.get("field"), *(one["field"] for one in told.get("errors", ()))}
    assert Submission.objects.get().dossier.stage == "waiting"


def test_a_verb_says_no_at_the_field_as_it_is_called_here(world: World) -> None:
    case = world.in_handling()
    asks = own_program(world, "officer", "cases.handle")
    claim = {"request": 1, "reason": "要求重判。", "basis": "", "channel": "法院"}
    for path, said, field in (
        ("claim", claim, "basis"), ("progress", {"words": " "}, "words"),
        ("object", {"reason": ""}, "reason"), ("support", {"helper": "SCHOOL", "words": ""}, "words"),
    ):  # fmt: skip
        answer = asks.act(f"/cases/{case.pk}/{path}", said)
        assert (no(answer), answer.json()["field"]) == ((422, "not-valid"), field)


def test_an_answer_that_leaves_a_demand_out_is_not_handed_over(world: World) -> None:
    case = world.in_handling()
    split(case, ["供水", "退水费"], by=world.actor("officer"), now=world.now)
    asks = own_program(world, "officer", "cases.handle")
    answer = asks.act(f"/cases/{case.pk}/submit", {"answers": [WHOLE]})
    assert no(answer) == (422, "not-valid") and "第2项" in answer.json()["detail"]
    twice = asks.act(f"/cases/{case.pk}/submit", {"answers": [WHOLE, WHOLE]})
    assert no(twice) == (422, "not-valid")
    assert not Reply.objects.exists()


def test_a_colleagues_draft_is_not_written_over_unseen(world: World) -> None:
    case = world.in_handling()
    one = own_program(world, "officer", "letters.read", "cases.handle")
    system = program_of(world, "letters.read", "cases.handle")
    one.do(f"/cases/{case.pk}/draft", {"answers": [{"number": 1, "words": "我写的。"}]})
    blind = system.act(f"/cases/{case.pk}/draft", {"answers": [WHOLE]})
    assert no(blind) == (409, "someone-acted-first")
    seen = system.get(f"/cases/{case.pk}")["draft"]["drafted"]
    system.do(f"/cases/{case.pk}/draft", {"answers": [WHOLE], "drafted": seen})
    assert Reply.objects.get().answers.get().words == WHOLE["words"]


def test_only_the_draft_that_was_read_is_signed(world: World) -> None:
    case = world.submitted()
    signs = own_program(world, "approver", "letters.read", "cases.sign")
    seen = signs.get(f"/cases/{case.pk}")["draft"]["handed_over"]
    old = {"handed_over": "2025-01-01T00:00:00+08:00"}
    assert no(signs.act(f"/cases/{case.pk}/approve", old)) == (409, "someone-acted-first")
    assert no(signs.act(f"/cases/{case.pk}/approve", {"handed_over": "gestern"})) == (422, "not-valid")
    assert signs.do(f"/cases/{case.pk}/approve", {"handed_over": seen})["stage"] == "replied"


def test_a_file_is_given_to_whoever_reads_the_letter(world: World) -> None:
    case = world.in_handling(files=(FileIn("漏水.png", PNG),))
    file = case.submission.attachments.get().pk
    asks, other = program_of(world, "letters.read"), program_of(world, "letters.read", body="SCHOOL")
    answer = asks.ask(f"/cases/{case.pk}/files/{file}")
    assert b"".join(answer.streaming_content) == PNG and "attachment" in answer["Content-Disposition"]
    assert no(other.ask(f"/cases/{case.pk}/files/{file}")) == (404, "not-found")
    assert no(asks.ask(f"/cases/{case.pk}/files/{case.pk}")) == (404, "not-found")
    assert no(program_of(world, "cases.handle").ask(f"/cases/{case.pk}/files/{file}"))[0] == 403


def test_the_original_holds_who_wrote_and_counts_as_opening_that(world: World) -> None:
    heard(Raw("email", mail("Subject: 停水"), media_type="message/rfc822"), now=world.now)
    letter = Submission.objects.get()
    reads, opens = (own_program(world, "clerk", "letters.read", *more) for more in ((), ("contacts.read",)))
    assert reads.get(f"/desk/letters/{letter.pk}")["originals"] == []
    (came,) = opens.get(f"/desk/letters/{letter.pk}")["originals"]
    where = f"/desk/letters/{letter.pk}/originals/{came['id']}"
    assert no(reads.ask(where)) == (403, "not-allowed")
    assert b"Subject" in opens.ask(where).content
    assert Opening.objects.filter(submission=letter, contact=True).count() == 1


def test_the_private_part_of_a_letter_that_waits_is_opened_by_an_act(world: World) -> None:
    letter = world.letter(contact=card(phone="13800000000"))
    opens = own_program(world, "clerk", "contacts.read")
    assert opens.do(f"/desk/letters/{letter.pk}/contact")["phone"] == "13800000000"
    assert Opening.objects.get(contact=True).submission == letter


def test_a_supervisor_reads_what_each_body_owes_and_nobody_else_does(world: World) -> None:
    case = world.in_handling()
    asks = own_program(world, "supervisor", "letters.read")
    rows = {one["body"]["code"]: one["owed"] for one in asks.get("/owed")["items"]}
    assert rows["WATER"] == 1
    (owed,) = asks.get("/owed/WATER")["items"]
    assert (owed["key"], owed["case"]) == ("reply", str(case.pk))
    assert asks.get("/owed/WATER?what=broken")["items"] == []
    township = own_program(world, "township_secretary", "letters.read")
    assert no(township.ask("/owed/WATER")) == (403, "not-allowed")
    for path in ("/owed", "/owed/WATER"):
        assert no(own_program(world, "officer", "letters.read").ask(path)) == (403, "not-allowed")
        assert no(own_program(world, "supervisor", "cases.lead").ask(path)) == (403, "not-allowed")


def test_a_secretary_lets_somebody_read_and_ends_it(world: World) -> None:
    clerk = world.people["auditor"]
    give_login(clerk, "guihai", "Wang-shui-2025-ok", by=THE_INSTALLER, now=world.now)
    asks = own_program(world, "secretary", "cases.lead")
    nobody = asks.act("/readers", {"reader": "nobody", "body": "WS"})
    assert no(nobody) == (422, "not-valid") and nobody.json()["field"] == "reader"
    (one,) = asks.do("/readers", {"reader": "guihai", "body": "WS"})["items"]
    assert one["login"] == "guihai" and asks.get("/readers")["items"] == [one]
    other = own_program(world, "township_secretary", "cases.lead")
    assert no(other.act(f"/readers/{one['post']}/end")) == (403, "not-allowed")
    assert asks.do(f"/readers/{one['post']}/end")["items"] == []
    assert no(own_program(world, "officer", "cases.lead").ask("/readers")) == (403, "not-allowed")


def test_a_letter_is_made_public_as_it_was_proposed(world: World) -> None:
    said = "我叫谭文秀，电话13912345678。三组停水三天了。"
    case = world.delivered(body=said, public=True, contact=card(name="谭文秀", phone="13912345678"))
    asks = own_program(world, "sorter", "letters.read", "desk.tell")
    proposed = asks.get(f"/cases/{case.pk}/redaction")
    assert "谭文秀" not in proposed["letter"] and "三组停水三天了" in proposed["letter"]
    marks = [one["mark"] for one in proposed["found"] if one["ticked"]]
    assert no(asks.act(f"/cases/{case.pk}/publish", {"cover": ["nothing"]})) == (422, "not-valid")
    asks.do(f"/cases/{case.pk}/publish", {"cover": marks, "more": ["三天"]})
    letter = Publication.objects.get().letter
    assert "13912345678" not in letter and "三天" not in letter and "停水" in letter


def test_a_secretary_reads_what_is_written_to_the_own_body(world: World) -> None:
    mine = [world.letter(), world.dispatched().submission]
    world.letter(addressee="LL")
    asks = own_program(world, "secretary", "letters.read")
    told = asks.get("/desk/addressed")["items"]
    assert [one["letter"] for one in told] == [str(one.pk) for one in reversed(mine)]
    assert [one["stage"] for one in told] == ["dispatched", "waiting"] and told[0]["read_at"] is None
    assert asks.get(f"/desk/letters/{mine[0].pk}")["letter"]["body"] == mine[0].body
    assert asks.get("/desk/addressed")["items"][1]["read_at"]
    assert own_program(world, "officer", "letters.read").get("/desk/addressed")["items"] == []


def test_whose_writers_are_to_be_told_and_by_which_way(world: World) -> None:
    world.answered(channel="paper", contact=card(address="上湾村3组"))
    world.answered(channel="phone", contact=card())
    world.later(seconds=0)
    told = own_program(world, "clerk", "desk.tell").get("/desk/to-tell")["items"]
    assert {one["way"] for one in told} == {"paper", "phone"} and all(one["notices"] for one in told)
    assert no(own_program(world, "officer", "desk.tell").ask("/desk/to-tell")) == (403, "not-allowed")


def test_a_body_reads_what_is_counted_about_it_until_it_has_appealed(world: World) -> None:
    world.now = timezone.now() - timedelta(days=20)
    case = world.in_handling()
    world.later(days=20)
    asks = own_program(world, "officer", "cases.handle")
    (one,) = asks.get("/counted")["items"]
    assert (one["case"], one["counted"], one["body"]["code"]) == (str(case.pk), "late", "WATER")
    asks.do(f"/cases/{case.pk}/appeal-figure", {"counted": "late", "reason": "全镇停电。"})
    assert asks.get("/counted")["items"] == []
    decides = own_program(world, "supervisor", "letters.read", "cases.lead")
    assert [row["id"] for row in decides.get("/cases?owed=assess")["items"]] == [str(case.pk)]
    (figure,) = decides.get(f"/cases/{case.pk}")["figure_appeals"]
    said = {"number": figure["number"], "granted": True, "reason": "属实。"}
    decides.do(f"/cases/{case.pk}/decide-figure", said)
    assert decides.get(f"/cases/{case.pk}")["figure_appeals"][0]["held"] == "yes"
