"""来电、来访 What somebody says by telephone or at the counter: written, read back, registered.

By keyboard alone. What is typed is kept as it is typed, and meanwhile the page tells what the caller said
before and what others say of the same thing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.channels import counter, phone
from lianxin.channels.keyed import Keyed, key_of
from lianxin.channels.mailbox import read_files
from lianxin.channels.message import Message
from lianxin.flow.likely import Likely, likely_told
from lianxin.identity.actors import Actor
from lianxin.intake.models import Consent, Draft, Kind, Relation
from lianxin.intake.numbers import spellings
from lianxin.intake.queries import set_aside_from
from lianxin.intake.verbs import add_files, drop_draft, keep_draft, receive
from lianxin.kit.codes import in_groups
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotValid, Refusal
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import find
from lianxin.web.desk.forms import SpokenForm
from lianxin.web.desk.lists import NIL, rows_of
from lianxin.web.desk.paper import just_typed, offered_names, typed_of, typed_today
from lianxin.web.desk.searching import line_of, readable
from lianxin.web.desk.shell import at_desk, page

EARLIER = 6
KEPT = [name for name in SpokenForm.base_fields if name != "key"]


@dataclass(frozen=True)
class Way:
    """One of the two ways: its address, its words, and what makes a message of it."""

    address: str
    title: str
    lead: str
    heard: Callable[[Keyed], Message]
    at_counter: bool = False


CALL = Way("desk-call", N_("接听来电"), N_("边听边写，念一遍给对方听，再录入。"), phone.heard)
VISIT = Way(
    "desk-counter", N_("接待来访"), N_("来人不会写、不方便写的，由您代写：念给本人听，本人同意了再录入。"),
    counter.heard, at_counter=True,
)  # fmt: skip
WAYS = {"phone": CALL, "counter": VISIT}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-call")
def call(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """接听来电 The form of the telephone."""
    return _spoken(request, "phone", by, now)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-counter")
def visit(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """接待来访 The form of the counter."""
    return _spoken(request, "counter", by, now)


def _spoken(request: HttpRequest, channel: str, by: Actor, now: datetime) -> HttpResponse:
    way, act = WAYS[channel], request.POST.get("act", "")
    if act == "attach":
        return _attach(request, way, by, now)
    if act == "drop":
        drop_draft(key_of(channel, request.POST.get("key", "")), by=by, now=now)
        return redirect(way.address)
    form = _form(request, way, by, now)
    read_back = None
    if request.method == "POST" and form.is_valid():
        try:
            letter = typed_of(form, request)
            if act == "take":
                return _take(request, way, letter, by, now)
            read_back = _read_back(form)
        except NotValid as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, wrong.sentence)
    context = {
        "form": form, "way": way, "title": _(way.title), "lead": _(way.lead), "read_back": read_back,
        "today": typed_today(by, now=now), "typed": _typed_now(request, by), "bodies": offered_names(),
        "drafts": _drafts(channel, by, form), "hints": _hints(form.data or form.initial, by, now),
        "channel": channel,
    }  # fmt: skip
    return page(request, "spoken.html", context, by=by, status=422 if form.errors else 200)


def _form(request: HttpRequest, way: Way, by: Actor, now: datetime) -> SpokenForm:
    if request.method == "POST":
        return SpokenForm(request.POST)
    draft = Draft.objects.filter(key=request.GET.get("draft", ""), person=by.person).first()
    if draft:
        return SpokenForm(initial={**draft.said, "key": draft.key})
    if not way.at_counter:
        return SpokenForm()
    # Whoever sits at the counter writes for who cannot: the most usual answers stand there already.
    assert by.person
    usual = {"helper": by.person.name, "relation": Relation.CLERK, "consent": Consent.SPOKEN}
    return SpokenForm(initial={**usual, "consented_on": local_day(now)})


def _take(request: HttpRequest, way: Way, letter: Keyed, by: Actor, now: datetime) -> HttpResponse:
    message = way.heard(letter)
    kept = receive(message, by=by, now=now)
    drop_draft(message.key, by=by, now=now)
    messages.success(request, _("已录入：%(subject)s。") % {"subject": kept.subject})
    return redirect(f"{reverse(way.address)}?typed={kept.pk}")


def _read_back(form: SpokenForm) -> list[tuple[str, str]]:
    """念给对方听 What was understood, in the order in which one says it."""
    said = form.cleaned_data
    kind = str(Kind(said["kind"]).label)
    parts = [
        (_("怎样称呼"), said["name"] or _("不愿意留姓名")),
        (_("什么事"), f"{kind}：{said['body']}"),
        (_("在哪里"), said["place"] or _("没有说")),
        (_("写给谁"), said["addressee"] or _("县委书记")),
        (_("怎样答复您"), said["phone"] or said["address"] or _("凭查询码来查、来问")),
        (_("公开不公开"), _("同意公开") if said["public"] else _("不公开")),
    ]
    if said["helper"]:
        parts.append((_("谁代写的"), said["helper"]))
    return parts


def _typed_now(request: HttpRequest, by: Actor) -> dict[str, object] | None:
    letter = just_typed(request, by)
    return {"letter": letter, "code": in_groups(letter.code)} if letter else None


def _attach(request: HttpRequest, way: Way, by: Actor, now: datetime) -> HttpResponse:
    """附上录音 The recording of the call, or a picture of the thumb print, beside what was written."""
    letter = just_typed(request, by)
    here = f"{reverse(way.address)}?typed={letter.pk if letter else ''}"
    try:
        if letter:
            added = add_files(letter, read_files(request.FILES.getlist("files")), by=by, now=now)
            words = _("附上了%(n)d个文件。") if added else _("没有新的文件。")
            messages.success(request, words % {"n": len(added)} if added else words)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here)


def _drafts(channel: str, by: Actor, form: SpokenForm) -> list[Draft]:
    """没写完的 What this clerk began and has not registered, besides what stands in the form."""
    here = key_of(channel, str(form["key"].value()))
    return list(Draft.objects.filter(person=by.person, channel=channel).exclude(key=here)[:EARLIER])


@require_POST
@at_desk("desk-call")
def typing(request: HttpRequest, by: Actor, now: datetime, channel: str) -> HttpResponse:
    """边打边存 What is typed is kept; what is known of it is shown beside it."""
    said = {name: request.POST.get(name, "") for name in KEPT}
    draft = keep_draft(channel, key_of(channel, request.POST.get("key", "")), said, by=by, now=now)
    context = {"hints": _hints(request.POST, by, now), "saved": now if draft else None}
    return render(request, "web/desk/_spoken_hints.html", context)


def _hints(said: Mapping[str, object], by: Actor, now: datetime) -> dict[str, object]:
    """这个电话以前的事，和别人说的同一件事 Of the same number, and told of in similar words."""
    known, words = spellings(str(said.get("phone", ""))), str(said.get("body", ""))
    letters = readable(Q(contact__phone__in=known), by)[:EARLIER] if known else []
    earlier = rows_of(
        [line_of(letter) for letter in letters], reverse("desk-letter", args=[NIL]), now=now, to_letter=True
    )
    return {"earlier": earlier, "alike": _alike(words, str(said.get("place", "")), by)}


def _alike(words: str, where: str, by: Actor) -> list[Likely]:
    post = by.post("clerk")
    assert post
    found = list(find(where, Organisation.objects.active())[:2]) if where.strip() else []
    place = found[0] if len(found) == 1 else None
    return likely_told(words, place, desk=post.organisation, hidden=set_aside_from(by))
