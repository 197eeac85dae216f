"""告知 How the writer is told by post, mail and telephone, and what is written down beside a letter."""

from typing import Literal

from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, letter_for, stands
from lianxin.api.v1.opening import write
from lianxin.api.v1.problems import Problem
from lianxin.intake.verbs import transcribe
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.outcomes.verbs import correct_and_send, not_reached, post, post_instead, read_out, try_again

TAG = "telling the writer"


class ProofIn(Strictly):
    """By what that is known: the number of the registered letter, or who listened."""

    proof: Words


class NotReachedIn(Strictly):
    why: Literal["no_answer", "not_self", "wrong_number"]


class EmailIn(Strictly):
    email: Words


class TranscriptIn(Strictly):
    """Which recording of the letter, and what is heard in it."""

    file: Key
    words: Words


@write(
    "/desk/letters/{letter}/posted", in_office, ActedTold, tag=TAG,
    grants=("notice.post", "case.deliver", "case.tell_opinion"),
)  # fmt: skip
def letter_was_posted(ask: Ask, letter: Key, said: ProofIn) -> object:
    """Everything printed for this writer went to the post; an answer among it is delivered by that."""
    mine, _case = letter_for(ask, letter)
    post(mine, proof=said.proof, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write("/desk/letters/{letter}/send-again", in_office, ActedTold, tag=TAG, grants=("notice.post",))
def send_letter_again(ask: Ask, letter: Key) -> object:
    """The messages to this writer that could not be sent are due now."""
    mine, _case = letter_for(ask, letter)
    try_again(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write(
    "/desk/letters/{letter}/correct-email", in_office, ActedTold, tag=TAG,
    grants=("submission.correct_contact", "notice.post"),
)  # fmt: skip
def correct_email_of_letter(ask: Ask, letter: Key, said: EmailIn) -> object:
    """The writer's address is put right, and what could not be sent goes there now."""
    mine, _case = letter_for(ask, letter)
    correct_and_send(mine, email=said.email, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write("/desk/letters/{letter}/post-instead", in_office, ActedTold, tag=TAG, grants=("notice.post",))
def post_letter_instead(ask: Ask, letter: Key) -> object:
    """What could not be sent is printed and posted; that needs a postal address."""
    mine, _case = letter_for(ask, letter)
    post_instead(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write("/desk/letters/{letter}/transcribe", in_office, ActedTold, tag=TAG, grants=("submission.transcribe",))
def transcribe_file(ask: Ask, letter: Key, said: TranscriptIn) -> object:
    """What is heard in a recording stands beside it from now on."""
    mine, _case = letter_for(ask, letter)
    recording = mine.attachments.filter(pk=said.file).first()
    if recording is None:
        raise Problem("not-valid", _("这封信里没有这个附件。"), "file")
    recording.submission = mine
    transcribe(recording, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write(
    "/desk/letters/{letter}/read-out", in_office, ActedTold, tag=TAG, grants=("notice.post", "case.deliver")
)
def letter_was_read_out(ask: Ask, letter: Key, said: ProofIn) -> object:
    """All that waits was read out to the writer on the telephone; an answer is delivered by that."""
    mine, _case = letter_for(ask, letter)
    read_out(mine, proof=said.proof, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write("/desk/letters/{letter}/not-reached", in_office, ActedTold, tag=TAG, grants=("notice.post",))
def writer_not_reached(ask: Ask, letter: Key, said: NotReachedIn) -> object:
    """Nobody could be told on the telephone: it is due again some hours later."""
    mine, _case = letter_for(ask, letter)
    not_reached(mine, why=said.why, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)
