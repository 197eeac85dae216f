"""开放数据 The public figures as files, made anew every night: CSV, Parquet, and what each column means."""

import csv
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import duckdb
from django.conf import settings

from lianxin.cases.models import Category
from lianxin.channels.registry import labels
from lianxin.insight.figures.definitions import DEFINITIONS, VERSION
from lianxin.insight.figures.hiding import OTHERS, covered, few_together
from lianxin.insight.figures.queries import Numbers, Period, period_said, summed, whole
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.organisations.models import STEP, Organisation

CSV, PARQUET, DICTIONARY = "figures.csv", "figures.parquet", "dictionary.csv"
FILES = (CSV, PARQUET, DICTIONARY)
QUARTERS = 8
NIGHT = range(1, 6)
DIMENSIONS = ("all", "org", "category", "place", "channel")
TOLD = (
    "received", "due", "responded", "answered", "on_time", "extended", "claimed", "participated", "solved",
    "unanswered",
)  # fmt: skip
COLUMNS = ("quarter", "dimension", "code", "name_zh", "name_en", *TOLD, "rules")


def file_of(name: str) -> Path:
    """Where one of the files lies."""
    return Path(settings.LIANXIN_DATA) / "public" / "data" / name


def quarters(today: date, most: int = QUARTERS) -> list[str]:
    """The last whole quarters, the newest first."""
    year, quarter = today.year, (today.month - 1) // 3 + 1
    found = []
    for _number in range(most):
        quarter -= 1
        if quarter == 0:
            year, quarter = year - 1, 4
        found.append(f"{year}Q{quarter}")
    return found


def open_data(*, now: datetime) -> int:
    """Once a night, all files at once in place of the old ones; the first time at once. Returns the rows."""
    if file_of(CSV).exists() and not _is_time_again(now):
        return 0
    file_of(CSV).parent.mkdir(parents=True, exist_ok=True)
    making = {name: file_of(name).with_suffix(f".{os.getpid()}{file_of(name).suffix}") for name in FILES}
    rows = [row for said in quarters(local_day(now)) for row in rows_of(said, today=local_day(now))]
    _write(making[CSV], COLUMNS, rows)
    _write(making[DICTIONARY], ("column", "meaning_zh", "rules"), dictionary())
    source, target = (str(making[name]).replace("'", "''") for name in (CSV, PARQUET))
    with duckdb.connect() as database:
        read = f"SELECT * FROM read_csv('{source}', header = true, all_varchar = false)"  # noqa: S608
        database.execute(f"COPY ({read}) TO '{target}' (FORMAT parquet)")
    for name, made in making.items():
        os.utime(made, (now.timestamp(), now.timestamp()))
        made.replace(file_of(name))
    return len(rows)


def _is_time_again(now: datetime) -> bool:
    made = datetime.fromtimestamp(file_of(CSV).stat().st_mtime, now.tzinfo)
    return local_day(made) != local_day(now) and now.astimezone(SHANGHAI).hour in NIGHT


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[list[object]] | list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def rows_of(said: str, *, today: date) -> Iterator[list[object]]:
    """One quarter: of each dimension its lines, the small ones together; what is covered is empty."""
    period = period_said(said, today=today)
    county = summed(whole("all", period, TOLD).values())
    if not any(county.values()):
        return
    for dimension in DIMENSIONS:
        found = few_together(_found(dimension, period), whole=county)
        names = _names(dimension)
        under = covered([*found.values()], TOLD)
        for (code, numbers), hidden in zip(found.items(), under, strict=True):
            key, zh, en = names.get(code, (code, code, code)) if code != OTHERS else _others(dimension)
            counts = ["" if name in hidden else numbers[name] for name in TOLD]
            yield [said, dimension, key, zh, en, *counts, VERSION]


def _found(dimension: str, period: Period) -> Mapping[str, Numbers]:
    """Of bodies and places only those right below the county: the others are within them."""
    found = whole(dimension, period, TOLD)
    if dimension == "all":
        return {OTHERS: summed(found.values())}
    if dimension in {"org", "place"}:
        return {path: one for path, one in found.items() if len(path) == 2 * STEP}
    return found


def _others(dimension: str) -> tuple[str, str, str]:
    return ("", "全县", "Whole county") if dimension == "all" else ("", "其他合计", "Others together")


def _names(dimension: str) -> dict[str, tuple[str, str, str]]:
    """Public codes and names; a path is known only inside the house."""
    if dimension in {"org", "place"}:
        rows = Organisation.objects.values_list("path", "code", "name_zh", "name_en")
        return {path: (code, zh, en or zh) for path, code, zh, en in rows}
    if dimension == "category":
        kinds = Category.objects.values_list("code", "name_zh", "name_en")
        return {code: (code, zh, en or zh) for code, zh, en in kinds}
    return {name: (name, label, name) for name, label in labels().items()}


def dictionary() -> Iterator[list[object]]:
    """数据字典 What each column means, as it is defined."""
    yield ["quarter", "季度；只有整季度，免得从重叠的时间里推算出个人", VERSION]
    yield ["dimension", "all 全县，org 承办单位，category 分类，place 地方，channel 渠道", VERSION]
    yield ["code, name_zh, name_en", "编码和名称；少于5件的合在“其他合计”", VERSION]
    for name in TOLD:
        says = [one.says for one in DEFINITIONS.values() if one.part == (name,)]
        yield [name, (says[0] if says else name) + "空着：少于5，或者能推算出少于5。", VERSION]
