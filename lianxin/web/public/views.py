"""公开的信和账 What anybody may read without a code and without a name."""

from datetime import datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.flow.balance import by_channel, days_kept
from lianxin.flow.export import events_file
from lianxin.intake.saving import shown
from lianxin.kit.blobs import path_of
from lianxin.kit.refusals import Refusal
from lianxin.kit.text import one_line
from lianxin.outcomes.public import bodies_up, categories_up, letter_up, letters_up, picture_up
from lianxin.outcomes.public_figures import FIGURES
from lianxin.web.desk.lists import next_page, read_key, read_place
from lianxin.web.public.words import bodies_in_words, channels_in_words, days_in_words, tried_in_words, whole

PAGE = 20


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """公开的来信 Newest first, by words, of one class or one body where that is asked for."""
    category, body = request.GET.get("category", ""), one_line(request.GET.get("body", ""))[:24]
    asked = one_line(request.GET.get("q", ""))[:100]
    found = letters_up(
        category=read_key(category) if category else None,
        body=body,
        after=read_place(request),
        most=PAGE + 1,
        words=asked,
    )
    older = ""
    more = len(found) > PAGE
    found = found[:PAGE]
    if more and not asked:
        older = next_page(request, (found[-1].published_at, found[-1].key))
    words = {
        "letters": found, "older": older, "categories": categories_up(), "bodies": bodies_up(),
        "category": category, "body": body, "asked": asked, "more": more and asked,
    }  # fmt: skip
    return render(request, "web/public/letters.html", words)


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """一封公开的信 What was asked and answered, redacted, and what the writer said of it."""
    seen = letter_up(str(number), now=timezone.now())
    if seen is None:
        raise Http404
    return render(request, "web/public/letter.html", {"letter": seen})


@require_safe
def picture(_request: HttpRequest, number: int, picture: int) -> HttpResponseBase:
    """一张公开的照片 The copy that was made for everybody: points, and neither place nor machine."""
    digest = picture_up(str(number), picture)
    if not digest or not path_of(digest).exists():
        raise Http404
    return shown(path_of(digest))


def _ledger(now: datetime) -> dict[str, object]:
    channels = by_channel()
    return {
        "whole": whole(channels), "channels": channels_in_words(channels),
        "bodies": bodies_in_words(), "now": now,
    }  # fmt: skip


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """公开的账 Received, waiting, registered, open, closed: whether it adds up is said in words."""
    now = timezone.now()
    words = {**_ledger(now), "days": days_in_words(days_kept()), "channels_tried": tried_in_words(now)}
    return render(request, "web/public/ledger.html", words)


@require_safe
def ledger_json(_request: HttpRequest) -> JsonResponse:
    """同一本账 The same for programs."""
    now = timezone.now()
    told = _ledger(now)
    return JsonResponse({
        "at": now.isoformat(),
        "whole": vars(told["whole"]),
        "channels": [vars(one) for one in told["channels"]],  # type: ignore[attr-defined]
        "bodies": [vars(one) for one in told["bodies"]],  # type: ignore[attr-defined]
        "days": [vars(one) for one in days_in_words(days_kept())],
    })  # fmt: skip


@require_safe
def uptime(request: HttpRequest) -> HttpResponse:
    """信寄得进来吗 Every channel that the house tries, day by day."""
    return render(request, "web/public/uptime.html", {"channels": tried_in_words(timezone.now())})


@require_safe
def events(_request: HttpRequest) -> HttpResponseBase:
    """公开的记录 The newest export; nothing in it leads to a person."""
    if not events_file().exists():
        raise NoFileYet(_("公开的记录每天生成一次，今天的还没有生成。请过一小时再来。"))
    return FileResponse(events_file().open("rb"), as_attachment=True, content_type="text/csv; charset=utf-8")


class NoFileYet(Refusal):
    """还没有 The worker has not made it yet (404)."""

    status = 404


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """每个数怎么算 Of every figure: what it counts, out of what, what is left out, and what is not known."""
    return render(request, "web/public/figures.html", {"figures": FIGURES})
