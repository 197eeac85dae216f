"""凭查询码 What the holder of a receipt code reads: the letter as its writer sees it, its life, its files."""

from lianxin.api.v1.asking import Ask, by_code
from lianxin.api.v1.opening import read
from lianxin.api.v1.shapes_citizen import LetterTold, LifeTold
from lianxin.api.v1.uploads import OCTETS, sent_home
from lianxin.cases.models import Case, Stage
from lianxin.cases.queries import case_of_letter
from lianxin.cases.versions import version_of
from lianxin.intake.models import Submission
from lianxin.kit.shapes import Key
from lianxin.outcomes.public import wish_of
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.seen_life import life_of
from lianxin.outcomes.seen_notices import notices_of

TAG = "my letter"
WAITING = "waiting"


def own(ask: Ask) -> Submission:
    """The letter whose code was shown."""
    assert ask.letter
    return ask.letter


def say_stage(stage: str) -> str:
    """The stage in the reader's language; a letter that waits has none of a case yet."""
    return str(Stage(stage).label) if stage in Stage.values else ""


@read("/letter", by_code, LetterTold, tag=TAG, grants=("submission.read",))
def letter(ask: Ask) -> object:
    """The letter as its writer sees it: where it is, what was answered, what can be done now, what happened.

    Looking writes nothing. An answer stays closed until `POST /letter/read` opens it.
    """
    mine, case = own(ask), case_of_letter.first(own(ask).pk)
    seen = seen_by_citizen(mine, now=ask.now)
    ask.version = version_of(mine, case)
    return {
        **vars(seen),
        "version": ask.version,
        "stage_label": say_stage(seen.stage),
        "additions": [{"at": at, "office": "", "words": words} for at, words in seen.additions],
        "may": sorted(seen.may),
        "keeping_out": _kept_out(mine),
        "notices": notices_of(mine),
        "wish": wish_of(mine),
        "time": {**vars(seen.time), "questions": seen.time.questions},
        "others": seen.others,
    }


def _kept_out(mine: Submission) -> list[dict[str, object]]:
    return [
        {"named": one.named, "asked_at": one.asked_at, "answered_at": one.answered_at, "state": one.answer}
        for one in mine.recusal_requests.order_by("asked_at")
    ]


@read("/letter/life", by_code, LifeTold, tag=TAG)
def letter_life(ask: Ask) -> object:
    """How long the letter stood where, and the seals of its folders.

    Of a report of a breach nothing but the seals is told.
    """
    mine: Submission = own(ask)
    case: Case | None = case_of_letter.first(mine.pk)
    life = life_of(mine, case)
    stays = () if mine.is_sealed() else life.stays
    return {"stays": stays, "folders": life.folders}


@read("/letter/files/{file}", by_code, None, tag=TAG, media=OCTETS)
def letter_file(ask: Ask, file: Key) -> object:
    """A file that the writer sent, to be saved."""
    return sent_home(ask.request, own(ask).attachments.filter(pk=file).first())
