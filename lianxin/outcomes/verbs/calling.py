"""Calling the writer back, by somebody who did not handle the matter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.queries import rule
from lianxin.clock.verbs import keep
from lianxin.flow.procedures import procedure_of
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Callback, NoWord, Reply, Source
from lianxin.outcomes.verbs.rating import Said, take_rating

UNREACHED = (NoWord.NO_ANSWER, NoWord.WRONG, NoWord.NOT_SELF)


@transaction.atomic
def call_back(
    case: Case, *, by: Actor, now: datetime, said: Said | None = None, no_word: str = ""
) -> Callback:
    """回访 The writer was called: `said` is what they say of the answer, or `no_word` why nothing was said.

    北京市接诉即办工作条例 article 23. A call that brings no word changes nothing about satisfaction: it is
    counted as none. Whoever is not reached is called again, LX_CALLS times at most; then the clock of
    silence alone runs on. Refused to the body that answered, and to everybody whose hand is in the answer.
    """
    require(by, "case.call_back", case)
    if case.stage != "delivered":
        raise NotAllowedNow(_("现在不用回访：答复还没有送到，或者来信人已经说过了。"))
    if (said is None) == (no_word not in NoWord.values):
        raise NotValid(_("请选择来信人怎么说，或者为什么没有问到。"), "no_word")
    answered = case.replies.exclude(sent_at=None).order_by("-turn")[0]
    post = by.in_office()
    assert by.person
    require_other_hands(answered, by=by)
    call = Callback.objects.create(
        reply=answered, organisation=post.organisation, by=by.person, at=now, no_word=no_word
    )
    if no_word not in UNREACHED or Callback.objects.filter(reply=answered).count() >= most_calls(case):
        keep(case.dossier, "callback", now=now)
    record(case.dossier, "case.called_back", by=by, now=now, callback=call.pk.hex, no_word=no_word)
    if said:
        take_rating(case, answered, said, by=by, now=now, source=Source.CALLBACK)
    return call


def most_calls(case: Case) -> int:
    """How often somebody who is not reached is called."""
    return rule(procedure_of(case).limits["calls"], case.dossier.rulebook).amount


def require_other_hands(answered: Reply, *, by: Actor) -> None:
    """由别的单位回访 Whoever answered does not ask how it was liked, nor looks whether it holds."""
    assert by.person
    own = any(post.organisation_id == answered.organisation_id for post in by.posts)
    signed = by.person.pk == answered.approved_by_id
    if own or signed or answered.hands.filter(person=by.person).exists():
        raise NotAllowed(_("回访和回头看要由办理单位以外的人来做。这一件的答复和您有关，请换一个人。"))
