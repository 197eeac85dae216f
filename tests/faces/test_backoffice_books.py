"""Catalogue, calendar, rule book and ledger in the back office, as pages."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lianxin.cases.models import Catalogue, Category
from lianxin.clock.loading import OUR_RULEBOOK
from lianxin.clock.models import CalendarDay, CalendarYear, Rule, RuleBook
from lianxin.ledger.models import Event, Reaction
from lianxin.outcomes.models import Law
from tests.faces.office import carried, csv_file, seen, signed_in, text, xlsx_file

NEW_EDITION = "office-catalogue-new"
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


def table(*lines: tuple[str, str, str]) -> dict[str, str]:
    """The lines of a catalogue as the page's table sends them."""
    names = ("category", "place", "organisation")
    cells = {
        f"line-{n}-{name}": said
        for n, line in enumerate(lines)
        for name, said in zip(names, line, strict=True)
    }
    return {"line-TOTAL_FORMS": str(len(lines)), "line-INITIAL_FORMS": "0", **cells}


def test_a_new_edition_is_checked_then_published(world: Any) -> None:
    office, url = signed_in(world), reverse(NEW_EDITION)
    form = {"seen": seen(office, url), **table(("WATER", "", "WATER"), ("", "", ""), ("SCHOOL", "LL", "LL"))}
    checked = office.post(url, {**form, "act": "check"})
    assert checked.status_code == 200 and "没有错" in text(checked)
    assert Catalogue.objects.count() == 1
    assert office.post(url, {**form, "act": "publish", "effective_from": TOMORROW}).status_code == 302
    assert Catalogue.objects.get(version=2).entries.count() == 2
    assert office.post(url, {**form, "act": "publish"}).status_code == 409


def test_a_bad_edition_comes_back_with_every_complaint_and_what_was_typed(world: Any) -> None:
    office, url = signed_in(world), reverse(NEW_EDITION)
    form = {"seen": seen(office, url), **table(("NONE", "", "WATER"), ("WATER", "NOWHERE", ""))}
    answer = office.post(url, {**form, "act": "publish"})
    assert answer.status_code == 422
    assert "第 1 行" in text(answer) and "第 2 行" in text(answer) and 'value="NOWHERE"' in text(answer)
    assert Catalogue.objects.count() == 1


def test_an_edition_goes_home_as_a_file_and_comes_back(world: Any) -> None:
    office, url = signed_in(world), reverse(NEW_EDITION)
    book = load_workbook(BytesIO(office.get(reverse("office-catalogue-sheet", args=[1])).content))
    rows = [[cell.value for cell in row][:3] for row in book.worksheets[0]]
    file = xlsx_file(*rows, ["SCHOOL", "LL", "LL"])
    answer = office.post(url, {"file": file, "seen": seen(office, url), **table()})
    assert answer.status_code == 200
    assert text(answer).count("新增") == 1 and "去掉" not in text(answer)


def test_a_category_becomes_a_lifeline(world: Any) -> None:
    office = signed_in(world)
    url = reverse("office-category", args=[Category.objects.get(code="SCHOOL").pk])
    form = {"name_zh": "学校", "lifeline": "on", "active": "on", "seen": seen(office, url)}
    assert office.post(url, form).status_code == 302
    assert Category.objects.get(code="SCHOOL").lifeline
    assert office.post(url, form).status_code == 409
    again = office.post(reverse("office-categories"), {"code": "WATER", "name_zh": "又一个"})
    assert again.status_code == 422 and "已经用过" in text(again)


def test_a_day_becomes_a_holiday_once_it_has_a_name(world: Any) -> None:
    office, url = signed_in(world), reverse("office-calendar-day", args=[2027, "10-01"])
    form = {"working": "no", "seen": seen(office, url)}
    assert "请写明是什么节日" in text(office.post(url, form))
    assert office.post(url, {**form, "name_zh": "国庆节"}).status_code == 302
    assert CalendarDay.objects.get(date=date(2027, 10, 1)).name_zh == "国庆节"
    assert office.post(url, {**form, "name_zh": "国庆节"}).status_code == 409


