"""Reading letters: what a person does not get to see, wherever it would be listed."""

from uuid import UUID

from django.db.models import Q

from lianxin.identity.actors import Actor
from lianxin.intake.models import Recusal


def set_aside_from(by: Actor) -> frozenset[UUID]:
    """回避的信 The letters from which this person, or a body in which a post is held, steps aside."""
    if by.person is None:
        return frozenset()
    above = {path for post in by.posts for path in (*post.organisation.ancestors(), post.organisation.path)}
    concerned = Recusal.objects.filter(Q(person=by.person) | Q(body__path__in=above), lifted_at=None)
    return frozenset(concerned.values_list("submission_id", flat=True))
