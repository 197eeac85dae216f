"""Pages that tell of a whole county at once: who owes what, the figures, the letters, the public ledger."""

from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import per_call
from lianxin.identity.models import Post

# Who looks, at the county itself or at its first bureau, and at what.
PAGES = (
    ("secretary", "", "desk-letters"),
    ("secretary", "", "desk-owed"),
    ("secretary", "", "desk-figures"),
    ("officer", "-D01", "desk-figures"),
    ("", "", "home"),
    ("", "", "public-ledger"),
    ("", "", "listed"),
    ("", "", "health"),
)


def measure(times: int = 3) -> dict[str, object]:
    """Milliseconds of processor for each page; a person waits a second for what adds up a county."""
    rows: list[dict[str, Any]] = [
        {"page": reverse(name), "who": role or "anybody", **_cost(_visitor(role, body), name, times)}
        for role, body, name in PAGES
    ]
    return {"pages": rows, "worst": max(row["ms"] for row in rows), "target_ms": 1000}


def _visitor(role: str, body: str) -> Client:
    visitor = Client(headers={"host": "localhost", "accept-language": "zh"})
    if role:
        post = Post.objects.select_related("person").get(organisation__code=county.CODE + body, role=role)
        visitor.force_login(post.person)
    return visitor


def _cost(visitor: Client, name: str, times: int) -> dict[str, float]:
    return per_call(partial(_open, visitor, reverse(name)), times=times, warm=1)


def _open(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.status_code
