"""称呼 A surname with an office or a call: 王书记, 李老师. Only the surname is covered."""

import re
from collections.abc import Iterator

from lianxin.outcomes.redacting.cues import CALLED, OFFICES
from lianxin.outcomes.redacting.kinds import Find
from lianxin.outcomes.redacting.surnames import COMMON, RARE
from lianxin.outcomes.redacting.words import Cut, is_word

SURNAME = f"[{''.join(sorted(COMMON | RARE))}]"
CALL = re.compile(
    rf"(?P<who>{SURNAME})(?:副|总|老)?(?P<how>{OFFICES}|{CALLED}|姓(?![名氏])|总(?![是要会在有共算之体觉想]))"
)
SURNAMED = re.compile(rf"(?<![百老])姓(?P<who>{SURNAME})(?![名氏])")
OPENING = re.compile(
    r"(?:^|[\s，。；：！？、,“”（(]|尊敬的?|敬爱的|亲爱的|您好|你好|的|和|与|找|是|给|叫|请|让|一|[市县区州省委镇乡村])$"
)
PREPOSITIONS = frozenset("向于时同应任成")  # 向书记反映 is: told the secretary
# Who is addressed bears a surname, however rare it is.
SALUTATION = re.compile(
    rf"(?:^|尊敬的?|敬爱的|亲爱的)\s*(?P<who>[\u4e00-\u9fff])副?(?:{OFFICES})\s?[：:，,]?\s*(?:[您你]|\n)",
    re.MULTILINE,
)
NOT_BEFORE_OFFICE = frozenset("市县区镇乡村省州总副原老大各该本位某党委会局府长的")
AN_OFFICE = re.compile(OFFICES)


def titles_in(cut: Cut) -> Iterator[Find]:
    for hit in SURNAMED.finditer(cut.text):
        yield Find(*hit.span("who"), "called")
    for hit in SALUTATION.finditer(cut.text):
        if hit["who"] not in NOT_BEFORE_OFFICE:
            yield Find(*hit.span("who"), "official")
    for hit in CALL.finditer(cut.text):
        if _begins_here(cut, hit.start("who")):
            yield Find(*hit.span("who"), "official" if AN_OFFICE.fullmatch(hit["how"]) else "called")


def _begins_here(cut: Cut, place: int) -> bool:
    """Is it a surname, and not the end of another word nor a preposition?"""
    before = cut.text[max(0, place - 4) : place]
    if cut.text[place] in PREPOSITIONS:
        return before.endswith(("尊敬的", "尊敬", "敬爱的"))
    if OPENING.search(before):
        return True
    return place in cut.at and not is_word(cut.text[place : place + 2])
