"""数字 The pages of figures at a county's size, beside the same numbers counted anew from every case."""

import time
from functools import partial
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Substr, TruncMonth
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.cli.bench import county
from lianxin.cli.bench.cpu import per_call
from lianxin.identity.models import Post
from lianxin.insight.figures.counters import COUNTS
from lianxin.insight.figures.pages import PAGES, PUBLIC
from lianxin.insight.figures.queries import last_months
from lianxin.insight.models import CaseFact, Cell
from lianxin.insight.verbs.counting import count_all
from lianxin.kit.dates import local_day
from lianxin.organisations.models import STEP

TARGET = 20.0
# What a page shows at least, as a program counts that keeps no counts.
SHOWN = ("due", "responded", "on_time", "claimed", "participated", "solved", "unanswered")
GROUPS = {
    "organisations": Substr("org", 1, 2 * STEP),
    "categories": F("category"),
    "places": Substr("place", 1, 2 * STEP),
    "channels": F("channel"),
    "trend": TruncMonth("limit_on"),
}


def measure(times: int = 5) -> dict[str, object]:
    """First everything is counted that is not yet; then milliseconds of processor for each page."""
    counting = _count()
    pages = [("secretary", reverse("desk-numbers-page", args=[name]), name) for name in PAGES]
    pages += [("anybody", reverse("public-numbers-page", args=[name]), "") for name in PUBLIC]
    asked = "count=on_time&dimension=org&one=&period="
    pages.append(("secretary", f"{reverse('desk-numbers-list')}?{asked}", ""))
    rows: list[dict[str, Any]] = [
        {
            "page": address.partition("?")[0], "who": who,
            **per_call(partial(_open, _visitor(who), address), times=times, warm=2),
            "naive_ms": _naive(name),
        }
        for who, address, name in pages
    ]  # fmt: skip
    return {
        "pages": rows, "worst": max(row["ms"] for row in rows), "target_ms": TARGET,
        "facts": CaseFact.objects.count(), "cells": Cell.objects.count(), **counting,
    }  # fmt: skip


def _count() -> dict[str, float]:
    before, began = CaseFact.objects.count(), time.process_time()
    count_all(now=timezone.now())
    spent, fresh = time.process_time() - began, CaseFact.objects.count() - before
    return {"counted": fresh, "count_ms": 1000 * spent / fresh if fresh else 0.0}


def _naive(page: str) -> float:
    """The numbers of a page from every case of these twelve months, with the columns that the facts have."""
    if page not in GROUPS:
        return 0.0
    return per_call(partial(_grouped, GROUPS[page]), times=1, warm=0)["ms"]


def _grouped(by: Any) -> None:
    period = last_months(local_day(timezone.now()))
    rows = CaseFact.objects.filter(limit_on__gte=period.begin, limit_on__lt=period.end)
    counts = {f"n_{name}": Count("pk", filter=Q(**COUNTS[name].where)) for name in SHOWN}
    list(rows.annotate(by=by).values("by").annotate(**counts).order_by("by"))


def _visitor(who: str) -> Client:
    visitor = Client(headers={"host": "localhost", "accept-language": "zh"})
    if who == "secretary":
        post = Post.objects.select_related("person").get(organisation__code=county.CODE, role="secretary")
        visitor.force_login(post.person)
    return visitor


def _open(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.status_code
