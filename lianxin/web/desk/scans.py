"""扫描录入 A pile of letters: dropped, laid together, and what still waits. The worker reads meanwhile."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.channels.mailbox import read_files
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Became, ScanBatch, ScannedLetter, ScanPage, ScanState
from lianxin.intake.verbs import begin_at, drop_scans, join_before, set_scan_aside, take_scan_back, turn_page
from lianxin.intake.verbs.reading_scans import NEXT_LETTER
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.organisations.models import Organisation
from lianxin.web.desk.lists import read_key
from lianxin.web.desk.shell import at_desk, page
from lianxin.web.drawing import qr_of

SHOWN = 40


def own_desk(by: Actor) -> Organisation:
    """The desk at which this clerk sits."""
    post = by.post("clerk")
    assert post
    return post.organisation


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-scans")
def scans(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """扫描录入 Files are dropped here; each is a letter until a person says otherwise."""
    wrong = ""
    if request.method == "POST":
        try:
            batch, refused = drop_scans(
                request.POST.get("key", "") or str(uuid7()), read_files(request.FILES.getlist("scans")),
                desk=own_desk(by), by=by, now=now,
            )  # fmt: skip
        except NotValid as error:
            if "piece" in request.POST:
                return JsonResponse({"refused": [error.sentence]}, status=422)
            wrong = error.sentence
        else:
            if "piece" in request.POST:
                where = reverse("desk-scan-batch", args=[batch.pk])
                return JsonResponse({"refused": refused, "batch": where})
            for sentence in refused:
                messages.warning(request, sentence)
            return redirect("desk-scan-batch", key=batch.pk)
    context = {"key": f"scan:{uuid7()}", "batches": _batches(by), "wrong": wrong, "next": NEXT_LETTER}
    return page(request, "scans.html", context, by=by, status=422 if wrong else 200)


def _batches(by: Actor) -> list[ScanBatch]:
    """The batches of this desk, the newest first, with what is done of each."""
    waits = Count("letters", filter=Q(letters__became=Became.HELD))
    mine = ScanBatch.objects.filter(desk=own_desk(by)).annotate(all=Count("letters"), waits=waits)
    return list(mine.select_related("by").order_by("-at")[:SHOWN])


def find_batch(key: UUID, by: Actor) -> ScanBatch:
    batch = ScanBatch.objects.select_related("desk").filter(pk=key).first()
    if batch is None:
        raise Http404
    require(by, "scan.key_in", batch)
    return batch


def how_far(batch: ScanBatch) -> dict[str, object]:
    """进度 How many pages are read, and how many letters are keyed in."""
    pages = ScanPage.objects.filter(letter__batch=batch)
    waiting = pages.filter(state=ScanState.WAITING).count()
    letters = dict(batch.letters.values_list("became").annotate(Count("pk")).order_by())
    total, left = sum(letters.values()), letters.get(Became.HELD, 0)
    every = pages.count()
    return {
        "batch": batch, "pages": every, "read": every - waiting, "reading": waiting > 0,
        "letters": total, "done": total - left, "left": left,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-scans")
def batch(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """一批 The letters of a batch in their order; pages are laid together here, and pulled apart."""
    mine = find_batch(key, by)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, mine, by, now))
            return redirect("desk-scan-batch", key=mine.pk)
        except Refusal as error:
            refusal = error
    letters = mine.letters.select_related("submission__dossier").prefetch_related("pages")
    rows = [(letter, list(letter.pages.all())) for letter in letters]
    first = next((letter for letter, _pages in rows if letter.became == Became.HELD), None)
    context = {**how_far(mine), "rows": rows, "first": first, "refusal": refusal}
    status = refusal.status if refusal else 200
    return page(request, "scan_batch.html", context, by=by, status=status)


def _act(request: HttpRequest, mine: ScanBatch, by: Actor, now: datetime) -> str:
    """What was pressed on the page of a batch."""
    act, thing = request.POST.get("act", ""), read_key(request.POST.get("of", ""))
    if act == "begin":
        begin_at(_page_of(mine, thing), by=by, now=now)
        return _("从这一页起，是另一封信。")
    letter = mine.letters.filter(pk=thing).first()
    if letter is None:
        raise NotAllowedNow(_("这一封刚才已经接到别的信后面了，请刷新页面。"))
    if act == "join":
        join_before(letter, by=by, now=now)
        return _("接在前一封后面了。")
    if act == "aside":
        set_scan_aside(letter, reason=request.POST.get("reason", ""), by=by, now=now)
        return _("搁下了，不用办。搁错了可以拿回来。")
    if act == "back":
        take_scan_back(letter, by=by, now=now)
        return _("拿回来了。")
    raise NotAllowedNow(_("没有这个操作。请刷新页面再试。"))


def _page_of(mine: ScanBatch, key: UUID) -> ScanPage:
    found = ScanPage.objects.select_related("letter__batch__desk").filter(pk=key, letter__batch=mine).first()
    if found is None:
        raise NotAllowedNow(_("这一页刚才已经录入了，请刷新页面。"))
    return found


@require_GET
@at_desk("desk-scans")
def progress(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """进度 How far the batch is; when the last page is read, the page is drawn anew once."""
    far = how_far(find_batch(key, by))
    response = render(request, "web/desk/_scan_progress.html", far)
    if not far["reading"]:
        response["HX-Refresh"] = "true"
    return response


def find_page(key: UUID, by: Actor) -> ScanPage:
    """A page that waits at a desk of this person's."""
    found = ScanPage.objects.select_related("letter__batch__desk").filter(pk=key).first()
    if found is None:
        raise Http404
    require(by, "scan.key_in", found.letter.batch)
    return found


@require_http_methods(["POST"])
@at_desk("desk-scans")
def turn(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """转一下 A quarter to the right; what stands on it is read once more."""
    one = find_page(key, by)
    turn_page(one, degrees=90, by=by, now=now)
    return redirect("desk-scan", key=one.letter_id)


@require_GET
@at_desk("desk-scans")
def separators(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """隔页纸 A sheet to lay between two letters in the feeder of a scanner."""
    return render(request, "web/desk/separator.html", {"qr": qr_of(NEXT_LETTER)})


def said_left(left: int) -> str:
    """How many letters of a batch still wait."""
    return ngettext("这一批还有%(n)d封。", "这一批还有%(n)d封。", left) % {"n": left}


def next_of(letter: ScannedLetter) -> ScannedLetter | None:
    """The letter that comes after this one in its batch, else the first that waits."""
    waiting = letter.batch.letters.filter(became=Became.HELD).exclude(pk=letter.pk)
    return waiting.filter(place__gt=letter.place).first() or waiting.first()
