"""离线手机 The pages that a phone keeps, and the door at which its waiting letters come in.

The door (`hand_in`) asks for no CSRF token: a page out of the phone's own store has none that is valid, and
none is needed. That check protects what a browser may do in somebody's name, and here nobody has a name: no
cookie is read, and a letter is worth what it would be worth from anywhere. What is left to prevent is that a
foreign page makes its visitors' browsers send letters, each from an address of its own. So a header of ours
is asked for: no browser sends one across sites without asking us first, and we never say yes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_POST, require_safe

from lianxin.channels.mailbox import came_whole, read_letter
from lianxin.channels.message import Message
from lianxin.intake.group import NotWritten
from lianxin.intake.models import Arrival, Submission
from lianxin.kit.codes import in_groups
from lianxin.kit.refusals import NotAllowed, NotValid, Refusal
from lianxin.web import phone, rates
from lianxin.web.citizen.forms import LetterForm
from lianxin.web.citizen.views_write import bodies_for, keep_letter, towns
from lianxin.web.context import county_name

PAPER = "#faf7f1"  # --paper in paper.css
# Drawn at set-up by tools/icons.py.
ICONS = {
    "icon-192.png": {"sizes": "192x192", "type": "image/png", "purpose": "any"},
    "icon-512.png": {"sizes": "512x512", "type": "image/png", "purpose": "any"},
    "icon-mask.png": {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
}
OURS = "X-Lianxin-Outbox"
AGAIN_AFTER = "600"
# What waited longer than this for a network was written when the phone says so. Further back than a year,
# or ahead of us, the phone's clock is wrong and says nothing.
SAME_MOMENT, LONGEST_AGO = timedelta(minutes=10), timedelta(days=366)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """安装说明 What the house is called and how it looks on the first screen of a phone."""
    language = _language(request.GET)
    with override(language):
        told = {
            "id": "/",
            "lang": language,
            "name": f"{_('连心桥')} {county_name()}".strip(),
            "short_name": _("连心桥"),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [{"src": static(f"vendor/{name}"), **more} for name, more in ICONS.items()],
            "shortcuts": [{"name": _("给书记写封信"), "url": reverse("write")}],
        }
    answer = JsonResponse(told, content_type="application/manifest+json")
    answer["Cache-Control"] = "max-age=3600"
    return answer


def _mark(_request: HttpRequest) -> str:
    return f'"{phone.edition()}"'


@require_safe
@gzip_page
@condition(etag_func=_mark)
def worker(request: HttpRequest) -> HttpResponse:
    """服务脚本 At the root, to answer for every page; a browser asks at each visit whether it changed."""
    answer = HttpResponse(phone.worker_script(phone.edition()), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
@gzip_page
def kept_write(request: HttpRequest) -> HttpResponse:
    """写信的页面 As a phone keeps it: of no visitor and no session, in the language and letters asked for."""
    with override(_language(request.GET)):
        bodies = bodies_for("", "", "")
        chosen = bodies[0][0] if bodies else ""
        form = LetterForm(initial={"addressee": chosen}, towns=towns(), bodies=bodies)
        return _kept(request, "web/citizen/write.html", {"form": form})


@require_safe
@gzip_page
def kept_offline(request: HttpRequest) -> HttpResponse:
    """没有网络 Where a page cannot be fetched: what is kept on this phone, and the way to write."""
    with override(_language(request.GET)):
        return _kept(request, "web/citizen/offline.html", {})


def _kept(request: HttpRequest, template: str, words: dict[str, object]) -> HttpResponse:
    request.COOKIES = {"large": "1" if request.GET.get("large") == "1" else "0"}
    page = render(request, template, {**words, "kept": True})
    page["Content-Language"] = get_language() or ""
    page["Cache-Control"] = "no-store"
    return page


def _language(said: Mapping[str, str]) -> str:
    asked = said.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@csrf_exempt
@never_cache
@require_POST
def hand_in(request: HttpRequest) -> JsonResponse:
    """寄到 A letter out of a phone's store: kept, and answered with its code; sent again, with the same code.

    A refusal says what has to be put right, and the phone opens the letter again. What says `again` was not
    taken through no fault of the letter, and is sent once more without anybody's doing.
    """
    try:
        said, uploads = request.POST, request.FILES.getlist("files")
    except (MultiPartParserError, UnreadablePostError):
        return _again(400)
    except SuspiciousOperation:
        return _refused(NotValid(_("附件太多或者太大。请少放几个，再寄一次。"), "files"))
    with override(_language(said)):
        return _taken(request, said, uploads)


def _taken(
    request: HttpRequest, said: Mapping[str, str], uploads: "list[UploadedFile[bytes]]"
) -> JsonResponse:
    now = timezone.now()
    try:
        if OURS not in request.headers:
            raise NotAllowed(_("这里只收手机里存着的信。请打开写信的页面来写。"))
        if not came_whole(said, uploads):
            return _again(400)
        at_once = rates.letter_from(request)
        message = read_letter(said, uploads, language=get_language() or "")
        letter = keep_letter(_dated(message, said, now=now), at_once=at_once)
    except NotWritten:
        return _again(503)
    except rates.TooMany as refusal:
        return _again(429, refusal)
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"kept": said["key"], **_receipt(letter)})


def _dated(message: Message, said: Mapping[str, str], *, now: datetime) -> Message:
    """When it was written, where it waited for a network."""
    try:
        at = datetime.fromtimestamp(int(said.get("handed", "")) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return message
    return replace(message, said_at=at) if now - LONGEST_AGO < at < now - SAME_MOMENT else message


def _receipt(letter: Submission | Arrival) -> dict[str, str]:
    """What the phone shows and keeps. What a person has to look at first has no number yet."""
    code = letter.code
    return {
        "number": letter.dossier.number if isinstance(letter, Submission) else "",
        "code": in_groups(code),
        "page": reverse("letter", kwargs={"code": code}),
        "receipt": reverse("letter-receipt", kwargs={"code": code}),
    }


def _refused(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"problems": _said(refusal)}, status=refusal.status)


def _again(status: int, refusal: Refusal | None = None) -> JsonResponse:
    answer = JsonResponse({"again": True, "problems": _said(refusal)}, status=status)
    answer["Retry-After"] = AGAIN_AFTER if status == rates.TooMany.status else "30"
    return answer


def _said(refusal: Refusal | None) -> list[dict[str, str]]:
    if refusal is None:
        return []
    return [{"field": getattr(refusal, "field", ""), "sentence": refusal.sentence}]
