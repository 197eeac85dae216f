"""Telling the writer how far the work has come, before there is an answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.words import fingerprint
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import readable
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Interim
from lianxin.outcomes.nameless import require_nameless

LONGEST_PROGRESS = 2_000


@transaction.atomic
def tell_progress(case: Case, words: str, *, by: Actor, now: datetime) -> Interim:
    """阶段性答复 Say how far it is and what comes next. It concludes nothing and stops no clock.

    Nobody has to sign it: it promises nothing that the answer does not have to keep.
    """
    require(by, "case.reply", case)
    words = readable(words)
    if not words or len(words) > LONGEST_PROGRESS:
        raise NotValid(_("请写办到哪一步了、接下来做什么，不超过2000字。"), "progress")
    if case.stage not in {"in_handling", "in_approval", "committed"}:
        raise NotAllowedNow(_("现在不能写阶段性答复：请先签收；答复已经发出的，不用再写。"))
    require_nameless(case, [words], "progress")
    post = by.in_office()
    assert by.person
    interim = case.interims.create(
        organisation=post.organisation, told_by=by.person, told_at=now, words=words
    )
    mark = fingerprint(case.submission.salt, "", words)
    record(case.dossier, "case.progress_told", by=by, now=now, interim=interim.pk.hex, words=mark)
    return interim
