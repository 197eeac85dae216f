"""目录关键词 What the catalogue's own words and plain words of danger say, before anything was learnt."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from lianxin.cases.models import Category, Urgency
from lianxin.intake.models import Submission

READ = 6_000
_BETWEEN = re.compile(r"[、，,/（）()·\s和与及]+")
# Who writes one of these needs somebody today. It only raises: no word makes a letter less urgent.
DANGER = (
    "煤气泄漏", "燃气泄漏", "漏电", "触电", "着火", "起火", "爆炸", "坍塌", "塌方", "山体滑坡", "决堤",
    "被困", "溺水", "中毒", "有人受伤", "生命危险", "危及生命", "井盖丢失", "没有井盖", "电线掉", "高空坠物",
)  # fmt: skip
LIFELINE = (
    "停水", "断水", "没有水", "停电", "断电", "没有电", "停气", "断气", "停暖", "暖气不热", "不供暖",
    "水管爆",
)  # fmt: skip


def text_of(letter: Submission) -> str:
    """What is looked at: the words, and nothing of who wrote them or by which way."""
    return unicodedata.normalize("NFKC", f"{letter.subject}\n{letter.body[:READ]}").lower()


def category_by_words(text: str, categories: Iterable[Category]) -> tuple[Category | None, tuple[str, ...]]:
    """分类 The class whose name's words stand in the letter; none where two are as likely."""
    said: dict[str, tuple[Category, tuple[str, ...]]] = {}
    scores: Counter[str] = Counter()
    for category in categories:
        words = tuple(word for word in words_of(category.name_zh) if word in text)
        if words:
            said[category.code] = category, words
            scores[category.code] = sum(map(len, words))
    best = scores.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None, ()
    return said[best[0][0]]


def words_of(name: str) -> list[str]:
    """供水排水 → 供水, 排水, and the whole: a name of four characters is two words."""
    found = [part for part in _BETWEEN.split(name) if len(part) >= 2]
    halves = [half for part in found if len(part) == 4 for half in (part[:2], part[2:])]
    return [*dict.fromkeys([*found, *halves])]


def urgency_by_words(text: str, category: Category | None) -> tuple[str, tuple[str, ...]]:
    """急不急 Danger, then what keeps a house alive; the class's own rule is never lowered."""
    if found := tuple(word for word in DANGER if word in text):
        return Urgency.URGENT.value, found
    found = tuple(word for word in LIFELINE if word in text)
    if found or (category and category.lifeline):
        return Urgency.LIFELINE.value, found
    return Urgency.NORMAL.value, ()
