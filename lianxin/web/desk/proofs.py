"""邮寄凭据 The numbers of registered letters, for a whole tray at once: typed, scanned, or from a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.queries import letter_named
from lianxin.kit.refusals import Refusal
from lianxin.kit.text import one_line
from lianxin.outcomes.seen_notices import to_post
from lianxin.outcomes.verbs import post
from lianxin.web.desk.lists import read_key
from lianxin.web.desk.shell import at_desk, page
from lianxin.web.desk.waiting_post import reach_at_post

MOST_LINES = 500
MOST_BYTES = 200_000
BETWEEN = re.compile(r"[,，;；\t]+")


@dataclass(frozen=True)
class Proof:
    """凭据 By what number a letter went; `named` is what was said of which letter."""

    named: str
    letter: Submission | None
    number: str


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-post")
def proofs(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """登记挂号号码 Each number is written down for its letter; what fits none is said and holds up none."""
    wrong: list[str] = []
    if request.method == "POST":
        wrong = _write_down(request, by, now)
        if not wrong:
            return redirect("desk-post")
    waiting = to_post(reach_at_post(request, by))
    left = {name: number for name, number in request.POST.items() if name.startswith("proof-")}
    rows = [(one, left.get(f"proof-{one.letter.pk}", "")) for one in waiting]
    context = {"rows": rows, "wrong": wrong, "pairs": request.POST.get("pairs", "") if wrong else ""}
    return page(request, "proofs.html", context, by=by, count=len(waiting), status=422 if wrong else 200)


def _write_down(request: HttpRequest, by: Actor, now: datetime) -> list[str]:
    wrong, seen, done = [], set(), 0
    for proof in _told(request):
        try:
            if proof.letter is None:
                wrong.append(_("没有找到“%(named)s”这封信。") % {"named": proof.named[:60]})
            elif proof.number in seen:
                wrong.append(_("号码%(number)s写了两次，第二封没有记。") % {"number": proof.number})
            else:
                post(proof.letter, proof=proof.number, by=by, now=now)
                seen.add(proof.number)
                done += 1
        except Refusal as refusal:
            wrong.append(f"{proof.named[:60]}：{refusal.sentence}")
    if done:
        said = ngettext("记下了%(n)d封信的邮寄凭据。", "记下了%(n)d封信的邮寄凭据。", done)
        messages.success(request, said % {"n": done})
    elif not wrong:
        wrong.append(_("还没有写号码。"))
    return wrong


def _told(request: HttpRequest) -> Iterator[Proof]:
    """Everything that was said: beside a letter, in the box for scanners, and in a file."""
    letters = Submission.objects.select_related("dossier__keeper", "addressee")
    for name in request.POST:
        number = one_line(request.POST.get(name, ""))
        if name.startswith("proof-") and number:
            letter = letters.filter(pk=read_key(name.removeprefix("proof-"))).first()
            yield Proof(letter.dossier.number if letter else "", letter, number)
    file = request.FILES.get("file")
    yield from pairs_in(request.POST.get("pairs", ""))
    yield from pairs_in(_decoded(file.read(MOST_BYTES)) if file else "")


def _decoded(content: bytes) -> str:
    """As offices save it: Unicode, or the national encoding."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def pairs_in(text: str) -> Iterator[Proof]:
    """A letter and its number on one line, or on two, as a hand scanner writes them."""
    named, letter = "", None
    for line in [one.strip() for one in text.splitlines() if one.strip()][:MOST_LINES]:
        first, *rest = (part.strip() for part in BETWEEN.split(line, maxsplit=1))
        found = letter_named(first)
        if rest and rest[0]:
            if found or any(one.isdigit() for one in first):  # not the heading of a table
                yield Proof(first, found, one_line(rest[0]))
        elif found or not named:
            if named:
                yield Proof(named, letter, "")
            named, letter = first, found
        else:
            yield Proof(named, letter, one_line(first))
            named, letter = "", None
    if named:
        yield Proof(named, letter, "")
