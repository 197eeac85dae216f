"""Reading letters: what a person does not get to see, wherever it would be listed."""

from uuid import UUID

from django.db.models import Q

from lianxin.identity.actors import Actor
from lianxin.intake.models import Recusal


def set_aside_from(by: Actor) -> frozenset[UUID]:
    """回避的信 What this person steps aside from, or a body of theirs, or whom they read for."""
    if by.person is None:
        return frozenset()
    above = {path for post in by.posts for path in (*post.organisation.ancestors(), post.organisation.path)}
    own = {by.person.pk, *(post.stands_for_id for post in by.posts if post.stands_for_id)}
    concerned = Recusal.objects.filter(Q(person__in=own) | Q(body__path__in=above), lifted_at=None)
    return frozenset(concerned.values_list("submission_id", flat=True))
