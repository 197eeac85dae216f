"""读邮件 The bytes of a mail as what was heard: a letter, a further word about one, or a machine's note."""

import hashlib
import re

from django.utils.translation import gettext as _

from lianxin.channels.email import machines
from lianxin.channels.email.gathering import PGP, Gathered, gathered
from lianxin.channels.email.headers import moment_of, sender_of, words_of
from lianxin.channels.email.marks import marks_of, without_codes, without_our_addresses
from lianxin.channels.email.parts import Part, take_apart
from lianxin.channels.email.quoting import Said, apart, is_answer, is_handed_on
from lianxin.channels.message import ContactCard, FollowUp, Heard, Mark, Message, Quiet, Raw, Unreadable

LONGEST_SUBJECT, LONGEST_NAME = 200, 80
CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
GARBLED = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f]")
# By these, and by every byte of the body, a mail is known again: not by what servers write on it on its way.
KNOWN_BY = ("message-id", "date", "from", "subject", "content-type", "content-transfer-encoding")


def read(raw: Raw) -> Heard:
    """读邮件 What this mail is. Raises Unreadable, and nothing else, for what a person has to look at."""
    mail = take_apart(raw.content)
    key = key_of(mail, raw.addressee)
    found, charset = gathered(mail), mail.params.get("charset", "")
    subject = words_of(mail.said("subject"), charset)
    if quiet := _quiet(mail, found, subject, key):
        return quiet
    words = found.said()
    said = apart(words)
    marks = marks_of(mail, raw.door, [subject, said.own])
    if machines.is_automatic(mail, subject, answers_us=_answers(marks)):
        return Quiet(key, "auto_reply")
    if machines.is_to_a_list(mail, raw.door):
        return Quiet(key, "list")
    message = _message(raw, key, mail, found, subject, words=words, said=said, marks=marks)
    if why := _doubt(mail, found, message, subject):
        raise Unreadable(why, key, message)
    sender = message.contact.email or message.contact.remark
    return FollowUp(key, marks, sender, message) if marks else message


def beginning(raw: Raw, size: int) -> Unreadable:
    """What is seen of a mail of which only the head is here; without a letter where a machine wrote it."""
    mail = take_apart(raw.content)
    subject = words_of(mail.said("subject"))
    message = Message(
        "email", key_of(mail, f"{raw.addressee} {size}"), "", subject, language=_language(subject),
        contact=_contact(mail),
    )  # fmt: skip
    machine = (
        machines.is_loop(mail)
        or machines.is_bounce(mail, [], subject)
        or machines.is_automatic(mail, subject, answers_us=False)
        or machines.looks_automatic(mail, subject)
        or machines.looks_like_advertising(mail)
    )
    return Unreadable("too_large", message.key, None if machine or not message.contact.email else message)


def key_of(mail: Part, addressee: str) -> str:
    """The same mail to the same body is the same thing, whoever brought it, and however often."""
    mark = hashlib.sha256(addressee.encode())
    for name in KNOWN_BY:
        mark.update(b"\n" + b" ".join(mail.said(name).split()))
    mark.update(b"\n\n" + mail.body.replace(b"\r\n", b"\n").rstrip())
    return f"email:{mark.hexdigest()}"


def _quiet(mail: Part, found: Gathered, subject: str, key: str) -> Quiet | None:
    if probe := machines.probe_in(mail):
        return Quiet(key, "probe", probe)
    if machines.is_loop(mail):
        return Quiet(key, "loop")
    if machines.is_bounce(mail, found.parts, subject):
        text = "\n".join([found.said(), *found.inside])
        return Quiet(key, "bounce", machines.returned(found.parts, text))
    return None


def _answers(marks: tuple[Mark, ...]) -> bool:
    return any(mark.kind in {"reply", "sent"} for mark in marks)


def _doubt(mail: Part, found: Gathered, message: Message, subject: str) -> str:
    """Why a person should look before it is a letter; nothing when it is one."""
    has_words = any(c.isalnum() for c in message.body)
    if PGP in message.body[:2_000] or (not has_words and (found.locked or found.sealed)):
        return "encrypted" if found.locked or PGP in message.body[:2_000] else "unreadable"
    if not has_words and not message.files and not any(c.isalnum() for c in subject):
        return "empty"
    if len(GARBLED.findall(message.body[:5_000])) * 10 > len(message.body[:5_000]):
        return "unreadable"
    if machines.goes_round(mail):
        return "round"
    if machines.looks_automatic(mail, subject):
        return "machine"
    return "to_many" if machines.looks_like_advertising(mail) else ""


def _message(
    raw: Raw,
    key: str,
    mail: Part,
    found: Gathered,
    subject: str,
    *,
    words: str,
    said: Said,
    marks: tuple[Mark, ...],
) -> Message:
    body, aside = _own(mail, subject, words, said, marks)
    body = "\n\n".join(part for part in (body, *found.inside) if part)
    if len(subject) > LONGEST_SUBJECT:
        aside = "\n\n".join(part for part in (_("完整的主题：%(words)s") % {"words": subject}, aside) if part)
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    return Message(
        channel="email",
        key=key,
        body=without_our_addresses(body),
        subject=without_codes(subject),
        addressee=raw.addressee,
        language=_language(f"{subject}\n{body}"),
        said_at=moment_of(mail.said("date")),
        contact=_contact(mail),
        files=found.all_files(),
        aside=without_codes(aside),
    )


def _own(mail: Part, subject: str, words: str, said: Said, marks: tuple[Mark, ...]) -> tuple[str, str]:
    """The words of the letter, and what stands beside them.

    Of an answer only what is new; whoever hands something on without a word says it with that.
    """
    if not said.quoted:
        return words.strip(), ""
    answers = bool(mail.said("in-reply-to") or mail.said("references")) or is_answer(subject)
    has_own = any(c.isalnum() for c in said.own)
    if marks or (answers and has_own and not is_handed_on(subject)):
        return said.own, said.quoted
    return words.strip(), ""


def _contact(mail: Part) -> ContactCard:
    """Who wrote, as the mail says. What is no address that a mail reaches is kept as words."""
    name, address, shown = sender_of(mail, mail.params.get("charset", ""))
    if len(name) > LONGEST_NAME:
        name, shown = name[: LONGEST_NAME - 1] + "…", name
    remark = _("发件人写作：%(shown)s") % {"shown": shown} if shown else ""
    return ContactCard(name=name, email=address, remark=remark)


def _language(text: str) -> str:
    """Chinese when there is any; English when there are only such letters."""
    sample = text[:5_000]
    return "en" if not CHINESE.search(sample) and len(LATIN.findall(sample)) >= 10 else "zh"
