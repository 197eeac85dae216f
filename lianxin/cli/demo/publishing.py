"""公开 What the desk of the demo county makes public once a week, and the ledger that is kept every day."""

from datetime import datetime

from lianxin.cases.queries import case_by_key
from lianxin.cli.demo.town import Town
from lianxin.flow.balance import keep_day
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.first_redaction import first_redaction
from lianxin.outcomes.public import may_be_public
from lianxin.outcomes.verbs import publish
from lianxin.outcomes.verbs.publishing import answer_to_publish

EVERY, A_WEEK = 7, 4  # days, letters
RECENT = 3  # the last weeks' letters still wait for somebody to look at them


def evening(town: Town, ago: int, *, now: datetime) -> None:
    """The end of one day, so many days ago."""
    keep_day(now=now)
    if ago % EVERY == 0 and ago // EVERY >= RECENT:
        _publish_some(town, now)


def _publish_some(town: Town, now: datetime) -> None:
    sorter = town.county.actor("DESK", "sorter")
    assert sorter.organisation
    for found in may_be_public(sorter.organisation.reach, most=A_WEEK):
        case = case_by_key.get(found.pk)
        try:
            publish(case, first_redaction(case, answer_to_publish(case)), by=sorter, now=now)
        except Refusal:
            continue  # whom another voice names: left to a person
