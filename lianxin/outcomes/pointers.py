"""提示 What an answer seems to lack, pointed out to whoever signs it, before it goes. It stops nothing.

Nothing of it is kept: no answer is counted, no officer is measured by it. What must stand in an answer is
asked in `answers.py` (信访工作条例第三十二条); this is what a second reader would notice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rjieba
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.outcomes.empty_words import without_empty

COMMON = frozenset(Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split())
READ = 4_000  # characters of either: what it is about stands at its beginning
FEWEST = 3  # words of its own that a letter must have before an answer can miss all of them
_OWN = re.compile(r"[\u4e00-\u9fff]{2,}|\d{2,}")

SHORT = 80  # characters that say something: a longer answer has facts in it, however they are put
_FACT = re.compile(
    r"属实|不实|[经据]查|查明|查实|核实[，,:：]|现场|实地|查看|走访|了解到|[经据]了解|情况如下|勘查|检测|目前|现已|原因|由于|因为|"
    r"截至|显示|《|第.{1,6}条|\d"
)
_ACTION = re.compile(
    r"已[经于]?.{0,8}(?:修|换|清|拆|装|补|退|发放|完成|整改|责令|下发|约谈|处罚|恢复|落实|安排|启动|责成|要求|督促|通知)|"
    r"将.{0,14}(?:修|换|清|拆|装|补|退|完成|整改|责令|安排|启动|纳入|实施|开展|加强|督促|推进|建设|开工|组织)|"
    r"责令|督促|整改|处罚|立案|维修|清理|解决了|请(?:您|你|携带|到|与|拨打|按|依)|可以?(?:到|向|拨打|凭|持|通过|申请|办理)"
)
_PROMISES = re.compile(r"将(?!.{0,6}情况)|计划|[拟预]计|下一步|尽快|正在|争取|待.{1,20}后")
_REFUSES = re.compile(r"不予|不能办|不符合|不属于|无权|没有管辖权|不在.{1,12}范围|不享受|不得")
_DATE = re.compile(
    r"\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*[日号]|[一二三四五六七八九十]+月|[一两二三四五六七八九十\d]+\s*个?(?:工作日|天|周|小时)|"
    r"(?:本|下|这|上)(?:周|月|季度)|(?:今|明|去)年|[月年]底|年内|[今明昨当][天日]"
)
_SIGNED = re.compile(
    r"\d{2,4}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}日?[\s。]*$"
)  # the day under a letter
_BASIS = re.compile(
    r"《|第[一二三四五六七八九十百\d]+条|规定|依据|根据|按照|条例|办法|政策|标准|文件|\[\d{4}\]|〔\d{4}〕"
)
_WHEN = re.compile(r"什么时候|啥时候|几时|何时|多久|哪天|什么时间|哪一年|多长时间")
_PASSED_ON = re.compile(
    r"转(?:交|给|至|办|发|由|请|送|到|入|相关|有关|[^，。]{1,20}(?:局|办|镇|区|县|街道|部门|单位))|交(?:由|办)|移交|"
    r"(?:咨询|联系|询问)[^，。]{2,30}(?:部|局|办|公室|中心|部门|单位)"
)

SENTENCES = {
    "elsewhere": N_("信里说的事，答复里一个字也没有提到：是不是答了别的事？"),
    "passed_on": N_("只说转给了谁，没有说查到什么、怎么办。"),
    "when": N_("来信问什么时候，答复里没有日期。"),
    "fact": N_("没有写查到的情况：去看了没有，看到什么，为什么。"),
    "action": N_("没有写做了什么、接下来做什么。"),
    "date": N_("说了以后要做的事，没有写哪一天。"),
    "basis": N_("说了不能办，没有写依据。"),
}


@dataclass(frozen=True)
class Pointer:
    """提示 One thing that seems to be missing."""

    kind: str

    @property
    def words(self) -> str:
        return _(SENTENCES[self.kind])


def pointers(asked: str, answer: str, *, has_basis: bool = False, has_date: bool = False) -> list[Pointer]:
    """What this answer to this letter seems to lack; the gravest first. Thanks and ideas are not asked this.

    `has_basis`, `has_date`: they stand in a field of their own.
    """
    asked, answer = asked[:READ], answer[:READ]
    return [Pointer(kind) for kind in _kinds(asked, answer, has_basis=has_basis, has_date=has_date)]


def _kinds(asked: str, answer: str, *, has_basis: bool, has_date: bool) -> Iterator[str]:
    said = _SIGNED.sub("", answer)
    short = len(without_empty(said)) < SHORT
    fact, dated = bool(_FACT.search(said)), has_date or bool(_DATE.search(said))
    passed_on = short and not fact and bool(_PASSED_ON.search(said))
    if passed_on:
        yield "passed_on"
    elif misses(asked, answer):
        yield "elsewhere"
    if not dated and _WHEN.search(asked):
        yield "when"
    elif not dated and _PROMISES.search(said):
        yield "date"
    if short and not fact and not passed_on:
        yield "fact"
    if short and not passed_on and not _ACTION.search(said):
        yield "action"
    if not has_basis and _REFUSES.search(said) and not _BASIS.search(said):
        yield "basis"


def misses(asked: str, answer: str) -> bool:
    """Is none of the words that are this letter's own in the answer?"""
    own = own_words(asked)
    return len(own) >= FEWEST and not any(word in answer for word in own)


def own_words(text: str) -> set[str]:
    """What the letter is about: its words, without those that stand in every letter."""
    return {word for word in rjieba.cut(text) if _OWN.fullmatch(word)} - COMMON
