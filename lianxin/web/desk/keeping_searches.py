"""保存的查找 Kept under a name, let go, and followed from a reader of feeds without signing in."""

from datetime import datetime
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianxin.identity.actors import Actor, officer
from lianxin.identity.policy import may
from lianxin.insight.models import SavedSearch
from lianxin.insight.searching import Found, look
from lianxin.insight.searching.asking import FIELDS
from lianxin.insight.verbs import close_feed, drop_search, keep_search, open_feed
from lianxin.insight.verbs.keeping import mark_of
from lianxin.kit.rates import TooMany, address_of, within
from lianxin.web.desk.searching import read_asked, rows_found
from lianxin.web.desk.shell import at_desk, page

ATOM = "http://www.w3.org/2005/Atom"
ASKED, MINUTES = 120, 10


@require_POST
@at_desk("desk-search")
def keep(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """保存 Keep what the page was asked, under a name."""
    asked = {name: request.POST.get(name, "") for name in FIELDS}
    saved = keep_search(request.POST.get("name", ""), asked, by=by, now=now)
    return redirect(f"{reverse('desk-search')}?{urlencode(saved.asked)}")


@at_desk("desk-search")
def change(request: HttpRequest, by: Actor, now: datetime, key: object) -> HttpResponse:
    """One kept search: its feed, and to let it go."""
    saved = get_object_or_404(SavedSearch, pk=key, person=by.person)
    address = ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "drop":
            drop_search(saved, by=by, now=now)
            return redirect("desk-search")
        if act == "feed":
            word = open_feed(saved, by=by, now=now)
            address = request.build_absolute_uri(reverse("desk-search-feed", args=[word]))
        elif act == "unfeed":
            close_feed(saved, by=by, now=now)
    context = {
        "saved": saved,
        "address": address,
        "open": f"{reverse('desk-search')}?{urlencode(saved.asked)}",
    }
    return page(request, "search_kept.html", context, by=by)


@never_cache
@require_GET
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """订阅 What the person behind this address may see now of what they look for, as the list shows it.

    Who asks is known by the secret word alone; a person without a post, or a revoked word, is not there.
    """
    if not within("feed", address_of(request), ASKED, MINUTES):
        raise TooMany(_("问得太频繁了，请过十分钟再问。"))
    saved = SavedSearch.objects.filter(feed_mark=mark_of(word)).select_related("person").first()
    if saved is None or not saved.person.is_active:
        raise Http404
    by, now = officer(saved.person), timezone.now()
    if not may(by, "search.keep", None):
        raise Http404
    asked = read_asked(saved.asked)
    found = Found([]) if asked.refusal else look(asked.wanted, by=by, now=now)
    return HttpResponse(
        _atom(request, saved, found, now=now), content_type="application/atom+xml; charset=utf-8"
    )


def _atom(request: HttpRequest, saved: SavedSearch, found: Found, *, now: datetime) -> str:
    root = Element("feed", xmlns=ATOM)
    SubElement(root, "id").text = f"urn:uuid:{saved.pk}"
    SubElement(root, "title").text = saved.name
    SubElement(root, "updated").text = max(
        (hit.letter.received_at for hit in found.hits), default=saved.kept_at
    ).isoformat()
    author = SubElement(root, "author")
    SubElement(author, "name").text = _("连心桥")
    for hit, row in zip(found.hits, rows_found(found, now=now), strict=True):
        entry = SubElement(root, "entry")
        SubElement(entry, "id").text = f"urn:uuid:{hit.letter.pk}"
        SubElement(entry, "title").text = row["title"]
        SubElement(entry, "updated").text = hit.letter.received_at.isoformat()
        SubElement(entry, "link", href=request.build_absolute_uri(row["url"]))
        SubElement(entry, "summary").text = " · ".join(part for part in (row["about"], row["due"]) if part)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")
