"""提问 One question after the other, each of which may be left out; what is no answer is a further word."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.channels.message import Message
from lianxin.identity.actors import citizen
from lianxin.intake.fitting import fitting
from lianxin.intake.models import Asking, Submission
from lianxin.intake.verbs import add_arrived, go_on, next_question, readdress
from lianxin.kit.refusals import NotAllowedNow, Refusal, SomeoneActedFirst
from lianxin.mailroom.chat import words
from lianxin.mailroom.chat.commands import plain
from lianxin.mailroom.chat.said import Said
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import county, find
from lianxin.outcomes.verbs import choose_public

SKIP = {"0", "跳过", "不知道", "不清楚", "算了", "不用", "skip"}
COUNTY = {"1", "县书记", "县委书记", "书记", "县里", "county"}
YES = {"1", "可以", "可以公开", "同意", "同意公开", "公开", "行", "好", "好的", "是", "是的", "yes", "ok"}
NO = {"2", "不", "不可以", "不同意", "不公开", "不要公开", "不行", "否", "no"}
SECRETARY = re.compile("的?(党委|党总支|党支部)?(书记|支书)$")
LIKE_A_PLACE = re.compile(
    "村|组|镇|乡|路|街|巷|号|区|栋|幢|楼|院|桥|河|县|门|口|旁|边|店|校|站|厂|山|road|street"
)
LONGEST_NAME, LONGEST_PLACE = 20, 40
MOST_ALIKE = 6
ASKED_LATELY = timedelta(minutes=30)


def answer(said: Said, heard: Message) -> str | None:
    """What is said to the answer of the question that stands open; None where it is none.

    What is chosen from a few words counts however late it comes; a place only right after it was asked.
    """
    letter, asking = said.chat.letter, said.chat.asking
    if letter is None or not asking or heard.openly:
        return None
    if plain(heard.body) in SKIP:
        return _next(said, letter, "")
    return ANSWERS[Asking(asking)](said, heard, letter)


def _next(said: Said, letter: Submission, told: str) -> str:
    """The next question, or that all is known."""
    asking = next_question(said.chat.asking, letter)
    return said.quietly("choice", _and_then(told, asking), asking=asking)


def _and_then(told: str, asking: str) -> str:
    return words.lines(told, words.question(asking) or words.done())


@transaction.atomic
def _act(said: Said, letter: Submission, told: str, act: Callable[[], None]) -> str:
    """Do what was chosen. A no of the house is told as it is, and the next question follows."""
    try:
        with transaction.atomic():
            act()
    except SomeoneActedFirst:
        raise
    except Refusal as refusal:
        told = refusal.sentence
    return _next(said, letter, told)


def _whom(said: Said, heard: Message, letter: Submission) -> str | None:
    name = plain(heard.body)
    if name in COUNTY:
        return _write_to(said, letter, county())
    if not 2 <= len(name) <= LONGEST_NAME:
        return None
    found = _bodies_called(SECRETARY.sub("", name) or name)
    if len(found) == 1:
        return _write_to(said, letter, found[0])
    if 1 < len(found) <= MOST_ALIKE:
        return said.quietly("choice", words.which_of(found))
    return None


def _write_to(said: Said, letter: Submission, body: Organisation) -> str:
    act = partial(readdress, letter, to=body, by=citizen(letter.pk), now=said.now)
    return _act(said, letter, words.written_to(body), act)


def _bodies_called(name: str) -> list[Organisation]:
    """Whose name it is; else those whose name holds it, as many as can still be told apart."""
    writable = Organisation.objects.with_secretary().order_by("path")
    exactly = Q(name_zh__iexact=name) | Q(name_en__iexact=name) | Q(aliases__iexact=name)
    return list(writable.filter(exactly)[:MOST_ALIKE]) or list(find(name, writable)[: MOST_ALIKE + 1])


def _where(said: Said, heard: Message, letter: Submission) -> str | None:
    place = heard.body.strip()
    lately = said.now - said.chat.said_at <= ASKED_LATELY
    sent = bool(heard.place)
    if not lately or not (sent or (len(place) <= LONGEST_PLACE and LIKE_A_PLACE.search(place))):
        return None
    words_of_place = place if sent else _("地点：%(place)s") % {"place": place}
    try:
        return _add_place(said, replace(heard, body=words_of_place), letter)
    except NotAllowedNow:
        return None


@transaction.atomic
def _add_place(said: Said, heard: Message, letter: Submission) -> str:
    """The words of a letter are never changed: the place stands beside them."""
    asking = next_question(said.chat.asking, letter)
    told = _and_then(_("地点记下了。"), asking)
    go_on(said.chat, now=said.now, asking=asking)
    further = replace(fitting(heard), raw=said.raw, key=said.key)
    add_arrived(letter, further, by=citizen(letter.pk), now=said.now, answer=told)
    return told


def _public(said: Said, heard: Message, letter: Submission) -> str | None:
    chosen = plain(heard.body)
    if chosen in NO:
        return _next(said, letter, words.public_is(False))
    if chosen not in YES:
        return None
    act = partial(choose_public, letter, public=True, by=citizen(letter.pk), now=said.now)
    return _act(said, letter, words.public_is(True), act)


ANSWERS: dict[Asking, Callable[[Said, Message, Submission], str | None]] = {
    Asking.WHOM: _whom,
    Asking.WHERE: _where,
    Asking.PUBLIC: _public,
}
