"""回放: whoever may read a letter can lay its whole life on the table, and so can its writer."""

from django.test import Client
from typer.testing import CliRunner

from lianxin.cli.main import app
from lianxin.flow.verbs import decide_objection, object_to, withdraw
from tests.faces.desks import sit, words
from tests.world import World


def test_the_auditor_sees_who_had_it_for_how_long_and_what_was_owed(world: World) -> None:
    case = world.dispatched()
    world.later(days=2)  # the Water Bureau signs for nothing; on the third day it objects
    object_to(world.fresh(case), reason="不归我管", by=world.actor("officer"), now=world.now)
    world.later(hours=3)
    told = {"upheld": True, "to": world.bodies["SCHOOL"], "words": "校内的事"}
    decide_objection(world.fresh(case), by=world.actor("sorter"), now=world.now, **told)
    page = words(sit(world, "auditor").get(f"/desk/case/{case.pk}/timeline/"))
    assert "签收：水务局最迟3月4日(星期二)" in page and "签收超期" in page
    assert "2天0小时" in page and "3小时" in page and "签收：教育局最迟" in page
    assert "异议成立，转给教育局：校内的事" in page


def test_the_writer_lays_the_same_life_on_the_table(world: World) -> None:
    case = world.answered()
    page = words(Client().get(f"/t/{case.submission.code}/timeline/"))
    assert "答复：水务局最迟" in page and "派给水务局办理。" in page and "办到了 · 签收" in page
    assert "承办人丙" not in page and "审核员子" not in page and "备用水源" not in page


def test_the_paper_carries_the_seal_that_verify_lists(world: World) -> None:
    case = world.answered()
    page = words(Client().get(f"/t/{case.submission.code}/timeline/"))
    listed = CliRunner().invoke(app, ["verify", "--number", case.dossier.number]).output
    assert case.dossier.head in page and f"case {case.dossier.length} {case.dossier.head}" in listed
    assert CliRunner().invoke(app, ["verify", "--number", "0"]).exit_code == 1


def test_what_was_withdrawn_shows_what_is_no_longer_asked(world: World) -> None:
    case = world.in_handling()
    withdraw(case.submission, by=world.writer(case), now=world.now)
    assert "不再要求 · 答复" in words(Client().get(f"/t/{case.submission.code}/timeline/"))


def test_of_a_report_no_office_is_named_to_whoever_holds_the_receipt(world: World) -> None:
    letter = world.letter("李某收了红包。", kind="report")
    page = words(Client().get(f"/t/{letter.code}/timeline/"))
    assert "最迟" not in page and letter.dossier.head in page
