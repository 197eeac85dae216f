"""隐去的建议 What is proposed for publication: the letter and its answer with what was found covered."""

from django.conf import settings
from django.utils.translation import override

from lianxin.cases.models import Case
from lianxin.intake.models import Contact
from lianxin.outcomes.models import Answer, Reply
from lianxin.outcomes.redacting import covered
from lianxin.outcomes.verbs.publishing import Redacted


def first_redaction(case: Case, reply: Reply) -> Redacted:
    """A proposal only: nothing of it goes out before a person has read it and pressed."""
    letter = case.submission
    contact = Contact.objects.filter(submission=letter).first()
    return Redacted(
        covered(letter.subject, contact),
        covered(letter.body, contact),
        covered(words_of(reply), contact),
    )


def words_of(reply: Reply) -> str:
    """What was answered, as one text: the opening words, then request by request."""
    answers = list(reply.answers.select_related("request"))
    with override(settings.LANGUAGE_CODE):  # in the county's language, whatever the editor reads in
        return "\n\n".join(part for part in (reply.opening, *map(_one, answers)) if part)


def _one(answer: Answer) -> str:
    asked = f"【{answer.request.words}】"
    said = (asked, answer.facts, answer.get_outcome_display(), answer.words, answer.action)
    return "\n".join(part for part in said if part)
