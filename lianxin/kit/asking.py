"""Asking for rows by a question that is put into words once.

Django makes the SQL of a queryset anew each time, which costs several times what the database does
with it when a row is fetched by its key. A question that every act or page asks is kept as it was
made the first time, and only its values change; everywhere else the queryset is the better tool.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=models.Model)

# Values that nobody would write into a question: by them the places for the real ones are found.
MARKS: dict[type, Callable[[], Any]] = {
    UUID: uuid4,
    str: lambda: uuid4().hex,
    datetime: lambda: datetime(1001, 2, 3, 4, 5, 6, tzinfo=UTC),
}


class Wording(NamedTuple):
    """A question in the database's words, and how what comes back is turned into rows."""

    sql: str
    params: tuple[Any, ...]
    places: list[tuple[int, int]]
    converters: list[tuple[int, tuple[list[Callable[..., Any]], Any]]]
    model: type[Any]
    columns: slice
    names: list[str]
    beside: list[Any]


class Prepared(Generic[M]):
    """问法 A queryset with blanks of these kinds: called with their values, in the same order."""

    def __init__(self, make: Callable[..., "models.QuerySet[M]"], *kinds: type) -> None:
        self.make, self.kinds = make, kinds

    def __call__(self, *values: Any) -> list[M]:
        """The rows that answer it, each with what the queryset fetches beside it."""
        database, wording = connections[DEFAULT_DB_ALIAS], self._wording
        params = list(wording.params)
        for place, blank in wording.places:
            params[place] = _as_written(values[blank], database)
        with database.cursor() as cursor:
            cursor.execute(wording.sql, params)
            return [_row(wording, list(told), database) for told in cursor.fetchall()]

    def first(self, *values: Any) -> M | None:
        """The first row that answers it, if any does."""
        return next(iter(self(*values)), None)

    def get(self, *values: Any) -> M:
        """The row that answers it. Raises DoesNotExist, as a queryset does."""
        found = self.first(*values)
        if found is None:
            raise self._wording.model.DoesNotExist
        return found

    @cached_property
    def _wording(self) -> Wording:
        marks = [MARKS[kind]() for kind in self.kinds]
        compiler: Any = self.make(*marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        written = [_as_written(mark, compiler.connection) for mark in marks]
        places = [(n, written.index(param)) for n, param in enumerate(params) if param in written]
        if {blank for _place, blank in places} != set(range(len(marks))):
            raise ValueError(f"a blank stands nowhere in {sql}")
        select, kind = compiler.select, compiler.klass_info
        columns = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
        return Wording(
            sql, tuple(params), places,
            list(compiler.get_converters([column for column, *_rest in select]).items()),
            kind["model"], columns, [column.target.attname for column, *_rest in select[columns]],
            get_related_populators(kind, select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
        )  # fmt: skip


def _row(wording: Wording, told: list[Any], database: Any) -> Any:
    for place, (converters, column) in wording.converters:
        for convert in converters:
            told[place] = convert(told[place], column, database)
    row = wording.model.from_db(DEFAULT_DB_ALIAS, wording.names, told[wording.columns])
    for one in wording.beside:
        one.populate(told, row)
    return row


def _as_written(value: Any, database: Any) -> Any:
    """A value as Django itself writes it into this database."""
    if isinstance(value, UUID) and not database.features.has_native_uuid_field:
        return value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    return value
