"""Reading letters: what a person does not get to see, wherever it would be listed."""

import re
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from lianxin.identity.actors import Actor
from lianxin.intake.models import Recusal, Submission
from lianxin.kit.codes import code_mark, codes_in


def set_aside_from(by: Actor) -> frozenset[UUID]:
    """回避的信 What this person steps aside from, or a body of theirs, or whom they read for."""
    if by.person is None:
        return frozenset()
    above = {path for post in by.posts for path in (*post.organisation.ancestors(), post.organisation.path)}
    own = {by.person.pk, *(post.stands_for_id for post in by.posts if post.stands_for_id)}
    concerned = Recusal.objects.filter(Q(person__in=own) | Q(body__path__in=above), lifted_at=None)
    return frozenset(concerned.values_list("submission_id", flat=True))


def letter_with_code(text: str) -> Submission | None:
    """The letter whose receipt code stands in a text: as printed, or within an address."""
    marks = [code_mark(code, settings.SECRET_KEY) for code in codes_in(text)]
    letters = Submission.objects.select_related("dossier__keeper", "addressee")
    return letters.filter(code_mark__in=marks).first() if marks else None


def letter_named(text: str) -> Submission | None:
    """指的是哪封信 The letter that somebody names, by its receipt code or by its number."""
    number = re.fullmatch(r"(\d{6,})(\d{6})(\d{6})(\d{2})", re.sub(r"[\s\-—–]", "", text))
    if number is None:
        return letter_with_code(text)
    letters = Submission.objects.select_related("dossier__keeper", "addressee")
    return letters.filter(dossier__number="-".join(number.groups())).first()
