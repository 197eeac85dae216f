"""同一件事 One burst pipe and the letters of everybody who has no water: handled once, each answered."""

from collections.abc import Generator
from datetime import datetime

from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.situations import Situation
from lianxin.cli.demo.town import Town, case_at, case_of, submission_of
from lianxin.flow.matters import IN_HAND
from lianxin.flow.verbs import join
from lianxin.intake.verbs import open_submission

BURST = Situation(
    "WATER",
    ("{v}主管爆了，全村停水", "{v}停水，水从路上冒出来", "家里没有水，老人要吃药"),
    (
        "今天早上{v}小学门口的主水管爆了，路上全是水，家里一滴水也没有。全村都停水了，请派人来修，说一声几时来水。",
        "{v}停水了，听说是小学门口的主水管爆了。家家都在提水，请快点派人来修，几时来水给个准话。",
        "我家里没有水，老人要吃药，娃娃要喝奶。都说是{v}小学门口主水管爆了，请派人来修，几时来水？",
    ),
    ("井水也浑，不敢喝。",),
    ("{on}主管爆裂处已经开挖，换上160毫米新管，当晚恢复供水。水质化验合格以前，请先烧开再喝。",),
)
# How long ago each of them wrote, in days; the last one still waits to be sorted.
BURST_AT = (1.5, 1.2, 1.15, 1.1, 1.05)
STILL_WAITS = 0.05


def burst_pipe(writers: Writers) -> list[Letter]:
    """The first letter is the matter, the others its voices, the newest one is not sorted yet."""
    village = writers.county.villages[3]
    first = writers.letter(BURST, "unanswered", BURST_AT[0], village)
    first.led = True
    voices = [writers.letter(BURST, "silent", days_ago, village) for days_ago in BURST_AT[1:]]
    return [first, *joined(voices, first), writers.letter(BURST, "waiting", STILL_WAITS, village)]


def joined(letters: list[Letter], matter: Letter) -> list[Letter]:
    """These tell of the same matter as that one."""
    for letter in letters:
        letter.matter = matter
    return letters


def join_in(town: Town, letter: Letter) -> Generator[datetime, None, bool]:
    """Linked to the matter, if that is in hand by now; goes on when this writer has been answered.

    Returns whether it went along to the end.
    """
    assert letter.matter
    while (matter := case_of(letter.matter)) is None:  # the first one is not sorted yet
        yield town.agenda.at_the_desk(0.3, 1)
    if matter.stage not in IN_HAND:
        return False
    submission, by = submission_of(letter), town.county.sorter
    open_submission(submission, by=by, now=town.now)
    join(submission, to=matter, by=by, now=town.now)
    while case_at(letter).stage == "linked":
        yield town.agenda.daytime(8, 16)
    return True
