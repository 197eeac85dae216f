"""What claims and assessment appeals share: somebody else decides, in time; silence is a no."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.verbs import keep
from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models import Claim, FigureAppeal, Held

ASKINGS = ("claim", "assess")
LAPSED = {"claim": "case.claim_rejected", "assess": "case.figure_refused"}


@transaction.atomic
def let_asking_lapse(case: Case, key: str, *, by: Actor, now: datetime) -> None:
    """不决即不准 Nobody decided in time on a claim or an assessment appeal: that is a no."""
    require(by, "case.let_lapse", case)
    kind, _colon, number = key.partition(":")
    lapsed = {"held": Held.LAPSED, "decided_at": now}
    if kind == "claim":
        claims = Claim.objects.filter(request__case=case, request__number=int(number), held=Held.OPEN)
        done = claims.update(**lapsed)
    else:
        done = FigureAppeal.objects.filter(case=case, number=int(number), held=Held.OPEN).update(**lapsed)
    if not done:
        return
    keep(case.dossier, key, now=now)
    name = "request" if kind == "claim" else "appeal"
    record(case.dossier, LAPSED[kind], by=by, now=now, because="silence", **{name: number})


def decided(
    asked: Claim | FigureAppeal, held: Held, words: str, *, by: Actor, post: Post, now: datetime
) -> None:
    """Write the decision beside what was asked."""
    asked.held, asked.words, asked.decided_at = held, words, now
    asked.decided_by, asked.decided_in = by.person, post.organisation
    asked.save()


def still_waits(case: Case, key: str, *, now: datetime) -> None:
    """Raises NotAllowedNow when the time to decide has passed."""
    if not Promise.objects.owed().filter(dossier=case.dossier_id, key=key, due__gte=now).exists():
        raise NotAllowedNow(_("决定的期限已经过了，按不同意处理。"))


def post_above(body: Organisation, *, by: Actor) -> Post:
    """上级 The supervisor's post in a body above this one; nobody decides about the own unit."""
    for post in by.posts:
        reach = post.organisation.reach
        if post.role == "supervisor" and body.path.startswith(reach) and body.path != post.organisation.path:
            return post
    raise NotAllowed(_("这件事要由上级单位的督办员决定，不能由本单位决定。"))
