"""隐去的建议 What is proposed for publication: letter and answer, with what was found in them covered."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice, pairwise

from django.conf import settings
from django.utils.translation import override

from lianxin.cases.models import Case
from lianxin.intake.models import Contact
from lianxin.outcomes.models import Answer, Reply
from lianxin.outcomes.redacting.covering import covered, found_in, said_in
from lianxin.outcomes.redacting.kinds import KINDS, ORDER, Find
from lianxin.outcomes.verbs.publishing import Redacted, readable_texts

MOST_WORDS, LONGEST_WORDS, MOST_CUT_OFF = 200, 500, 50
MARK = 12  # characters: enough to tell the words of one letter apart


@dataclass(frozen=True)
class Found:
    """找到的一个词 The same words of one kind, wherever they stand; `mark` is what a form calls them by."""

    kind: str
    words: str
    times: int
    mark: str

    @property
    def must(self) -> bool:
        return KINDS[self.kind].must

    @property
    def ticked(self) -> bool:
        return KINDS[self.kind].ticked


@dataclass(frozen=True)
class Piece:
    """一段 Part of a text, and by which marks it is covered or may be."""

    words: str
    marks: tuple[str, ...]
    hidden: bool


class Proposal:
    """建议 The originals field by field, and what was found in them. Nothing here changes an original."""

    def __init__(self, texts: Redacted, contact: Contact | None, more: Collection[str] = ()) -> None:
        """`more`: words that a person asks to be covered besides."""
        self.texts = texts
        self.finds = found_in(vars(texts), contact)
        for field, text in vars(texts).items():
            self.finds[field] += said_in(text, more)
        for field, text in vars(texts).items():
            self.finds[field] += self._cut_off(text)

    def _cut_off(self, text: str) -> list[Find]:
        """A title, or what is asked, may be a beginning that ends in the middle of what was found: 1391…"""
        letter = self.texts.letter
        whole = {(one.kind, letter[one.begin : one.end]) for one in self.finds["letter"]}
        return [
            Find(hit.start() - length, hit.start(), kind)
            for hit in islice(re.finditer("…", text), MOST_CUT_OFF)
            for kind, words in whole
            if (length := _common(text[max(0, hit.start() - LONGEST_WORDS) : hit.start()], words))
        ]

    @cached_property
    def found(self) -> list[Found]:
        """Every word once, by kind in the order in which they matter."""
        times: dict[tuple[str, str], int] = {}
        for field, one in self._each():
            key = one.kind, self._words(field, one)
            times[key] = times.get(key, 0) + 1
        listed = sorted(times.items(), key=lambda item: ORDER[item[0][0]])
        return [Found(kind, words, count, mark_of(kind, words)) for (kind, words), count in listed]

    @property
    def offered(self) -> frozenset[str]:
        """What a person may tick or not; the rest is always covered."""
        return frozenset(one.mark for one in self.found if not one.must)

    @property
    def proposed(self) -> frozenset[str]:
        """What of it is ticked as long as nobody says otherwise."""
        return frozenset(one.mark for one in self.found if one.ticked and not one.must)

    def redacted(self, marks: Collection[str] | None = None) -> Redacted:
        """The texts with these words covered, and always with what must not go out."""
        return Redacted(
            **{field: covered(text, self._chosen(field, marks)) for field, text in vars(self.texts).items()}
        )

    def pieces(self, field: str, marks: Collection[str]) -> list[Piece]:
        """The original in pieces, cut where something that was found begins or ends."""
        text, finds = getattr(self.texts, field), self.finds[field]
        cuts = sorted({0, len(text), *(one.begin for one in finds), *(one.end for one in finds)})
        hidden = self._chosen(field, marks)
        return [
            Piece(
                text[begin:end],
                tuple(
                    dict.fromkeys(
                        self._mark(field, one) for one in finds if one.begin <= begin and end <= one.end
                    )
                ),
                any(one.begin <= begin and end <= one.end for one in hidden),
            )
            for begin, end in pairwise(cuts)
        ]

    def _chosen(self, field: str, marks: Collection[str] | None) -> list[Find]:
        marks = self.proposed if marks is None else marks
        return [one for one in self.finds[field] if one.must or self._mark(field, one) in marks]

    def _each(self) -> Iterator[tuple[str, Find]]:
        return ((field, one) for field, finds in self.finds.items() for one in finds)

    def _words(self, field: str, one: Find) -> str:
        return str(getattr(self.texts, field)[one.begin : one.end])

    def _mark(self, field: str, one: Find) -> str:
        return mark_of(one.kind, self._words(field, one))


def _common(text: str, words: str) -> int:
    """How many characters of the beginning of these words, and not all of them, the text ends with."""
    return next((n for n in range(len(words) - 1, 0, -1) if text.endswith(words[:n])), 0)


def mark_of(kind: str, words: str) -> str:
    return sha256(f"{kind}\n{words}".encode()).hexdigest()[:MARK]


def propose(case: Case, reply: Reply, more: Collection[str] = ()) -> Proposal:
    """What may be covered of this letter and this answer."""
    letter = case.submission
    contact = Contact.objects.filter(submission=letter).first()
    texts = readable_texts(Redacted(letter.subject, letter.body, words_of(reply)))
    return Proposal(texts, contact, more)


def first_redaction(case: Case, reply: Reply) -> Redacted:
    """A proposal only: nothing of it goes out before a person has read it and pressed."""
    return propose(case, reply).redacted()


def words_of(reply: Reply) -> str:
    """What was answered, as one text: the opening words, then request by request."""
    answers = list(reply.answers.select_related("request"))
    with override(settings.LANGUAGE_CODE):  # in the county's language, whatever the editor reads in
        return "\n\n".join(part for part in (reply.opening, *map(_one, answers)) if part)


def _one(answer: Answer) -> str:
    asked = f"【{answer.request.words}】"
    said = (asked, answer.facts, answer.get_outcome_display(), answer.words, answer.action)
    return "\n".join(part for part in said if part)
