"""等人看的来件 What came in and could not be registered by itself: a person looks, and says what it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lianxin.channels.message import Message
from lianxin.channels.registry import label_of
from lianxin.identity.actors import Actor
from lianxin.intake.arrivals import letter_in, why_in_words
from lianxin.intake.models import Arrival, Became, Submission
from lianxin.intake.pen import count_held, held, lately, those
from lianxin.intake.verbs import join, open_arrival, set_aside, take_back
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.kit.text import one_line
from lianxin.outcomes.verbs import take_in
from lianxin.web.desk.forms import ArrivedForm
from lianxin.web.desk.lists import PAGE, read_key, read_place, seat, seats
from lianxin.web.desk.shell import at_desk, page

LOOKERS = ("clerk", "sorter", "discipline")
REASONS = (N_("广告或者群发"), N_("机器自动发的"), N_("重复的"), N_("测试"))
LET_BE = (Became.SET_ASIDE, Became.QUIET)
JUST_NOW = "arrivals_set_aside"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-arrivals")
def arrivals(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """等人看的来件 What waits, oldest first; below it what lately wanted no answer, to be taken back.

    `all` in the address ticks every row, so that a flood is let through page by page.
    """
    posts = seats(by, LOOKERS)
    post, at = seat(request, posts)
    if request.method == "POST":
        _act_on_many(request, by, now)
        return redirect(f"{reverse('desk-arrivals')}?at={at}")
    place = read_place(request)
    found = held(post, after=(place[0], place[1]) if place and place[0] else None, most=PAGE + 1)
    older = ""
    if len(found) > PAGE:
        found = found[:PAGE]
        older = "?" + urlencode({"at": at, "after": f"{found[-1].at.isoformat()},{found[-1].pk}"})
    count = count_held(post)
    context = {
        "rows": [_row(one) for one in found], "older": older, "count": count, "posts": posts, "at": at,
        "lately": [_row(one) for one in lately(post)], "reasons": REASONS,
        "undo": request.session.pop(JUST_NOW, None), "all": "all" in request.GET,
        "here": urlencode({"at": at, "after": request.GET.get("after", "")}),
    }  # fmt: skip
    return page(request, "arrivals.html", context, by=by, count=count)


def _row(arrival: Arrival) -> dict[str, object]:
    """As it stands in a list: what could be made out of it, why it is here, whence and when it came."""
    return {
        "key": arrival.pk,
        "title": arrival.summary or arrival.sender or _("没有主题"),
        "sender": arrival.sender,
        "why": why_in_words(arrival),
        "channel": label_of(arrival.channel),
        "at": arrival.at,
    }


def _act_on_many(request: HttpRequest, by: Actor, now: datetime) -> None:
    """What is ticked is registered together, or set aside together and taken back by the next press."""
    keys = [read_key(text) for text in request.POST.getlist("key")[:PAGE]]
    if (act := request.POST.get("act", "")) not in MANY:
        messages.warning(request, _("没有这个操作。请刷新页面再试。"))
        return
    one_by_one, say = MANY[act]
    done, left = [], 0
    for one in those(keys):
        try:
            one_by_one(one, request.POST.get("reason", ""), by, now)
        except Refusal:
            left += 1  # somebody else was first, or a person has to write it down: it stays as it is
            continue
        done.append(str(one.pk))
    if not (done or left):
        messages.warning(request, _("请先勾选来件。"))
        return
    say(request, done)
    if left:
        words = ngettext("%(n)d件没有动：要打开来单独处理。", "%(n)d件没有动：要打开来单独处理。", left)
        messages.warning(request, words % {"n": left})


def _say_aside(request: HttpRequest, done: list[str]) -> None:
    if done:
        request.session[JUST_NOW] = done


def _say_back(request: HttpRequest, done: list[str]) -> None:
    words = ngettext("%(n)d件拿回来了。", "%(n)d件拿回来了。", len(done))
    messages.success(request, words % {"n": len(done)})


def _say_taken(request: HttpRequest, done: list[str]) -> None:
    if done:
        words = ngettext("%(n)d件登记为来信了。", "%(n)d件登记为来信了。", len(done))
        messages.success(request, words % {"n": len(done)})


# What can be done with many at once, each in words of its own.
MANY: dict[
    str,
    tuple[Callable[[Arrival, str, Actor, datetime], object], Callable[[HttpRequest, list[str]], None]],
] = {
    "aside": (lambda one, why, by, now: set_aside(one, reason=why, by=by, now=now), _say_aside),
    "undo": (lambda one, _why, by, now: take_back(one, by=by, now=now), _say_back),
    "take": (lambda one, _why, by, now: take_in(one, by=by, now=now), _say_taken),
}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-arrivals")
def arrival(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """一件来件 What could be read of it, and what a person makes of it. Whoever opens it is written down."""
    one = find_arrival(key)
    open_arrival(one, by=by, now=now)
    read = _read(one)
    form, refusal = ArrivedForm(initial=_initial(one, read)), None
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        form = ArrivedForm(request.POST) if act is _take else form
        try:
            if act is None:
                raise NotAllowedNow(_("没有这个操作。请刷新页面再试。"))
            return act(request, one, read, by, now)
        except Refusal as error:
            refusal = error
            field = str(getattr(error, "field", ""))
            if act is _take and form.is_valid() and field in form.fields:
                form.add_error(field, error.sentence)
    context = {
        "arrival": one, "row": _row(one), "read": read, "form": form, "refusal": refusal,
        "typed": request.POST, "waits": one.became == Became.HELD, "was_let_be": one.became in LET_BE,
        "handlings": one.handlings.select_related("by"), "reasons": REASONS,
        "number": request.POST.get("number") or (one.submission.dossier.number if one.submission else ""),
    }  # fmt: skip
    response = page(request, "arrival.html", context, by=by, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


def find_arrival(key: UUID) -> Arrival:
    """What came in, with what its verbs need; 404 where there is none."""
    found = those([key])
    if not found:
        raise Http404
    return found[0]


def _read(arrival: Arrival) -> Message | None:
    """What its channel reads in it, surely or perhaps."""
    if arrival.became in {Became.LETTER, Became.ADDED}:
        return None
    try:
        return letter_in(arrival)
    except NotAllowedNow:
        return None


def _initial(arrival: Arrival, read: Message | None) -> dict[str, str]:
    if read is None:
        return {"subject": arrival.summary}
    card = read.contact
    said = {"subject": read.subject or arrival.summary, "body": read.body, "place": read.place}
    return said | {"name": card.name, "phone": card.phone, "email": card.email}


Read = Message | None


def _take(request: HttpRequest, arrival: Arrival, read: Read, by: Actor, now: datetime) -> HttpResponse:
    """登记为来信 As it was read and put right here; its files, and what stood beside the words, go too."""
    form = ArrivedForm(request.POST)
    if not form.is_valid():
        field, wrong = next(iter(form.errors.items()))
        raise NotValid(str(wrong[0]), field)
    said = form.cleaned_data
    base = read or Message(arrival.channel, arrival.key, "", addressee=arrival.addressee)
    card = replace(base.contact, **{name: said[name] for name in ("name", "phone", "email")})
    words = {name: said[name] for name in ("subject", "body", "place")}
    letter = take_in(arrival, replace(base, contact=card, **words), by=by, now=now)
    messages.success(request, _("已登记为来信：%(number)s。") % {"number": letter.dossier.number})
    return redirect("desk-letter", key=letter.pk) if letter.is_sealed() else redirect("desk-arrivals")


def _join(request: HttpRequest, arrival: Arrival, read: Read, by: Actor, now: datetime) -> HttpResponse:
    """并入来信 A further word about the letter with this number."""
    number = one_line(request.POST.get("number", ""))
    letters = Submission.objects.select_related("dossier__keeper", "addressee")
    letter = letters.filter(dossier__number=number).first()
    if letter is None:
        raise NotValid(_("没有编号为“%(number)s”的来信。") % {"number": number}, "number")
    files = read.files if read else ()
    join(arrival, letter, request.POST.get("words", ""), by=by, now=now, files=files)
    messages.success(request, _("已并入来信%(number)s。") % {"number": number})
    return redirect("desk-arrivals")


def _aside(request: HttpRequest, arrival: Arrival, _read: Read, by: Actor, now: datetime) -> HttpResponse:
    set_aside(arrival, reason=request.POST.get("reason", ""), by=by, now=now)
    request.session[JUST_NOW] = [str(arrival.pk)]
    return redirect("desk-arrivals")


def _back(request: HttpRequest, arrival: Arrival, _read: Read, by: Actor, now: datetime) -> HttpResponse:
    take_back(arrival, by=by, now=now)
    messages.success(request, _("拿回来了，又在等人看。"))
    return redirect("desk-arrival", key=arrival.pk)


ACTS: dict[str, Callable[[HttpRequest, Arrival, Read, Actor, datetime], HttpResponse]] = {
    "take": _take,
    "join": _join,
    "aside": _aside,
    "back": _back,
}
