"""考核和申诉 What is counted about each body and what is left out, with every reason; nobody is ranked."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.cases.queries import case_by_key
from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.kit.dates import say_date
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.organisations.models import BEYOND
from lianxin.outcomes.figures import agreed, claims_under, facts_of, figures
from lianxin.outcomes.models import Claim, Counted, FigureAppeal, Held
from lianxin.outcomes.verbs import appeal_figure, decide_figure
from lianxin.outcomes.verbs.appealing_figures import APPELLANTS
from lianxin.web.desk.lists import Row, read_key, seat, seats
from lianxin.web.desk.owed import page_of_promises
from lianxin.web.desk.sent_back import LATELY
from lianxin.web.desk.shell import FAIR, at_desk, page


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-figures")
def fair(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """考核和申诉 The figures under my body, what waits for me, and what is left out and why."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, by, now))
            return redirect("desk-figures")
        except Refusal as refused:
            refusal = refused
    posts = seats(by, FAIR)
    post, at = seat(request, posts)
    path = post.organisation.reach
    context = {
        "posts": posts, "at": at, "post": post, "lately": LATELY.days, "refusal": refusal,
        "said": request.POST if refusal else {}, "kinds": Counted, "rows": _rows(path, now),
        "claims": _claims(path, now),
        "left_out": _left_out(path), "facts": _own(post, now),
        "to_decide": _to_decide(request, post, by, now), "appealed": _appealed(post),
    }  # fmt: skip
    return page(request, "figures.html", context, by=by, status=refusal.status if refusal else 200)


def _act(request: HttpRequest, by: Actor, now: datetime) -> str:
    said = request.POST
    case = case_by_key.first(read_key(said.get("case", "")))
    if case is None:
        raise NotAllowedNow(_("没有这一件。请刷新页面再试。"))
    if said.get("act") == "decide_figure":
        number = said.get("number", "")
        number_ = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
        yes, words = said.get("accepted") == "yes", said.get("figure_words", "")
        decide_figure(case, number_, accepted=yes, words=words, by=by, now=now)
        return _("决定已记录，理由大家都看得到。")
    appeal_figure(case, said.get("counted", ""), reason=said.get("figure_reason", ""), by=by, now=now)
    return _("申诉已报上级。没有同意以前，照样计入。")


def _rows(path: str, now: datetime) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Each body by the name that the reader knows it by: of each kind what counts and what does not."""
    english = (get_language() or "").startswith("en")
    return [
        (
            one.name_en if english and one.name_en else one.name_zh,
            [(str(kind.label), one.counted.get(kind, 0), one.left_out.get(kind, 0)) for kind in Counted],
        )
        for one in figures(path, since=now - LATELY)
    ]


def _claims(path: str, now: datetime) -> list[tuple[str, tuple[int, ...]]]:
    """Each body by the name that the reader knows it by: what came of its claims."""
    english = (get_language() or "").startswith("en")
    return [
        (one.name_en if english and one.name_en else one.name_zh, one.numbers())
        for one in claims_under(path, since=now - LATELY)
    ]


def _left_out(path: str) -> list[dict[str, object]]:
    """不计入的 What does not count, the newest first: of which body, in which case, and why."""
    appeals = agreed(path).select_related("case__dossier", "organisation", "decided_in")
    under = {"organisation__path__gte": path, "organisation__path__lt": path + BEYOND}
    claims = Claim.objects.filter(held=Held.YES, **under).exclude(stands=False)
    claims = claims.select_related("request__case__dossier", "organisation", "decided_in")
    found = [
        _why(one, str(one.get_counted_display()), one.case) for one in appeals.order_by("-decided_at")[:100]
    ]
    found += [_why(one, _("不合理诉求"), one.request.case) for one in claims.order_by("-decided_at")[:100]]
    return found


def _why(one: FigureAppeal | Claim, what: str, case: object) -> dict[str, object]:
    return {"one": one, "what": what, "case": case}


def _own(post: Post, now: datetime) -> list[dict[str, object]]:
    """本单位被计的 What is counted about my own body; each can be appealed once."""
    if post.role not in APPELLANTS:
        return []
    body = post.organisation
    asked = set(FigureAppeal.objects.filter(organisation=body).values_list("case_id", "counted"))
    return [
        {"fact": fact, "label": Counted(fact.counted).label, "day": say_date(fact.at, beside=now)}
        for fact in facts_of(body, since=now - LATELY)
        if (fact.case, fact.counted) not in asked
    ]


def _appealed(post: Post) -> list[FigureAppeal]:
    """等您决定的 Appeals of bodies below mine, oldest first; of my own unit never."""
    if post.role != "supervisor":
        return []
    path = post.organisation.reach
    waiting = FigureAppeal.objects.filter(
        held=Held.OPEN, organisation__path__gte=path, organisation__path__lt=path + BEYOND
    ).exclude(organisation=post.organisation)
    return list(waiting.select_related("organisation", "case__dossier")[:50])


def _to_decide(request: HttpRequest, post: Post, by: Actor, now: datetime) -> list[Row]:
    """Claims for the desk, contests for the supervisor above: each row leads to its case."""
    wanted = Q()
    if post.role == "sorter":
        wanted = Q(key__startswith="claim:", owed_by=post.organisation)
    elif post.role == "supervisor":
        wanted = Q(key__startswith="contest:")
    if not wanted:
        return []
    owed = Promise.objects.ordinary().owed().owed_under(post.organisation.reach).filter(wanted)
    return page_of_promises(request, owed, now=now)[0]
