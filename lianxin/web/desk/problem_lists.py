"""问题台账 What is wrong, where, how many say so, who must mend it, by when."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.insight.grouping.proposals import Proposed, group_with, proposed, proposed_groups
from lianxin.insight.models import Likely
from lianxin.insight.verbs.grouping import dismiss
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import say_date
from lianxin.kit.refusals import NotAllowed, NotValid, Refusal
from lianxin.kit.text import one_line
from lianxin.problems.listing import ORDERS, PAGE, Listed, counts_by_stage, listed
from lianxin.problems.models import OPEN, Stage
from lianxin.problems.verbs import list_problem
from lianxin.web.desk.lists import read_key, say_due
from lianxin.web.desk.shell import NOT_YOURS, at_desk, page

ORDER_LABELS = {
    "lately": N_("最近30天反映最多"),
    "rising": N_("正在上升"),
    "season": N_("换季预警"),
    "late": N_("最先到期"),
    "voices": N_("反映最多"),
    "new": N_("最新列账"),
}
MOST_PAGES = 200


@require_GET
@at_desk("desk-problems")
def problems(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """问题台账 Worst first; every row says how many, who owes what, and until when."""
    order = request.GET.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    stage = request.GET.get("stage", "")
    words = one_line(request.GET.get("q", ""))[:100]
    number = request.GET.get("page", "")
    place = min(int(number), MOST_PAGES) if number.isascii() and number.isdigit() else 0
    found = listed(by, order=order, stage=stage, words=words, now=now, begin=place * PAGE, most=PAGE + 1)
    counts = counts_by_stage(by)
    kept = {"order": order, "stage": stage, "q": words}
    context = {
        "rows": [row_of(one, now=now) for one in found[:PAGE]],
        "orders": [(name, _(ORDER_LABELS[name])) for name in ORDERS], "order": order,
        "stages": [(one.value, one.label, counts.get(one, 0)) for one in Stage],
        "open": sum(counts.get(one, 0) for one in OPEN), "stage": stage, "words": words,
        "older": "?" + urlencode({**kept, "page": place + 1}) if len(found) > PAGE else "",
        "may_list": by.post("sorter") is not None,
    }  # fmt: skip
    return page(request, "problems.html", context, by=by)


def row_of(one: Listed, *, now: datetime) -> dict[str, object]:
    """One problem as it is shown in a list."""
    problem = one.problem
    due, mark = say_due(problem.dossier.next_due, silent=False, now=now)
    return {
        "key": problem.pk, "number": problem.dossier.number, "title": problem.title, "place": problem.place,
        "stage": Stage(problem.stage).label, "owner": problem.owner.name if problem.owner else "",
        "voices": problem.voices, "people": problem.people, "recent": one.recent, "before": one.before,
        "rises": one.rises, "ahead": one.ahead, "due": due, "mark": "broken" if one.broken else mark,
        "last": say_date(problem.last_at, beside=now), "missing": problem.clarities().missing(),
    }  # fmt: skip


@require_GET
@at_desk("desk-problems")
def proposals(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """可以列为问题的 What letters seem to tell of together, the most first; nothing is listed by itself."""
    _require_sorter(by)
    groups = proposed_groups(by, hidden=set_aside_from(by))
    rows = [(one, say_date(one.last_at, beside=now)) for one in groups]
    return page(request, "problem_proposals.html", {"groups": rows}, by=by)


def _require_sorter(by: Actor) -> None:
    if by.post("sorter") is None:
        raise NotAllowed(_(NOT_YOURS))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-problems")
def new(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """列为问题 Which letters, what is wrong, where: one press, and every writer is told."""
    _require_sorter(by)
    said = request.POST if request.method == "POST" else request.GET
    group = group_with(read_key(said.get("group", "")))
    seen = proposed(group, by, hidden=set_aside_from(by)) if group else None
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return _list_or_dismiss(request, group, seen, by, now)
        except Refusal as refused:
            refusal = refused
    place, _colon, title = seen.name.rpartition("：") if seen else ("", "", "")
    first = {"title": title, "place": place}
    context = {
        "said": said if refusal or not seen else first,
        "refusal": refusal, "wrong": getattr(refusal, "field", ""), "fresh": request.method != "POST",
        "letters": _letters_of(seen, request), "group": group,
    }  # fmt: skip
    return page(request, "problem_new.html", context, by=by, status=refusal.status if refusal else 200)


def _letters_of(seen: Proposed | None, request: HttpRequest) -> list[tuple[Case, str, bool]]:
    """The letters of a proposed group, each with the reason and whether it is ticked."""
    if seen is None:
        return []
    ticked = {*request.POST.getlist("case")} if request.method == "POST" else None
    return [
        (case, seen.because.get(case.pk, ""), ticked is None or str(case.pk) in ticked) for case in seen.cases
    ]


def _list_or_dismiss(
    request: HttpRequest, group: Likely | None, seen: Proposed | None, by: Actor, now: datetime
) -> HttpResponse:
    said = request.POST
    if group and seen and said.get("act") == "dismiss":
        dismiss(group, seen.cases, by=by, now=now)
        messages.success(request, _("这一组不再提示。"))
        return redirect("desk-problem-proposals")
    chosen = {*said.getlist("case")}
    cases = [case for case in seen.cases if str(case.pk) in chosen] if seen else []
    cases = cases or letters_named(said.get("numbers", ""), by)
    made = list_problem(
        cases, title=said.get("title", ""), place=said.get("place", ""), by=by, now=now,
        because={**seen.because} if seen else {}, together=bool(said.get("together")),
    )  # fmt: skip
    told = ngettext(
        "已列为一个问题，%(n)d封信。每位来信人都会收到编号。",
        "已列为一个问题，%(n)d封信。每位来信人都会收到编号。",
        made.voices,
    )
    messages.success(request, told % {"n": made.voices})
    return redirect("desk-problem", key=made.pk)


def letters_named(words: str, by: Actor) -> list[Case]:
    """The letters with these numbers, in the order in which they came; what cannot be read is not found."""
    numbers = list(dict.fromkeys(words.replace(",", " ").replace("，", " ").split()))
    found = {
        case.dossier.number: case for case in Case.objects.with_cover().filter(dossier__number__in=numbers)
    }
    hidden = set_aside_from(by)
    missing = [
        number
        for number in numbers
        if number not in found
        or found[number].submission_id in hidden
        or not may(by, "submission.read", found[number])
    ]
    if missing:
        raise NotValid(
            _("没有找到这些编号：%(numbers)s。请写登记以后的编号，一行一个。")
            % {"numbers": "、".join(missing[:5])},
            "numbers",
        )
    return sorted(found.values(), key=lambda case: case.pk)


def letters_chosen(keys: list[str]) -> list[Case]:
    """The letters that were ticked, in the order in which they came."""
    read = [UUID(key) for key in keys if len(key) in (32, 36)]
    return list(Case.objects.with_cover().filter(pk__in=read).order_by("dossier_id"))
