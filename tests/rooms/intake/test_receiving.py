"""Hearing: word for word, once, and only by those who need to know."""

import json
import unicodedata
from datetime import timedelta

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.channels.message import ContactCard, Message
from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.models import Contact, Submission
from lianxin.intake.search import matching
from lianxin.intake.verbs import receive, receive_many
from lianxin.intake.words import LONGEST, fingerprint
from lianxin.kit.codes import code_mark, read_code
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.ledger.models import Dossier, Event
from tests.rooms.ledger.raw import sql
from tests.world import World, card


def message(body: str = "村口的路坏了。", **said: object) -> Message:
    return Message(**{"channel": "mailbox", "key": f"test:{uuid7()}", "body": body, **said})  # type: ignore[arg-type]


def test_a_letter_is_kept_numbered_and_owed_by_the_desk(world: World) -> None:
    letter = world.letter("上湾村没有水了。", addressee="LL", place="村东头", place_code="LL-SW")
    kept = Submission.objects.get(pk=letter.pk)
    assert (kept.body, kept.addressee.code, kept.place_organisation) == (
        "上湾村没有水了。", "LL", world.bodies["LL-SW"],
    )  # fmt: skip
    owed = Promise.objects.get(dossier=kept.dossier)
    assert (owed.key, owed.owed_by, owed.due) == (
        "register", world.bodies["WS-DESK"], world.now + timedelta(days=1),
    )  # fmt: skip
    assert kept.dossier.next_due == owed.due


def test_the_receipt_leads_back_to_the_letter_and_stands_nowhere_in_the_database(
    world: World, settings: object
) -> None:
    letter = world.letter()
    mark = code_mark(read_code(letter.code), settings.SECRET_KEY)  # type: ignore[attr-defined]
    assert Submission.objects.get(code_mark=mark) == letter
    row = Submission.objects.values().get()
    assert letter.code not in str(row)


def test_heard_twice_is_heard_once(world: World) -> None:
    first = world.letter(key="again")
    assert world.letter("别的话", key="again") == first
    assert Submission.objects.get().body == first.body
    assert Event.objects.filter(dossier=first.dossier).count() == 1


def test_twice_in_one_group_is_once_and_the_order_is_kept(world: World) -> None:
    one, two = message("一", key="one"), message("二", key="two")
    heard = receive_many([one, two, one], by=citizen(), now=world.now)
    assert [letter.body for letter in heard] == ["一", "二", "一"]
    assert Submission.objects.count() == 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), max_size=300).map(lambda words: "水" + words))
def test_what_comes_out_is_what_went_in_but_for_what_nobody_can_see(world: World, words: str) -> None:
    kept = Submission.objects.get(pk=world.letter(words).pk).body
    unseen = {"Cc", "Cs"}
    said = words.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    assert kept == "".join(c for c in said if unicodedata.category(c) not in unseen or c in "\n\t").strip()


@pytest.mark.parametrize("column", ["body", "subject", "kind", "channel", "key", "place", "salt"])
def test_the_database_refuses_to_change_what_was_said(world: World, column: str) -> None:
    letter = world.letter("原来的话")
    with pytest.raises(DatabaseError, match="append only"):
        sql(f"UPDATE intake_submission SET {column} = 'x'")
    letter.refresh_from_db()
    assert letter.body == "原来的话"


def test_the_ledger_commits_to_the_words_without_telling_them(world: World) -> None:
    letter = world.letter()
    line = Event.objects.get(dossier=letter.dossier)
    assert line.data["words"] == fingerprint(letter.salt, letter.subject, letter.body)


def test_the_private_part_stands_apart_and_can_be_deleted(world: World) -> None:
    letter = world.letter(contact=card(remark="别让村里知道"))
    assert letter.contact.remark == "别让村里知道"
    Contact.objects.all().delete()
    assert Submission.objects.filter(pk=letter.pk).exists()


def test_a_letter_without_contact_has_no_row_for_it(world: World) -> None:
    world.letter(contact=ContactCard())
    assert not Contact.objects.exists()


def test_a_letter_without_a_subject_is_called_by_its_first_words(world: World) -> None:
    assert world.letter("没有水。\n已经三天。").subject == "没有水。 已经三天。"
    assert len(world.letter("水" * 100).subject) == 60


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": " \n\x00。!"}, "body"),
        ({"body": "水" * 20_001}, "body"),
        ({"kind": "gossip"}, "kind"),
        ({"channel": "pigeon"}, ""),
        ({"key": ""}, ""),
        ({"key": "k" * 121}, ""),
        ({"addressee": "NOWHERE"}, "addressee"),
        ({"addressee": "LL\x00X"}, "addressee"),
        ({"subject": "题" * 201}, "subject"),
        ({"place": "村" * 201}, "place"),
        ({"contact": card(phone="1" * 41)}, "phone"),
        ({"contact": card(name="名" * 81)}, "name"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_written(
    world: World, said: dict[str, object], field: str
) -> None:
    before = Dossier.objects.count()
    with pytest.raises(NotValid) as refused:
        receive(message(**{"body": "水", **said}), by=citizen(), now=world.now)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.sentence.endswith("。")
    assert Dossier.objects.count() == before


def test_the_longest_lines_are_as_long_as_the_database_keeps(world: World) -> None:
    for name, most in LONGEST.items():
        model = Submission if name in {"subject", "place", "about"} else Contact
        assert model._meta.get_field(name).max_length == most
    longest = {name: "字" * most for name, most in LONGEST.items()}
    lines = {name: longest.pop(name) for name in ("subject", "place", "about")}
    letter = world.letter("水" * 20_000, contact=ContactCard(**longest), **lines)
    assert Submission.objects.get(pk=letter.pk).subject == lines["subject"]


def test_one_bad_letter_in_a_group_lets_none_of_them_in(world: World) -> None:
    with pytest.raises(NotValid):
        receive_many([message(), message("")], by=citizen(), now=world.now)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["officer", "secretary", "auditor", "supervisor"])
def test_whoever_has_no_business_at_the_mailbox_cannot_put_letters_in(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        receive(message(), by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        receive(message(), by=THE_CLOCK, now=world.now)


def test_a_clerk_who_types_a_paper_letter_is_named(world: World) -> None:
    letter = receive(message(channel="paper"), by=world.actor("clerk"), now=world.now)
    assert letter.typed_by == world.people["clerk"]
    assert world.letter().typed_by is None


def test_two_character_words_are_found_newest_first(world: World) -> None:
    first = world.letter("上湾村停水三天")
    second = world.letter("停水了，请来人")
    assert matching("停水") == [second.serial, first.serial]
    assert matching("上湾 停水") == [first.serial]
    assert matching("湾停") == []
    assert matching("\"' & | ! :*") == []


def test_words_from_which_something_had_to_be_taken_are_kept_as_they_came_too(world: World) -> None:
    plain = world.letter("第一行。\r\n第二行。\r\n")
    assert plain.body == "第一行。\n第二行。" and not plain.arrivals.exists()
    turned = world.letter("水\u202e管\x00裂了。")
    assert turned.body == "水管裂了。"
    original = json.loads(turned.arrivals.get().original())
    assert original["body"] == "水\u202e管\x00裂了。"
