"""目录、规则、日历、法规 What the office publishes: each edition stays as it was, a new one is another."""

from dataclasses import fields
from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes_books import (
    AnnounceIn,
    CalendarDayIn,
    CalendarDayTold,
    CalendarYearTold,
    CatalogueIn,
    CatalogueTold,
    CategoryAddIn,
    CategoryChangeIn,
    CategoryKeptTold,
    LawAddIn,
    LawDatesIn,
    LawKeptTold,
    LawsKeptTold,
    QuestionAddIn,
    QuestionKeptTold,
    RuleBookIn,
    RuleBookTold,
)
from lianxin.cases.lines import Line
from lianxin.cases.models import Catalogue, CatalogueEntry, Category
from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_category, add_question, change_category, end_question, publish_catalogue
from lianxin.clock.loading import RuleRow
from lianxin.clock.models import CalendarDay, CalendarYear, RuleBook
from lianxin.clock.verbs.books import announce_year, change_day, load_calendar, publish_rulebook
from lianxin.identity.policy import require
from lianxin.kit.shapes import Words
from lianxin.outcomes.models import Law
from lianxin.outcomes.verbs import add_laws, date_law
from lianxin.outcomes.verbs.laws import LawIn
from lianxin.problems.road import rules_needed

TAG = "office: books"
Version = Annotated[int, Field(ge=1, le=32_767)]
Year = Annotated[int, Field(ge=1, le=9999)]


def _edition(catalogue: Catalogue) -> dict[str, object]:
    entries = CatalogueEntry.objects.filter(catalogue=catalogue)
    lines = entries.order_by("category__code", "place__path").values_list(
        "category__code", "organisation__code", "place__code"
    )
    told = [{"category": what, "body": who, "place": where or ""} for what, who, where in lines]
    return {**vars(catalogue), "lines": told}


@read("/office/catalogues/{version}", in_office, CatalogueTold, tag=TAG, grants=("catalogue.publish",))
def catalogue(ask: Ask, version: Version) -> object:
    """An edition of the dispatch catalogue: which body answers for what, and where."""
    require(ask.by, "catalogue.publish", None)
    found = Catalogue.objects.filter(pk=version).first()
    if found is None:
        raise Problem("not-found", _("没有这一版。"))
    return _edition(found)


@write(
    "/office/catalogues", in_office, CatalogueTold, tag=TAG, grants=("catalogue.publish",), statuses=(201,)
)  # fmt: skip
def publish_a_catalogue(ask: Ask, said: CatalogueIn) -> object:
    """A new edition; every line that is wrong is told, and then none is kept."""
    lines = [Line(one.category, one.body, one.place) for one in said.lines]
    begins = said.effective_from or ask.now
    made = publish_catalogue(lines, effective_from=begins, note=said.note, by=ask.by, now=ask.now)
    return _edition(made)


@write(
    "/office/categories", in_office, CategoryKeptTold, tag=TAG, grants=("catalogue.publish",), statuses=(201,)
)
def add_a_category(ask: Ask, said: CategoryAddIn) -> object:
    """A class that matters may belong to; a lifeline is water, power, gas or heating."""
    return add_category(**said.model_dump(), by=ask.by, now=ask.now)


def _category(code: str) -> Category:
    found = Category.objects.filter(code=code).first()
    if found is None:
        raise Problem("not-found", _("没有编码为“%(code)s”的分类。") % {"code": code[:40]})
    return found


@write(
    "/office/categories/{code}", in_office, CategoryKeptTold, tag=TAG, method="PUT",
    grants=("catalogue.publish",),
)  # fmt: skip
def change_a_category(ask: Ask, code: Words, said: CategoryChangeIn) -> object:
    """A clearer name, or whether it is a lifeline; its code and what was filed under it stay."""
    found = _category(code)
    change_category(found, **said.model_dump(), by=ask.by, now=ask.now)
    return _category(code)


@write(
    "/office/categories/{code}/questions", in_office, QuestionKeptTold, tag=TAG, statuses=(201,),
    grants=("catalogue.publish",),
)  # fmt: skip
def add_a_question(ask: Ask, code: Words, said: QuestionAddIn) -> object:
    """Programs that show a form ask it from now on of who writes about this class."""
    return add_question(_category(code), QuestionIn(**said.model_dump()), by=ask.by, now=ask.now)


