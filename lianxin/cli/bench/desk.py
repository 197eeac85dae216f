"""A desk's list: fifty rows by body, stage and due time, with exact counts; as data and as a page."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.cases.queries import Place, on_desk
from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import per_call
from lianxin.identity.models import Post
from lianxin.ledger.models import Dossier
from lianxin.ledger.queries import count_at
from lianxin.organisations.models import Organisation

ROWS = 50
# Who looks, and at what: the whole county, the busiest bureau and township, one village.
SEATS = (("", "secretary"), ("-D01", "officer"), ("-T01", "officer"), ("-B000", "officer"))
STAGES = ("in_handling", "closed")


def measure(times: int = 20, explain: bool = False) -> dict[str, object]:
    """Milliseconds of processor for each list, on its first page and deep down."""
    rows, plans = [], {}
    for post in _posts():
        client = Client(headers={"host": "localhost", "accept-language": "zh"})
        client.force_login(post.person)
        for stage in STAGES:
            for depth, place in _places(post.organisation.path, stage):
                name = f"{post.organisation.code.removeprefix('BENCH-')} {stage} {depth}"
                rows.append({"list": name, **_one(client, post.organisation, stage, place, times)})
                if explain:
                    plans[name] = _plan(post.organisation.path, stage, place)
    worst = {key: max(row[key]["ms"] for row in rows) for key in ("data", "page")}
    return {"lists": rows, "worst": worst, "plans": plans, "target_data_ms": 5, "target_page_ms": 10}


def _posts() -> Iterator[Post]:
    for code, role in SEATS:
        body = Organisation.objects.get(code=county.CODE + code)
        yield Post.objects.select_related("organisation", "person").get(organisation=body, role=role)


def _lying(path: str, stage: str) -> "QuerySet[Dossier]":
    lying = Dossier.objects.ordinary().filter(kind="case", stage=stage).kept_under(path)
    return lying.order_by("-id") if stage == "closed" else lying.order_by("next_due", "id")


def _places(path: str, stage: str) -> list[tuple[str, Place | None]]:
    """The first page, and the one after four fifths of the list."""
    lying = _lying(path, stage)
    deep = lying.values_list("next_due", "id")[lying.count() * 4 // 5 :].first()
    return [("first", None), ("deep", deep)] if deep else [("first", None)]


def _one(client: Client, body: Organisation, stage: str, place: Place | None, times: int) -> dict[str, Any]:
    address = reverse("desk-cases") + "?" + urlencode({"stage": stage, **_after(place)})

    def data() -> int:
        count_at("case", path=body.path)
        return len(on_desk(body.path, (stage,), after=place, most=ROWS + 1))

    def page() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code

    return {
        "rows": min(data(), ROWS),
        "data": per_call(data, times=times),
        "page": per_call(page, times=times),
    }


def _after(place: Place | None) -> dict[str, str]:
    """The place as the desk's own addresses write it."""
    return {"after": f"{place[0].isoformat() if place[0] else ''},{place[1]}"} if place else {}


def _plan(path: str, stage: str, place: Place | None) -> list[str]:
    """How the database answers the list and the counts."""
    with CaptureQueriesContext(connection) as seen:
        on_desk(path, (stage,), after=place, most=ROWS + 1)
        count_at("case", path=path)
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS) "
    said = []
    with connection.cursor() as cursor:
        for query in seen.captured_queries:
            cursor.execute(how + query["sql"].replace("%", "%%"))
            said += [query["sql"], *(str(line[-1]) for line in cursor.fetchall())]
    return said
