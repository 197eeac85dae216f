"""The hotline of the city exports its work orders, the county answers, and the answers go back.

Its file is taken twice and counts once; one caller says more; the answer is told once, and the next file
tells only what is new.
"""

from datetime import timedelta

from lianxin.exchange.models import ExportFile
from lianxin.exchange.queries import require_mapping
from lianxin.exchange.verbs import acknowledge_file, ask_for_file, content_of
from lianxin.exchange.verbs.telling import tell_asked
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, sort
from lianxin.intake.models import Submission
from lianxin.outcomes.verbs import deliver, rate
from tests.faces.office import signed_in, text
from tests.other_system import counts, export, given, row, settled
from tests.rooms.exchange.test_telling import rows_in
from tests.world import World

FIRST = [
    row("12345-001"),
    row("12345-002", "路灯不亮。", 诉求人="老王"),
    row("12345-003", "谢谢修路。", 诉求类型="表扬"),
]
MORE = row("12345-001", "停水五天了，老人没水喝。", 工单状态="催办")
LATER = [MORE, *FIRST[1:], row("12345-004", "桥栏杆松了。")]


def next_file(world: World) -> list[dict[str, str]]:
    """The office asks for a file, the worker makes it, the hotline has it."""
    office = world.actor("office")
    file = ask_for_file(require_mapping("hotline"), by=office, now=world.now)
    tell_asked(now=world.now)
    file.refresh_from_db()
    rows = rows_in(content_of(file, by=office, now=world.now)) if file.rows else []
    acknowledge_file(file, by=office, now=world.now)
    return rows


def test_a_hotlines_files_go_both_ways_and_everything_counts_once(world: World) -> None:
    settled(world, stages={"waiting": "县里已收", "in_handling": "县里在办", "delivered": "县里已答"})

    assert counts(given(world, export(*FIRST), "3月1日.csv")) == ("done", 3, 0, 0, 0)
    assert counts(given(world, export(*FIRST), "3月1日(1).csv")) == ("done", 0, 3, 0, 0)
    assert (quick().received, quick().waiting) == (3, 3)
    told = next_file(world)
    assert [(one["工单编号"], one["状态"]) for one in told] == [
        (f"12345-00{number}", "县里已收") for number in (1, 2, 3)
    ]

    assert counts(given(world, export(*LATER), "3月2日.csv")) == ("done", 1, 2, 1, 0)
    letter = Submission.objects.get(body="我们村停水三天了。")
    assert [one.body for one in letter.additions.all()] == ["停水五天了，老人没水喝。"]
    assert [one["工单编号"] for one in next_file(world)] == ["12345-004"]

    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    case = world.case()
    acknowledge(case, by=world.actor("officer"), now=world.now)
    page = text(signed_in(world, "officer").get(f"/desk/case/{case.pk}/"))
    assert "停水五天了，老人没水喝。" in page and "13800000000" not in page
    world.reply(world.fresh(case), {1: "主管道已修好，今晚恢复供水。"})
    (answer,) = next_file(world)
    assert answer["工单编号"] == "12345-001" and answer["县编号"] == case.dossier.number
    assert "主管道已修好，今晚恢复供水。" in answer["答复"] and answer["承办单位"] == "县水务"
    assert not {"姓名", "电话"} & answer.keys() and "老李" not in str(answer)

    deliver(world.fresh(case), means="read", by=world.writer(case), now=world.now)
    rate(world.fresh(case), verdict="solved", by=world.writer(case), now=world.now)
    (answer,) = next_file(world)
    assert answer["送达时间"] and answer["评价"] == ""  # whoever handled it is not shown it yet
    world.later(days=8)
    assert ("12345-001", "已解决") in [(one["工单编号"], one["评价"]) for one in next_file(world)]
    world.now += timedelta(days=1)
    assert next_file(world) == [] and quick().ok
    assert [one.sequence for one in ExportFile.objects.order_by("sequence")] == [*range(1, 7)]


def test_what_the_hotline_got_wrong_waits_for_a_person_and_comes_right_later(world: World) -> None:
    settled(world)
    broken = [row("12345-001", 诉求类型="城建"), row("1.2E+19"), row("12345-002", "路灯不亮。")]
    assert counts(given(world, export(*broken))) == ("done", 1, 0, 0, 2)
    settled(world, kinds={"城建": "problem"})
    mended = [broken[0], row("12345-00012", "说过的事。"), broken[2]]
    assert counts(given(world, export(*mended))) == ("done", 2, 1, 0, 0)
    assert Submission.objects.count() == 3 and quick().ok
