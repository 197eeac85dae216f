"""Every step that a writer is told of is a letter on paper, made from data, at the desk and at home."""

import pytest
from django.test import Client

from lianxin.flow.verbs import (
    accept,
    ask_citizen,
    choose_track,
    decide_objection,
    dispatch,
    give_notice,
    object_to,
    register,
)
from lianxin.outcomes.models import Sending
from lianxin.outcomes.notices import NOTICES
from lianxin.outcomes.verbs import tell_progress
from tests.faces.desks import sit, words
from tests.world import World, card

AT_HOME = card(address="上湾村3组")


def seqs(world: World, case: object) -> dict[str, int]:
    rows = Sending.objects.filter(dossier=case.pk).select_related("event")  # type: ignore[attr-defined]
    return {row.notice: row.event.seq for row in rows}


def test_an_answer_says_until_when_a_review_can_be_asked_counted_from_delivery(world: World) -> None:
    case = world.answered(contact=AT_HOME)
    world.later(minutes=5)
    sheet = words(sit(world, "clerk").get(f"/desk/case/{case.pk}/letter/{seqs(world, case)['replied']}/"))
    assert "处理意见书" in sheet and "已接通备用水源" in sheet and "上湾村3组" in sheet
    assert f"{case.dossier.number}-" in sheet and "从收到那天起另算" in sheet


def test_what_has_arrived_counts_from_the_day_it_did(world: World) -> None:
    case = world.delivered(contact=AT_HOME)
    world.later(minutes=5)
    sheet = words(sit(world, "clerk").get(f"/desk/case/{case.pk}/letter/{seqs(world, case)['replied']}/"))
    assert "2025年3月3日(星期一)已经送到，最迟2025年4月2日(星期三)申请。" in sheet


def test_a_written_notice_a_question_and_progress_are_printed_word_for_word(world: World) -> None:
    register(world.letter(contact=AT_HOME), by=world.actor("sorter"), now=world.now)
    choose_track(world.case(), "petition", reason="求决", by=world.actor("sorter"), now=world.now)
    accept(world.case(), by=world.actor("sorter"), now=world.now)
    dispatch(world.case(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    give_notice(world.case(), "已收到，先查水管。", by=world.actor("officer"), now=world.now)
    case = world.case()
    world.later(minutes=5)
    answer = sit(world, "sorter").get(f"/desk/case/{case.pk}/letter/{seqs(world, case)['notice_given']}/")
    assert "书面告知书" in words(answer) and "已收到，先查水管。" in words(answer)
    for act, name, said in (
        (ask_citizen, "citizen_asked", "表号？"),
        (tell_progress, "progress_told", "到货了"),
    ):
        case = world.in_handling(contact=AT_HOME)
        act(case, said, by=world.actor("officer"), now=world.now)
        world.later(minutes=5)
        sheet = sit(world, "clerk").get(f"/desk/case/{case.pk}/letter/{seqs(world, case)[name]}/")
        assert said in words(sheet)


@pytest.mark.parametrize(("upheld", "notice"), [(True, "passed_on"), (False, "designated")])
def test_the_writer_is_told_to_whom_a_letter_was_passed_on_and_why(
    world: World, upheld: bool, notice: str
) -> None:
    case = world.dispatched(contact=AT_HOME)
    object_to(case, reason="不归我管", by=world.actor("officer"), now=world.now)
    to = world.bodies["SCHOOL"] if upheld else None
    decide_objection(
        world.case(), upheld=upheld, to=to, words="校内的事", by=world.actor("sorter"), now=world.now
    )
    world.later(minutes=5)
    sheet = words(sit(world, "clerk").get(f"/desk/case/{case.pk}/letter/{seqs(world, case)[notice]}/"))
    assert ("教育局" if upheld else "水务局") in sheet and "理由：校内的事。" in sheet


def test_the_writer_prints_what_was_told_and_nothing_unopened(world: World) -> None:
    case = world.answered()
    world.later(minutes=5)
    client, page = Client(), f"/t/{case.submission.code}/paper/"
    assert "登记告知书" in words(client.get(f"{page}{seqs(world, case)['registered']}/"))
    closed = client.get(f"{page}{seqs(world, case)['replied']}/")
    assert closed.status_code == 409 and "备用水源" not in words(closed)
    client.post(f"/t/{case.submission.code}/answer/")
    assert "备用水源" in words(client.get(f"{page}{seqs(world, case)['replied']}/"))
    assert client.get(f"{page}999/").status_code == 409


def test_of_a_sealed_report_the_writer_s_page_prints_no_letter(world: World) -> None:
    letter = world.letter("李某收了红包。", kind="report")
    register(letter, by=world.actor("discipline"), now=world.now)
    assert Client().get(f"/t/{letter.code}/paper/1/").status_code == 409


def test_every_kind_of_notice_names_its_title_its_rights_and_its_basis() -> None:
    assert all(one.title and one.says and one.next and one.may and one.basis for one in NOTICES.values())
