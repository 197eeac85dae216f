"""The search row of a letter: pairs of Chinese characters, so two-character words are found exactly.

Both databases answer alike. Sealed letters have no search row at all.
"""

from django.db import connection

from lianxin.kit.text import bigrams

CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE intake_words USING fts5(words, content='', tokenize='unicode61')"],
    "postgresql": [
        "CREATE TABLE intake_words (serial bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX intake_words_gin ON intake_words USING gin (words)",
    ],
}
INSERT = "INSERT INTO intake_words (serial, words) VALUES "


def index_words(rows: list[tuple[int, str]]) -> None:
    """Make letters findable: (serial, all their words)."""
    if not rows:
        return
    terms = [(serial, bigrams(text)) for serial, text in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO intake_words (rowid, words) VALUES (%s, %s)", terms)
        else:
            flat = [value for row in terms for value in row]
            cursor.execute(INSERT + ",".join(["(%s, to_tsvector('simple', %s))"] * len(terms)), flat)


def matching(words: str, *, most: int = 2000) -> list[int]:
    """Serials of the newest letters that hold every one of the words, newest first."""
    phrases = [bigrams(word).split() for word in words.split()]
    phrases = [phrase for phrase in phrases if phrase]
    if not phrases:
        return []
    if connection.vendor == "sqlite":
        query = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        sql = "SELECT rowid FROM intake_words WHERE intake_words MATCH %s ORDER BY rowid DESC LIMIT %s"
    else:
        query = " & ".join("(" + " <-> ".join(phrase) + ")" for phrase in phrases)
        sql = (
            "SELECT serial FROM intake_words WHERE words @@ to_tsquery('simple', %s) "
            "ORDER BY serial DESC LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, most])
        return [row[0] for row in cursor.fetchall()]
