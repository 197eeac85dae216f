"""情况 What people write about: one thing that happens in a county, and how it is put and answered.

Blanks in the words: {p} the place with its group, {v} the village or community, {t} the township,
{g} the group, {d} a small number, {n} households, {since} since when, {on} the day somebody went to
look, {by} a day soon after, {who} who went to look.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """`where` is village, town or any. `short` is what somebody in a hurry types on a phone.

    Subjects, bodies and replies that stand in the same place belong together. `asks` are separate
    demands with the answer to each, for letters that want several things.
    """

    category: str
    subjects: tuple[str, ...]
    bodies: tuple[str, ...]
    details: tuple[str, ...]
    replies: tuple[str, ...]
    kind: str = "problem"
    where: str = "village"
    short: str = ""
    asks: tuple[tuple[str, str], ...] = ()
