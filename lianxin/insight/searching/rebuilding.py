"""重建索引 A county that had letters before: its search rows are made anew in portions, the newest first.

The house stays open meanwhile. Each portion is one commit together with how far it has come, and to add the
same words twice adds them once: it may be broken off and begun again at any time.
"""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from lianxin.intake.models import Addition, Reindexing, Submission
from lianxin.intake.search import EVER, index_words
from lianxin.kit.storing import change
from lianxin.outcomes.models import Reply
from lianxin.outcomes.words_found import words_found_in

PORTION = 500


def is_whole() -> bool:
    """Is everything findable that should be?"""
    return not Reindexing.objects.exists()


def waiting_letters() -> int:
    """So many letters are still to be made findable."""
    left = Reindexing.objects.first()
    return Submission.objects.ordinary().filter(serial__lt=left.below).count() if left else 0


def begin_again() -> None:
    """Everything once more, from the newest letter on. What is found already goes on being found."""
    Reindexing.objects.update_or_create(id=1, defaults={"below": EVER})


@transaction.atomic
def rebuild_portion(*, most: int = PORTION) -> int:
    """Make the next letters findable; 0 when all are, and then the row that says otherwise is gone."""
    left = Reindexing.objects.first()
    if left is None:
        return 0
    letters = list(
        Submission.objects.filter(serial__lt=left.below).order_by("-serial").select_related("dossier")[:most]
    )
    if not letters:
        left.delete()
        return 0
    ordinary = [one for one in letters if not one.is_sealed()]
    later = _said_later([one.pk for one in ordinary])
    index_words(
        ((one.serial, "\n\n".join((one.subject, one.place, one.body, *later[one.pk]))) for one in ordinary),
        older=True,
    )
    change(Reindexing, {"id": left.pk}, below=letters[-1].serial)
    return len(letters)


def _said_later(letters: list[UUID]) -> dict[UUID, list[str]]:
    words: dict[UUID, list[str]] = defaultdict(list)
    for addition in Addition.objects.filter(submission__in=letters):
        words[addition.submission_id].append(addition.body)
    sent = Reply.objects.filter(case__submission__in=letters).exclude(sent_at=None).select_related("case")
    for reply in sent.prefetch_related("answers"):
        words[reply.case.submission_id].append(words_found_in(reply, reply.answers.all()))
    return words
