"""Keeping what a clerk is still writing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Draft, Submission
from lianxin.intake.words import LONGEST_BODY, LONGEST_KEY
from lianxin.kit.text import one_line

MOST = 40  # of one clerk: the oldest gives way, as its letter was forgotten long ago


@transaction.atomic
def keep_draft(channel: str, key: str, said: Mapping[str, str], *, by: Actor, now: datetime) -> Draft | None:
    """存草稿 What has been typed so far. Nothing when nothing was, or the letter is registered."""
    require(by, "submission.receive", None)
    assert by.person
    key = one_line(key)[:LONGEST_KEY]
    typed = {name: words[:LONGEST_BODY] for name, words in said.items() if words.strip()}
    if not typed or Submission.objects.filter(key=key).exists():
        return None
    mine = Draft.objects.filter(person=by.person)
    draft, fresh = Draft.objects.get_or_create(
        key=key, defaults={"channel": channel, "person": by.person, "said": typed, "at": now}
    )
    if not fresh:
        mine.filter(pk=draft.pk).update(said=typed, at=now)
    for old in mine[MOST:]:
        old.delete()
    return draft


@transaction.atomic
def drop_draft(key: str, *, by: Actor, now: datetime) -> None:
    """丢掉草稿 It has become a letter, or its clerk throws it away."""
    require(by, "submission.receive", None)
    Draft.objects.filter(key=key, person=by.person).delete()
