"""The holding pen: what could not be made sense of is kept, and a person says what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn, Message, Raw
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.arrivals import arrival_of, desk_of, letter_in
from lianxin.intake.models import OPENED, Arrival, Became, Handling, Kind, Submission
from lianxin.intake.verbs.adding import add_files, add_words
from lianxin.intake.verbs.receiving import receive
from lianxin.intake.words import check
from lianxin.kit.codes import code_mark, covered
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import store
from lianxin.kit.text import one_line

LONGEST_SAYS, LONGEST_SENDER, LONGEST_SUMMARY = 500, 254, 200


@dataclass(frozen=True)
class ToHold:
    """What came in and has to wait for a person: `why` a word of arrivals, `seen` what could be made out."""

    raw: Raw
    key: str
    why: str
    seen: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def hold(raw: Raw, key: str, *, why: str, by: Actor, now: datetime, **seen: str) -> Arrival:
    """等人看 Keep it as it came, for a person to look at. The same key again keeps nothing new.

    `seen` is what could be made out: sender, summary, aside, and `says`, more of the reason in words.
    """
    require(by, "submission.receive", None)
    return _keep(raw, key, Became.HELD, why, seen, now=now)


@transaction.atomic
def hold_many(these: Sequence[ToHold], *, by: Actor, now: datetime) -> dict[str, Arrival]:
    """等人看 The same for many at once; those that wait already, wait as they did. By their keys."""
    require(by, "submission.receive", None)
    store([_arrival(one.raw, one.key, Became.HELD, one.why, one.seen, now=now) for one in these], once=True)
    kept = Arrival.objects.filter(key__in=[one.key for one in these]).select_related("submission")
    return {arrival.key: arrival for arrival in kept}


@transaction.atomic
def read_after_all(found: Mapping[UUID, UUID], *, by: Actor, now: datetime) -> int:
    """读出来了 What waited could be read when it came again: it is part of that letter now.

    `found` says of which. Whatever a person has dealt with already stays as it is.
    """
    require(by, "submission.receive", None)
    return sum(
        Arrival.objects.filter(pk=key, became=Became.HELD).update(became=Became.LETTER, submission_id=letter)
        for key, letter in found.items()
    )


@transaction.atomic
def hold_about(
    raw: Raw, key: str, letter: Submission, *, why: str, by: Actor, now: datetime, **seen: str
) -> Arrival:
    """等人看 The same, of what seems to be about this letter; of a sealed one it waits where that one is."""
    require(by, "submission.receive", None)
    return _keep(raw, key, Became.HELD, why, seen, now=now, about=letter)


@transaction.atomic
def hold_letter(raw: Raw, message: Message, *, by: Actor, now: datetime) -> Arrival:
    """先看一眼 A letter that a person looks at before it is registered.

    Its writer has the receipt code already: the letter that it becomes has the same one.
    """
    require(by, "submission.receive", None)
    checked = check(message)
    card = checked.contact
    seen = {"sender": card.email or card.account or card.phone, "summary": checked.subject}
    return _keep(raw, checked.key, Became.HELD, "flood", seen, now=now, with_receipt=True)


@transaction.atomic
def note_quiet(raw: Raw, key: str, *, why: str, by: Actor, now: datetime, **seen: str) -> Arrival:
    """不用答 Keep it as it came; nobody is owed an answer for it."""
    require(by, "submission.receive", None)
    return _keep(raw, key, Became.QUIET, why, seen, now=now)


def note_answered(arrival: Arrival, words: str) -> None:
    """已告知 Whoever sent it has been told this; it is told once."""
    Arrival.objects.filter(pk=arrival.pk, answer="").update(answer=words)


def _keep(
    raw: Raw,
    key: str,
    became: Became,
    why: str,
    seen: Mapping[str, str],
    *,
    now: datetime,
    with_receipt: bool = False,
    about: Submission | None = None,
) -> Arrival:
    arrival = _arrival(raw, key, became, why, seen, now=now, about=about)
    if with_receipt:
        arrival.code_mark = code_mark(arrival.code, settings.SECRET_KEY)
    # What came with the stamp of another delivery is not passed over in silence.
    store([arrival], once=arrival.stamp is None)
    return Arrival.objects.select_related("desk").get(key=key)


def _arrival(
    raw: Raw,
    key: str,
    became: Became,
    why: str,
    seen: Mapping[str, str],
    *,
    now: datetime,
    about: Submission | None = None,
) -> Arrival:
    fitting = {
        "says": one_line(seen.get("says", ""))[:LONGEST_SAYS],
        "sender": one_line(seen.get("sender", ""))[:LONGEST_SENDER],
        "summary": one_line(seen.get("summary", ""))[:LONGEST_SUMMARY],
        "aside": seen.get("aside", ""),
        "answer": seen.get("answer", ""),
    }
    desk = about.dossier.keeper if about and about.is_sealed() else desk_of(raw)
    return arrival_of(raw, key, became, desk=desk, now=now, why=why, submission=about, **fitting)


@transaction.atomic
def make_letter(arrival: Arrival, message: Message, *, by: Actor, now: datetime) -> Submission:
    """登记为来信 It is a letter after all: what a person read in it is registered, the original beside it.

    Raises NotAllowedNow when somebody has dealt with it already. What came to the discipline office's own
    door stays there.
    """
    require(by, "arrival.settle", arrival)
    reference = arrival.pk if arrival.code_mark else None
    if arrival.is_sealed():
        message = replace(message, kind=Kind.REPORT, addressee=arrival.addressee)
    submission = receive(replace(message, key=arrival.key, reference=reference), by=by, now=now)
    _settle(arrival, Became.LETTER, by=by, now=now, submission=submission)
    return submission


def release(arrival: Arrival, *, by: Actor, now: datetime) -> Submission:
    """放行 A person looked: what its channel reads in it is registered as it is.

    Raises NotAllowedNow for what cannot be read or registered as it is: then a person keys it in.
    """
    require(by, "arrival.settle", arrival)
    return make_letter(arrival, letter_in(arrival), by=by, now=now)


@transaction.atomic
def open_arrival(arrival: Arrival, *, by: Actor, now: datetime) -> None:
    """打开看 Somebody looks at what came in and who sent it; once a day for each person is written down."""
    require(by, "arrival.settle", arrival)
    assert by.person
    today = datetime.combine(local_day(now), time(), SHANGHAI)
    if not arrival.handlings.filter(by=by.person, became=OPENED, at__gte=today).exists():
        Handling.objects.create(arrival=arrival, became=OPENED, by=by.person, at=now)


@transaction.atomic
def join(
    arrival: Arrival,
    submission: Submission,
    words: str,
    *,
    by: Actor,
    now: datetime,
    files: Sequence[FileIn] = (),
) -> None:
    """并入来信 It is a further word about a letter that is here: added to it, the original beside it.

    The letter's receipt code is covered where it stands in the words: who handles it must not hold it.
    """
    require(by, "arrival.settle", arrival)
    words, addition = covered(words, submission.code), None
    if words.strip() or not files:
        addition = add_words(submission, words, by=by, now=now, through=arrival.channel)
    if files:
        add_files(submission, files, by=by, now=now)
    _settle(arrival, Became.ADDED, by=by, now=now, submission=submission, addition=addition)


@transaction.atomic
def set_aside(arrival: Arrival, *, reason: str, by: Actor, now: datetime) -> None:
    """不用办 A person looked, and nobody is owed anything: an advertisement. It can be taken back."""
    require(by, "arrival.settle", arrival)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_SAYS:
        raise NotValid(_("请写明为什么不用办，例如“广告”。"), "reason")
    _settle(arrival, Became.SET_ASIDE, by=by, now=now, says=reason)


@transaction.atomic
def take_back(arrival: Arrival, *, by: Actor, now: datetime) -> None:
    """拿回来 It was set aside, or taken for a machine's note, by mistake: it waits for a person again."""
    require(by, "arrival.settle", arrival)
    stood = Became.QUIET if arrival.became == Became.QUIET else Became.SET_ASIDE
    _settle(arrival, Became.HELD, stood=stood, by=by, now=now)


def _settle(
    arrival: Arrival,
    became: Became,
    *,
    by: Actor,
    now: datetime,
    stood: Became = Became.HELD,
    says: str = "",
    **found: object,
) -> None:
    """Of two people at once the second is told, and nothing of hers is kept."""
    if not Arrival.objects.filter(pk=arrival.pk, became=stood).update(became=became, **found):
        raise NotAllowedNow(_("这一件刚才已经有人处理了，请刷新页面。"))
    assert by.person
    Handling.objects.create(arrival=arrival, became=became, by=by.person, at=now, says=says)
