"""What the road does when something falls due. Safe to repeat."""

from datetime import datetime

from lianxin.cases.models import Question
from lianxin.cases.queries import case_by_key, case_of_letter
from lianxin.clock.models import Promise
from lianxin.flow.verbs.asking import answer_question
from lianxin.flow.verbs.deferring import take_up
from lianxin.flow.verbs.extending import let_lapse
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.models import Addition
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event


def let_time_decide(event: Event, *, now: datetime) -> None:
    """到期自动往下办 Nobody decided a request: it is refused. The agreed day came: it is taken up."""
    key = event.data["promise"]
    if key not in {"extension", "deferral", "commitment"}:
        return
    case = case_by_key.get(event.dossier_id)
    if not Promise.objects.owed().filter(dossier=case.dossier, key=key, due__lte=now).exists():
        return  # somebody acted meanwhile
    if key == "commitment":
        take_up(case, by=THE_CLOCK, now=now)
    else:
        let_lapse(case, key, by=THE_CLOCK, now=now)


def let_words_answer(event: Event, *, now: datetime) -> None:
    """补充即回答 What the writer sent in by a mail or a chat, while one question stood open, answers it.

    Which of two it answers nobody can tell: then it is a further word, and the officer reads it as one.
    """
    case = case_of_letter.first(event.dossier_id) if "through" in event.data else None
    if case is None:
        return
    asked = [one for one in case.questions.filter(asked_at__lt=event.at) if _stood_open(one, event)]
    addition = Addition.objects.get(pk=event.data["addition"])
    if (
        len(asked) != 1
        or asked[0].answered_at
        or Question.objects.filter(case=case, addition=addition).exists()
    ):
        return
    try:
        answer_question(asked[0], addition.body, by=citizen(case.submission_id), now=now)
    except NotAllowedNow:
        return  # the matter has gone on: the words stand beside the letter all the same


def _stood_open(question: Question, event: Event) -> bool:
    return question.answered_at is None or question.answered_at > event.at
