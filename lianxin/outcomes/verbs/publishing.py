"""Making an answered letter public, and taking it down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.cases.queries import case_of_letter
from lianxin.flow.moves import move
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.copies import LARGE, copy_to_see
from lianxin.intake.models import Attachment, Contact, Submission
from lianxin.intake.search import index_more
from lianxin.kit.blobs import copy_of, keep
from lianxin.kit.dates import local_day
from lianxin.kit.ids import random_digits
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change, store
from lianxin.kit.text import one_line, readable
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Means, Publication, PublishedPicture, Reply
from lianxin.outcomes.nameless import require_nameless
from lianxin.outcomes.redacting.covering import require_covered

LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 200, 200_000, 500  # an answer has many requests
DIGITS = 8


@dataclass(frozen=True)
class Redacted:
    """隐去以后的文字 What goes out: the title, the letter and the answer, as somebody has redacted them."""

    title: str
    letter: str
    answer: str


@transaction.atomic
def publish(
    case: Case, redacted: Redacted, *, by: Actor, now: datetime, pictures: Collection[UUID] = ()
) -> Publication:
    """公开 Let the whole county read this letter and its answer, as they were redacted.

    Only what its writer allowed, and only when the answer has reached the writer. Raises NotValid while a
    text still holds who wrote it: 个人信息保护法 article 6, no more than the purpose needs. Of the files none
    goes out but the `pictures` chosen one by one, as copies of their points.
    """
    require(by, "case.publish", case)
    _ask_writer_again(case)
    reply = answer_to_publish(case)
    texts = _read(redacted)
    contact = Contact.objects.filter(submission=case.submission_id).first()
    require_covered(vars(texts), contact)
    require_nameless(case, vars(texts).values(), "letter")
    chosen = _chosen(case, pictures)
    if published(case):
        raise NotAllowedNow(_("这封信已经公开了。要改文字，先撤下，再重新公开。"))
    move(case, "case.published")
    assert by.person
    publication = Publication(
        number=_free_number(), case=case, reply=reply, category=case.category,
        organisation=reply.organisation, **vars(texts), published_by=by.person, published_at=now,
        received_on=local_day(case.submission.received_at),
    )  # fmt: skip
    # Of two people at once the second writes no row here, and is told by `record` that she was second.
    store([publication], once=True)
    store([
        PublishedPicture(publication=publication, number=number, attachment=one, sha256=_copied(one))
        for number, one in enumerate(chosen, 1)
    ])  # fmt: skip
    index_more(case.submission.serial, texts.title)
    shown = {"pictures": len(chosen)} if chosen else {}
    record(case.dossier, "case.published", by=by, now=now, public=publication.number, **shown)
    return publication


def _chosen(case: Case, pictures: Collection[UUID]) -> list[Attachment]:
    """The pictures of this letter that go out. Raises NotValid for one that has no copy to show."""
    if not pictures:
        return []
    found = Attachment.objects.filter(submission=case.submission_id, pk__in=pictures, copies=True)
    chosen = [one for one in found.order_by("added_at", "id") if copy_to_see(one, LARGE)]
    if len(chosen) != len(set(pictures)):
        raise NotValid(_("有一张照片还没有可以公开的副本。请过一会儿再公开，或者不选它。"), "pictures")
    return chosen


def _copied(one: Attachment) -> str:
    return keep(copy_of(one.sha256, LARGE).read_bytes())


def _ask_writer_again(case: Case) -> None:
    """What the writer allows now, and no longer while it is made public: she may take it back this moment."""
    wish = Submission.objects.select_for_update().filter(pk=case.submission_id)
    letter = case.submission
    letter.public, letter.confidential = wish.values_list("public", "confidential").get()


def answer_to_publish(case: Case) -> Reply:
    """The answer that may go out. Raises NotAllowedNow with the reason why nothing of this letter may."""
    letter = case.submission
    if case.is_sealed():
        raise NotAllowedNow(_("检举件从不公开。"))
    if not letter.public or letter.confidential:
        raise NotAllowedNow(_("来信人没有同意公开这封信。"))
    if case.claimed_outcome == ClaimedOutcome.WITHDRAWN:
        raise NotAllowedNow(_("这封信撤回了，不公开。"))
    arrived = case.replies.exclude(delivery__delivered_at=None).exclude(delivery__means=Means.IMPOSSIBLE)
    reply = arrived.select_related("organisation").order_by("-turn").first()
    if reply is None or reply.turn < case.passes:
        raise NotAllowedNow(_("答复还没有送到来信人手里，先不公开。"))
    return reply


def readable_texts(redacted: Redacted) -> Redacted:
    """The same three without characters that nobody can see."""
    return Redacted(one_line(redacted.title), readable(redacted.letter), readable(redacted.answer))


def _read(redacted: Redacted) -> Redacted:
    texts = readable_texts(redacted)
    for field, text in vars(texts).items():
        if not text:
            raise NotValid(_("标题、来信、答复都要写，公开的人才看得懂。"), field)
        if len(text) > (LONGEST_TITLE if field == "title" else LONGEST_TEXT):
            raise NotValid(_("写得太长了，请缩短一些。"), field)
    return texts


def _free_number() -> str:
    """Drawn, so that it says nothing about the letter nor how many there are."""
    while True:
        number = random_digits(DIGITS)
        if number[0] != "0" and not Publication.objects.filter(number=number).exists():
            return number


def published(case: Case) -> Publication | None:
    """What of this case anybody can read now."""
    return Publication.objects.up().filter(case=case).first()


@transaction.atomic
def take_down(case: Case, *, by: Actor, now: datetime, reason: str) -> Publication:
    """撤下 Nobody can read it any longer; why is written down, and the writer sees it."""
    require(by, "case.take_down", case)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明为什么撤下，不超过500字，来信人看得到。"), "reason")
    up = published(case)
    if up is None:
        raise NotAllowedNow(_("这封信现在没有公开，不用撤下。"))
    return _take_down(case, up, by=by, now=now, reason=reason)


def _take_down(case: Case, up: Publication, *, by: Actor, now: datetime, reason: str = "") -> Publication:
    move(case, "case.taken_down")
    up.taken_down_by, up.taken_down_at, up.reason = by.person, now, reason
    up.save(update_fields=["taken_down_by", "taken_down_at", "reason"])
    said = {"reason": reason} if reason else {"because": "writer"}
    record(case.dossier, "case.taken_down", by=by, now=now, public=up.number, **said)
    return up


@transaction.atomic
def choose_public(submission: Submission, *, public: bool, by: Actor, now: datetime) -> None:
    """同意公开 The writer allows it to be made public, or does so no longer: then it is down at once.

    Allowing it again brings nothing back by itself: somebody has to redact and publish it anew.
    """
    require(by, "submission.choose_public", submission)
    if submission.is_sealed():
        raise NotAllowedNow(_("检举件从不公开。"))
    if submission.public == public:
        raise NotAllowedNow(_("这封信已经是这样了，不用再按。"))
    if public and submission.confidential:
        raise NotAllowedNow(_("您要求过为您保密，所以这封信不能公开。"))
    submission.public = public
    change(Submission, {"dossier_id": submission.pk}, public=public)
    case = case_of_letter.first(submission.pk)
    if case and not public and (up := published(case)):
        _take_down(case, up, by=by, now=now)
    name = "submission.public_allowed" if public else "submission.public_ended"
    record(submission.dossier, name, by=by, now=now)
