"""认信 Which letter a further word is about, and whether the one who sent it wrote that letter."""

from uuid import UUID

from django.conf import settings

from lianxin.channels.message import FollowUp, Mark
from lianxin.intake.models import Contact, Submission
from lianxin.kit.codes import code_mark, read_code, read_reply_mark
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.models import Sending


def letter_known_by(follow: FollowUp) -> tuple[Submission | None, bool]:
    """The letter that it is about, if there is one; and whether whoever sent it is a stranger to it.

    Whoever has the receipt code is whoever has the receipt. A signed address or a mail of ours may have been
    handed on: it counts only from who wrote the letter.
    """
    somebody_else_s = None
    for mark in follow.marks:
        letter = _letter_of(mark)
        if letter is None:
            continue
        if mark.kind == "code" or _wrote(letter, follow.sender):
            return letter, False
        somebody_else_s = somebody_else_s or letter
    return somebody_else_s, somebody_else_s is not None


def _letter_of(mark: Mark) -> Submission | None:
    letters = Submission.objects.select_related("dossier__keeper")
    if mark.kind == "code":
        try:
            code = read_code(mark.value)
        except NotValid:
            return None
        return letters.filter(code_mark=code_mark(code, settings.SECRET_KEY)).first()
    if mark.kind == "reply":
        key = read_reply_mark(mark.value, settings.SECRET_KEY)
        return letters.filter(pk=key).first() if key else None
    try:
        sent = Sending.objects.filter(envelope=UUID(mark.value)).first()
    except ValueError:
        return None
    return letters.get(pk=sent.submission_id) if sent else None


def _wrote(letter: Submission, sender: str) -> bool:
    """By the address or account the writer left: compared as mail servers do, without regard to case."""
    card = Contact.objects.filter(submission=letter).first()
    return card is not None and sender.casefold() in {card.email.casefold(), card.account.casefold()} - {""}
