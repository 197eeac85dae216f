"""派单员的桌面 The letter and the decision beside its queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.cases.models import Case, Category, Stage, Urgency
from lianxin.cases.models.case import DeclinedFor
from lianxin.cases.queries import case_of_letter, class_chosen, named_instead, responsible
from lianxin.flow.verbs import choose_track, decline, grade, recall, register, sort, split, unlink
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.organisations.models import OFFICES, Organisation
from lianxin.organisations.queries import find
from lianxin.outcomes.seen_letters import letter_seen
from lianxin.web.desk.advice import advised
from lianxin.web.desk.disputing import decide
from lianxin.web.desk.forms import SortForm
from lianxin.web.desk.lists import DISPUTED, TO_SORT, read_key
from lianxin.web.desk.matters import link_here, proposed
from lianxin.web.desk.originals import beside
from lianxin.web.desk.queue import next_letter, on_page, queue_of
from lianxin.web.desk.reading import find_letter, read_letter
from lianxin.web.desk.road import decision_on
from lianxin.web.desk.shell import at_desk, page, pressed

FOUND = 8
TYPED = {"category", "to", "urgency", "reason", "find", "act"}


@dataclass(frozen=True)
class Suggestion:
    """建议 A body that may be the right one, and why."""

    organisation: Organisation
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-sort")
def letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """分一封信 One letter, and what is decided about it."""
    submission, case = read_letter(key, by=by, now=now)
    if request.method != "POST":
        return _show(request, submission, case, by=by, now=now, said=request.GET)
    try:
        act = pressed(request.POST, ACTS)
        done = act(request.POST, submission, case, by, now)
    except Refusal as refusal:
        submission = find_letter(key)
        case = case_of_letter.first(key)
        return _show(request, submission, case, by=by, now=now, said=request.POST, refusal=refusal)
    messages.success(request, done.words, extra_tags=str(key) if done.may_be_recalled else "")
    here = on_page(reverse("desk-sort-letter", args=[key]), request.GET)
    return redirect(here if done.stays else next_letter(request.POST))


@require_GET
@at_desk("desk-sort")
def suggestions(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """派给谁 The part of the page that changes with the category and the words looked for."""
    submission = find_letter(key)
    require(by, "submission.read", case_of_letter.first(key) or submission)
    context = _choices(submission, request.GET, now=now)
    return render(request, "web/desk/_suggest.html", context)


def _show(
    request: HttpRequest,
    submission: Submission,
    case: Case | None,
    *,
    by: Actor,
    now: datetime,
    said: QueryDict,
    refusal: Refusal | None = None,
) -> HttpResponse:
    queue = queue_of(request, by, now=now)
    typed = said if set(said) & TYPED else QueryDict()
    category = (case and case.category) or class_chosen(submission)
    context = {
        "queue": queue,
        "rows": queue.rows,
        **_letter_on(submission, case, by),
        "case": case,
        "open_key": submission.pk,
        "is_waiting": submission.dossier.stage == "waiting",
        **_advice(submission, case, by=by, now=now),
        **_disputed(case, said, now=now),
        "form": SortForm(),
        "category_now": typed.get("category") or str(category.pk if category else ""),
        "urgency_now": typed.get("urgency") or (case.urgency if case else Urgency.NORMAL.value),
        **_declining(said, refusal),
        "urgencies": Urgency.choices,
        "acts": {"grade", "choose_track"} if case else set(),
        "following": queue.following(submission.pk),
        "after": request.GET.get("after", ""),
        "refusal": refusal,
        "wrong": getattr(refusal, "field", ""),
        "requests": said.get("requests") or "\n".join(_requests(case, submission)),
        "proposed": proposed(submission, case, category, by=by, now=now),
        **_choices(submission, typed, now=now, category=category),
    }
    status = refusal.status if refusal else 200
    response = page(request, "sort.html", context, by=by, count=queue.waiting, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _letter_on(submission: Submission, case: Case | None, by: Actor) -> dict[str, object]:
    return {"letter": letter_seen(submission), "beside": beside(submission, case, by)}


def _advice(submission: Submission, case: Case | None, *, by: Actor, now: datetime) -> dict[str, object]:
    """Can it be sorted now; and what the house would say, where it can."""
    if case is not None and case.stage not in TO_SORT.stages:
        return {"can_sort": False}
    return {"can_sort": True, "advised": advised(submission, by=by, now=now)}


def _disputed(case: Case | None, said: QueryDict, *, now: datetime) -> dict[str, object]:
    """What the decision on an objection needs, and what was typed of it."""
    if case is None or case.stage not in DISPUTED.stages:
        return {}
    decided = {name: said.get(name, "") for name in ("upheld", "to", "decision", "meeting")}
    return {"disputed": True, "decided": decided, **decision_on(case, now=now)}


def _declining(said: QueryDict, refusal: Refusal | None) -> dict[str, object]:
    """What the form for declining shows, and what was typed in it."""
    return {
        "said": said,
        "code_now": said.get("code", ""),
        "declining": refusal is not None and said.get("act") == "decline",
        "decline_codes": DeclinedFor.choices,
    }


def _requests(case: Case | None, submission: Submission) -> list[str]:
    return [asked.words for asked in case.requests.all()] if case else [submission.subject]


def _choices(
    submission: Submission, said: QueryDict, *, now: datetime, category: Category | None = None
) -> dict[str, object]:
    """Bodies to choose from: by the catalogue, by the place, by the words looked for."""
    words = said.get("find", "").strip()
    chosen = said.get("category", "")
    if chosen:
        category = Category.objects.filter(active=True, pk=read_key(chosen)).first()
    offered = [*_suggested(submission, category, now=now)]
    if words:
        known = {one.organisation.pk for one in offered}
        able = Organisation.objects.active().exclude(kind__in=OFFICES)
        hits = find(words, able).exclude(pk__in=known)[:FOUND]
        offered += [Suggestion(body, body.get_kind_display()) for body in hits]
    picked = said.get("to", "")
    if picked and picked not in {str(one.organisation.pk) for one in offered}:
        body = Organisation.objects.active().filter(pk=read_key(picked)).first()
        offered += [Suggestion(body, _("您刚才选的"))] if body else []
    if not picked and offered:
        picked = str(offered[0].organisation.pk)
    return {"offered": offered, "picked": picked, "find": words, "letter_id": submission.pk}


def _suggested(submission: Submission, category: Category | None, *, now: datetime) -> list[Suggestion]:
    place, found = submission.place_organisation, []
    entry = responsible(category, place, now=now) if category else None
    if entry:
        where = f"{entry.place.name}" if entry.place else _("全县")
        words = {"version": entry.catalogue_id, "category": str(category), "place": where}
        why = _("派单目录第%(version)d版：%(category)s × %(place)s") % words
        found.append(Suggestion(entry.organisation, why))
    near = [place, submission.addressee] if place else [submission.addressee]
    for body in near:
        known = body in [one.organisation for one in found]
        elsewhere = named_instead(body, category=category, submission=submission, now=now)
        if body.kind not in OFFICES and body.parent_id and not known and not elsewhere:
            found.append(Suggestion(body, _("事情发生在这里") if body == place else _("信是写给它的")))
    return found


class Done(NamedTuple):
    """What was done, in words; does the letter stay open, and may it be taken back for a moment."""

    words: str
    stays: bool = False
    may_be_recalled: bool = False


@transaction.atomic
def _sort(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    form = SortForm(said)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise NotValid(str(errors[0]), field)
    given = form.cleaned_data
    if said.get("track") == "petition" and (case is None or case.track != "petition"):
        case = case or register(
            submission, by=by, now=now, category=given["category"], urgency=given["urgency"]
        )
        choose_track(case, "petition", reason=said.get("why_track", ""), by=by, now=now)
    sort(submission, by=by, now=now, **given)
    words = {"subject": submission.subject, "to": given["to"].name}
    return Done(_("“%(subject)s”已派给%(to)s。") % words, may_be_recalled=True)


def _recall(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    if case is None:
        raise NotAllowedNow(_("这封信还没有派出去。"))
    if case.stage == Stage.LINKED:
        unlink(case, by=by, now=now)
        return Done(_("已解除关联。原来的派单时限照旧。"), stays=True)
    given = recall(case, by=by, now=now)
    return Done(_("已从%(to)s撤回。原来的派单时限照旧。") % {"to": given.organisation.name}, stays=True)


def _link(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    return Done(link_here(said, submission, by, now), may_be_recalled=True)


def _register(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    form = SortForm(said)
    form.is_valid()  # whom to give it to may still be open; what was chosen well is taken
    given = {name: form.cleaned_data[name] for name in ("category", "urgency") if form.cleaned_data.get(name)}
    register(submission, by=by, now=now, **given)
    return Done(_("已登记。派单之前，时限照样在走。"), stays=True)


@transaction.atomic
def _decline(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    case = case or register(submission, by=by, now=now)
    decline(
        case,
        reason=said.get("why_not", ""),
        channel=said.get("channel", ""),
        code=said.get("code", "other"),
        by=by,
        now=now,
    )
    return Done(_("已决定不予受理，理由和正确的渠道会告诉来信人。"))


@transaction.atomic
def _split(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    case = case or register(submission, by=by, now=now)
    requests = split(case, said.get("requests", "").splitlines(), by=by, now=now)
    words = {"number": len(requests)}
    return Done(_("已拆分为%(number)d项诉求，每一项都要答复。") % words, stays=True)


def _grade(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    grade(_registered(case), said.get("urgency", ""), reason=said.get("why", ""), by=by, now=now)
    return Done(_("急不急已重新定好，来信人会看到理由。"), stays=True)


def _track(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    choose_track(_registered(case), said.get("track", ""), reason=said.get("why", ""), by=by, now=now)
    return Done(_("办理轨道已定，来信人会看到理由。"), stays=True)


def _registered(case: Case | None) -> Case:
    if case is None:
        raise NotAllowedNow(_("这封信还没有登记。"))
    return case


def _decide(said: QueryDict, submission: Submission, case: Case | None, by: Actor, now: datetime) -> Done:
    if case is None:
        raise NotAllowedNow(_("没有这个操作。请刷新页面再试。"))
    return Done(decide(said, case, by=by, now=now))


Act = Callable[[QueryDict, Submission, Case | None, Actor, datetime], Done]
ACTS: dict[str, Act] = {
    "sort": _sort,
    "recall": _recall,
    "link": _link,
    "register": _register,
    "decline": _decline,
    "split": _split,
    "decide_objection": _decide,
    "grade": _grade,
    "choose_track": _track,
}
