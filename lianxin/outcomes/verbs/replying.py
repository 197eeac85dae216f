"""Writing the answer: one answer for each request, or it does not go."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.verbs import keep
from lianxin.flow.moves import move, owe_next
from lianxin.flow.verbs import end_support
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import readable
from lianxin.ledger.verbs import acted_first, record
from lianxin.outcomes.models import Answer, Reply
from lianxin.outcomes.sealed_words import words_of

LONGEST_ANSWER = 10_000


@transaction.atomic
def draft(case: Case, answers: Mapping[int, str], *, by: Actor, now: datetime, opening: str = "") -> Reply:
    """起草答复 Keep what has been written so far; nothing is sent and nothing is owed less.

    `answers` maps the number of a request to the words that answer it.
    """
    require(by, "case.reply", case)
    if case.stage != "in_handling":
        raise NotAllowedNow(_("现在不能写答复：请先签收，或者答复已经发出。"))
    post = by.post("officer", "discipline")
    assert post
    assert by.person
    reply, _fresh = Reply.objects.update_or_create(
        case=case, turn=case.passes,
        defaults={
            "organisation": post.organisation, "written_by": by.person, "written_at": now,
            "opening": _checked(opening),
        },
    )  # fmt: skip
    if reply.sent_at:  # an old page: what was sent is never changed
        raise acted_first()
    Answer.objects.bulk_create(
        [
            Answer(reply=reply, request=request, words=_checked(answers.get(request.number, "")))
            for request in case.requests.all()
        ],
        update_conflicts=True, unique_fields=["reply", "request"], update_fields=["words"],
    )  # fmt: skip
    return reply


def _checked(words: str) -> str:
    words = readable(words)
    if len(words) > LONGEST_ANSWER:
        raise NotValid(_("答复太长，每项最多%(most)d字。") % {"most": LONGEST_ANSWER}, "answers")
    return words


@transaction.atomic
def reply(case: Case, answers: Mapping[int, str], *, by: Actor, now: datetime, opening: str = "") -> Reply:
    """答复 Send the answer. Refused while one request has none; then its delivery is owed."""
    written = draft(case, answers, by=by, now=now, opening=opening)
    said = list(written.answers.select_related("request"))
    missing = [str(answer.request.number) for answer in said if not answer.words]
    if missing:
        raise NotValid(
            _("还有诉求没有答复：第%(numbers)s项。每一项都要答复，才能发出。")
            % {"numbers": "、".join(missing)},
            "answers",
        )
    move(case, "case.replied")
    Reply.objects.filter(pk=written.pk).update(sent_at=now)
    written.sent_at = now
    keep(case.dossier, "reply", "rework", "instruction", now=now)
    end_support(case, now=now)
    owe_next(case, "deliver", now=now)
    mark = words_of(written, said, salt=case.submission.salt)
    record(case.dossier, "case.replied", by=by, now=now, reply=written.pk.hex, words=mark)
    return written
