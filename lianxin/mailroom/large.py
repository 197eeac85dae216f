"""太大的邮件 Its head is kept for a person to see, and whoever sent it is told once what to do instead."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.email.reading import beginning
from lianxin.channels.message import MessageOut, Raw
from lianxin.channels.refusing import NotSent
from lianxin.channels.registry import the_mouth
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import unanswered
from lianxin.intake.models import Arrival
from lianxin.intake.verbs import hold
from lianxin.intake.verbs.holding import note_answered
from lianxin.kit import rates

A_DAY = 24 * 60
MOST_ANSWERS = 3  # to one address on one day: whoever forges senders does not send mails through us
NOT_ANSWERED = "—"


def keep_beginning(raw: Raw, size: int, *, now: datetime) -> Arrival:
    """收下开头 What could be seen of a mail that is too large; `raw` is its head alone."""
    seen = beginning(raw, size)
    letter = seen.letter
    told = {"sender": letter.contact.email, "summary": letter.subject} if letter else {}
    if letter is None or not rates.within("large", letter.contact.email, MOST_ANSWERS, A_DAY):
        told["answer"] = NOT_ANSWERED
    says = f"{size / 1024 / 1024:.0f} MB"
    raw = replace(raw, media_type="message/rfc822-headers")
    return hold(raw, seen.key, why="too_large", says=says, by=citizen(), now=now, **told)


def answer_large(*, now: datetime) -> int:
    """告诉对方 Whoever sent a mail that was too large is told so, once. Returns how many were told.

    A server that cannot take the answer now is asked again; one that refuses it is not.
    """
    mouth, told = the_mouth("email"), 0
    for arrival in unanswered("email", "too_large") if mouth else []:
        assert mouth
        answer = _answer(arrival, now=now)
        try:
            mouth.send(answer)
        except NotSent as error:
            if error.whole_server:
                break
            if error.for_good:
                note_answered(arrival, NOT_ANSWERED)
        else:
            note_answered(arrival, answer.body)
            told += 1
    return told


def _answer(arrival: Arrival, *, now: datetime) -> MessageOut:
    """Under the same key however often it goes."""
    page = settings.LIANXIN_ADDRESS + reverse("write")
    letter = beginning(Raw("email", arrival.original()), arrival.size).letter
    language = letter.language if letter else "zh"
    with override("en" if language == "en" else "zh-hans"):
        return MessageOut(
            key=f"large-{arrival.pk.hex}", to=arrival.sender, at=now, language=language,
            subject=_("您的邮件太大，没有收下"),
            body=_(
                "您好！您寄来的邮件超过25 MB，内容没有收下。\n\n请把附件分开，分几封寄；"
                "或者打开下面的网页写信，在那里上传照片和文件：\n%(page)s\n"
            ) % {"page": page},
        )  # fmt: skip
