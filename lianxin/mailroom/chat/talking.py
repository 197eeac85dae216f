"""谈话 What an account says becomes a letter, a further word, an answer to a question or a question: once.

Whatever it was, when `talk` has come back it is on disk, and the words for the account go back with it.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import override

from lianxin.channels.door import NotOurs
from lianxin.channels.message import Heard, Message, Quiet, Raw, Unreadable
from lianxin.channels.registry import channels
from lianxin.channels.wording import ENGLISH, HAN, language_of
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import key_of
from lianxin.intake.fitting import fitting
from lianxin.intake.flooding import Pace, has_a_letter_here, pace_of
from lianxin.intake.group import NotWritten, receive_in_group
from lianxin.intake.models import Arrival, Became, Chat, Submission
from lianxin.intake.verbs import Then, add_arrived, go_on, hold, hold_letter, note_quiet
from lianxin.intake.verbs.chatting import first_question
from lianxin.kit.asking import Prepared
from lianxin.kit.refusals import NotAllowedNow, Refusal, SomeoneActedFirst
from lianxin.mailroom.chat import commands, words
from lianxin.mailroom.chat.asking import answer
from lianxin.mailroom.chat.besides import tell_besides
from lianxin.mailroom.chat.commands import email_in
from lianxin.mailroom.chat.said import Said
from lianxin.mailroom.chat.standing import look_up
from lianxin.organisations.queries import by_code
from lianxin.outcomes.verbs.sending import speak_again

log = logging.getLogger(__name__)

STILL_THE_SAME = timedelta(minutes=30)  # so long after the last word the next one is about the same thing
TRIES = 5
ARRIVING = {"subscribe", "follow", "scan", "scan_follow"}
PRESSED = "click:"

# Both are asked of every call, and most calls find nothing: what stands behind them is fetched only then.
# A union, because PostgreSQL walks a table that it has not measured yet for an OR.
arrivals_met = Prepared(
    lambda key, stamp: Arrival.objects.filter(key=key).union(
        Arrival.objects.filter(stamp=stamp), all=True
    ),
    str, str,
)  # fmt: skip
chats_of = Prepared(lambda account: Chat.objects.filter(account=account), str)
letter_by_key = Prepared(
    lambda letter: Submission.objects.select_related("dossier__keeper", "addressee").filter(pk=letter), UUID
)


def talk(raw: Raw, *, now: datetime, then: Then | None = None) -> str:
    """应答 Keep what an account said and make of it what it is. The same again is answered the same.

    A letter that it becomes, and what `then` does with it, are one commit (see `receive`).
    Raises NotOurs when it is another thing with the stamp of one that was here. Raises NotWritten, and what a
    database raises, when the house cannot write: then it must not be said to have been taken.
    """
    for _again in range(TRIES):
        try:
            return _talk(raw, now, then)
        except (SomeoneActedFirst, IntegrityError):
            continue  # the account said another thing at this very moment, or an officer acted: look again
        except NotWritten as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
    raise NotWritten("what was said met something else each time")


def _talk(raw: Raw, now: datetime, then: Then | None) -> str:
    heard = _make_sense(raw)
    key = heard.key or key_of(raw)
    if isinstance(heard, Unreadable):
        if _met(key, raw.stamp) is None:
            hold(raw, key, why=heard.why, by=citizen(), now=now)
        return ""
    account = heard.sender if isinstance(heard, Quiet) else heard.contact.account
    # First what is spoken of, then whether this was here: where another worker takes the same at this moment,
    # either it is here by now, or what is spoken of has moved on since, and we look again.
    chat = _chat_of(account) or Chat(account=account, said_at=now)
    met = _met(key, raw.stamp)
    said = Said(raw, key, chat, now, then)
    with override(_tongue(heard, chat)):
        told = _again_the_same(met, heard) if met else _take(said, heard)
    if chat.turn and _says_something(heard):
        speak_again(account, now=now)
    return told


def _chat_of(account: str) -> Chat | None:
    """What this account speaks of, with the letter."""
    chat = chats_of.first(account)
    if chat and chat.letter_id:
        chat.letter = letter_by_key.get(chat.letter_id)
    return chat


def _says_something(heard: Message | Quiet) -> bool:
    """Does the platform let us speak again after this? What is only looked at, or left, opens nothing."""
    return isinstance(heard, Message) or heard.about in ARRIVING or heard.about.startswith(PRESSED)


def _make_sense(raw: Raw) -> Message | Quiet | Unreadable:
    """A reader that fails must not lose what it failed on."""
    try:
        heard: Heard = channels()[raw.channel].read(raw)
    except Unreadable as error:
        return error
    except Exception:
        log.exception("the reader of %s failed", raw.channel)
        return Unreadable("fault")
    assert isinstance(heard, Message | Quiet)
    return heard


def _met(key: str, stamp: str) -> Arrival | None:
    """What this was the first time. Another thing with the same stamp is somebody who plays it again."""
    met = {arrival.key: arrival for arrival in arrivals_met(key, stamp)}
    if met and key not in met:
        raise NotOurs("played_again")
    return met.get(key)


def _tongue(heard: Message | Quiet, chat: Chat) -> str:
    """The language of the words; of a number, an address or a picture that of the letter spoken of."""
    said = heard.body if isinstance(heard, Message) and not (heard.there or heard.place) else ""
    said = "" if email_in(said) else said
    if chat.letter and not HAN.search(said) and not ENGLISH.search(said):
        return _language(chat.letter.language)
    return _language(language_of(said))


def _language(letters: str) -> str:
    return "en" if letters == "en" else settings.LANGUAGE_CODE


def _again_the_same(met: Arrival, heard: Message | Quiet) -> str:
    if met.answer or isinstance(heard, Quiet):
        return met.answer
    if met.code_mark:
        return words.looked_at_first(met.code)
    if met.became == Became.LETTER and met.submission_id:
        return _receipt(letter_by_key.get(met.submission_id), heard)
    return ""


def _receipt(letter: Submission, message: Message) -> str:
    """In the letter's own language, so that it is the same each time."""
    with override(_language(letter.language)):
        return words.receipt(letter, message, first_question(message, letter))