def test_a_year_is_announced_with_its_source(world: Any) -> None:
    office, url = signed_in(world), reverse("office-calendar-announce")
    assert office.post(url, {"year": "2027", "source": ""}).status_code == 422
    assert office.post(url, {"year": "20270", "source": "通知"}).status_code == 422
    assert office.post(url, {"year": "2027", "source": "放假通知"}).status_code == 302
    assert CalendarYear.objects.get(year=2027).source == "放假通知"


def test_a_year_the_software_does_not_know_is_not_loaded(world: Any) -> None:
    answer = signed_in(world).post(reverse("office-calendar-load", args=[2190]))
    assert answer.status_code == 422
    assert not CalendarYear.objects.filter(year=2190).exists()


def test_there_is_no_page_for_a_day_that_does_not_exist(world: Any) -> None:
    office = signed_in(world)
    for year, day in ((2025, "02-30"), (2025, "nonsense"), (1, "01-01"), (99999, "01-01")):
        assert office.get(reverse("office-calendar-day", args=[year, day])).status_code == 404


def test_a_due_time_is_tried_out_and_explained(world: Any) -> None:
    said = {"start": "2025-09-30T10:00", "rule": "HOT_REPLY_JINAN"}
    answer = signed_in(world).get(reverse("office-calendar-try"), said)
    assert "最迟 10月14日(星期二)" in text(answer)
    assert "上班" in text(answer) and "国庆节" in text(answer)
    for bad in ({"start": "soon", "rule": "X"}, {"start": "9999-12-31T23:59", "rule": "HOT_REPLY_JINAN"}):
        assert signed_in(world).get(reverse("office-calendar-try"), bad).status_code == 422


def changed_rules() -> str:
    return OUR_RULEBOOK.read_text("utf-8").replace("LX_ACKNOWLEDGE,county", "LX_ACKNOWLEDGE,hotline")


def test_a_rule_book_is_compared_then_published(world: Any) -> None:
    office = signed_in(world)
    shown = office.post(reverse("office-rulebook-new"), {"file": csv_file(changed_rules())})
    assert "新增 0 条，改动 1 条，去掉 0 条" in text(shown)
    form = {"carried": carried(shown), "seen": text(shown).split('name="seen" value="')[1][:16]}
    assert office.post(reverse("office-rulebook-publish"), form).status_code == 422
    past = {**form, "effective_from": "2020-01-01"}
    assert "不能溯及既往" in text(office.post(reverse("office-rulebook-publish"), past))
    assert RuleBook.objects.count() == 1
    good = {**form, "effective_from": TOMORROW, "note": "第二版"}
    assert office.post(reverse("office-rulebook-publish"), good).status_code == 302
    assert Rule.objects.get(book=2, key="LX_ACKNOWLEDGE").track == "hotline"
    assert office.post(reverse("office-rulebook-publish"), good).status_code == 409


def test_a_rule_book_without_a_rule_the_house_runs_on_is_refused(world: Any) -> None:
    lines = [line for line in OUR_RULEBOOK.read_text("utf-8").splitlines() if not line.startswith("LX_CLOSE")]
    answer = signed_in(world).post(reverse("office-rulebook-new"), {"file": csv_file(*lines)})
    assert answer.status_code == 422
    assert "缺少规则LX_CLOSE" in text(answer)


def test_a_published_rule_book_comes_back_as_the_same_file(world: Any) -> None:
    office = signed_in(world)
    content = office.get(reverse("office-rulebook-sheet", args=[1])).content
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0]]
    shown = office.post(reverse("office-rulebook-new"), {"file": xlsx_file(*rows)})
    assert "和现行版完全一样" in text(shown)


