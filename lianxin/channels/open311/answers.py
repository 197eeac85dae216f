"""回答 What was answered to the questions of a service, checked, and as lines of the letter."""

import math
import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lianxin.channels.open311.form import Form
from lianxin.channels.open311.service import CONSENT, NOTE, TO_CHOOSE, Asked, Service
from lianxin.kit.text import one_line

LONGEST_LINE, LONGEST_TEXT = 300, 4_000
# W3C's subset of ISO 8601, with a zone: a time without one is no time.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")

Answers = Mapping[str, list[str]]


def answers_in(form: Form, service: Service, wrong: list[str]) -> Answers:
    """The answers by the code of their question; what is wrong with them is added to `wrong`."""
    questions = {one.code: one for one in service.asked if one.answer != NOTE}
    unknown = _("“%(service)s”没有编码为“%(code)s”的问题。")
    wrong += [
        unknown % {"service": service.code, "code": code[:60]}
        for code in form.answers
        if code not in questions
    ]
    for code, question in questions.items():
        said = form.answers.get(code, [])
        if not said and question.required:
            wrong.append(_("attribute[%(code)s]必须回答。") % {"code": code})
        elif said and not fits(question, said):
            wrong.append(_("attribute[%(code)s]的回答不对。") % {"code": code})
    return {code: said for code, said in form.answers.items() if code in questions}


def fits(question: Asked, said: list[str]) -> bool:
    """Is this an answer to that question?"""
    if question.answer in TO_CHOOSE:
        keys = {key for key, _name in question.choices}
        return {*said} <= keys and (question.answer == "multivaluelist" or len(said) == 1)
    return len(said) == 1 and FREE[question.answer](said[0])


def _number(said: str) -> bool:
    try:
        return math.isfinite(float(said)) and len(said) <= LONGEST_LINE
    except ValueError:
        return False


FREE: Mapping[str, Callable[[str], bool]] = {
    "string": lambda said: len(one_line(said)) <= LONGEST_LINE,
    "text": lambda said: len(said) <= LONGEST_TEXT,
    "number": _number,
    "datetime": lambda said: MOMENT.fullmatch(said) is not None,
}


def in_lines(answers: Answers, service: Service) -> list[str]:
    """Question and answer on a line each, in the order of the questions, as whoever handles it reads them."""
    return [
        f"{one.words}{'' if one.words.endswith(('？', '?')) else '：'}{_said(one, answers[one.code])}"
        for one in service.asked
        if one.code in answers and one.code != CONSENT
    ]


def _said(question: Asked, said: list[str]) -> str:
    names = dict(question.choices)
    return "、".join(names.get(one, one) for one in dict.fromkeys(said))
