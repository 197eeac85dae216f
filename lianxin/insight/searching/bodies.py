"""拼音找单位 Bodies by their name as somebody types it: characters, whole pinyin, or its first letters."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from lianxin.kit.folding import folded
from lianxin.organisations.models import Organisation

MOST = 8
SHORTEST = 2
_LETTERS = re.compile(r"[a-z]+")


def bodies_named(typed: str, *, most: int = MOST) -> list[Organisation]:
    """The active bodies that may be meant, the best fitting first; a code names exactly one.

    `xiangyangqu` and `xyq` both find 向阳区; so does the beginning of either.
    """
    asked = "".join(folded(typed).split())
    if not asked:
        return []
    active = Organisation.objects.active()
    if exact := active.filter(code=typed.strip()).first():
        return [exact]
    by_sound = len(asked) >= SHORTEST and _LETTERS.fullmatch(asked) is not None
    ranked = [
        (rank, len(body.name_zh), body.path, body)
        for body in active.order_by()
        if (rank := _rank(body, asked, by_sound=by_sound)) is not None
    ]
    return [body for _rank, _length, _path, body in sorted(ranked, key=lambda one: one[:3])[:most]]


def _rank(body: Organisation, asked: str, *, by_sound: bool) -> int | None:
    """0 for the very name, more the less it fits, None where it does not."""
    best: int | None = None
    for name in (body.name_zh, *re.split(r"[\s,，、;；]+", body.aliases), body.name_en):
        told = (folded(name).replace(" ", ""), *(_sounds(name) if by_sound else ()))
        for form in told:
            if not form or asked not in form:
                continue
            rank = 0 if form == asked else 1 if form.startswith(asked) else 2
            best = rank if best is None else min(best, rank)
    return best


@lru_cache(maxsize=20_000)
def _sounds(name: str) -> tuple[str, str]:
    """A name by its sound: whole, and the first letters."""
    whole = "".join(lazy_pinyin(name)).lower()
    return whole, "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