def test_what_a_rule_leaves_out_is_shown_and_compared(world: Any) -> None:
    office = signed_in(world)
    assert text(office.get(reverse("office-rulebook", args=[1]))).count("听证、鉴定等时间不计") == 2
    lines = [line.removesuffix(",yes") for line in OUR_RULEBOOK.read_text("utf-8").splitlines()]
    shown = office.post(reverse("office-rulebook-new"), {"file": csv_file(*lines)})
    assert "新增 0 条，改动 2 条，去掉 0 条" in text(shown)
    maybe = office.post(reverse("office-rulebook-new"), {"file": csv_file(*lines[:-1], lines[-1] + ",maybe")})
    assert maybe.status_code == 422 and "只能空着，或者写yes" in text(maybe)


def test_a_comparison_that_was_tampered_with_is_refused(world: Any) -> None:
    office = signed_in(world)
    for bad in ("", "[1]", '[{"key": 5}]', "{}x", '[{"pauses": "yes"}]'):
        assert office.post(reverse("office-rulebook-publish"), {"carried": bad}).status_code == 422
    assert RuleBook.objects.count() == 1


def test_every_line_of_the_house_is_told_in_words(world: Any) -> None:
    page = text(signed_in(world).get(reverse("office-ledger")))
    names = set(Event.objects.filter(dossier__kind="house").values_list("name", flat=True))
    assert not [name for name in names if name in page]
    assert "机器旁的安装人" in page and "封印完好" in page


def test_what_failed_is_on_the_overview_but_never_what_is_sealed(world: Any) -> None:
    open_case = world.answered()
    world.letter("举报某人收钱", kind="report")
    sealed = Event.objects.filter(dossier__secrecy=1).first()
    due = {"due_at": world.now, "attempts": 3}
    Reaction.objects.all().delete()
    Reaction.objects.create(
        event=Event.objects.filter(dossier=open_case.dossier).first(),
        function="a.b",
        complaint="邮局关门",
        **due,
    )
    Reaction.objects.create(event=sealed, function="c.d", complaint="某人收钱", **due)
    page = text(signed_in(world).get(reverse("office")))
    assert "邮局关门" in page and open_case.dossier.number in page
    assert "某人收钱" not in page and sealed.dossier.number not in page and "密封件" in page


def test_the_overview_says_what_is_missing(world: Any) -> None:
    RuleBook.objects.update(effective_from=timezone.now() + timedelta(days=9))
    page = text(signed_in(world).get(reverse("office")))
    assert "没有生效的规则手册" in page
    assert "有1个组织没有书记" in page


def test_a_law_is_written_into_the_register_and_ended(world: Any) -> None:
    office, address = signed_in(world), reverse("office-laws")
    assert "《信访工作条例》(2022)" in text(office.get(address)) and "今天无效" in text(office.get(address))
    law = {"code": "COUNTY-1", "title_zh": "望水县供水管理办法", "year": 2024, "in_force_from": "2024-07-01"}
    assert office.post(address, law).status_code == 302
    assert "用过" in text(office.post(address, law))
    one = reverse("office-law", args=[Law.objects.get(code="COUNTY-1").pk])
    form = {"seen": seen(office, one), "in_force_from": "2024-07-01", "in_force_until": "2024-01-01"}
    assert office.post(one, form).status_code == 422
    form["in_force_until"] = "2024-12-31"
    assert office.post(one, form).status_code == 302
    assert str(Law.objects.get(code="COUNTY-1").in_force_until) == "2024-12-31"
    assert office.post(one, {**form, "in_force_until": ""}).status_code == 409


def test_a_discipline_office_of_one_cannot_sign_and_the_overview_says_so(world: Any) -> None:
    words = "没有第二个人签发"
    assert words not in text(signed_in(world).get(reverse("office")))
    world.people["second_discipline"].posts.update(until=world.now)
    assert words in text(signed_in(world).get(reverse("office")))
