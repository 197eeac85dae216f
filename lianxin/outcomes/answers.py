"""答复的要件 What an answer must say before it may go: 信访工作条例 article 32, request by request."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.intake.models import Kind
from lianxin.kit.dates import say_date
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable
from lianxin.outcomes.empty_words import says_nothing
from lianxin.outcomes.models import Answer, Basis, Law, Outcome

LONGEST_WORDS = 10_000
LONGEST_ACTION = 500
LONGEST_ARTICLE = 60
MOST_BASES = 5
# Whoever wants something gets a conclusion. An idea, an opinion or thanks is answered and not judged;
# a report of a breach of discipline has the dispositions of another law (article 30).
CONCLUDED = frozenset({Kind.PROBLEM, Kind.DEMAND})


@dataclass(frozen=True)
class BasisIn:
    """依据 A law by its code in the register, and which article of it."""

    law: str
    article: str


@dataclass(frozen=True)
class AnswerIn:
    """逐项答复 What an officer writes for one request; everything may still be missing in a draft."""

    words: str = ""
    facts: str = ""
    outcome: str = ""
    action: str = ""
    action_on: date | None = None
    bases: tuple[BasisIn, ...] = ()

    def text(self) -> str:
        """Everything that was written freely, to be compared with what was written before."""
        return "\n".join((self.facts, self.words, self.action))


def tidy(said: AnswerIn) -> AnswerIn:
    """The same, as it can be kept. Raises NotValid for what is too long or no conclusion at all."""
    words, facts = readable(said.words), readable(said.facts)
    action = one_line(said.action)
    if max(len(words), len(facts)) > LONGEST_WORDS:
        raise NotValid(_("答复太长，每项最多%(most)d字。") % {"most": LONGEST_WORDS}, "answers")
    if len(action) > LONGEST_ACTION:
        raise NotValid(_("“怎么办、哪天办”太长，最多%(most)d字。") % {"most": LONGEST_ACTION}, "answers")
    if said.outcome not in {"", *Outcome.values}:
        raise NotValid(_("结论只有三种：予以支持、已作解释、不予支持。"), "answers")
    written = [BasisIn(one_line(one.law), one_line(one.article)) for one in said.bases]
    bases = tuple(dict.fromkeys(one for one in written if one.law or one.article))
    if len(bases) > MOST_BASES or any(len(one.article) > LONGEST_ARTICLE for one in bases):
        raise NotValid(_("每项最多写%(most)d条依据，每条只写第几条。") % {"most": MOST_BASES}, "answers")
    return AnswerIn(words, facts, said.outcome, action, said.action_on, bases)


def require_whole(answers: Sequence[Answer], bases: Sequence[Basis], *, kind: str, day: date) -> None:
    """要件齐全 Refuse what would leave a request half answered; the sentence names the request."""
    missing = [str(answer.request.number) for answer in answers if not answer.words]
    if missing:
        raise NotValid(
            _("还有诉求没有答复：第%(numbers)s项。每一项都要答复，才能发出。")
            % {"numbers": "、".join(missing)},
            "answers",
        )
    for answer in answers:
        own = [basis for basis in bases if basis.answer_id == answer.pk]
        for field, sentence in _wrong(answer, own, concluded=kind in CONCLUDED):
            number = answer.request.number
            raise NotValid(sentence % {"number": number}, f"{field}-{number}")
    require_in_force(bases, day=day)


def _wrong(answer: Answer, bases: Sequence[Basis], *, concluded: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with one answer: the field, and the sentence with a place for the number."""
    empty = not answer.facts and says_nothing(answer.words)
    if empty and (not answer.action or answer.outcome == Outcome.EXPLAINED):
        yield (
            "answer",
            _(
                "第%(number)s项只说了收到、在办，不是结论。请写明查明了什么、怎样处理；"
                "如果还没有结果，请作为阶段性答复告诉来信人，期限照算。"
            ),
        )
    if answer.action_on and not answer.action:
        yield "action", _("第%(number)s项写了日期，请写明这一天做什么。")
    if concluded and not answer.outcome:
        yield "outcome", _("第%(number)s项还没有选结论：予以支持、已作解释，还是不予支持。")
    if answer.outcome == Outcome.SUPPORTED and not answer.facts:
        yield "facts", _("第%(number)s项予以支持，请写明查明的事实。")
    if answer.outcome == Outcome.NOT_SUPPORTED and not bases:
        yield "law", _("第%(number)s项不予支持，必须写明依据：哪部法规、第几条。")
    if any(not basis.article for basis in bases):
        yield "law", _("第%(number)s项的依据没有写第几条。")


def require_in_force(bases: Iterable[Basis], *, day: date) -> None:
    """依据有效 A law that does not hold on the day of the reply is no basis for it."""
    for basis in bases:
        if not basis.law.holds_on(day):
            said = {
                "number": basis.answer.request.number,
                "law": basis.law,
                "day": _say_whole(day),
                "span": say_span(basis.law),
            }
            raise NotValid(
                _("第%(number)s项引用的%(law)s在%(day)s不是有效的依据(%(span)s)。请换一部现行有效的法规。")
                % said,
                f"law-{basis.answer.request.number}",
            )


def say_span(law: Law) -> str:
    """From when until when a law holds, in words; what is not known is not said."""
    parts = []
    if law.in_force_from:
        parts.append(_("%(day)s起施行") % {"day": _say_whole(law.in_force_from)})
    if law.in_force_until:
        parts.append(_("%(day)s止") % {"day": _say_whole(law.in_force_until)})
    return "，".join(parts)


def _say_whole(day: date) -> str:
    return _("%(year)d年%(day)s") % {"year": day.year, "day": say_date(day)}
