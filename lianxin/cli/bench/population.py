"""A county with N cases, true to the model, written in bulk so that a million takes minutes."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lianxin.cases.models import Category
from lianxin.cli.bench import county
from lianxin.cli.bench.road import DAY, ROAD, Body
from lianxin.cli.bench.rows import COLUMNS, Row, Rows
from lianxin.clock.queries import rulebook_in_force
from lianxin.flow.laws import quick
from lianxin.identity.models import Post, Role
from lianxin.intake.search import index_words
from lianxin.ledger.verbs import count_in
from lianxin.organisations.models import Kind, Organisation

CHUNK = 5_000
YEARS = 3
# Of the newest tenth of the cases seven in ten are open: 93 % of all are closed.
OPEN_TAIL, OPEN_SHARE = 10, 0.7
STAGES = (
    ("registered", 10),
    ("dispatched", 15),
    ("in_handling", 40),
    ("in_approval", 5),
    ("replied", 10),
    ("delivered", 20),
)
LONGEST_REST = {"replied": 6, "delivered": 14}  # days: after that silence has moved the matter on
MEAN_REST = {
    "registered": 0.4,
    "dispatched": 0.8,
    "in_handling": 4,
    "in_approval": 0.5,
    "replied": 2,
    "delivered": 5,
}


def populate(cases: int, seed: int = 1) -> dict[str, object]:
    """Migrate, found the county, write the cases; returns what it took and whether the laws hold."""
    call_command("migrate", verbosity=0)
    county.refuse_others()
    began, cpu = time.monotonic(), time.process_time()
    now = datetime.now(UTC).replace(microsecond=0)
    start = now - timedelta(days=365 * YEARS)
    county.found(county.founded_before(start))
    hurry()
    rows = rows_for(now, random.Random(seed))
    plan = _plan(cases, int(start.timestamp()), rows)
    with Progress(
        TextColumn("cases"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as progress:  # fmt: skip
        task = progress.add_task("cases", total=cases)
        while chunk := list(islice(plan, CHUNK)):
            for received, steps, ended in chunk:
                rows.case(received, steps, ended) if steps else rows.waiting(received)
            carry(rows)
            progress.advance(task, len(chunk))
    settle()
    health = quick()
    return {
        "cases": cases, "now": now.isoformat(), "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1), "ok": health.ok,
        "open": health.open, "closed": health.closed, "waiting": health.waiting,
    }  # fmt: skip


def rows_for(now: datetime, chance: random.Random) -> Rows:
    """An empty collection of rows for the county that was founded."""
    person = dict(
        Post.objects.filter(role__in=("officer", "sorter")).values_list("organisation_id", "person_id")
    )
    bodies = {
        o.code: Body(o.id.hex, o.code, o.path, person[o.id].hex if o.id in person else "")
        for o in Organisation.objects.all()
    }
    by_kind: dict[str, list[Body]] = {}
    for organisation in Organisation.objects.order_by("path"):
        by_kind.setdefault(organisation.kind, []).append(bodies[organisation.code])
    signing = Post.objects.select_related("organisation").get(role=Role.APPROVER)
    above = bodies[signing.organisation.code]._replace(person=signing.person_id.hex)
    return Rows(
        desk=bodies[county.DESK], approver=above, leads=_uneven(by_kind),
        categories=[category.id.hex for category in Category.objects.all()],
        addressees=[b.id for kind in (Kind.COUNTY, Kind.COMMITTEE, Kind.BRANCH) for b in by_kind[kind]],
        rulebook=rulebook_in_force(now), now=int(now.timestamp()), chance=chance,
        county=settings.LIANXIN_COUNTY, secret=settings.SECRET_KEY,
    )  # fmt: skip


def _uneven(by_kind: dict[str, list[Body]]) -> list[Body]:
    """A bag to draw from: a few bureaus have most of the work, a village has little."""
    bag: list[Body] = []
    for kind, share in ((Kind.DEPARTMENT, 12_000), (Kind.COMMITTEE, 6_000), (Kind.BRANCH, 2_000)):
        bodies = by_kind[kind]
        weights = [1 / (place + 1) for place in range(len(bodies))]
        bag += [
            b for b, w in zip(bodies, weights, strict=True) for _ in range(1 + int(share * w / sum(weights)))
        ]
    return bag


def _plan(cases: int, start: int, rows: Rows) -> Iterator[tuple[int, int, int]]:
    """For each letter, oldest first: when it came, how many steps it has gone, when the last was taken."""
    chance, now = rows.chance, rows.now
    names, weights = [name for name, _weight in STAGES], [weight for _name, weight in STAGES]
    steps_to = {step.stage: place for place, step in enumerate(ROAD, start=1)}
    for place in range(cases):
        received = start + (now - 3600 - start) * place // cases
        if place < cases - cases // OPEN_TAIL or chance.random() > OPEN_SHARE:
            yield received, len(ROAD), min(received + int(DAY * (3 + 25 * chance.random())), now)
            continue
        stage = chance.choices(names, weights)[0]
        rest = min(chance.expovariate(1 / MEAN_REST[stage]), LONGEST_REST.get(stage, 60))
        yield received, steps_to[stage], now - min(int(rest * DAY), (now - received) // 2)
    for place in range(max(2, cases // 500)):
        yield now - 3000 + place * 3000 // max(2, cases // 500), 0, 0


def hurry() -> None:
    """Loading may lose power: the file is thrown away then. Nothing of the schema is left out."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-600000", "mmap_size=0",
                           "wal_autocheckpoint=50000"):  # fmt: skip
                cursor.execute(f"PRAGMA {pragma}")


def settle() -> None:
    """As it would lie on the disk of a county: checkpointed; on PostgreSQL vacuumed, as it does by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    connection.close()


@transaction.atomic
def carry(rows: Rows) -> None:
    """Carry what has been collected into the database."""
    load = _insert if connection.vendor == "sqlite" else _copy
    for model, lines in rows.tables.items():
        columns = COLUMNS[model].split()
        known = {field.column for field in model._meta.concrete_fields}
        assert set(columns) == known, f"{model.__name__} has changed: {known ^ set(columns)}"
        if lines:
            load(model, columns, lines)
            rows.tables[model] = []
    for place in range(0, len(rows.words), 1000):
        index_words(rows.words[place : place + 1000])
    count_in(rows.places)
    rows.words, rows.places = [], Counter()


def _insert(model: type[models.Model], columns: list[str], lines: list[Row]) -> None:
    slots = ",".join("?" * len(columns))
    names = ", ".join(_quoted(columns))
    sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({slots})"  # noqa: S608 - names only
    connection.connection.executemany(sql, lines)


def _copy(model: type[models.Model], columns: list[str], lines: list[Row]) -> None:
    sql = f"COPY {model._meta.db_table} ({', '.join(_quoted(columns))}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(sql) as copy:
        for line in lines:
            copy.write_row(line)


def _quoted(columns: list[str]) -> list[str]:
    return [connection.ops.quote_name(column) for column in columns]
