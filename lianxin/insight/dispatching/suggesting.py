"""派单建议 What is said to the sorter about one letter. Never an error: every failure is "I do not know"."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.cases.models import Category, Urgency
from lianxin.insight.dispatching.bodies import likeliest
from lianxin.insight.dispatching.by_words import category_by_words, text_of, urgency_by_words
from lianxin.insight.dispatching.learnt import learnt, mark_of
from lianxin.insight.learning.model import Guess, Model, NoModel
from lianxin.insight.learning.terms import WORD, Counted, counted, names_of
from lianxin.intake.models import Submission
from lianxin.organisations.models import Organisation

log = logging.getLogger(__name__)

GUESSED = 3  # classes that are looked at
FEWEST_TERMS = 3  # known in the letter, or it says nothing
MANY_TERMS, FEWEST_KINDS = 200, 0.12  # so many terms, and hardly two that differ: no person writes like this


@dataclass(frozen=True)
class Advice:
    """建议 The class, the body and how pressing; with the words they rest on. Nothing known: only why not.

    `probability` is of the class, `sure` of the body; both are None where only the catalogue's words speak,
    because nobody has counted yet how often those are right.
    """

    category: Category | None = None
    organisation: Organisation | None = None
    probability: float | None = None
    sure: float | None = None
    words: tuple[str, ...] = ()
    urgency: str = Urgency.NORMAL.value
    pressing: tuple[str, ...] = ()
    model: str = ""
    why_not: str = ""

    @property
    def known(self) -> bool:
        return self.category is not None and not self.why_not


def suggest(letter: Submission, *, now: datetime) -> Advice:
    """建议 Of an ordinary letter. Of a sealed one nothing is ever said."""
    if letter.dossier.secrecy or letter.is_sealed():
        return Advice(why_not=_("密封件不作建议。"))
    try:
        return _suggest(letter, now=now)
    except Exception:  # a desk is never kept from its work by what is only a suggestion
        log.exception("no dispatch suggestion for %s", letter.pk)
        return Advice(why_not=_("我不知道：算建议的时候出了错，系统管理员会看到。"))


def _suggest(letter: Submission, *, now: datetime) -> Advice:
    text = text_of(letter)
    try:
        model = learnt()
    except NoModel:
        return _by_words(letter, text, now=now)
    terms = counted(letter.subject, letter.body)
    if says_nothing(model, terms):
        return Advice(why_not=_("我不知道：信里的字太少，或者不像是人写的。"))
    guesses = model.guesses(terms, _words_of(letter), most=GUESSED)
    known, level = _active(guesses), model.sure_from(settings.LIANXIN_SUGGEST_FROM)
    if not known or known[0][1].probability < level:
        return Advice(why_not=_("我不知道：说不准是哪一类。"), model=mark_of(model))
    category, first = known[0]
    body, sure = likeliest(known, letter, model, now=now)
    urgency, pressing = urgency_by_words(text, category)
    if body is None or sure < level:
        body, sure = None, 0.0
    return Advice(
        category,
        body,
        first.probability,
        sure if body else None,
        first.words,
        urgency,
        pressing,
        mark_of(model),
    )


def _by_words(letter: Submission, text: str, *, now: datetime) -> Advice:
    """Before anything was learnt: the catalogue, by the words of its own classes."""
    category, words = category_by_words(text, Category.objects.filter(active=True))
    urgency, pressing = urgency_by_words(text, category)
    if category is None:
        return Advice(
            urgency=urgency, pressing=pressing, why_not=_("我不知道：目录里的词，信里没有，或者不止一类。")
        )
    guess = Guess(category.code, 1.0, words)
    body, _sure = likeliest([(category, guess)], letter, None, now=now)
    return Advice(category, body, None, None, words, urgency, pressing)


def _words_of(letter: Submission) -> dict[int, str]:
    """What a person reads as a reason: whole words, and pairs of characters only where it has none."""
    names = names_of(letter.subject, letter.body)
    return {code: word for code, word in names.items() if code >= WORD} or names


def _active(guesses: list[Guess]) -> list[tuple[Category, Guess]]:
    """Those whose class is still in use; one that ended is nobody's guess."""
    named = Category.objects.filter(active=True, code__in=[guess.name for guess in guesses]).in_bulk(
        field_name="code"
    )
    return [(named[guess.name], guess) for guess in guesses if guess.name in named]


def says_nothing(model: Model, terms: Counted) -> bool:
    """Empty, one character, signs only, or the same again and again."""
    places, _values = model.rated(terms)
    if len(places) < FEWEST_TERMS:
        return True
    whole = float(terms.times.sum())
    return whole > MANY_TERMS and len(terms.codes) / whole < FEWEST_KINDS
