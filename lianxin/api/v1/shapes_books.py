"""Shapes of what the office publishes."""

from typing import Annotated, Literal

from pydantic import Field

from lianxin.api.v1.shapes import At, On, Told
from lianxin.kit.shapes import Day, Moment, Strictly, Words

Code = Annotated[Words, Field(min_length=1, max_length=24)]
Note = Annotated[Words, Field(max_length=200)]
Amount = Annotated[int, Field(ge=0, le=1_000_000)]


class CatalogueLineIn(Strictly):
    category: Code
    body: Annotated[Code, Field(description="Code of the body that answers for it.")]
    place: Annotated[Words, Field(max_length=24, description="Only there; empty: everywhere.")] = ""


class CatalogueIn(Strictly):
    lines: Annotated[list[CatalogueLineIn], Field(min_length=1, max_length=20_000)]
    effective_from: Annotated[Moment | None, Field(description="Left out: at once.")] = None
    note: Note = ""


class CatalogueLineTold(Told):
    category: str
    body: str
    place: str


class CatalogueTold(Told):
    version: int
    effective_from: At
    note: str
    lines: list[CatalogueLineTold]


class CategoryChangeIn(Strictly):
    name_zh: Annotated[Words, Field(min_length=1, max_length=40)]
    name_en: Annotated[Words, Field(max_length=80)] = ""
    lifeline: bool = False
    active: bool = True


class CategoryAddIn(Strictly):
    code: Code
    name_zh: Annotated[Words, Field(min_length=1, max_length=40)]
    name_en: Annotated[Words, Field(max_length=80)] = ""
    lifeline: bool = False


class CategoryKeptTold(Told):
    code: str
    name_zh: str
    name_en: str
    lifeline: bool
    active: bool


class QuestionAddIn(Strictly):
    code: Code
    words_zh: Annotated[Words, Field(min_length=1, max_length=200)]
    words_en: Annotated[Words, Field(max_length=300)] = ""
    answer: Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist", "note"] = (
        "string"
    )
    required: bool = False
    choices: Annotated[Words, Field(description="A line each: key, name, and after a bar in English.")] = ""


class QuestionKeptTold(Told):
    code: str
    words_zh: str
    words_en: str
    answer: str
    required: bool


class RuleIn(Strictly):
    """One duty: who owes it, within which time, and by which law."""

    key: Annotated[Words, Field(min_length=1, max_length=40)]
    track: Annotated[Words, Field(max_length=30)]
    actor: Annotated[Words, Field(max_length=40)]
    amount: Amount | None
    unit: Annotated[Words, Field(max_length=20)]
    extension_amount: Amount | None = None
    extension_unit: Annotated[Words, Field(max_length=20)] = ""
    basis: Annotated[Words, Field(max_length=200)]
    confidence: Annotated[Words, Field(max_length=10)]
    duty_zh: Annotated[Words, Field(max_length=200)]
    duty_en: Annotated[Words, Field(max_length=300)]
    pauses: bool | None = False


class RuleBookIn(Strictly):
    rules: Annotated[list[RuleIn], Field(min_length=1, max_length=2_000)]
    effective_from: Moment
    note: Note = ""


class RuleTold(Told):
    key: str
    track: str
    actor: str
    amount: int | None
    unit: str
    extension_amount: int | None
    extension_unit: str
    basis: str
    confidence: str
    duty_zh: str
    duty_en: str
    pauses: bool | None


class RuleBookTold(Told):
    version: int
    effective_from: At
    note: str
    rules: list[RuleTold]


class CalendarDayIn(Strictly):
    working: bool
    name_zh: Annotated[Words, Field(max_length=60, description="Which holiday; empty: as usual.")] = ""
    name_en: Annotated[Words, Field(max_length=80)] = ""


class CalendarDayTold(Told):
    date: On
    working: bool
    name_zh: str
    name_en: str


class CalendarYearTold(Told):
    year: int
    source: Annotated[str, Field(description="Where it was announced; empty: not announced yet.")]
    days: list[CalendarDayTold]


class AnnounceIn(Strictly):
    source: Annotated[Words, Field(min_length=1, max_length=200)]


class LawDatesIn(Strictly):
    in_force_from: Day | None = None
    in_force_until: Annotated[Day | None, Field(description="Its last day.")] = None


class LawAddIn(LawDatesIn):
    code: Annotated[Words, Field(min_length=1, max_length=40)]
    title_zh: Annotated[Words, Field(min_length=1, max_length=120)]
    title_en: Annotated[Words, Field(max_length=200)] = ""
    year: Annotated[int | None, Field(ge=1, le=9999)] = None


class LawKeptTold(Told):
    code: str
    title_zh: str
    title_en: str
    year: int | None
    in_force_from: On | None
    in_force_until: On | None


class LawsKeptTold(Told):
    items: list[LawKeptTold]
