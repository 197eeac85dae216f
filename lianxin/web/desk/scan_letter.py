"""对照录入 One scanned letter: the picture on the left, its words on the right, and then the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.cases.models import Question
from lianxin.channels.paper import heard
from lianxin.channels.paper.finding import find_writer
from lianxin.channels.paper.reading import WHY
from lianxin.channels.paper.reading import reader as who_reads
from lianxin.channels.scans.page import Line
from lianxin.flow.verbs import answer_by_post
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, require
from lianxin.intake.models import Became, ScannedLetter, ScanPage, ScanState, Submission
from lianxin.intake.queries import letter_named
from lianxin.intake.verbs import join_scan, keep_typed, key_in
from lianxin.kit.blobs import path_of
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.web.desk.forms import PaperForm
from lianxin.web.desk.lists import read_key
from lianxin.web.desk.paper import just_typed, offered_names, typed_of
from lianxin.web.desk.scans import find_page, how_far, next_of, said_left
from lianxin.web.desk.shell import at_desk, page

KEPT = [name for name in PaperForm.base_fields if name != "key"]
FOUND = ("name", "phone", "address", "said_on")


@dataclass(frozen=True)
class Doubt:
    """没把握的一行 A line of which some characters are marked, and where it stands."""

    key: str
    marked: SafeString
    points: str


@dataclass(frozen=True)
class PageSeen:
    """A page as it is shown: its picture, what is doubtful on it, and why there is no picture."""

    page: ScanPage
    doubts: list[Doubt]
    why: str


@dataclass(frozen=True)
class Earlier:
    """以前的信 The letter whose code is printed on a page, and the question that it may answer."""

    letter: Submission
    question: Question | None
    can_join: bool


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-scans")
def letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """对照录入 What was read stands beside the picture until a person has looked at it."""
    mine = _find(key, by)
    if mine.became != Became.HELD:
        return _settled(request, mine)
    pages = list(mine.pages.select_related("about__dossier__keeper"))
    form = _form(request, mine, pages)
    refusal = None
    if request.method == "POST":
        try:
            if done := _act(request, form, mine, by, now):
                return done
        except NotValid as wrong:
            form.is_valid()
            form.add_error(wrong.field if wrong.field in form.fields else None, wrong.sentence)
        except Refusal as error:
            refusal = error
    context = {
        **how_far(mine.batch), "letter": mine, "form": form, "shown": [_seen(one) for one in pages],
        "waits": any(one.state == ScanState.WAITING for one in pages), "reads": bool(who_reads()),
        "unsure": any(one.unsure for one in pages), "earlier": _earlier(pages, by), "refusal": refusal,
        "found": not mine.typed and any(form.initial.get(name) for name in FOUND),
        "bodies": offered_names(), "typed": just_typed(request, by),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return page(request, "scan_letter.html", context, by=by, status=status)


def _find(key: UUID, by: Actor) -> ScannedLetter:
    wanted = ScannedLetter.objects.select_related("batch__desk", "submission")
    found = wanted.filter(pk=key).first()
    if found is None:
        raise Http404
    require(by, "scan.key_in", found.batch)
    return found


def _settled(request: HttpRequest, mine: ScannedLetter) -> HttpResponse:
    messages.info(request, _("这一封已经处理过了。"))
    following = next_of(mine)
    if following:
        return redirect("desk-scan", key=following.pk)
    return redirect("desk-scan-batch", key=mine.batch_id)


def _form(request: HttpRequest, mine: ScannedLetter, pages: list[ScanPage]) -> PaperForm:
    """What was sent; else what somebody began to correct; else what was read, and what was found in it."""
    if request.method == "POST":
        return PaperForm(request.POST)
    words = "\n".join(one.words for one in pages if one.words)
    typed = mine.typed or {"body": words, **vars(find_writer(words))}
    return PaperForm(initial={**typed, "key": f"paper:{mine.pk}"})


def _act(
    request: HttpRequest, form: PaperForm, mine: ScannedLetter, by: Actor, now: datetime
) -> HttpResponse | None:
    """What was pressed; nothing where the form has to be put right first."""
    act = request.POST.get("act", "take")
    if act in {"join", "answer"}:
        return _join(request, mine, by, now)
    if not form.is_valid():
        return None
    kept = key_in(mine, heard(typed_of(form, request)), by=by, now=now)
    return _onward(request, mine, _("已录入：%(subject)s。") % {"subject": kept.subject}, typed=kept)


def _join(request: HttpRequest, mine: ScannedLetter, by: Actor, now: datetime) -> HttpResponse:
    """并入以前的信 Only because a person said so; never by the code alone."""
    body, named = request.POST.get("body", ""), request.POST.get("about", "")
    question = Question.objects.filter(pk=read_key(request.POST.get("question", ""))).first()
    submission = letter_named(named)
    if submission is None or not may(by, "submission.add", submission):
        raise NotAllowedNow(_("没有找到这封信，或者不归这里受理。请核对编号或者查询码。"))
    if request.POST.get("act") == "answer" and question and question.case.submission_id == submission.pk:
        answer_by_post(mine, question, body, by=by, now=now)
        said = _("已作为对提问的回答，并入%(number)s。")
    else:
        join_scan(mine, submission, body, by=by, now=now)
        said = _("已作为补充，并入%(number)s。")
    return _onward(request, mine, said % {"number": submission.dossier.number})


def _onward(
    request: HttpRequest, mine: ScannedLetter, said: str, *, typed: Submission | None = None
) -> HttpResponse:
    """The next one opens by itself."""
    following = next_of(mine)
    left = int(str(how_far(mine.batch)["left"]))
    messages.success(request, f"{said}{said_left(left) if left else _('这一批都录完了。')}")
    where = (
        reverse("desk-scan", args=[following.pk]) if following
        else reverse("desk-scan-batch", args=[mine.batch_id])
    )  # fmt: skip
    return redirect(f"{where}?typed={typed.pk}" if typed else where)


def _seen(one: ScanPage) -> PageSeen:
    doubts = [
        Doubt(f"{one.pk}-{row}", _marked(words, doubtful), " ".join(f"{x},{y}" for x, y in corners))
        for row, (words, sure, corners) in enumerate(one.lines)
        if (doubtful := Line(words, tuple(sure), ()).doubtful())
    ]
    return PageSeen(one, doubts, _(WHY[one.why]) if one.why in WHY else "")


def _marked(words: str, doubtful: list[int]) -> SafeString:
    """The line with its doubtful characters marked."""
    html = (format_html("<mark>{}</mark>" if at in doubtful else "{}", one) for at, one in enumerate(words))
    return format_html_join("", "{}", ((one,) for one in html))


def _earlier(pages: list[ScanPage], by: Actor) -> list[Earlier]:
    """来信的补充 The letters whose codes stand on these pages: offered, never joined by themselves."""
    found = {one.about_id: one.about for one in pages if one.about}
    told = []
    for about in found.values():
        assert about
        question = (
            Question.objects.filter(case__submission=about, answered_at=None).order_by("asked_at").first()
        )
        told.append(Earlier(about, question, may(by, "submission.add", about)))
    return told


@require_POST
@at_desk("desk-scans")
def typing(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """边改边存 What is corrected is kept while it is typed."""
    said: Mapping[str, str] = {name: request.POST.get(name, "") for name in KEPT}
    keep_typed(_find(key, by), said, by=by, now=now)
    return render(request, "web/desk/_scan_saved.html", {"saved": now})


@require_GET
@at_desk("desk-scans")
def picture(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """页面图片 The page as a small picture of our own making; nothing of the file itself is in it."""
    one = find_page(key, by)
    if one.shown is None:
        raise Http404
    return _sandboxed(HttpResponse(bytes(one.shown), content_type="image/jpeg"))


@require_GET
@at_desk("desk-scans")
def original(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """原件 The file as it came, to be saved and never to be shown as a page of ours."""
    one = find_page(key, by)
    response = cast(
        HttpResponse,
        FileResponse(path_of(one.sha256).open("rb"), content_type="application/octet-stream"),
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.name)}"
    return _sandboxed(response)


def _sandboxed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
