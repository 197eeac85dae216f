"""查找的底账 The search row of a letter: by which pairs of Chinese characters it is found, newest first.

One row for each letter; what is said later (a further word, the answer) is added to the same row, in the
transaction that keeps the words. Words are never edited, so a row only ever grows, and whoever adds the same
twice has added it once. Sealed letters have no row at all.

The row knows which pairs a letter holds and not where: what it finds holds at least what is wanted, and
whoever shows it looks into the words themselves. Both databases answer alike.

In the index a letter has a small number, counted upwards as letters come and downwards as older ones are
added: numbers that follow each other are kept in a byte or two, serials in six, which made the index larger
than the text. SQLite walks a full-text index by that number. PostgreSQL's own inverted index cannot be walked
in order: so there a pair is kept together with the block of letters in which it stands (`_key`), and blocks
are asked one after the other, the newest first, more of them at once as long as little is found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from zlib import crc32

from django.db import connection
from django.db.backends.utils import CursorWrapper

from lianxin.kit.folding import pairs

CREATE = {
    "sqlite": [
        "DROP TABLE IF EXISTS intake_words",
        "CREATE VIRTUAL TABLE intake_words"  # noqa: ISC004
        " USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii')",
        "DROP TABLE IF EXISTS intake_words_order",
        "CREATE TABLE intake_words_order (number INTEGER PRIMARY KEY, serial INTEGER NOT NULL UNIQUE)",
    ],
    "postgresql": [
        "DROP TABLE IF EXISTS intake_words",
        "DROP SEQUENCE IF EXISTS intake_words_newest, intake_words_oldest",
        "CREATE SEQUENCE intake_words_newest",
        "CREATE SEQUENCE intake_words_oldest INCREMENT -1 MAXVALUE 0 START 0",
        "CREATE TABLE intake_words (number integer PRIMARY KEY, serial bigint NOT NULL UNIQUE,"  # noqa: ISC004
        " pairs integer[] NOT NULL)",
        # What waits to be sorted into the index is read through by every question: never much of it.
        "CREATE INDEX intake_words_gin ON intake_words USING gin (pairs) WITH (gin_pending_list_limit = 256)",
    ],
}
NUMBERED = "INSERT INTO intake_words_order (number, serial) SELECT {}, %s FROM intake_words_order"
NEWEST, OLDEST = "coalesce(max(number), 0) + 1", "coalesce(min(number), 1) - 1"
ADD_SQLITE = (
    "INSERT INTO intake_words (rowid, words) SELECT number, %s FROM intake_words_order WHERE serial = %s"
)
SEQUENCES = {NEWEST: "intake_words_newest", OLDEST: "intake_words_oldest"}
BLOCK = 15  # bits of a number: so many letters stand in one block of PostgreSQL's index
WIDEST = 16  # blocks that are asked at once: of more keys the planner thinks that they are in every letter
MOST_ASKED = 16  # pairs: whoever writes a whole paragraph is found by some of them
AHEAD = 200
EVER = (1 << 63) - 1


def _key_in_sql(number: str, mark: str) -> str:
    """As `_key` says it, of a number and a mark of a pair that PostgreSQL knows itself."""
    return f"((({number} >> {BLOCK} & 1023)::bigint << 22 | ({mark})) - (1::bigint << 31))::integer"


# Numbers and names of our own stand in these, nothing that came from outside.
ADD_POSTGRES = (
    "INSERT INTO intake_words AS known (number, serial, pairs) SELECT number, serial,"  # noqa: S608
    f" ARRAY(SELECT {_key_in_sql('number', 'mark')} FROM unnest(marks) mark)"
    " FROM (SELECT nextval('{}')::integer AS number, serial, marks FROM (VALUES {}) one (serial, marks)) new"
    " ON CONFLICT (serial) DO UPDATE SET pairs = ARRAY(SELECT unnest(known.pairs) UNION"
    f" SELECT {_key_in_sql('known.number', 'one & 4194303')} FROM unnest(EXCLUDED.pairs) one)"
)
MORE_POSTGRES = (
    "UPDATE intake_words SET pairs = ARRAY(SELECT unnest(pairs) UNION"  # noqa: S608
    f" SELECT {_key_in_sql('number', 'mark')} FROM unnest(%s::integer[]) mark) WHERE serial = %s"
)


def index_words(rows: Iterable[tuple[int, str]], *, older: bool = False) -> None:
    """Make letters findable: (serial, words). `older`: from before all that are known, newest first."""
    _add(rows, new=OLDEST if older else NEWEST)


def index_more(serial: int, words: str) -> None:
    """Make a letter findable by further words. One that still waits to be made findable waits on: then all
    its words are taken together."""
    _add([(serial, words)], new="")


def _add(rows: Iterable[tuple[int, str]], *, new: str) -> None:
    found: dict[int, set[str]] = {}
    for serial, text in rows:
        found.setdefault(serial, set()).update(pairs(text))
    if not found:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _add_sqlite(cursor, found, new)
        else:
            _add_postgres(cursor, found, new)


def _add_sqlite(cursor: CursorWrapper, found: Mapping[int, set[str]], new: str) -> None:
    serials = sorted(found, reverse=new == OLDEST)
    if new:
        sql = f"{NUMBERED.format(new)} WHERE true ON CONFLICT (serial) DO NOTHING"
        cursor.executemany(sql, [(serial,) for serial in serials])
    cursor.executemany(ADD_SQLITE, [(" ".join(map(_term, found[serial])), serial) for serial in serials])


def _add_postgres(cursor: CursorWrapper, found: Mapping[int, set[str]], new: str) -> None:
    marks = {serial: sorted({_mark(pair) for pair in said}) for serial, said in found.items()}
    if not new:
        cursor.executemany(MORE_POSTGRES, [(told, serial) for serial, told in marks.items()])
        return
    given: list[int | list[int]] = []
    for serial in sorted(marks, reverse=new == OLDEST):
        given += [serial, marks[serial]]
    slots = ",".join(["(%s::bigint, %s::integer[])"] * len(marks))
    cursor.execute(ADD_POSTGRES.format(SEQUENCES[new], slots), given)


def matching(words: str, *, most: int = 2000) -> list[int]:
    """Serials of the newest letters that hold every pair of these words, newest first."""
    return list(islice(walk(pairs(words)), most))


def walk(wanted: Sequence[str], *, below: int = EVER, within: Collection[int] | None = None) -> Iterator[int]:
    """The serials of letters that hold all these pairs, newest first, from below a serial on.

    `within`: only of these; a few thousand at most. Without a pair nothing is found.
    """
    asked = _rarest_guess(wanted)
    if not asked or (within is not None and not within):
        return iter(())
    if connection.vendor == "sqlite":
        return _walk_sqlite(asked, below, within)
    return _walk_blocks(asked, below) if within is None else iter(_of_these(asked, below, within))


def _rarest_guess(wanted: Sequence[str]) -> list[str]:
    """Each pair once; of very many some from everywhere."""
    once = list(dict.fromkeys(wanted))
    step = max(1, -(-len(once) // MOST_ASKED))
    return once[::step]


def _term(pair: str) -> str:
    """A pair in letters that no tokenizer takes apart."""
    return pair if pair.isascii() else "".join(f"{ord(char):x}z" for char in pair)


def _walk_sqlite(asked: list[str], below: int, within: Collection[int] | None) -> Iterator[int]:
    sql = (
        "SELECT serial FROM intake_words JOIN intake_words_order ON number = intake_words.rowid"
        " WHERE intake_words MATCH %s AND intake_words.rowid < coalesce("
        "(SELECT number FROM intake_words_order WHERE serial >= %s ORDER BY serial LIMIT 1), %s)"
    )
    told: list[str | int] = [" AND ".join(f'"{_term(pair)}"' for pair in asked), below, EVER]
    if within is not None:
        # The plus keeps SQLite from asking the words once for each of them, which costs far more.
        sql += (
            " AND +intake_words.rowid IN (SELECT number FROM intake_words_order"
            " WHERE serial IN (SELECT value FROM json_each(%s)))"
        )
        told.append(f"[{','.join(map(str, within))}]")
    with connection.cursor() as cursor:
        cursor.execute(sql + " ORDER BY intake_words.rowid DESC", told)
        while rows := cursor.fetchmany(AHEAD):
            yield from (row[0] for row in rows)


def _key(pair: str, block: int) -> int:
    """A pair in a block, as a whole number of 32 bits."""
    return ((block & 0x3FF) << 22 | _mark(pair)) - (1 << 31)


def _mark(pair: str) -> int:
    """A pair in 22 bits: of a thousand pairs in a letter hardly any is taken for another."""
    return crc32(pair.encode()) & 0x3FFFFF


def _walk_blocks(asked: list[str], below: int) -> Iterator[int]:
    oldest, newest = _numbers(below)
    upper, span = newest >> BLOCK, 1
    while upper >= oldest >> BLOCK:
        lower = max(upper - span + 1, oldest >> BLOCK)
        keys = [[_key(pair, block) for block in range(lower, upper + 1)] for pair in asked]
        # In the statement itself, because of a value that is told apart the planner knows nothing.
        holding = [f"pairs && '{{{','.join(map(str, some))}}}'::integer[]" for some in keys]
        end = newest + 1
        while found := _asked(holding, [], lower << BLOCK, end):
            yield from (serial for serial, _number in found)
            end = found[-1][1]
            if len(found) < AHEAD:
                break
        newest = (lower << BLOCK) - 1
        upper, span = lower - 1, min(span * 2, WIDEST)


def _of_these(asked: list[str], below: int, within: Collection[int]) -> list[int]:
    holding = [f"pairs @> ARRAY[{_key_in_sql('number', '%s')}]"] * len(asked) + ["serial = ANY(%s)"]
    oldest, newest = _numbers(below)
    found = _asked(holding, [*map(_mark, asked), [*within]], oldest, newest + 1, most=len(within))
    return [serial for serial, _number in found]


def _asked(
    holding: list[str], told: Sequence[int | list[int]], begin: int, end: int, *, most: int = AHEAD
) -> list[tuple[int, int]]:
    """Serial and number, the newest first. The zero keeps PostgreSQL from reading letter after letter in the
    order that is asked for."""
    sql = (
        f"SELECT serial, number FROM intake_words WHERE {' AND '.join(holding)}"  # noqa: S608
        " AND number >= %s AND number < %s ORDER BY number + 0 DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*told, begin, end, most])
        return list(cursor.fetchall())


def _numbers(below: int) -> tuple[int, int]:
    """The first and the last number there is below this serial."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT min(number) FROM intake_words), coalesce("
            "(SELECT number - 1 FROM intake_words WHERE serial >= %s ORDER BY serial LIMIT 1),"
            "(SELECT max(number) FROM intake_words))",
            [below],
        )
        oldest, newest = cursor.fetchone()
    return (1, 0) if oldest is None else (oldest, newest)
