"""邮件 What stands in a mail to a writer: that there is news, what it means, and where it can be read.

Never what the letter says and never what was answered: those stand behind the receipt code.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.email import message_id
from lianxin.channels.message import MessageOut
from lianxin.channels.registry import calls_us
from lianxin.intake.models import Became, Submission
from lianxin.kit.codes import reply_mark, stop_mark
from lianxin.outcomes.models import Sending
from lianxin.outcomes.notices import Said, say

LANGUAGES = {"en": "en"}  # every other letter is answered in Chinese


def language_of(sending: Sending) -> str:
    """The language of pages and words for this writer."""
    return LANGUAGES.get(sending.language, "zh-hans")


def message_for(sendings: Sequence[Sending], *, to: str, envelope: UUID, now: datetime) -> MessageOut:
    """One message with every notice of one envelope: a mail, or a few lines in a chat.

    In the writer's language. The sendings come with their event and their letter's desk.
    """
    letter = sendings[0].submission
    with override(language_of(sendings[0])):
        said = [words_of(one) for one in sendings]
        subject = _("您的来信%(number)s有新进展") % {"number": letter.dossier.number}
        body = _mail(said, letter) if sendings[0].channel == "email" else _chat(said, letter)
    return MessageOut(
        key=envelope.hex, to=to, subject=subject, body=body, at=now,
        language=language_of(sendings[0]), stop=stop_address(letter),
        reply_to=reply_address(letter), thread=f"letter.{letter.pk.hex}", answers=_said_in(letter),
    )  # fmt: skip


def _said_in(letter: Submission) -> str:
    """The mail that the letter came in, by its own mark: an answer to it stands beside it."""
    if letter.channel != "email":
        return ""
    came = letter.arrivals.filter(became=Became.LETTER).first()
    return message_id(came.original()) if came else ""


def words_of(sending: Sending) -> Said:
    """A notice in words. The sending comes with its event and its letter's desk."""
    letter = sending.submission
    return say(sending.notice, sending.event, number=letter.dossier.number, desk=letter.dossier.keeper)


def track_address(letter: Submission) -> str:
    """Where the writer reads everything: it holds the receipt code, so it stands in no subject."""
    return settings.LIANXIN_ADDRESS + reverse("letter", kwargs={"code": letter.code})


def reply_address(letter: Submission) -> str:
    """Where an answer to a mail about this letter goes; nothing where no mails are taken in."""
    name, at, domain = settings.LIANXIN_MAIL_REPLY.partition("@")
    return f"{name}+{reply_mark(letter.pk, settings.SECRET_KEY)}@{domain}" if at else ""


def stop_address(letter: Submission) -> str:
    """Where the mails about this letter are stopped, for who reads it elsewhere."""
    return settings.LIANXIN_ADDRESS + stop_path(letter)


def stop_path(letter: Submission) -> str:
    """The same on our own pages. It opens nothing: whoever a mail is shown to may see it."""
    mark = stop_mark(letter.pk, settings.SECRET_KEY)
    return reverse("stop-mail", kwargs={"key": letter.pk, "mark": mark})


def _mail(said: Sequence[Said], letter: Submission) -> str:
    parts = [_("您好！您的来信(编号%(number)s)有新进展。") % {"number": letter.dossier.number}]
    parts += [
        "\n".join([f"【{one.title}】", one.says, one.next, one.may, _basis(one), f"{one.body} {one.day}"])
        for one in said
    ]
    parts += [
        _("看办到哪一步、看答复、补充情况，请打开：") + "\n" + track_address(letter),
        _("这个网址里有您的查询码，谁有它谁就能看这封信，请不要转发。"),
        _("想补充情况，直接回复这封邮件就可以，会加到您的信里。") if settings.LIANXIN_MAIL_REPLY
        else _("这封邮件由系统自动寄出，请不要回复。"),
        _("不想再收到邮件，请打开下面的网址；信照样办：") + "\n" + stop_address(letter),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _chat(said: Sequence[Said], letter: Submission) -> str:
    """In a chat: what happened and what comes next, and where the rest is."""
    parts = [f"【{one.title}】{one.says}{one.next}" for one in said]
    if calls_us(letter.channel):
        parts.append(_("回复“查”，就在这里看。"))
    return "\n".join([*parts, _("看办理情况和答复：%(address)s") % {"address": track_address(letter)}])


def _basis(one: Said) -> str:
    return _("依据：%(basis)s") % {"basis": one.basis}
