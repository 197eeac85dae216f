"""查找 What it costs to find letters among very many, for the whole county and for a village."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from statistics import quantiles
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from lianxin.cases.models import Case
from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import spent
from lianxin.cli.bench.letters import letter
from lianxin.cli.bench.population import CHUNK, YEARS, carry, hurry, rows_for, settle
from lianxin.cli.bench.rows import Folder, Rows
from lianxin.identity.actors import Actor, officer
from lianxin.identity.models import Post
from lianxin.insight.searching import look, wanted
from lianxin.intake.models import Submission
from lianxin.intake.search import walk
from lianxin.kit.folding import pairs, plain
from lianxin.kit.ids import serial_of

# Made-up words, a few of them said all the time and most hardly ever, as in what people write.
WORDS, LONGEST = 60_000, 4
SEATS = (("", "secretary"), ("-D01", "officer"), ("-T01", "officer"), ("-B000", "officer"))
FEW_LIKE = 5


def add_letters(letters: int, seed: int = 7) -> dict[str, object]:
    """So many letters more, each with its case and its search row, but without a history; a kept county that
    has them already gets no more."""
    if Submission.objects.count() > letters:
        return {"letters": letters, **_sizes()}
    chance, now = random.Random(seed), datetime.now(UTC).replace(microsecond=0)
    rows, words, weights = rows_for(now, chance), *_vocabulary(chance)
    begin, until = int((now - timedelta(days=365 * YEARS)).timestamp()), int(now.timestamp())
    hurry()
    for first in range(0, letters, CHUNK):
        for number in range(first, min(first + CHUNK, letters)):
            _add(rows, begin + (until - begin) * number // letters, chance, words, weights)
        carry(rows)
    settle()
    return {"letters": letters, **_sizes()}


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    characters = [chr(0x4E00 + place) for place in chance.sample(range(8000), 3000)]
    weights = list(accumulate(1 / (place + 10) for place in range(len(characters))))
    words = [
        "".join(chance.choices(characters, cum_weights=weights, k=chance.randint(2, LONGEST)))
        for _ in range(WORDS)
    ]
    return words, list(accumulate(1 / (place + 20) for place in range(WORDS)))


def _add(rows: Rows, at: int, chance: random.Random, words: list[str], weights: list[float]) -> None:
    rows.key.at(at)
    said = Folder(rows, "submission", f"B{rows.number(at)}", at)
    place, about = letter(chance)
    body = about + "，".join(
        "".join(chance.choices(words, cum_weights=weights, k=3)) for _part in range(chance.randint(3, 14))
    )
    serial, moment = serial_of(UUID(hex=said.id)), rows.times.sql(at)
    rows.add(
        Submission, said.id, serial, f"bench:{said.id}", said.id, "mailbox", "problem", about[:30], body,
        place, None, chance.choice(rows.addressees), "", False, False, False, "zh", None, moment, None, "",
        None,
    )  # fmt: skip
    rows.words.append((serial, f"{about[:30]}\n{place}\n{body}"))
    said.store(rows.desk, "registered")
    lead = rows.leads[int(chance.random() * len(rows.leads))]
    case = Folder(rows, "case", said.number, at)
    rows.add(
        Case, case.id, said.id, "letter", "hotline", "normal", chance.choice(rows.categories), rows.desk.id,
        lead.id, "", 1, None, None, "", "", "", False,
    )  # fmt: skip
    case.store(lead, "in_handling")


def measure(queries: int = 40) -> dict[str, object]:
    """Milliseconds of processor for queries of words that stand in some letter; each is asked once."""
    now, chance = datetime.now(UTC), random.Random(3)
    asked = {kind: list(islice(_known(kind, chance), queries)) for kind in ("two", "four", "words")}
    found: list[dict[str, Any]] = []
    for code, role in SEATS:
        post = Post.objects.select_related("person").get(organisation__code=county.CODE + code, role=role)
        by = officer(post.person)
        for kind, typed in asked.items():
            costs = _costs([_choosing(words, by, now) for words in typed])
            found.append({"who": f"{code or 'county'} {role}", "query": kind, "reading": "look", **costs})
    for kind, typed in asked.items():
        indexed = _costs([_indexed(words) for words in typed])
        found.append({"who": "anybody", "query": kind, "reading": "index", **indexed})
        like = _costs([_like(words) for words in typed[:FEW_LIKE]])
        found.append({"who": "anybody", "query": kind, "reading": "LIKE", **like})
    found += _pages(asked["two"])
    return {"letters": Submission.objects.count(), "found": found, **_sizes()}


def _known(kind: str, chance: random.Random) -> Iterator[str]:
    """Words as somebody remembers them from a letter."""
    serials = list(Submission.objects.order_by("key").values_list("pk", flat=True)[:20_000])
    while True:
        said = Submission.objects.get(pk=chance.choice(serials)).body
        runs = [run for run in plain(said).split() if len(run) >= FEW_LIKE]
        run = chance.choice(runs)
        place = chance.randrange(len(run) - 3)
        if kind == "words":
            other = chance.choice(runs)
            yield f"{run[place : place + 2]} {other[:2]}"
        else:
            yield run[place : place + (2 if kind == "two" else 4)]


def _indexed(words: str) -> Callable[[], object]:
    return lambda: list(islice(walk(pairs(words)), 64))


def _choosing(words: str, by: Actor, now: datetime) -> Callable[[], object]:
    return lambda: look(wanted(words), by=by, now=now)


def _like(words: str) -> Callable[[], object]:
    letters = Submission.objects.order_by("-serial").values_list("serial", flat=True)
    for word in words.split():
        letters = letters.filter(body__contains=word)
    return lambda: list(letters[:50])


def _pages(typed: list[str]) -> Iterator[dict[str, Any]]:
    client = Client(headers={"host": "localhost", "accept-language": "zh"})
    client.force_login(Post.objects.get(organisation__code=county.CODE, role="secretary").person)
    address = reverse("desk-search")
    costs = _costs([lambda words=words: client.get(address, {"q": words}) for words in typed])  # type: ignore[misc]
    yield {"who": "county secretary", "query": "two", "reading": "page", **costs}


def _costs(acts: list[Callable[[], object]]) -> dict[str, float]:
    """Half of them cost no more than p50, ninety-nine of a hundred no more than p99."""
    acts[0]()
    ours, database = [], []
    for act in acts:
        before = spent()
        act()
        after = spent()
        ours.append((after[0] - before[0]) * 1000)
        database.append((after[1] - before[1]) * 1000)
    both = [sum(pair) for pair in zip(ours, database, strict=True)]
    return {
        "p50_ms": _at(both, 50),
        "p99_ms": _at(both, 99),
        "db_p50": _at(database, 50),
        "db_p99": _at(database, 99),
    }


def _at(costs: list[float], share: int) -> float:
    return round(quantiles(costs, n=100, method="inclusive")[share - 1], 2)


def _sizes() -> dict[str, float]:
    """The index and the words of the letters, in MB."""
    with connection.cursor() as cursor, transaction.atomic():
        length = "octet_length(subject) + octet_length(place) + octet_length(body)"
        if connection.vendor == "sqlite":
            length = "length(CAST(subject || place || body AS BLOB))"
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name GLOB '*intake_words*' AND aggregate = TRUE"
            )
        else:
            cursor.execute("SELECT pg_total_relation_size('intake_words')")
        index = float(cursor.fetchone()[0])
        cursor.execute(f"SELECT sum({length}) FROM intake_submission")  # noqa: S608 - a constant
        text = float(cursor.fetchone()[0])
    return {"index_mb": round(index / 1e6, 1), "text_mb": round(text / 1e6, 1)}
