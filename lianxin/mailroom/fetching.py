"""取附件 Files that lie on a platform are fetched as soon as we know of them; they expire there in days."""

import logging
from datetime import datetime, timedelta

from lianxin.channels.message import FileIn, FileThere, Raw
from lianxin.channels.refusing import NotFetched
from lianxin.channels.registry import channels
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.models import Awaited
from lianxin.intake.verbs import bring, give_up, hold, put_off, take_awaited
from lianxin.kit.refusals import Refusal, SomeoneActedFirst

log = logging.getLogger(__name__)

# WeChat keeps them for three days, it says; a day later nobody need ask any more.
THERE_FOR = timedelta(days=4)
AWAY = {"unreachable", "login", "not_set_up"}  # nothing can be fetched there now, whichever file it is


def fetch_files(*, now: datetime, most: int = 50) -> int:
    """取附件 Fetch what is due, and put it to its letter; returns how many came.

    There is no last attempt as long as the platform may still have it. One that is away is not asked again
    in this turn, so that the files of another do not wait behind it.
    """
    came, away = 0, set[str]()
    for _one in range(most):
        awaited = take_awaited(now=now, without=away)
        if awaited is None:
            break
        try:
            came += _fetch(awaited, now)
        except NotFetched as error:
            put_off(awaited, str(error), now=now)
            away |= {awaited.channel} if error.why in AWAY else set()
        except Exception:  # whatever went wrong, it stays due
            log.exception("fetching %s failed", awaited.pk)
            put_off(awaited, "fault", now=now)
    return came


def _fetch(awaited: Awaited, now: datetime) -> int:
    try:
        file = channels()[awaited.channel].fetch(FileThere(awaited.name, awaited.kind))
    except NotFetched as error:
        if not (error.for_good or now - awaited.told_at > THERE_FOR):
            raise
        give_up(awaited, why=error.why, by=THE_CLOCK, now=now)
        return 0
    try:
        return int(bring(awaited, file, by=citizen(awaited.submission_id), now=now))
    except SomeoneActedFirst:
        put_off(awaited, "busy", now=now)  # an officer acted on the letter at this very moment
        return 0
    except Refusal as refusal:
        _keep_for_a_person(awaited, file, refusal, now)
        return 0


def _keep_for_a_person(awaited: Awaited, file: FileIn, refusal: Refusal, now: datetime) -> None:
    """The letter cannot take it: it lies in the holding pen, with the letter's number beside it."""
    folder = awaited.submission.dossier
    raw = Raw(awaited.channel, file.content, addressee=folder.keeper.code)
    hold(
        raw, f"{awaited.channel}:file:{awaited.pk.hex}", why="refused", says=refusal.sentence, by=citizen(),
        now=now, summary=f"{folder.number} {file.name}",
    )  # fmt: skip
    give_up(awaited, why="refused", by=THE_CLOCK, now=now)
