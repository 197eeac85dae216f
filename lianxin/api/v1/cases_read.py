"""读工单 What the person behind a program may see of cases: a list, one of them, its story, its files."""

from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cases_listed import Wanted, page_of_cases
from lianxin.api.v1.matters import acts_now, case_for, say_stage
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes_cases import CasesTold, CaseTold, ContactTold, HistoryTold
from lianxin.api.v1.uploads import OCTETS, sent_home
from lianxin.api.v1.versions import version_of
from lianxin.cases.models import Case, Stage
from lianxin.identity.policy import require
from lianxin.intake.models import Proxy, Recusal, Submission
from lianxin.intake.verbs import open_contact
from lianxin.kit.shapes import Key, Moment, Words
from lianxin.outcomes.opening import read_case
from lianxin.outcomes.seen_appeals import appeals_of
from lianxin.outcomes.seen_by_officer import DraftSeen, seen_by_officer
from lianxin.outcomes.seen_claims import claims_of
from lianxin.outcomes.seen_lines import history_of
from lianxin.outcomes.seen_notices import notices_of
from lianxin.outcomes.seen_ratings import Curtain
from lianxin.outcomes.seen_time import time_of

TAG = "cases"
LINES = 24  # of the history; whoever wants more asks for all of it
READ = ("submission.read", "case.see_rating_at_once")


@read("/cases", in_office, CasesTold, tag=TAG, grants=("submission.read",))
def cases(
    ask: Ask, stage: Words = "", owed: Words = "", due_before: Moment | None = None, body: Words = "",
    number: Words = "", category: Words = "", after: Words = "",
) -> object:  # fmt: skip
    """The cases that this program's person may see, soonest due first.

    `owed` and `due_before` choose by what is owed: a word such as reply, and until when. `body` keeps to one
    body and those below it. Without a stage everything that is open is told; with `closed`, the newest first.
    """
    require(ask.by, "submission.read", None)
    if stage and stage not in Stage.values:
        raise Problem("not-valid", _("没有这个环节。"), "stage")
    wanted = Wanted(stage, owed, due_before, body, number, category)
    return page_of_cases(ask.by, wanted, after)


@read("/cases/{case}", in_office, CaseTold, tag=TAG, grants=READ)
def one_case(ask: Ask, case: Key) -> object:
    """A case with its letter, its answers, its promises and its newest history.

    That it was opened is written down, once a day for each person, and the writer sees it.
    """
    mine = opened(ask, case)
    seen, letter = seen_by_officer(mine, by=ask.by, now=ask.now, newest=LINES), mine.submission
    return {
        **vars(seen),
        "version": ask.version,
        "stage_label": say_stage(mine),
        "category": mine.category.code if mine.category else "",
        "track": mine.track,
        "keeper": mine.dossier.keeper,
        "desk": mine.desk,
        "lead": mine.lead_org,
        "sealed": mine.is_sealed(),
        "draft": _draft(seen.draft),
        "time": {**vars(time_of(mine)), "questions": time_of(mine).questions},
        "claims": claims_of(mine, now=ask.now),
        "appeals": appeals_of(mine),
        "notices": notices_of(letter),
        "aside": [_aside(one) for one in letter.stepping_aside],
        "may": acts_now(ask, letter, mine),
    }


@read("/cases/{case}/history", in_office, HistoryTold, tag=TAG, grants=READ)
def case_history(ask: Ask, case: Key) -> object:
    """Every line of the case and of its letter, oldest first."""
    mine = opened(ask, case)
    lines = history_of((mine.dossier_id, mine.submission_id))
    return {"items": Curtain(mine, by=ask.by, now=ask.now).history(lines)}


def opened(ask: Ask, key: UUID) -> Case:
    """As the page opens it; what the asker may not see is not there."""
    case_for(ask, key)
    case = read_case(key, by=ask.by, now=ask.now)
    ask.version = version_of(case.submission, case)
    return case


def _draft(draft: DraftSeen | None) -> dict[str, object] | None:
    """Both moments to the last digit: they come back with the act, to say which draft was read."""
    if draft is None:
        return None
    handed = draft.submitted_at.isoformat() if draft.submitted_at else ""
    return {**vars(draft), "drafted": draft.written_at.isoformat(), "handed_over": handed}


def _aside(one: Recusal) -> dict[str, object]:
    who = one.body.name if one.body else one.person.name if one.person else ""
    return {"id": one.pk, "who": who, "ground": one.get_ground_display(), "at": one.at}


@read("/cases/{case}/files/{file}", in_office, None, tag=TAG, media=OCTETS, grants=("submission.read",))
def case_file(ask: Ask, case: Key, file: Key) -> object:
    """A file of the letter, to be saved."""
    mine = case_for(ask, case)
    require(ask.by, "submission.read", mine)
    return sent_home(ask.request, mine.submission.attachments.filter(pk=file).first())


@write("/cases/{case}/contact", in_office, ContactTold, tag=TAG, grants=("submission.read_contact",))
def case_contact(ask: Ask, case: Key) -> object:
    """How to reach the writer; an act, because that it was opened is written down and the writer sees it."""
    mine = case_for(ask, case)
    return contact_of(ask, mine.submission, mine)


def contact_of(ask: Ask, letter: Submission, case: Case | None) -> dict[str, object]:
    """The private part, opened; empty where the writer left nothing."""
    card = open_contact(letter, by=ask.by, now=ask.now, through=case)
    proxy = Proxy.objects.filter(submission=letter).first()
    names = ContactTold.model_fields.keys() - {"helper"}
    told = {name: getattr(card, name) if card else "" for name in names}
    return {**told, "large_print": bool(card and card.large_print), "helper": proxy.helper if proxy else ""}
