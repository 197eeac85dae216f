"""规则手册的读入 Read a rule book from a file and say, in sentences, what is wrong with it."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.clock.reckoning import RUNNING, Unit
from lianxin.kit.refusals import NotValid

OUR_RULEBOOK = Path(__file__).with_name("rulebook.csv")
COLUMNS = (
    *("key", "track", "actor", "amount", "unit", "extension_amount", "extension_unit"),
    *("basis", "confidence", "duty_zh", "duty_en", "pauses"),
)
YES = {"": False, "yes": True, "是": True}
CONFIDENCES = frozenset({"A", "B", "C", "seed", "county"})
LONGEST = 3650  # of any unit; beyond it somebody's finger slipped
KEY = re.compile("[A-Z][A-Z0-9_]{1,31}")
MOST_LETTERS = {"track": 30, "actor": 40, "basis": 200, "duty_zh": 200, "duty_en": 300}
LENGTHS_OF_TIME = RUNNING - {Unit.AT_LIMIT}


@dataclass(frozen=True)
class RuleRow:
    """规则行 One line of a rule book, as it stands in the file; an amount left empty is None."""

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
    pauses: bool | None = False


def read_rulebook(path: Path) -> list[RuleRow]:
    """Read the lines; NotValid when the file is not a rule book at all."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotValid(_("规则手册要用UTF-8编码保存，请另存一次再试。")) from error
    reader = csv.DictReader(StringIO(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise NotValid(_("规则手册缺少这些列：%(columns)s。") % {"columns": "、".join(missing)})
    rows = list(reader)
    for number, fields in enumerate(rows, start=2):
        if None in fields:
            raise _too_many_cells(number)
    return [_row(fields) for fields in rows]


def _too_many_cells(line: int) -> NotValid:
    return NotValid(_("规则手册第%(line)d行的格数比列名多，请看看是不是多了逗号。") % {"line": line})


def rows_of(table: Sequence[Sequence[str]]) -> list[RuleRow]:
    """The lines of a table whose first row names the columns, as somebody filled it in."""
    header = [heading.lower() for heading in table[0]] if table else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise NotValid(_("规则手册缺少这些列：%(columns)s。") % {"columns": "、".join(missing)})
    for number, cells in enumerate(table[1:], start=2):
        if any(cells[len(header) :]):
            raise _too_many_cells(number)
    blank: dict[str, str | None] = dict.fromkeys(COLUMNS)
    return [_row({**blank, **dict(zip(header, cells, strict=False))}) for cells in table[1:] if any(cells)]


def _row(fields: Mapping[str, str | None]) -> RuleRow:
    said = {name: (fields.get(name) or "").strip() for name in COLUMNS}
    return RuleRow(
        key=said["key"],
        track=said["track"],
        actor=said["actor"],
        amount=_number(said["amount"]),
        unit=said["unit"],
        extension_amount=_number(said["extension_amount"]),
        extension_unit=said["extension_unit"],
        basis=said["basis"],
        confidence=said["confidence"],
        duty_zh=said["duty_zh"],
        duty_en=said["duty_en"],
        pauses=YES.get(said["pauses"].lower()),
    )


def _number(text: str) -> int | None:
    """What is no whole number comes out below zero, where the check refuses it."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() else -1


def check_rulebook(rows: Sequence[RuleRow], needed: Collection[str] = ()) -> list[str]:
    """Everything that is wrong with these rules; `needed` are the keys that procedures promise by."""
    looks = (_word_problems, _problems, _growth_problems)
    problems = [problem for row in rows for look in looks for problem in look(row)]
    return [*problems, *_book_problems(rows, needed)]


def _book_problems(rows: Sequence[RuleRow], needed: Collection[str]) -> Iterator[str]:
    counted = Counter(row.key for row in rows)
    for key, n in counted.items():
        if n > 1:
            yield _("规则%(key)s写了%(n)d遍，只能留一条。") % {"key": key, "n": n}
    for key in sorted({*needed} - {*counted}):
        yield _("缺少规则%(key)s，办理流程要用到它。") % {"key": key}
    in_times = {row.key for row in read_rulebook(OUR_RULEBOOK) if row.unit == Unit.TIMES}
    for row in rows:
        words = {"key": row.key, "unit": row.unit}
        if row.key not in needed or row.unit not in Unit.values:
            continue
        if row.key in in_times and row.unit != Unit.TIMES:
            yield _("规则%(key)s数的是次数，单位要写times，不能写“%(unit)s”。") % words
        elif row.key not in in_times and Unit(row.unit) not in RUNNING:
            yield _("规则%(key)s的单位“%(unit)s”不是一段时间，办理流程没法用它计时。") % words


def _problems(row: RuleRow) -> Iterator[str]:
    where = {"key": row.key or "?", "unit": row.unit}
    if row.confidence not in CONFIDENCES:
        yield _("规则%(key)s的“confidence”只能是A、B、C、seed或county。") % where
    if row.unit not in Unit.values:
        yield _("规则%(key)s的单位“%(unit)s”不认识。") % where
    elif row.amount is None or not 0 <= row.amount <= LONGEST:
        yield _("规则%(key)s的数量要写成0到%(longest)d之间的整数。") % {**where, "longest": LONGEST}
    elif (row.amount == 0) != (row.unit == Unit.AT_LIMIT):
        yield _("规则%(key)s自相矛盾：数量为0，单位就得是at_limit；反过来也一样。") % where


def _word_problems(row: RuleRow) -> Iterator[str]:
    """What is missing, too long, or no name that a promise could carry."""
    where = {"key": row.key or "?"}
    for column in ("key", "track", "actor", "duty_zh", "duty_en"):
        if not getattr(row, column):
            yield _("规则%(key)s的“%(column)s”是空的。") % {**where, "column": column}
    if row.key and not KEY.fullmatch(row.key):
        yield _("规则“%(key)s”的编号只能用大写字母、数字和下划线，最多32个字符。") % where
    for column, most in MOST_LETTERS.items():
        if len(getattr(row, column)) > most:
            words = {**where, "column": column, "most": most}
            yield _("规则%(key)s的“%(column)s”太长，最多%(most)d个字。") % words
    if not row.basis:
        yield _("规则%(key)s没有写依据。") % where


def _growth_problems(row: RuleRow) -> Iterator[str]:
    """What is wrong with the extension of a limit, or with what is left out of it."""
    where = {"key": row.key or "?", "unit": row.extension_unit}
    if not _extension_is_whole(row):
        yield _("规则%(key)s的延长期限不完整：数量和单位要么都写，要么都不写，数量要大于0。") % where
    elif row.extension_unit and row.extension_unit not in LENGTHS_OF_TIME:
        yield _("规则%(key)s的延长期限要写一段时间，不能写“%(unit)s”。") % where
    if (row.extension_unit or row.pauses) and row.unit in {*Unit.values} - LENGTHS_OF_TIME:
        yield _("规则%(key)s管的不是一段时间，不能延长，也没有时间可以扣除。") % where
    if row.pauses is None:
        yield _("规则%(key)s的“pauses”只能空着，或者写yes。") % where


def _extension_is_whole(row: RuleRow) -> bool:
    if row.extension_amount is None or not row.extension_unit:
        return row.extension_amount is None and not row.extension_unit
    return 0 < row.extension_amount <= LONGEST and row.extension_unit in Unit.values
