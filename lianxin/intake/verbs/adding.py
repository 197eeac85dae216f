"""The writer says more: words and files are added, nothing that was said before changes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn, Message
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake import files
from lianxin.intake.arrivals import arrival_of, awaited_of
from lianxin.intake.models import Addition, Arrival, Attachment, Became, Submission, Transcript
from lianxin.intake.search import index_more
from lianxin.intake.words import LONGEST_BODY, fingerprint
from lianxin.kit.blobs import keep
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import store
from lianxin.kit.text import readable
from lianxin.ledger.verbs import record

MOST_ADDITIONS = 50


@transaction.atomic
def add_words(submission: Submission, words: str, *, by: Actor, now: datetime, through: str = "") -> Addition:
    """补充 Add words to a letter. The same words once more are heard once.

    `through` is the channel by which they came, where it was not the letter's own page.
    """
    require(by, "submission.add", submission)
    body = readable(words)
    if not body:
        raise NotValid(_("请写下要补充的内容。"), "words")
    if len(body) > LONGEST_BODY:
        raise NotValid(_("补充内容太长，最多%(most)d字。") % {"most": LONGEST_BODY}, "words")
    said_before = submission.additions.filter(body=body).first()
    if said_before:
        return said_before
    if submission.additions.count() >= MOST_ADDITIONS:
        raise NotAllowedNow(_("这封信已经补充了很多次。如有新的事情，请另写一封信。"))
    addition = submission.additions.create(body=body, added_at=now)
    if not submission.is_sealed():
        index_more(submission.serial, body)
    mark = fingerprint(submission.salt, "", body)
    way = {"through": through} if through else {}
    record(
        submission.dossier, "submission.added_to", by=by, now=now, addition=addition.pk.hex, words=mark, **way
    )
    return addition


@transaction.atomic
def add_arrived(
    submission: Submission, said: Message, *, by: Actor, now: datetime, answer: str = ""
) -> Arrival:
    """补充 A further word that came in at a door: words, files and original, together or not at all.

    The same key again gives what it became the first time. `answer` is what the door says at once.
    """
    assert said.raw
    known = Arrival.objects.filter(key=said.key).first()
    if known:
        return known
    addition = add_words(submission, said.body, by=by, now=now, through=said.channel) if said.body else None
    if said.files:
        add_files(submission, said.files, by=by, now=now)
    store(awaited_of(said, submission, now=now))
    arrival = arrival_of(
        said.raw, said.key, Became.ADDED, desk=submission.dossier.keeper, now=now, submission=submission,
        addition=addition, aside=said.aside, answer=answer,
    )  # fmt: skip
    arrival.save(force_insert=True)
    return arrival


@transaction.atomic
def add_files(
    submission: Submission, given: Sequence[FileIn], *, by: Actor, now: datetime
) -> list[Attachment]:
    """补充附件 Add files to a letter: pictures by the writer, a scan by the clerk.

    The same file once more is taken once; returns what is new.
    """
    require(by, "submission.add", submission)
    known = {*submission.attachments.values_list("sha256", flat=True)}
    if len(known) + len(given) > files.MOST_FILES * 3:
        raise NotAllowedNow(_("这封信的附件已经够多了。"))
    files.require_together(given)
    added = []
    for file in given:
        media_type, digest = files.media_type(file), keep(file.content)
        if digest in known:
            continue
        known.add(digest)
        added.append(
            submission.attachments.create(
                sha256=digest, name=files.safe_name(file.name), media_type=media_type,
                size=len(file.content), added_at=now, due_at=now,
            )
        )  # fmt: skip
    if added:
        hashes = [attachment.sha256 for attachment in added]
        record(submission.dossier, "submission.files_added", by=by, now=now, files=hashes)
    return added


@transaction.atomic
def transcribe(attachment: Attachment, words: str, *, by: Actor, now: datetime) -> Transcript:
    """听打 What is heard in a recording stands beside it from now on. The recording stays what was said."""
    submission = attachment.submission
    require(by, "submission.transcribe", submission)
    if not attachment.media_type.startswith("audio/"):
        raise NotValid(_("只有录音可以听打成文字。"), "words")
    body = readable(words)
    if not body or len(body) > LONGEST_BODY:
        raise NotValid(_("请写下录音里说的话，最多%(most)d字。") % {"most": LONGEST_BODY}, "words")
    assert by.person
    typed = attachment.transcripts.create(words=body, typed_by=by.person, typed_at=now)
    mark = fingerprint(submission.salt, "", body)
    record(submission.dossier, "submission.transcribed", by=by, now=now, file=attachment.pk.hex, words=mark)
    return typed
