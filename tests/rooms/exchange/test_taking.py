"""A file of another system: each row a letter once, other words a further word, the rest waits."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.channels.files import Reader
from lianxin.channels.message import Message
from lianxin.exchange.models import ImportFile, RowHeard, TheirLetter
from lianxin.exchange.queries import saved_of
from lianxin.exchange.reading import rows_of_file
from lianxin.exchange.verbs import give_file, leave, read_anew, take_looked_at, take_portion
from lianxin.flow.laws import quick
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER
from lianxin.intake.arrivals import letter_in
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import make_letter
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from tests.faces.desks import sit
from tests.other_system import HEADER, counts, export, given, row, settled, worked
from tests.world import World

THREE = [row("A1"), row("A2", "路灯不亮。"), row("A3", "谢谢修路。", 诉求类型="表扬")]


@pytest.fixture
def hotline(world: World) -> World:
    settled(world)
    return world


def test_each_row_is_a_letter_with_its_original_beside_it(hotline: World) -> None:
    assert counts(given(hotline, export(*THREE))) == ("done", 3, 0, 0, 0)
    letter = Submission.objects.get(body="我们村停水三天了。")
    arrival = letter.arrivals.get()
    assert (letter.channel, letter.subject, letter.place, letter.contact.phone) == (
        "file", "停水", "上湾村", "13800000000",
    )  # fmt: skip
    said = json.loads(arrival.original())
    assert said["cells"] == dict(zip(HEADER, THREE[0], strict=True)) and said["row"] == 2
    assert arrival.aside == "工单状态：待派" and "1380" not in arrival.aside
    assert quick().ok


def test_the_same_file_again_under_any_name_and_form_is_nothing(hotline: World) -> None:
    given(hotline, export(*THREE))
    assert counts(given(hotline, export(*THREE), "other.csv")) == ("done", 0, 3, 0, 0)
    assert counts(given(hotline, export(*THREE, encoding="utf-8")))[1:] == (0, 3, 0, 0)
    later = [row("A1", 工单状态="已办结", 承办单位="县水务"), row("A4", "新的事。")]
    assert counts(given(hotline, export(*later))) == ("done", 1, 1, 0, 0)
    assert Submission.objects.count() == 4 and Arrival.objects.count() == 4


def test_other_words_under_the_same_number_are_a_further_word_and_only_once(hotline: World) -> None:
    given(hotline, export(*THREE))
    changed = export(row("A1", "我们村停水五天了。", 事发地点="下湾村"))
    for _ in range(2):
        file = given(hotline, changed)
    assert counts(file)[1:] == (0, 1, 0, 0)
    letter = Submission.objects.get(body="我们村停水三天了。")
    assert [one.body for one in letter.additions.all()] == ["我们村停水五天了。\n地点：下湾村"]
    assert counts(given(hotline, export(*THREE)))[1:] == (0, 3, 0, 0)
    assert letter.arrivals.count() == 2 and Submission.objects.count() == 3 and quick().ok


def test_a_number_twice_in_one_file_is_one_letter_and_its_further_word(hotline: World) -> None:
    file = given(hotline, export(row("A1"), row("A1"), row("A1", "还停了电。")))
    assert counts(file) == ("done", 1, 1, 1, 0)
    assert Submission.objects.get().additions.get().body == "还停了电。"


def test_rows_without_a_number_are_as_many_letters_as_there_are(hotline: World) -> None:
    content = export(row(""), row(""), row("", "别的事。"))
    assert counts(given(hotline, content))[1:] == (3, 0, 0, 0)
    assert counts(given(hotline, content))[1:] == (0, 3, 0, 0)
    assert not TheirLetter.objects.exists()


def test_what_cannot_be_read_waits_for_a_person_with_the_row_and_the_reason(hotline: World) -> None:
    bad = [
        row("B1", "", 诉求标题=" "),
        row("B2", 诉求类型="城建"),
        row("B3", 来电时间="去年春天"),
        row("1.2E+19"),
    ]
    file = given(hotline, export(*THREE, *bad))
    assert counts(file) == ("done", 3, 0, 0, 4)
    held = Arrival.objects.filter(became="held").order_by("id")
    assert [one.why for one in held] == ["empty", "refused", "refused", "refused"]
    assert "城建" in held[1].says and held[1].sender == "B2" and held[1].desk == hotline.bodies["WS-DESK"]
    assert [(number, rows) for _says, number, rows in file.troubles] == [(1, [n]) for n in (5, 6, 7, 8)]
    assert counts(given(hotline, export(*bad)))[1:] == (0, 4, 0, 0)


def test_what_was_held_becomes_a_letter_when_the_mapping_knows_its_words(hotline: World) -> None:
    file = given(hotline, export(row("B2", 诉求类型="城建")))
    mapping = settled(hotline, kinds={"城建": "problem"})
    again = read_anew(file, mapping, by=hotline.actor("office"), now=hotline.now)
    again = worked(hotline, again)
    assert counts(again) == ("looked", 1, 0, 0, 0)
    take_looked_at(again, by=hotline.actor("office"), now=hotline.now)
    assert counts(worked(hotline, again)) == ("done", 1, 0, 0, 0)
    held = Arrival.objects.get(why="refused")
    assert held.became == "letter" and held.submission == Submission.objects.get()


def test_who_looks_at_a_held_row_finds_what_could_be_made_out(hotline: World) -> None:
    given(hotline, export(row("B2", 诉求类型="城建", 是否保密="是")))
    found = letter_in(Arrival.objects.get())
    assert (found.subject, found.body, found.place) == ("停水", "我们村停水三天了。", "上湾村")
    assert found.contact.phone == "13800000000" and found.confidential
    page = sit(hotline, "clerk").get(f"/desk/arrivals/{Arrival.objects.get().pk}/").content.decode()
    assert "我们村停水三天了。" in page and "对应里还没有写明类型" in page


def test_what_a_person_made_a_letter_of_is_not_made_one_again(hotline: World) -> None:
    given(hotline, export(row("B2", 诉求类型="城建")))
    held = Arrival.objects.get()
    message = Message("file", held.key, "我们村停水三天了。", subject="停水", place="上湾村")
    letter = make_letter(held, message, by=hotline.actor("clerk"), now=hotline.now)
    settled(hotline, kinds={"城建": "problem"})
    assert counts(given(hotline, export(row("B2", 诉求类型="城建"))))[1:] == (0, 0, 1, 0)
    assert Submission.objects.get() == letter and not letter.additions.exists()


def test_many_rows_with_one_trouble_are_told_in_one_line(hotline: World) -> None:
    file = given(hotline, export(*[row(f"B{n}", 诉求类型="城建") for n in range(30)]), look=True)
    ((says, number, rows),) = file.troubles
    assert "城建" in says and number == 30 and rows == [*range(2, 12)]


def test_a_look_writes_nothing_and_says_what_would_come(hotline: World) -> None:
    given(hotline, export(row("A1")))
    file = given(hotline, export(*THREE, row("A1", "别的话。"), row("B1", "。", 诉求标题="")), look=True)
    assert counts(file) == ("looked", 2, 1, 1, 1) and file.rows == 5
    assert Submission.objects.count() == 1 and RowHeard.objects.count() == 1
    take_looked_at(file, by=hotline.actor("office"), now=hotline.now)
    assert counts(worked(hotline, file)) == ("done", 2, 1, 1, 1)
    with pytest.raises(NotAllowedNow):
        leave(file, by=hotline.actor("office"), now=hotline.now)


def test_what_was_looked_at_and_left_stays_left(hotline: World) -> None:
    file = given(hotline, export(*THREE), look=True)
    leave(file, by=hotline.actor("office"), now=hotline.now)
    assert worked(hotline, file).state == "left" and not Submission.objects.exists()


def test_a_report_is_sealed_and_never_part_of_an_ordinary_letter(hotline: World) -> None:
    given(hotline, export(row("A1"), row("C1", "有人收钱。", 诉求类型="纪检举报")))
    sealed = Submission.objects.get(kind="report")
    assert sealed.is_sealed() and sealed.arrivals.get().is_sealed()
    given(hotline, export(row("A1", "村干部收了钱。", 诉求类型="纪检举报")))
    ordinary = Submission.objects.get(body="我们村停水三天了。")
    assert not ordinary.additions.exists() and Submission.objects.filter(kind="report").count() == 2
    assert [one.submission for one in TheirLetter.objects.all()] == [ordinary]


def test_a_kind_nobody_knows_that_may_be_a_report_waits_with_the_discipline_office(hotline: World) -> None:
    given(hotline, export(row("C1", "有人收钱。", 诉求类型="廉政举报")))
    held = Arrival.objects.get()
    assert held.desk == hotline.bodies["WS-JW"] and held.is_sealed()


def test_who_asked_for_secrecy_is_confidential(hotline: World) -> None:
    given(hotline, export(row("A1", 是否保密="是"), row("A2", 是否保密="保密"), row("A3", 是否保密="")))
    assert [s.confidential for s in Submission.objects.order_by("serial")] == [True, True, False]


def test_words_too_long_go_on_in_a_file_and_nothing_is_cut(hotline: World) -> None:
    long = row("A1", "水" * 30_000, 联系电话="1380000000、" * 9, 事发地点="很远" * 150)
    assert counts(given(hotline, export(long)))[1:] == (1, 0, 0, 0)
    letter = Submission.objects.get()
    assert letter.attachments.get().size > 90_000 and len(letter.place) == 200
    assert letter.contact.phone == "" and letter.contact.remark == "1380000000、" * 9
    assert counts(given(hotline, export(long)))[1:] == (0, 1, 0, 0)


def test_a_letter_that_is_full_lets_further_words_wait_for_a_person(hotline: World) -> None:
    given(hotline, export(row("A1")))
    given(hotline, export(*[row("A1", f"第{n}次") for n in range(52)]))
    assert Submission.objects.get().additions.count() == 50
    assert [one.why for one in Arrival.objects.filter(became="held")] == ["full", "full"]


def test_one_row_that_spoils_its_portion_costs_no_other(hotline: World) -> None:
    rows = [row(f"A{n}", f"第{n}件") for n in range(30)]
    settled(hotline, columns={"id": "工单编号", "body": "诉求内容", "remark": "诉求标题"})
    rows[9] = row("A9", "正常", 诉求标题="长" * 21_000)
    assert counts(given(hotline, export(*rows)))[1:] == (29, 0, 0, 1)


def test_a_portion_that_another_worker_took_is_not_taken_again(hotline: World) -> None:
    file = give_file(
        settled(hotline), "a.csv", export(*THREE), came="page", by=THE_INSTALLER, now=hotline.now, look=False
    )
    saved = saved_of(file.mapping)
    rows = [Reader(saved, file.sha256).read(one) for one in rows_of_file(file, saved).rows]
    other = ImportFile.objects.get(pk=file.pk)
    take_portion(file, rows[:2], by=THE_CLOCK, now=hotline.now)
    with pytest.raises(SomeoneActedFirst):
        take_portion(other, rows[:2], by=THE_CLOCK, now=hotline.now)
    assert counts(worked(hotline, file)) == ("done", 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04 no spreadsheet", "打不开"),
        (b"\xd0\xcf\x11\xe0 an old one", "xls"),
        ("编号,正文\n1,停水\n".encode(), "诉求内容"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    ],
)
def test_a_file_that_is_none_of_theirs_is_refused_in_words_and_kept(
    hotline: World, content: bytes, word: str
) -> None:
    file = given(hotline, content)
    assert file.state == "refused" and word in file.complaint and not Submission.objects.exists()


def test_a_stranger_gives_nothing_and_takes_nothing(hotline: World) -> None:
    file = given(hotline, export(*THREE), look=True)
    for who in ("clerk", "stranger", "secretary", "discipline", "auditor"):
        with pytest.raises(NotAllowed):
            give_file(file.mapping, "a", b"a", came="page", by=hotline.actor(who), now=hotline.now)
        for act in (take_looked_at, leave):
            with pytest.raises(NotAllowed):
                act(file, by=hotline.actor(who), now=hotline.now)


def test_an_empty_file_and_a_system_that_is_out_of_use_are_refused(hotline: World) -> None:
    mapping = settled(hotline)
    with pytest.raises(NotValid):
        give_file(mapping, "a", b"", came="page", by=THE_INSTALLER, now=hotline.now)
    mapping = settled(hotline, active=False)
    with pytest.raises(NotAllowedNow):
        give_file(mapping, "a", b"a", came="page", by=THE_INSTALLER, now=hotline.now)


def test_a_portion_asks_as_much_for_two_hundred_rows_as_for_ten(hotline: World) -> None:
    def cost(first: int, number: int) -> int:
        content = export(*[row(f"A{first + n}", f"第{first + n}件") for n in range(number)])
        with CaptureQueriesContext(connection) as queries:
            given(hotline, content)
        return len([one for one in queries if "SAVEPOINT" not in one["sql"]])

    _first, few, many = cost(0, 10), cost(100, 10), cost(1000, 200)
    assert many == few < 32
