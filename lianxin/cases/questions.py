"""分类问题 What is asked about a class of matters: as it is written down, and what is wrong with it."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.cases.models import AnswerType, CategoryQuestion
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,23}")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
RESERVED = {"PUBLIC"}  # asked of every letter that comes by Open311
TO_CHOOSE = {AnswerType.ONE, AnswerType.SOME}
LONGEST_ZH, LONGEST_EN, LONGEST_NAME, MOST_CHOICES = 200, 300, 60, 50


@dataclass(frozen=True)
class QuestionIn:
    """问题 To be asked from now on; `choices` a line each: key, name, and after a bar the English name."""

    code: str
    words_zh: str
    words_en: str = ""
    answer: str = AnswerType.STRING
    required: bool = False
    choices: str = ""


@dataclass(frozen=True)
class Choice:
    """选项 One answer to choose from."""

    key: str
    zh: str
    en: str = ""

    def __str__(self) -> str:
        english = (get_language() or "").startswith("en")
        return self.en if english and self.en else self.zh


def checked(asked: QuestionIn) -> QuestionIn:
    """The question as it can be kept. Raises NotValid with what is wrong, and where."""
    code, zh, en = one_line(asked.code), one_line(asked.words_zh), one_line(asked.words_en)
    if not CODE.fullmatch(code) or code in RESERVED:
        raise NotValid(_("编码用字母开头，只用字母、数字、-和_，最多24个；PUBLIC不能用。"), "code")
    if not zh or len(zh) > LONGEST_ZH or len(en) > LONGEST_EN:
        raise NotValid(_("请写要问的话，中文不超过200字，英文不超过300字。"), "words_zh")
    if asked.answer not in AnswerType.values:
        raise NotValid(_("请选择怎样回答。"), "answer")
    chosen = choices_in(asked.choices) if asked.answer in TO_CHOOSE else []
    if asked.answer in TO_CHOOSE and not chosen:
        raise NotValid(_("要选的问题，请写出选项，每行一个。"), "choices")
    lines = "\n".join(f"{one.key} {one.zh}" + (f" | {one.en}" if one.en else "") for one in chosen)
    required = asked.required and asked.answer != AnswerType.NOTE
    return QuestionIn(code, zh, en, asked.answer, required, lines)


def choices_in(text: str) -> list[Choice]:
    """The choices that these lines name. Raises NotValid for a line that names none, or one twice."""
    found: dict[str, Choice] = {}
    for line in filter(None, map(one_line, readable(text).split("\n"))):
        key, _space, names = line.partition(" ")
        zh, _bar, en = (part.strip() for part in names.partition("|"))
        if not KEY.fullmatch(key) or not zh or len(zh) > LONGEST_NAME or key in found:
            raise NotValid(
                _("选项“%(line)s”看不懂：每行先写字母或者数字的编码，空一格写名称，编码不能重复。")
                % {"line": line},
                "choices",
            )
        found[key] = Choice(key, zh, en[: 2 * LONGEST_NAME])
    if len(found) > MOST_CHOICES:
        raise NotValid(_("选项最多%(most)d个。") % {"most": MOST_CHOICES}, "choices")
    return list(found.values())


def choices_of(question: CategoryQuestion) -> list[Choice]:
    """What can be chosen; nothing where the answer is free."""
    return choices_in(question.choices) if question.answer in TO_CHOOSE else []
