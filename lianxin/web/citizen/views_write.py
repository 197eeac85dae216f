"""Writing a letter. The way in is the one hot path of the house: read, one verb, a redirect."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.channels.mailbox import packed, read_letter
from lianxin.channels.message import Message
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import heard_as
from lianxin.intake.group import NotWritten, receive_in_group
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.models import Kind as Said
from lianxin.intake.verbs import hold_letter
from lianxin.kit.refusals import Refusal
from lianxin.kit.text import one_line
from lianxin.organisations.models import Kind, Organisation
from lianxin.organisations.queries import find
from lianxin.web import rates
from lianxin.web.citizen.forms import LetterForm, body_label, new_key, same_key

ANYBODY = citizen()
MOST_FOUND = 8


class SeeOther(HttpResponseRedirect):
    """What was sent is kept; look at it there (303)."""

    status_code = 303


class NotKept(Refusal):
    """没有存下 The house itself could not write just now (503)."""

    status = 503


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """写信 The empty page; or a letter, answered with its receipt once it is safely kept."""
    if request.method != "POST":
        return _empty(request)
    if "find" in request.POST:
        return show_again(request)
    try:
        at_once = rates.letter_from(request)
        message = read_letter(request.POST, request.FILES.getlist("files"), language=get_language() or "")
        letter = keep_letter(message, at_once=at_once)
    except NotWritten:
        sentence = _("刚才没有存下来，信还没有寄出。您写的都在这里，请再按一次“寄出这封信”。")
        return show_again(request, NotKept(sentence))
    except Refusal as refusal:
        return show_again(request, refusal)
    return SeeOther(reverse("letter-receipt", kwargs={"code": letter.code}))


def keep_letter(message: Message, *, at_once: bool) -> Submission | Arrival:
    """Registered at once; or, where very many come from one address, after a person has looked.

    A report of a breach never waits at the desk: nobody there may see it. And what was registered already
    stays so, however fast letters come now: its code is the one it has.
    """
    if at_once or message.kind == Said.REPORT:
        return receive_in_group(message, by=ANYBODY, now=timezone.now())
    return heard_as(message.key) or hold_letter(packed(message), message, by=ANYBODY, now=timezone.now())


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """找书记 The bodies that fit these words, as cards, for the page that asks while one types."""
    found = bodies_for(request.GET.get("q", ""), request.GET.get("place", ""), request.GET.get("chosen", ""))
    form = LetterForm({"addressee": request.GET.get("chosen", "")}, towns=[], bodies=found)
    words = {"field": form["addressee"], "asked": request.GET.get("q"), "few": len(found) < 2}
    return render(request, "web/citizen/_bodies.html", words)


def show_again(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    """The page with everything that was typed, and what has to be put right."""
    said = request.POST.copy()
    said["key"] = same_key(said.get("key", ""))
    found = bodies_for(said.get("addressee_words", ""), said.get("place_code", ""), said.get("addressee", ""))
    form = LetterForm(said, refusal=refusal, towns=towns(), bodies=found)
    words = {
        "form": form,
        "files_lost": bool(request.FILES),
        "asked": said.get("addressee_words"),
        "few": len(found) < 2,
    }
    return render(request, "web/citizen/write.html", words, status=refusal.status if refusal else 200)


@gzip_page
def _empty(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("to", "")
    found = bodies_for("", "", chosen)
    known = [code for code, _label in found]
    initial = {"key": new_key(), "addressee": chosen if chosen in known else known[0] if known else ""}
    form = LetterForm(initial=initial, towns=towns(), bodies=found)
    return render(request, "web/citizen/write.html", {"form": form})


def towns() -> list[tuple[str, str]]:
    """Where a matter can be: the bodies right below the county that have places under them."""
    below = Organisation.objects.active().filter(kind=Kind.COMMITTEE, parent__parent=None)
    return [(town.code, town.name) for town in below]


def bodies_for(words: str, place: str, chosen: str) -> list[tuple[str, str]]:
    """The county, who was chosen, and who fits the words or else the place; each once."""
    writable = Organisation.objects.with_secretary().select_related("parent").order_by("path")
    asked, place, chosen = (one_line(text)[:80] for text in (words, place, chosen))
    fitting = [*writable.filter(kind=Kind.COUNTY)[:1], *writable.filter(code=chosen)]
    if asked:
        fitting += find(asked, writable)[:MOST_FOUND]
    elif place:
        fitting += writable.filter(code=place)
    return list({body.code: (body.code, body_label(body)) for body in fitting}.values())