@write(
    "/office/categories/{code}/questions/{question}/end", in_office, QuestionKeptTold, tag=TAG,
    grants=("catalogue.publish",),
)  # fmt: skip
def end_a_question(ask: Ask, code: Words, question: Words) -> object:
    """Nobody is asked any longer; what was answered stays in the letters."""
    found = _category(code).questions.filter(code=question, ended_at=None).first()
    if found is None:
        raise Problem("not-found", _("这个分类没有这个问题。"))
    end_question(found, by=ask.by, now=ask.now)
    return found


def _book(book: RuleBook) -> dict[str, object]:
    names = [one.name for one in fields(RuleRow)]
    rules = [{name: getattr(rule, name) for name in names} for rule in book.rules.all()]
    return {**vars(book), "rules": rules}


@read("/office/rulebooks/{version}", in_office, RuleBookTold, tag=TAG, grants=("rulebook.publish",))
def rulebook(ask: Ask, version: Version) -> object:
    """A version of the rule book: who owes what within which time, and by which law."""
    require(ask.by, "rulebook.publish", None)
    found = RuleBook.objects.filter(pk=version).first()
    if found is None:
        raise Problem("not-found", _("没有这一版。"))
    return _book(found)


@write("/office/rulebooks", in_office, RuleBookTold, tag=TAG, grants=("rulebook.publish",), statuses=(201,))
def publish_a_rulebook(ask: Ask, said: RuleBookIn) -> object:
    """A new version; what began under an older one keeps it. Everything that is wrong is told."""
    made = publish_rulebook(
        [RuleRow(**one.model_dump()) for one in said.rules], effective_from=said.effective_from,
        note=said.note, needed=rules_needed(), by=ask.by, now=ask.now,
    )  # fmt: skip
    return _book(made)


@read("/office/calendar/{year}", in_office, CalendarYearTold, tag=TAG, grants=("calendar.change",))
def calendar_year(ask: Ask, year: Year) -> object:
    """The days of a year that differ from Monday to Friday."""
    require(ask.by, "calendar.change", None)
    return _year(year)


def _year(year: int) -> dict[str, object]:
    announced = CalendarYear.objects.filter(year=year).first()
    days = CalendarDay.objects.filter(date__year=year).order_by("date")
    return {"year": year, "source": announced.source if announced else "", "days": days}


@write("/office/calendar/{year}/load", in_office, CalendarYearTold, tag=TAG, grants=("calendar.change",))
def load_a_year(ask: Ask, year: Year) -> object:
    """Take the year from the installed library; a year that is announced already stays as it is."""
    load_calendar([year], by=ask.by, now=ask.now)
    return _year(year)


@write("/office/calendar/{year}/announce", in_office, CalendarYearTold, tag=TAG, grants=("calendar.change",))
def announce_a_year(ask: Ask, year: Year, said: AnnounceIn) -> object:
    """Its holidays are written in; `source` says where they were announced."""
    announce_year(year, source=said.source, by=ask.by, now=ask.now)
    return _year(year)


@write("/office/days/{day}", in_office, CalendarDayTold, tag=TAG, method="PUT", grants=("calendar.change",))
def change_a_day(ask: Ask, day: date, said: CalendarDayIn) -> object:
    """A holiday, a day worked in exchange, or an ordinary day again. What is promised already stays."""
    change_day(day, **said.model_dump(), by=ask.by, now=ask.now)
    return {"date": day, **said.model_dump()}


@read("/office/laws", in_office, LawsKeptTold, tag=TAG, grants=("law.keep",))
def laws(ask: Ask) -> object:
    """The register of laws that answers may lean on."""
    require(ask.by, "law.keep", None)
    return {"items": Law.objects.all()}


@write("/office/laws", in_office, LawKeptTold, tag=TAG, grants=("law.keep",), statuses=(201,))
def add_a_law(ask: Ask, said: LawAddIn) -> object:
    """One more law; days that nobody has checked are left out."""
    (law,) = add_laws([LawIn(**said.model_dump())], by=ask.by, now=ask.now)
    return law


@write("/office/laws/{code}", in_office, LawKeptTold, tag=TAG, method="PUT", grants=("law.keep",))
def date_a_law(ask: Ask, code: Words, said: LawDatesIn) -> object:
    """From when until when it holds; what was answered under it stays as it was."""
    found = Law.objects.filter(code=code).first()
    if found is None:
        raise Problem("not-found", _("没有这部法规。"))
    date_law(found, **said.model_dump(), by=ask.by, now=ask.now)
    return Law.objects.get(pk=found.pk)
