"""来信人再说 The writer speaks again by a receipt code: each act is one verb, as on the page."""

from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, by_code
from lianxin.api.v1.opening import FORM, JSON, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.receipt import TAG, own, say_stage
from lianxin.api.v1.shapes_citizen import StandsTold
from lianxin.api.v1.uploads import in_a_form, sent_in
from lianxin.cases.models import Case, Question
from lianxin.cases.queries import case_of_letter
from lianxin.cases.versions import version_of
from lianxin.channels.mailbox import readable_at_all
from lianxin.flow.verbs import answer_question, withdraw
from lianxin.intake.flooding import Pace, pace_of
from lianxin.intake.models import Submission
from lianxin.intake.verbs import add_files, add_words, ask_recusal
from lianxin.kit.rates import TooMany
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import (
    ask_recheck,
    ask_review,
    choose_public,
    contest_claim,
    not_solved,
    rate,
    read_answer,
    say_pressed,
    stop_mails,
)

Mark = Annotated[int | None, Field(ge=1, le=5, description="1 to 5; nothing is chosen for anybody.")]


class WordsIn(Strictly):
    words: Words


class AddIn(Strictly):
    """More words; more files come in a form."""

    words: str = ""


class RateIn(Strictly):
    """Solved, partly or not, and how it went."""

    verdict: Literal["solved", "partly", "not_solved"]
    result: Mark = None
    attitude: Mark = None
    speed: Mark = None
    words: Words = ""


class KeepOutIn(Strictly):
    """Who shall not have it before them, and why."""

    named: Annotated[Words, Field(description="The full name of a body, or the name of a person.")]
    reason: Words


class PublicIn(Strictly):
    public: bool


def _case(ask: Ask) -> Case:
    """The case that the letter has become, in the version that the writer read."""
    case = case_of_letter.first(own(ask).pk)
    ask.must_be(version_of(own(ask), case))
    if case is None:
        raise NotAllowedNow(_("这封信还没有登记，现在还不能这样做。"))
    return case


def _letter(ask: Ask) -> Submission:
    """The letter, in the version that the writer read."""
    mine = own(ask)
    ask.must_be(version_of(mine, case_of_letter.first(mine.pk)))
    return mine


def _not_too_often(ask: Ask, *words: str) -> None:
    if pace_of("mailbox", ask.source) is Pace.NO_MORE:
        raise TooMany(_("从您这个网络十分钟里来得太多了，请过十分钟再来。"))
    readable_at_all(*words)


def _stands(ask: Ask, code: str = "") -> dict[str, object]:
    """How it stands now."""
    seen = seen_by_citizen(own(ask), now=ask.now)
    case = case_of_letter.first(seen.id)
    letter = case.submission if case else own(ask)
    version = version_of(letter, case)
    ask.headers["ETag"] = f'"{version}"'
    return {
        "number": seen.number, "stage": seen.stage, "stage_label": say_stage(seen.stage),
        "version": version, "may": sorted(seen.may), "code": code,
    }  # fmt: skip


@write("/letter/read", by_code, StandsTold, tag=TAG, grants=("case.deliver", "case.tell_opinion"))
def read_letter_answer(ask: Ask) -> object:
    """Open the answer, or the opinion of a review: that it reached the writer is written down."""
    read_answer(_letter(ask), by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/rating", by_code, StandsTold, tag=TAG, grants=("case.rate", "case.close"))
def rate_letter(ask: Ask, said: RateIn) -> object:
    """Say whether it is solved, and how it went. Not solved goes back to work."""
    rate(_case(ask), **said.model_dump(), by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/not-solved", by_code, StandsTold, tag=TAG, grants=("case.rate", "case.reopen"))
def letter_not_solved(ask: Ask) -> object:
    """It is not solved: it goes back to work, without another word."""
    not_solved(_case(ask), by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/pressed", by_code, StandsTold, tag=TAG, grants=("case.say_pressed",))
def letter_pressed(ask: Ask) -> object:
    """Somebody presses the writer about what was said; the discipline office hears it.

    `code` is the receipt code of the report that is made of it.
    """
    report = say_pressed(_case(ask), by=ask.by, now=ask.now)
    return _stands(ask, report.code)


@write("/letter/appeal", by_code, StandsTold, tag=TAG, grants=("case.ask_review",))
def letter_appeal(ask: Ask, said: WordsIn) -> object:
    """The answer is not accepted: the body above is asked for a review, or after one for a recheck."""
    case = _case(ask)
    appeal = ask_recheck if case.stage == "reviewed" else ask_review
    appeal(case, said.words, by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/claims/{number}/contest", by_code, StandsTold, tag=TAG, grants=("case.contest_claim",))
def letter_contest(ask: Ask, number: int, said: WordsIn) -> object:
    """The writer does not agree that this demand cannot be met; another body decides."""
    contest_claim(_case(ask), number, said.words, by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/questions/{question}/answer", by_code, StandsTold, tag=TAG, grants=("submission.add",))
def letter_answer(ask: Ask, question: Key, said: WordsIn) -> object:
    """Answer what an office asked."""
    _not_too_often(ask, said.words)
    mine = _letter(ask)
    asked = Question.objects.filter(pk=question, case__submission=mine).first()
    if asked is None:
        raise Problem("not-found", _("这封信里没有这个问题。"))
    answer_question(asked, said.words, by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/keep-out", by_code, StandsTold, tag=TAG, grants=("submission.ask_recusal",))
def letter_keep_out(ask: Ask, said: KeepOutIn) -> object:
    """Ask that somebody neither reads nor handles it; granted unless another body says in time why not."""
    _not_too_often(ask, said.named, said.reason)
    ask_recusal(_letter(ask), named=said.named, reason=said.reason, by=ask.by, now=ask.now)
    return _stands(ask)


@write(
    "/letter/public", by_code, StandsTold, tag=TAG, grants=("submission.choose_public",), method="PUT"
)  # fmt: skip
def letter_public(ask: Ask, said: PublicIn) -> object:
    """Others may read letter and answer, redacted; or not, and what was public is taken down at once."""
    choose_public(_letter(ask), public=said.public, by=ask.by, now=ask.now)
    return _stands(ask)


@write(
    "/letter/additions", by_code, StandsTold, tag=TAG, grants=("submission.add",), takes=(JSON, FORM),
    body=in_a_form(AddIn, "addition"),
)  # fmt: skip
def letter_add(ask: Ask) -> object:
    """More words, and in a form more files, beside the letter; what was said before stays as it was."""
    said, files = sent_in(ask, AddIn, "addition")
    _not_too_often(ask, said.words)
    mine = _letter(ask)
    if said.words.strip() or not files:
        add_words(mine, said.words, by=ask.by, now=ask.now)
    if files:
        add_files(mine, files, by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/stop-mails", by_code, StandsTold, tag=TAG, grants=("notice.stop",))
def letter_stop_mails(ask: Ask) -> object:
    """No more messages about this letter; the page behind the code stays."""
    stop_mails(_letter(ask), by=ask.by, now=ask.now)
    return _stands(ask)


@write("/letter/withdraw", by_code, StandsTold, tag=TAG, grants=("submission.withdraw",))
def letter_withdraw(ask: Ask) -> object:
    """Take the letter back: it is handled no further; what was said and done stays on record."""
    withdraw(_letter(ask), by=ask.by, now=ask.now)
    return _stands(ask)
