"""Opening a letter: always written down, and shown to the one who wrote it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.identity.policy import Thing, require
from lianxin.intake.models import Contact, Opening, Submission
from lianxin.ledger.verbs import record


@transaction.atomic
def open_submission(
    submission: Submission, *, by: Actor, now: datetime, through: Thing | None = None
) -> None:
    """查看 An officer opens a letter. Once a day for each person is written down.

    When it is the secretary it was written to, the first opening is told to the writer. `through`
    is the case that the letter has become: whoever has the case may read the letter.
    """
    require(by, "submission.read", _door(submission, through))
    addressed = _is_addressee(submission, by)
    fresh = _note_opening(submission, by=by, now=now, contact=False)
    first = addressed and submission.addressee_read_at is None
    if first:
        Submission.objects.filter(pk=submission.pk, addressee_read_at=None).update(addressee_read_at=now)
        submission.addressee_read_at = now
    if fresh:
        name = "submission.read_by_addressee" if first else "submission.opened"
        record(submission.dossier, name, by=by, now=now)


@transaction.atomic
def open_contact(
    submission: Submission, *, by: Actor, now: datetime, through: Thing | None = None
) -> Contact | None:
    """查看联系方式 Somebody who needs it looks at the private part; written down like any opening."""
    require(by, "submission.read_contact", _door(submission, through))
    if _note_opening(submission, by=by, now=now, contact=True):
        record(submission.dossier, "submission.contact_opened", by=by, now=now)
    return Contact.objects.filter(submission=submission).first()


def _door(submission: Submission, through: Thing | None) -> Thing:
    """What is asked for permission: the letter, or the case through which it is opened."""
    if through is None:
        return submission
    if not through.belongs_to(submission.pk):
        raise ValueError("The case belongs to another letter.")
    return through


def _is_addressee(submission: Submission, by: Actor) -> bool:
    return any(
        post.role == "secretary" and post.organisation_id == submission.addressee_id for post in by.posts
    )


def _seat_of(submission: Submission, by: Actor) -> Post:
    """As what the letter is opened: whom it was written to, who reads in that name, or the first post."""
    ways = ("secretary", "reader")
    at_the_addressee = [post for post in by.posts if post.organisation_id == submission.addressee_id]
    found = [post for role in ways for post in at_the_addressee if post.role == role]
    return found[0] if found else by.posts[0]


def _note_opening(submission: Submission, *, by: Actor, now: datetime, contact: bool) -> bool:
    """True when this person had not opened it today yet."""
    assert by.person is not None
    post = _seat_of(submission, by)
    day = timezone.localdate(now)
    known = Opening.objects.filter(submission=submission, person=by.person, contact=contact, day=day)
    if known.exists():
        return False
    Opening.objects.create(
        submission=submission, person=by.person, organisation=post.organisation, role=post.role,
        contact=contact, day=day, at=now,
    )  # fmt: skip
    return True
