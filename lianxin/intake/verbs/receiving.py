"""Hearing: what is said becomes owed. One letter or a group of them, in one transaction."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn, Message
from lianxin.clock.models import Promise
from lianxin.clock.queries import rulebook_in_force
from lianxin.clock.verbs import make_promise
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake import files
from lianxin.intake.arrivals import arrival_of, awaited_of
from lianxin.intake.models import Arrival, Attachment, Awaited, Became, Contact, Kind, Proxy, Submission
from lianxin.intake.search import index_words
from lianxin.intake.verbs.chatting import begin_chats
from lianxin.intake.words import check, fingerprint
from lianxin.kit.blobs import keep
from lianxin.kit.codes import code_mark
from lianxin.kit.dates import local_day
from lianxin.kit.ids import serial_of
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import store, those_known
from lianxin.ledger.models import Dossier, Event, Secrecy
from lianxin.ledger.verbs import count_in, draw_free_numbers, new_dossier, seal
from lianxin.ledger.verbs.recording import follow
from lianxin.ledger.verbs.tallying import place_of
from lianxin.organisations.models import Kind as Body
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import by_code, office_for

# How long the desk has to register what came in: ordinary letters, and reports of breaches of discipline.
REGISTER_RULE = {Secrecy.ORDINARY: "HOT_MAILBOX_RESPOND", Secrecy.SEALED: "RPT_ROUTE"}


# What else becomes owed with a letter, in the same commit: called with it and `now`.
Then = Callable[..., object]


@dataclass(frozen=True)
class _Moment:
    """What all letters of one group share."""

    by: Actor
    now: datetime
    rulebook: int
    bodies: dict[str, Organisation]


@dataclass
class _Heard:
    """Everything one letter puts into the database."""

    submission: Submission
    event: Event
    promise: Promise
    contact: Contact | None
    attachments: list[Attachment]
    proxy: Proxy | None
    arrival: Arrival | None
    awaited: list[Awaited]


def receive(message: Message, *, by: Actor, now: datetime, then: Then | None = None) -> Submission:
    """收件 Keep a letter word for word; the desk now owes its registration, and `then` is done with it.

    The same key again gives the same submission and writes nothing.
    Raises NotValid with a sentence when the words or files cannot be taken.
    """
    return receive_many([message], by=by, now=now, then=[then])[0]


def receive_many(
    messages: Sequence[Message], *, by: Actor, now: datetime, then: Sequence[Then | None] | None = None
) -> list[Submission]:
    """收件 The same for a group, all of it or nothing, in the order given; each with its own `then`."""
    require(by, "submission.receive", None)
    checked = [check(message) for message in messages]
    if any(m.proxy.consented_on and m.proxy.consented_on > local_day(now) for m in checked):
        raise NotValid(_("本人同意的日期还没有到，请再看一遍。"), "consented_on")
    stored = [[_store(file) for file in message.files] for message in checked]
    for attempt in range(3):
        try:
            # A lone letter is almost always new, and its number free: it is looked for only when not.
            # Of many letters at once, one that is not would be paid for by all the others.
            careful = attempt > 0 or len(checked) > 1
            return _write(checked, stored, by=by, now=now, careful=careful, then=then)
        except IntegrityError:
            # One of these was heard before, perhaps at this very moment: the next look finds it. Or a
            # number drawn by chance was drawn before today: the next look draws until all are free.
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def _store(file: FileIn) -> dict[str, object]:
    media_type = files.media_type(file)
    return {
        "name": files.safe_name(file.name),
        "media_type": media_type,
        "size": len(file.content),
        "sha256": keep(file.content),
    }


@transaction.atomic
def _write(
    messages: list[Message],
    stored: list[list[dict[str, object]]],
    *,
    by: Actor,
    now: datetime,
    careful: bool,
    then: Sequence[Then | None] | None,
) -> list[Submission]:
    keys = [message.key for message in messages]
    known = _already_heard(keys) if careful else {}
    moment = _Moment(by, now, rulebook_in_force(now), _bodies_named(messages))
    heard: dict[str, _Heard] = {}
    for message, attached in zip(messages, stored, strict=True):
        if message.key not in known and message.key not in heard:
            heard[message.key] = _hear(message, attached, moment)
    if careful and heard:
        draw_free_numbers([one.submission.dossier for one in heard.values()], now=now)
    _insert(list(heard.values()), now=now)
    said = {message.key: message for message in messages}
    begin_chats([(said[key], one.submission) for key, one in heard.items()], now=now)
    known |= {key: one.submission for key, one in heard.items()}
    letters = [known[key] for key in keys]
    for letter, also in zip(letters, then or [None] * len(letters), strict=True):
        if also:
            also(letter, now=now)
    return letters


def _already_heard(keys: list[str]) -> dict[str, Submission]:
    """Almost always none: so they are looked for by their keys alone, and read only when there are any."""
    heard = those_known(Submission, "key", keys)
    found = Submission.objects.filter(key__in=heard).select_related("dossier", "addressee") if heard else ()
    return {submission.key: submission for submission in found}


def _bodies_named(messages: list[Message]) -> dict[str, Organisation]:
    codes = {m.addressee for m in messages} | {m.place_code for m in messages}
    return {code: body for code in codes if (body := by_code(code))}


def _hear(message: Message, attached: list[dict[str, object]], moment: _Moment) -> _Heard:
    """One letter as rows in memory: folder, first line, promise to register, private part."""
    by, now = moment.by, moment.now
    submission = _submission(message, moment)
    dossier = submission.dossier
    rule_key = REGISTER_RULE[Secrecy(dossier.secrecy)]
    promise = make_promise(dossier, "register", owed_by=dossier.keeper, rule_key=rule_key, now=now)
    dossier.next_due = promise.due
    mark = fingerprint(submission.salt, submission.subject, submission.body)
    hashes = [one["sha256"] for one in attached]
    event = seal(
        dossier, "submission.received", by=by, now=now, channel=message.channel, words=mark, files=hashes,
        **({} if message.proxy.is_empty() else {"written_by": message.proxy.relation}),
    )  # fmt: skip
    contact = None
    if not message.contact.is_empty():
        contact = Contact(submission=submission, **vars(message.contact))
    attachments = [Attachment(submission=submission, added_at=now, due_at=now, **one) for one in attached]
    proxy = None if message.proxy.is_empty() else Proxy(submission=submission, **vars(message.proxy))
    arrival = _original(message, submission, now)
    awaited = awaited_of(message, submission, now=now)
    return _Heard(submission, event, promise, contact, attachments, proxy, arrival, awaited)


def _original(message: Message, submission: Submission, now: datetime) -> Arrival | None:
    """What it was translated from, where it was: kept as it came, in the same commit."""
    if message.raw is None:
        return None
    known = {"submission": submission, "aside": message.aside}
    desk = submission.dossier.keeper
    return arrival_of(message.raw, message.key, Became.LETTER, desk=desk, now=now, **known)


def _folder(message: Message, addressee: Organisation, moment: _Moment) -> Dossier:
    """Reports of breaches of discipline go to the discipline office and nowhere else, from the first line."""
    sealed = message.kind == Kind.REPORT
    return new_dossier(
        "submission",
        keeper=office_for(addressee, Body.DISCIPLINE if sealed else Body.DESK),
        source=message.channel,
        stage="waiting",
        now=moment.now,
        secrecy=Secrecy.SEALED if sealed else Secrecy.ORDINARY,
        rulebook=moment.rulebook,
        id=message.reference,
    )


def _submission(message: Message, moment: _Moment) -> Submission:
    addressee = moment.bodies.get(message.addressee)
    if addressee is None:
        raise NotValid(_("没有编码为“%(code)s”的组织。") % {"code": message.addressee}, "addressee")
    dossier = _folder(message, addressee, moment)
    submission = Submission(
        dossier=dossier,
        serial=serial_of(dossier.id),
        key=message.key,
        channel=message.channel,
        kind=message.kind,
        subject=message.subject,
        body=message.body,
        place=message.place,
        place_organisation=moment.bodies.get(message.place_code) if message.place_code else None,
        addressee=addressee,
        about=message.about,
        public=message.public and message.kind != Kind.REPORT,
        confidential=message.confidential,
        language=message.language,
        said_at=message.said_at,
        received_at=moment.now,
        typed_by=moment.by.person,
        salt=secrets.token_hex(16),
    )
    submission.code_mark = code_mark(submission.code, settings.SECRET_KEY)
    return submission


def _insert(heard: list[_Heard], *, now: datetime) -> None:
    submissions = [one.submission for one in heard]
    store([s.dossier for s in submissions])
    store(submissions)
    store([one.event for one in heard])
    store([one.promise for one in heard])
    store([one.contact for one in heard if one.contact])
    store([one.proxy for one in heard if one.proxy])
    store([a for one in heard for a in one.attachments])
    _insert_originals([one.arrival for one in heard if one.arrival])
    store([a for one in heard for a in one.awaited])
    index_words([(s.serial, f"{s.subject}\n{s.place}\n{s.body}") for s in submissions if not s.is_sealed()])
    count_in(Counter(place_of(s.dossier) for s in submissions))
    for one in heard:
        follow(one.event, now=now)


def _insert_originals(arrivals: list[Arrival]) -> None:
    """What came with the stamp of another delivery is not passed over: it must not become a letter."""
    store([one for one in arrivals if one.stamp is None], once=True)
    store([one for one in arrivals if one.stamp is not None])
