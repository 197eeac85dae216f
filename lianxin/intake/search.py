"""查找的底账 The search row of a letter: by which pairs of Chinese characters it is found, newest first.

One row for each letter; what is said later (a further word, the answer) is added to the same row, in the
transaction that keeps the words. Words are never edited, so a row only ever grows, and whoever adds the same
twice has added it once. Sealed letters have no row at all.

The row knows which pairs a letter holds and not where: what it finds holds at least what is wanted, and
whoever shows it looks into the words themselves. Both databases answer alike.

SQLite walks a full-text index, newest first. In it a letter has a small number, counted upwards as letters
come and downwards as older ones are added (`intake_words_order`): numbers that follow each other are kept in
one byte or two, serials in six, which made the index larger than the text. PostgreSQL's own inverted index
cannot be walked in order: so there a pair is kept together with the half week in which the letter came
(`_key`), and these are asked one after the other, the newest first, always more of them at once as long as
little is found.
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
        "CREATE TABLE intake_words (serial bigint PRIMARY KEY, pairs integer[] NOT NULL)",
        # What waits to be sorted into the index is read through by every question: never much of it.
        "CREATE INDEX intake_words_gin ON intake_words USING gin (pairs) WITH (gin_pending_list_limit = 256)",
    ],
}
NUMBERED = "INSERT INTO intake_words_order (number, serial) SELECT {}, %s FROM intake_words_order"
NEWEST, OLDEST = "coalesce(max(number), 0) + 1", "coalesce(min(number), 1) - 1"
ADD_SQLITE = (
    "INSERT INTO intake_words (rowid, words) SELECT number, %s FROM intake_words_order WHERE serial = %s"
)
ADD_POSTGRES = (
    "INSERT INTO intake_words AS known (serial, pairs) VALUES {} ON CONFLICT (serial) DO UPDATE SET pairs ="
    " (SELECT array_agg(DISTINCT one) FROM unnest(known.pairs || EXCLUDED.pairs) one)"
)
WEEK = 44  # bits of a serial below the half weeks (2^29 ms) in which PostgreSQL keeps letters
MOST_ASKED = 16  # pairs: whoever writes a whole paragraph is found by some of them
AHEAD = 200
EVER = (1 << 63) - 1


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
        elif new or _is_known(cursor, *found):
            flat: list[int | list[int]] = []
            for serial, said in found.items():
                flat += [serial, sorted({_key(pair, serial >> WEEK) for pair in said})]
            cursor.execute(ADD_POSTGRES.format(",".join(["(%s, %s::integer[])"] * len(found))), flat)


def _add_sqlite(cursor: CursorWrapper, found: Mapping[int, set[str]], new: str) -> None:
    serials = sorted(found, reverse=new == OLDEST)
    if new:
        sql = f"{NUMBERED.format(new)} WHERE true ON CONFLICT (serial) DO NOTHING"
        cursor.executemany(sql, [(serial,) for serial in serials])
    cursor.executemany(ADD_SQLITE, [(" ".join(map(_term, found[serial])), serial) for serial in serials])


def _is_known(cursor: CursorWrapper, serial: int) -> bool:
    cursor.execute("SELECT 1 FROM intake_words WHERE serial = %s", [serial])
    return cursor.fetchone() is not None


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
    if within is not None:
        return iter(_of_these(asked, below, within))
    return _walk_weeks(asked, below)


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


def _key(pair: str, week: int) -> int:
    """A pair in a week, as a whole number of 32 bits."""
    return ((week & 0xFFF) << 20 | crc32(pair.encode()) & 0xFFFFF) - (1 << 31)


def _walk_weeks(asked: list[str], below: int) -> Iterator[int]:
    oldest, newest = _weeks()
    upper, span = min(below >> WEEK, newest), 1
    while upper >= oldest:
        lower = max(upper - span + 1, oldest)
        weeks = range(lower, upper + 1)
        holding = " AND ".join(["pairs && %s::integer[]"] * len(asked))
        keys = [[_key(pair, week) for week in weeks] for pair in asked]
        place = below
        while found := _asked(holding, [*keys, lower << WEEK, min(place, (upper + 1) << WEEK)]):
            yield from found
            place = found[-1]
            if len(found) < AHEAD:
                break
        upper, span = lower - 1, span * 2


def _of_these(asked: list[str], below: int, within: Collection[int]) -> list[int]:
    week = f"((((serial >> {WEEK}) & 4095) << 20 | %s) - (1::bigint << 31))::integer"
    holding = " AND ".join([f"pairs @> ARRAY[{week}]"] * len(asked)) + " AND serial = ANY(%s)"
    hashes = [crc32(pair.encode()) & 0xFFFFF for pair in asked]
    return _asked(holding, [*hashes, [*within], 0, below], most=len(within))


def _asked(holding: str, told: Sequence[int | list[int]], *, most: int = AHEAD) -> list[int]:
    sql = (
        f"SELECT serial FROM intake_words WHERE {holding} AND serial >= %s AND serial < %s"  # noqa: S608
        " ORDER BY serial DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*told, most])
        return [row[0] for row in cursor.fetchall()]


def _weeks() -> tuple[int, int]:
    """The first and the last week of which anything is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(serial), max(serial) FROM intake_words")
        oldest, newest = cursor.fetchone()
    return (1, 0) if oldest is None else (oldest >> WEEK, newest >> WEEK)
