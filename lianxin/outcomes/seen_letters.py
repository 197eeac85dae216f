"""来信所见 What an officer may see of a letter: its words, its files, what was added, who opened it.

How to reach the writer is not here: it is opened by itself, and that opening is written down.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.channels.registry import calls_us, label_of
from lianxin.intake.files import PICTURES
from lianxin.intake.models import Attachment, AwaitedState, Opening, Proxy, Scan, Submission
from lianxin.intake.scanning import the_scanner
from lianxin.kit.asking import Prepared
from lianxin.kit.dates import say_day


@dataclass(frozen=True)
class FileSeen:
    """附件 A file of the letter; `finding` is the virus for which it is shut, `place` where it was taken."""

    id: UUID
    name: str
    size: int
    is_picture: bool
    is_recording: bool
    heard: tuple["Said", ...]
    copies: bool
    why_no_copies: str
    finding: str
    unscanned: bool
    place: str


@dataclass(frozen=True)
class Said:
    """Something said at a time, by somebody where that is told."""

    at: datetime
    words: str
    who: str = ""


@dataclass(frozen=True)
class Looked:
    """查看 Who opened the letter, as what, and when."""

    at: datetime
    who: str
    organisation: str
    contact: bool


@dataclass(frozen=True)
class LetterSeen:
    """来信 The letter, word for word, and what was added to it."""

    id: UUID
    number: str
    subject: str
    body: str
    kind: str
    channel: str
    place: str
    addressee: str
    said_at: datetime | None
    received_at: datetime
    read_by_addressee_at: datetime | None
    public: bool
    confidential: bool
    typed_by: str
    additions: tuple[Said, ...]
    files: tuple[FileSeen, ...]
    openings: tuple[Looked, ...]
    written_for: str
    by_account: bool
    files_to_come: int
    files_lost: int


openings_of = Prepared(
    lambda letter: (
        Opening.objects.filter(submission=letter).select_related("person", "organisation").order_by("at")
    ),
    UUID,
)


def letter_seen(submission: Submission) -> LetterSeen:
    """A letter as an officer reads it, whether or not it is a case already."""
    return LetterSeen(
        id=submission.pk,
        number=submission.dossier.number,
        subject=submission.subject,
        body=submission.body,
        kind=str(submission.get_kind_display()),
        channel=label_of(submission.channel),
        place=submission.place
        or (submission.place_organisation.name if submission.place_organisation else ""),
        addressee=submission.addressee.name,
        said_at=submission.said_at,
        received_at=submission.received_at,
        read_by_addressee_at=submission.addressee_read_at,
        public=submission.public,
        confidential=submission.confidential,
        typed_by=submission.typed_by.name if submission.typed_by else "",
        additions=tuple(Said(one.added_at, one.body) for one in submission.additions.order_by("added_at")),
        files=tuple(
            _file(one, submission)
            for one in submission.attachments.prefetch_related("transcripts__typed_by").order_by(
                "added_at", "id"
            )
        ),
        written_for=_written_for(submission),
        **_on_a_platform(submission),
        openings=tuple(
            Looked(one.at, one.person.name, one.organisation.name, one.contact)
            for one in openings_of(submission.pk)
        ),
    )


def _on_a_platform(submission: Submission) -> dict[str, Any]:
    """Who wrote by an account is known to nobody by that; some of the files may still lie there, or did."""
    if not calls_us(submission.channel):
        return {"by_account": False, "files_to_come": 0, "files_lost": 0}
    states = Counter(submission.awaited.values_list("state", flat=True))
    return {
        "by_account": True,
        "files_to_come": states[AwaitedState.WAITING],
        "files_lost": states[AwaitedState.LOST],
    }


def _file(one: Attachment, letter: Submission) -> FileSeen:
    """The newest transcript first; the recording itself is what was said."""
    heard = tuple(Said(typed.typed_at, typed.words, typed.typed_by.name) for typed in one.transcripts.all())
    is_recording = one.media_type.startswith("audio/")
    return FileSeen(
        one.pk, one.name, one.size, one.media_type in PICTURES, is_recording, heard,
        copies=one.copies, why_no_copies=one.why_no_copies, finding=one.finding if one.is_shut() else "",
        unscanned=one.scan == Scan.NOT_YET and the_scanner() is not None, place=_taken_at(one, letter),
    )  # fmt: skip


def _taken_at(one: Attachment, letter: Submission) -> str:
    """拍摄地点 As the picture itself says. It might lead to a writer who is to stay unknown: then never."""
    if one.latitude is None or one.longitude is None or letter.confidential:
        return ""
    words = {
        "north": _("北纬") if one.latitude >= 0 else _("南纬"), "latitude": f"{abs(one.latitude):.5f}",
        "east": _("东经") if one.longitude >= 0 else _("西经"), "longitude": f"{abs(one.longitude):.5f}",
    }  # fmt: skip
    return _("%(north)s%(latitude)s，%(east)s%(longitude)s") % words


def _written_for(submission: Submission) -> str:
    """代写 As what somebody wrote for the person, and how and when that one agreed; the name is private."""
    proxy = Proxy.objects.filter(submission=submission).first()
    if proxy is None:
        return ""
    words = {
        "relation": proxy.get_relation_display(), "consent": proxy.get_consent_display(),
        "day": say_day(proxy.consented_on, beside=submission.received_at),
    }  # fmt: skip
    return _("%(relation)s代写，%(day)s本人%(consent)s") % words
