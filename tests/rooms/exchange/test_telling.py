"""Answers for another system: each change once, when they confirm it; what is not theirs to know never."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lianxin.cases.models import Case
from lianxin.channels.files import open_table
from lianxin.exchange.models import ExportFile, TheirLetter
from lianxin.exchange.queries import require_mapping
from lianxin.exchange.verbs import acknowledge_file, ask_for_file, content_of, make_file, void_file
from lianxin.exchange.verbs.telling import tell_asked, tell_by_itself
from lianxin.flow.verbs import acknowledge, decline, register, sort
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_submission, recuse
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.verbs import deliver, rate
from tests.other_system import HEADINGS, export, given, row, settled
from tests.world import World


@pytest.fixture
def hotline(world: World) -> World:
    settled(world)
    given(world, export(row("A1"), row("A2", "路灯不亮。")))
    return world


def told(world: World, *, confirmed: bool = True) -> list[dict[str, str]]:
    """The rows of the next file, which they then confirm."""
    file = ask_for_file(require_mapping("hotline"), by=THE_INSTALLER, now=world.now)
    file = make_file(file, by=THE_INSTALLER, now=world.now) if file.state == "asked" else file
    if file.state == "empty":
        return []
    rows = rows_in(content_of(file, by=THE_INSTALLER, now=world.now))
    if confirmed:
        acknowledge_file(file, by=THE_INSTALLER, now=world.now)
    return rows


def rows_in(content: bytes) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told"
        path.write_bytes(content)
        return [one.fields for one in open_table(path).rows()]


def the_case(world: World, body: str = "我们村停水三天了。", to: str = "WATER") -> Case:
    """The letter with these words, given to a body that signs for it."""
    sort(Submission.objects.get(body=body), to=world.bodies[to], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    return world.case()


def test_the_first_file_tells_of_every_letter_and_the_next_only_of_what_changed(hotline: World) -> None:
    first = told(hotline)
    assert [(one["工单编号"], one["状态"]) for one in first] == [("A1", "待登记"), ("A2", "待登记")]
    assert told(hotline) == []
    case = the_case(hotline)
    (line,) = told(hotline)
    assert line["工单编号"] == "A1" and line["县编号"] == case.dossier.number and line["状态"] == "处理中"
    assert line["承办单位"] == "县水务" and line["承诺时间"].startswith("2025-03-") and line["答复"] == ""
    assert told(hotline) == []


def test_the_answer_its_delivery_and_the_rating_go_when_they_are_there(hotline: World) -> None:
    case = the_case(hotline)
    told(hotline)
    hotline.reply(case, {1: "已接通备用水源。"})
    (line,) = told(hotline)
    assert (
        "处理意见：已接通备用水源。" in line["答复"]
        and "结论：予以支持" in line["答复"]
        and line["承诺时间"] == ""
    )
    deliver(hotline.fresh(case), means="read", by=hotline.writer(case), now=hotline.now)
    assert [one["送达时间"] for one in told(hotline)] == ["2025-03-03 09:00"]


def test_a_rating_is_told_only_when_the_handling_body_may_see_it(hotline: World) -> None:
    case = the_case(hotline)
    hotline.reply(case, {1: "已接通备用水源。"})
    case = hotline.fresh(case)
    deliver(case, means="read", by=hotline.writer(case), now=hotline.now)
    rate(hotline.fresh(case), verdict="solved", by=hotline.writer(case), now=hotline.now)
    assert [one["评价"] for one in told(hotline) if one["工单编号"] == "A1"] == [""]
    assert told(hotline) == []
    hotline.now += timedelta(days=8)
    assert [(one["工单编号"], one["评价"]) for one in told(hotline)] == [("A1", "已解决")]
    assert told(hotline) == []


def test_until_it_is_confirmed_it_is_the_same_file_under_the_same_number(hotline: World) -> None:
    mapping = require_mapping("hotline")
    file = make_file(
        ask_for_file(mapping, by=THE_INSTALLER, now=hotline.now), by=THE_INSTALLER, now=hotline.now
    )
    one = content_of(file, by=THE_INSTALLER, now=hotline.now)
    the_case(hotline)
    again = ask_for_file(mapping, by=hotline.actor("office"), now=hotline.now)
    assert again == file and content_of(again, by=THE_INSTALLER, now=hotline.now) == one
    for _ in range(2):
        acknowledge_file(file, by=THE_INSTALLER, now=hotline.now)
    assert [one["状态"] for one in told(hotline)] == ["处理中"] and ExportFile.objects.count() == 2


def test_what_a_void_file_said_is_said_again_under_the_next_number(hotline: World) -> None:
    first = told(hotline, confirmed=False)
    file = ExportFile.objects.get()
    with pytest.raises(NotValid), transaction.atomic():
        void_file(file, reason=" ", by=THE_INSTALLER, now=hotline.now)
    void_file(file, reason="对方没有收到", by=THE_INSTALLER, now=hotline.now)
    with pytest.raises(NotAllowedNow), transaction.atomic():
        void_file(file, reason="再来", by=THE_INSTALLER, now=hotline.now)
    assert told(hotline) == first and ExportFile.objects.get(state="taken").sequence == 2


def test_what_only_we_see_is_no_change(hotline: World) -> None:
    told(hotline)
    letter = Submission.objects.select_related("dossier", "addressee").get(body="路灯不亮。")
    open_submission(letter, by=hotline.actor("clerk"), now=hotline.now)
    assert told(hotline) == []
    kept = TheirLetter.objects.get(submission=letter)
    assert kept.told_lines == 2


def test_a_letter_declined_is_told_with_the_reason_and_the_right_way(hotline: World) -> None:
    letter = Submission.objects.select_related("dossier__keeper", "addressee").get(body="路灯不亮。")
    register(letter, by=hotline.actor("sorter"), now=hotline.now)
    decline(
        hotline.case(), reason="已由法院受理", channel="县法院", by=hotline.actor("sorter"), now=hotline.now
    )
    line = next(one for one in told(hotline) if one["工单编号"] == "A2")
    assert line["状态"] == "不予受理" and "已由法院受理" in line["答复"] and "县法院" in line["答复"]


def test_a_sealed_letter_never_leaves(hotline: World) -> None:
    given(hotline, export(row("C1", "有人收钱。", 诉求类型="纪检举报")))
    report = Submission.objects.get(kind="report")
    TheirLetter.objects.create(system="hotline", number="C1", submission=report)  # whatever went wrong before
    assert [one["工单编号"] for one in told(hotline)] == ["A1", "A2"]


def test_personal_data_leave_only_where_the_mapping_says_and_never_of_who_asked_for_secrecy(
    hotline: World,
) -> None:
    assert not {"姓名", "电话"} & told(hotline)[0].keys()
    settled(hotline, headings={**HEADINGS, "name": "姓名", "phone": "电话", "words": "内容"})
    given(hotline, export(row("A3", "保密的信。", 是否保密="是"), row("A4", "普通的信。")))
    secret, plain = told(hotline)
    assert (secret["工单编号"], secret["姓名"], secret["电话"], secret["内容"]) == ("A3", "", "", "")
    assert (plain["姓名"], plain["电话"], plain["内容"]) == ("老李", "13800000000", "普通的信。")


def test_other_letters_given_to_the_body_go_only_by_choice_and_not_of_who_asked_for_secrecy(
    world: World,
) -> None:
    said: dict[str, Any] = {"direction": "out", "body": world.bodies["WATER"]}
    settled(world, **said)
    open_one = world.in_handling()
    assert told(world) == []
    world.now += timedelta(hours=1)
    settled(world, **said, also_given=True)
    secret, other = world.in_handling(confidential=True), world.in_handling()
    elsewhere = world.dispatched(to="SCHOOL")
    assert [one["县编号"] for one in told(world)] == [other.dossier.number]
    assert not TheirLetter.objects.filter(submission__case__in=[open_one, secret, elsewhere]).exists()


def test_a_body_that_steps_aside_is_told_nothing(world: World) -> None:
    settled(world, direction="out", body=world.bodies["WATER"], also_given=True)
    case = world.in_handling()
    water, supervisor = world.bodies["WATER"], world.actor("supervisor")
    recuse(case.submission, body=water, ground="subject", by=supervisor, now=world.now)
    assert told(world) == []


def test_a_file_is_made_by_itself_when_its_hour_has_come_and_something_changed(hotline: World) -> None:
    settled(hotline, hours=24)
    assert tell_by_itself(now=hotline.now) == 1 and tell_by_itself(now=hotline.now) == 0
    acknowledge_file(ExportFile.objects.get(), by=THE_INSTALLER, now=hotline.now)
    the_case(hotline)
    assert tell_by_itself(now=hotline.now + timedelta(hours=1)) == 0
    assert tell_by_itself(now=hotline.now + timedelta(hours=25)) == 1
    acknowledge_file(ExportFile.objects.get(state="ready"), by=THE_INSTALLER, now=hotline.now)
    assert tell_by_itself(now=hotline.now + timedelta(days=9)) == 0 and ExportFile.objects.count() == 2


def test_the_worker_makes_what_somebody_asked_for(hotline: World) -> None:
    file = ask_for_file(require_mapping("hotline"), by=hotline.actor("office"), now=hotline.now)
    with pytest.raises(NotAllowedNow), transaction.atomic():
        content_of(file, by=THE_INSTALLER, now=hotline.now)
    assert tell_asked(now=hotline.now) == 1 and tell_asked(now=hotline.now) == 0
    file.refresh_from_db()
    assert (file.state, file.rows, str(file)) == ("ready", 2, "hotline-000001")


def test_a_stranger_asks_for_nothing_fetches_nothing_and_confirms_nothing(hotline: World) -> None:
    told(hotline, confirmed=False)
    file, mapping = ExportFile.objects.get(), require_mapping("hotline")
    for who in ("clerk", "officer", "secretary", "discipline", "auditor"):
        by = hotline.actor(who)
        for act in (
            lambda by: ask_for_file(mapping, by=by, now=hotline.now),
            lambda by: content_of(file, by=by, now=hotline.now),
            lambda by: acknowledge_file(file, by=by, now=hotline.now),
            lambda by: void_file(file, reason="x", by=by, now=hotline.now),
        ):
            with pytest.raises(NotAllowed), transaction.atomic():
                act(by)


def answered(world: World, words: str) -> None:
    """The letter with these words is answered, delivered and rated."""
    case = the_case(world, words)
    world.reply(case, {1: "已接通备用水源。"})
    deliver(world.fresh(case), means="read", by=world.writer(case), now=world.now)
    rate(world.fresh(case), verdict="solved", by=world.writer(case), now=world.now)


def test_a_file_asks_as_much_for_a_hundred_letters_as_for_two(
    hotline: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The calendar is read again after half a minute: not in the middle of the counting on a slow machine.
    monkeypatch.setattr("lianxin.clock.queries.FRESH_SECONDS", 3600.0)

    def cost() -> int:
        file = ask_for_file(require_mapping("hotline"), by=THE_INSTALLER, now=hotline.now)
        with CaptureQueriesContext(connection) as queries:
            make_file(file, by=THE_INSTALLER, now=hotline.now)
        acknowledge_file(file, by=THE_INSTALLER, now=hotline.now)
        kept = ("SAVEPOINT", "RELEASE", "UPDATE exchange_theirletter")  # one short statement for each letter
        return len([one for one in queries if not one["sql"].startswith(kept)])

    cost()
    answered(hotline, "我们村停水三天了。")
    few = cost()
    given(hotline, export(*[row(f"B{n}", f"第{n}件") for n in range(100)]))
    for number in range(5):
        answered(hotline, f"第{number}件")
    assert cost() <= few + 3 < 32  # an answer like another brings that one along
