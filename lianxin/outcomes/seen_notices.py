"""怎样告诉的 How the writer was told of each step, for the writer and for those who have the letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.channels.registry import in_words
from lianxin.intake.models import Submission
from lianxin.kit.asking import Prepared
from lianxin.outcomes.models import PAGE, PAPER, PHONE, NoMoreMail, Sending, State, say_way
from lianxin.outcomes.models.sending import SendingQuerySet
from lianxin.outcomes.notices import NOTICES
from lianxin.outcomes.verbs.phoning import NOT_REACHED
from lianxin.outcomes.verbs.posting import REASONS

sent_about = Prepared(
    lambda letter: (
        Sending.objects.filter(submission=letter).select_related("event").order_by("-made_at", "-id")
    ),
    UUID,
)
MOST = 300  # rows on a page of the desk
SAYS = {
    (PAGE, State.SENT): N_("写在查询码打开的这一页上"),
    ("email", State.WAITING): N_("邮件等着寄"),
    ("email", State.FAILED): N_("邮件还没寄成，会再试"),
    ("email", State.STUCK): N_("邮件寄不出去，受理人员会处理"),
    ("email", State.SENT): N_("邮件已交给邮箱的服务器"),
    (PAPER, State.WAITING): N_("信函等着打印寄出"),
    (PAPER, State.SENT): N_("信函已寄出"),
    (PHONE, State.WAITING): N_("等着打电话告诉本人"),
    (PHONE, State.FAILED): N_("电话没有打通，会再打"),
    (PHONE, State.SENT): N_("打电话念给本人听了"),
}
OF_ANY = {  # for every channel that says nothing of its own
    State.WAITING: N_("消息等着发"),
    State.FAILED: N_("消息还没发成，会再发"),
    State.STUCK: N_("消息发不出去，受理人员会处理"),
    State.SENT: N_("消息已交给平台"),
}


@dataclass(frozen=True)
class NoticeSeen:
    """一次告知 What was told, when, how, and whether it went; `trouble` is for those who can mend it.

    `seq` is the line of the case that it tells of, by which it can be had on paper.
    """

    at: datetime
    title: str
    way: str
    state: str
    words: str
    proof: str
    trouble: str
    seq: int


def notices_of(letter: Submission) -> list[NoticeSeen]:
    """Every notice of this letter, the newest first. Of a sealed report only that there was one."""
    return [_seen(row, sealed=letter.is_sealed()) for row in sent_about(letter.pk)]


def mails_can_stop(letter: Submission) -> bool:
    """Has this letter's writer been sent mails, or is about to be, and has not ended them?"""
    mailed = Sending.objects.filter(submission=letter).messages().exists()
    return mailed and not NoMoreMail.objects.filter(submission=letter).exists()


@dataclass(frozen=True)
class Envelope:
    """信封 Everything that waits for one writer by one way."""

    letter: Submission
    titles: list[str]
    since: datetime
    trouble: str


def to_post(path: str) -> list[Envelope]:
    """要寄的信 What the desks under this body have to print and post, what waits longest first."""
    waiting = Sending.objects.open().at_desks_under(path).filter(channel=PAPER)
    return _envelopes(waiting.order_by("made_at", "id"))


def to_call(path: str, *, now: datetime) -> tuple[list[Envelope], list[Envelope]]:
    """要回的电话 Whom the desks under this body have to call now, and whom later because nobody answered."""
    waiting = Sending.objects.open().at_desks_under(path).filter(channel=PHONE).order_by("due_at", "id")
    return _envelopes(waiting.filter(due_at__lte=now)), _envelopes(waiting.filter(due_at__gt=now))


def not_sent(path: str) -> list[Envelope]:
    """没寄出去的 The mails that a person has to look at; they are tried again all the same."""
    stuck = Sending.objects.open().at_desks_under(path).messages().filter(state=State.STUCK)
    return _envelopes(stuck.order_by("made_at", "id"))


def _envelopes(rows: SendingQuerySet) -> list[Envelope]:
    """The rows of each letter together. Of more than fit on a page, those that wait longest."""
    found: dict[UUID, list[Sending]] = {}
    for row in rows.select_related("submission__dossier")[:MOST]:
        found.setdefault(row.submission_id, []).append(row)
    return [_envelope(rows) for rows in found.values()]


def _envelope(rows: list[Sending]) -> Envelope:
    titles = [_(NOTICES[row.notice].title) for row in rows]
    return Envelope(rows[0].submission, titles, rows[0].made_at, _trouble(rows[0]))


def _trouble(row: Sending) -> str:
    """Why it did not go the last time, in words."""
    if row.channel == PHONE:
        return _(NOT_REACHED[row.complaint]) if row.complaint else ""
    return in_words(row.channel, row.complaint)


def _state_of(row: Sending) -> str:
    state = State(row.state)
    return SAYS.get((row.channel, state)) or OF_ANY[state]


def _seen(row: Sending, *, sealed: bool) -> NoticeSeen:
    released = row.state == State.RELEASED
    words = _(REASONS[row.reason]) if released else _(_state_of(row))
    return NoticeSeen(
        at=row.sent_at or row.made_at,
        title=_("办理有了新的进展") if sealed else _(NOTICES[row.notice].title),
        way=say_way(row.channel),
        state=row.state,
        words=words,
        proof=row.proof,
        trouble=_trouble(row),
        seq=row.event.seq,
    )