# ---- what it is --------------------------------------------------------------------------------


def _take(said: Said, heard: Message | Quiet) -> str:
    if isinstance(heard, Quiet):
        return _done(said, heard)
    if not heard.there:
        told = _short_word(said, heard)
        if told is not None:
            return told
    letter = said.chat.letter
    if letter and not heard.openly and said.now - said.chat.said_at <= STILL_THE_SAME:
        try:
            return _add(said, heard, letter)
        except NotAllowedNow:
            pass  # it has been added to very often: what comes now is a letter of its own
    return _letter(said, heard)


def _short_word(said: Said, heard: Message) -> str | None:
    """A command, a number, an answer, a telephone, a verdict, or a greeting; None for anything else."""
    command = commands.command_in(heard.body)
    if command:
        return _obey(said, command)
    code, number = commands.code_in(heard.body), commands.number_in(heard.body)
    if code or number:
        return look_up(said, code=code, number=number)
    told = answer(said, heard)
    if told is None:
        told = tell_besides(said, heard)
    if told is None and commands.says_nothing(heard.body):
        return said.quietly("greeting", words.question(said.chat.asking) or words.welcome())
    return told


def _obey(said: Said, command: str) -> str:
    if command == commands.STATUS:
        return look_up(said)
    if command == commands.NEW:
        return said.quietly("choice", words.fresh(), letter_id=None, asking="")
    return said.quietly("choice", words.welcome())


def _done(said: Said, heard: Quiet) -> str:
    """操作 Who follows the account is told how to write; what is pressed in the menu is a command."""
    if heard.about.startswith(PRESSED):
        command = commands.command_in(heard.about.removeprefix(PRESSED))
        return _obey(said, command) if command else said.quietly("event", words.welcome())
    if heard.about in ARRIVING:
        place = heard.scene if heard.scene and by_code(heard.scene) else ""
        return said.quietly("event", words.welcome(), **({"place": place} if place else {}))
    seen = {"sender": heard.sender, "summary": heard.about}
    note_quiet(said.raw, said.key, why=heard.why, by=citizen(), now=said.now, **seen)
    return ""


@transaction.atomic
def _add(said: Said, message: Message, letter: Submission) -> str:
    """补充 A further word about the letter that is spoken of."""
    told = words.added(said.chat.asking)
    go_on(said.chat, now=said.now)
    further = replace(fitting(message), raw=said.raw, key=said.key)
    add_arrived(letter, further, by=citizen(letter.pk), now=said.now, answer=told)
    return told


def _letter(said: Said, message: Message) -> str:
    """来信 A letter at once, its number in the same breath: everything else is asked afterwards."""
    whole = replace(fitting(message), turn=said.chat.turn, place_code=said.chat.place, raw=said.raw)
    pace = _pace(message)
    if pace is Pace.NO_MORE:
        return words.too_many()
    try:
        if pace is Pace.TOO_FAST:
            return words.looked_at_first(hold_letter(said.raw, whole, by=citizen(), now=said.now).code)
        letter = receive_in_group(whole, by=citizen(), now=said.now, then=said.then)
    except SomeoneActedFirst:
        raise
    except Refusal as refusal:
        return _hold(said, message, refusal)
    return _receipt(letter, message)


def _pace(message: Message) -> Pace:
    account = message.contact.account
    pace = pace_of(message.channel, account)
    if pace is not Pace.ORDINARY and has_a_letter_here(account):
        return pace_of(message.channel, account, trusted=True)
    return pace


def _hold(said: Said, message: Message, refusal: Refusal) -> str:
    told = words.kept_for_a_person(refusal.sentence)
    hold(
        said.raw, said.key, why="refused", says=refusal.sentence, answer=told, by=citizen(), now=said.now,
        sender=message.contact.account, summary=message.body,
    )  # fmt: skip
    return told
