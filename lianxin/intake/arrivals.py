"""到件 Why something that came in waits for a person, or wants no answer: the words for it."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.channels.message import FollowUp, Message, Raw, Unreadable
from lianxin.channels.registry import channels
from lianxin.intake.fitting import fitting
from lianxin.intake.models import Arrival, Awaited, Became, Submission
from lianxin.kit.asking import Prepared
from lianxin.kit.blobs import keep
from lianxin.kit.codes import code_mark
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.text import one_line
from lianxin.organisations.models import Kind, Organisation
from lianxin.organisations.queries import by_code, county, office_for

IN_DATABASE = 64 * 1024  # bytes: what is larger lies outside, by its hash
WHY = {
    # held: a person has to look
    "unreadable": N_("读不出内容，可能损坏了。请打开原件看。"),
    "empty": N_("没有内容。"),
    "too_large": N_("太大，没有收下内容；已经请对方分开寄，或者用网页上传。"),
    "not_given": N_("邮件服务器上有这一封，但取不下来。请在邮箱里看，照着录入。"),
    "encrypted": N_("加了密，这里打不开。请联系来信人换一种方式。"),
    "refused": N_("内容不能直接登记。"),
    "stranger": N_("对方引用了一封信的回信地址，但寄件人不是写信的人。"),
    "no_such_letter": N_("对方说是补充一封信，但找不到那封信。"),
    "flood": N_("短时间里来得太多，先由人看一眼再登记。"),
    "full": N_("那封信已经补充得太多，不能再加。"),
    "fault": N_("程序出了错，没有读成。请打开原件看，并请系统管理员看运行记录。"),
    "machine": N_("像是机器自动发的邮件。请看一眼，是群众来信就登记。"),
    "to_many": N_("像是群发的邮件。请看一眼，是群众来信就登记。"),
    "round": N_("在邮件服务器之间转了太多次。请看一眼，是群众来信就登记。"),
    "unknown_kind": N_("平台发来了一种还不认识的消息。"),
    # quiet: nobody is owed an answer
    "auto_reply": N_("对方的自动回复"),
    "bounce": N_("退信通知"),
    "loop": N_("我们自己发出的邮件又回来了"),
    "list": N_("群发的邮件"),
    "event": N_("关注、点击菜单等操作"),
    "greeting": N_("打招呼、表情，没有说事情"),
    "status": N_("查询办理情况"),
    "choice": N_("回答我们的提问"),
    "probe": N_("系统自己的试信"),
}


arrival_by_key = Prepared(
    lambda key: Arrival.objects.filter(key=key).select_related("submission__dossier__keeper"), str
)


def is_original(key: str, raw: Raw) -> bool:
    """Is this, byte for byte, what was kept under this key?"""
    kept = Arrival.objects.filter(key=key).values_list("sha256", flat=True).first()
    return kept == hashlib.sha256(raw.content).hexdigest()


def why_in_words(arrival: Arrival) -> str:
    """Why it waits, or why it wants no answer, in the reader's language; what is known besides follows."""
    known = _(WHY[arrival.why]) if arrival.why in WHY else ""
    return f"{known} {arrival.says}".strip()


def unanswered(channel: str, why: str) -> list[Arrival]:
    """What waits for this reason, and whose sender was not told yet."""
    return list(
        Arrival.objects.filter(became=Became.HELD, channel=channel, why=why, answer="").order_by("at")
    )


def key_of(raw: Raw) -> str:
    """What makes the same bytes at the same door the same thing, where no reader knows better."""
    mark = hashlib.sha256(f"{raw.door}\n".encode() + raw.content).hexdigest()
    return f"{raw.channel}:{mark}"


def arrival_of(
    raw: Raw, key: str, became: Became, *, desk: Organisation, now: datetime, **known: object
) -> Arrival:
    """The row for something that came in; its bytes are on disk before the row can be."""
    large = len(raw.content) > IN_DATABASE
    digest = keep(raw.content) if large else hashlib.sha256(raw.content).hexdigest()
    return Arrival(
        key=key, channel=raw.channel, door=one_line(raw.door)[:254], addressee=raw.addressee[:24], desk=desk,
        at=now, media_type=raw.media_type, size=len(raw.content), sha256=digest,
        raw=None if large else raw.content, became=became, stamp=raw.stamp or None, **known,
    )  # fmt: skip


def awaited_of(message: Message, submission: Submission, *, now: datetime) -> list[Awaited]:
    """What of this message still lies on its platform."""
    known = {"submission": submission, "channel": message.channel, "told_at": now, "due_at": now}
    return [Awaited(name=one.name, kind=one.kind, **known) for one in message.there]


def desk_of(raw: Raw) -> Organisation:
    """Who looks at what comes in at this door: the desk of the body whose door it is."""
    body = by_code(raw.addressee) or county()
    return body if body.kind == Kind.DISCIPLINE else office_for(body, Kind.DESK)


def letter_in(arrival: Arrival) -> Message:
    """The letter that its channel reads in it, surely or perhaps. Raises NotAllowedNow when it reads none."""
    raw = Raw(
        arrival.channel, arrival.original(), door=arrival.door, media_type=arrival.media_type,
        addressee=arrival.addressee,
    )  # fmt: skip
    message: object
    try:
        message = channels()[arrival.channel].read(raw)
    except Unreadable as error:
        message = error.letter
    except KeyError:  # the channel is gone
        message = None
    if isinstance(message, FollowUp):
        message = message.letter
    if not isinstance(message, Message):
        raise NotAllowedNow(_("这一件读不出来，请打开原件，照着录入。"))
    return fitting(message)


def heard_as(key: str) -> Submission | None:
    """登记过了 The letter with this key, if it is one already."""
    return Submission.objects.filter(key=key).select_related("dossier").first()


def held_with(code: str) -> Arrival | None:
    """What was held under this receipt code and is no letter yet."""
    mark = code_mark(code, settings.SECRET_KEY)
    return Arrival.objects.filter(code_mark=mark, submission=None).first()


def settled_with(code: str) -> Submission | None:
    """The letter that what was held under this code became, where it has a code of its own: it came twice at
    once, and one of the two was registered before the other was looked at.
    """
    mark = code_mark(code, settings.SECRET_KEY)
    arrivals = Arrival.objects.filter(code_mark=mark, submission__isnull=False)
    settled = arrivals.values_list("submission", flat=True).first()
    letters = Submission.objects.select_related("dossier__keeper", "addressee", "place_organisation")
    return letters.filter(pk=settled).first() if settled else None
