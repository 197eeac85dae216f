"""代阅 A secretary lets somebody of the own office read the letters written to it; never a report."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Person, Post, Role
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation


@transaction.atomic
def delegate_reading(person: Person, *, body: Organisation, by: Actor, now: datetime) -> Post:
    """委托代阅 This person may read what is written to the secretary of this body, and do nothing about it.

    Shown to the writer as what it is, and never counted as the secretary's own reading. What the secretary
    steps aside from is shut to the reader too.
    """
    require(by, "post.delegate", None)
    if by.person is None or _seat(by, body) is None:
        raise NotAllowed(_("只有这个组织的书记本人可以委托代阅。"))
    if person == by.person:
        raise NotValid(_("请写另一个人。"), "reader")
    if not person.is_active or person.login is None or not person.organisation.path.startswith(body.path):
        raise NotValid(_("只能委托本组织的、能登录的人。"), "reader")
    if Post.objects.held().filter(person=person, organisation=body, role=Role.READER).exists():
        raise NotAllowedNow(_("这个人已经在代阅。"))
    post = Post.objects.create(
        person=person, organisation=body, role=Role.READER, since=now, stands_for=by.person
    )
    record(
        house_dossier(now=now), "post.given", by=by, now=now,
        person=person.pk.hex, organisation_code=body.code, role=Role.READER.value,
    )  # fmt: skip
    return post


@transaction.atomic
def end_reading(post: Post, *, by: Actor, now: datetime) -> None:
    """收回代阅 From now on only the secretary reads."""
    require(by, "post.delegate", None)
    if by.person is None or post.role != Role.READER or post.stands_for_id != by.person.pk:
        raise NotAllowed(_("只有委托的书记本人可以收回。"))
    if not Post.objects.filter(pk=post.pk, until=None).update(until=now):
        raise NotAllowedNow(_("这个人已经不再代阅。"))
    record(house_dossier(now=now), "post.ended", by=by, now=now, post=post.pk.hex)


def _seat(by: Actor, body: Organisation) -> Post | None:
    return next((p for p in by.posts if p.role == Role.SECRETARY and p.organisation_id == body.pk), None)
