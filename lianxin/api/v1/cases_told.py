"""工单的样子 One case as the officers who have it see it: what its page shows, and nothing besides."""

from lianxin.api.v1.asking import Ask
from lianxin.api.v1.matters import acts_now, person, say_stage
from lianxin.cases.models import Case, Link
from lianxin.identity.policy import may
from lianxin.intake.models import Recusal, RecusalRequest
from lianxin.intake.verbs.keeping_out import open_request
from lianxin.outcomes.models import FigureAppeal, LookBack
from lianxin.outcomes.possible import reads_draft
from lianxin.outcomes.seen_appeals import appeals_of
from lianxin.outcomes.seen_by_officer import AnswerSeen, DraftSeen, seen_by_officer
from lianxin.outcomes.seen_claims import claims_of
from lianxin.outcomes.seen_notices import notices_of
from lianxin.outcomes.seen_road import objections_seen, support_seen
from lianxin.outcomes.seen_time import time_of

LINES = 24  # of the history; whoever wants more asks for all of it


def told_of(ask: Ask, mine: Case) -> dict[str, object]:
    """Everything that is told of a case that was opened."""
    seen, letter = seen_by_officer(mine, by=ask.by, now=ask.now, newest=LINES), mine.submission
    writes = reads_draft(mine, person(ask.by))
    return {
        **vars(seen),
        "requests": seen.requests if writes else [AnswerSeen(one.number, one.asked) for one in seen.requests],
        "draft": _draft(seen.draft) if writes else None,
        "version": ask.version,
        "stage_label": say_stage(mine),
        "category": mine.category.code if mine.category else "",
        "track": mine.track,
        "keeper": mine.dossier.keeper,
        "desk": mine.desk,
        "lead": mine.lead_org,
        "sealed": mine.is_sealed(),
        "time": {**vars(time_of(mine)), "questions": time_of(mine).questions},
        "claims": claims_of(mine, now=ask.now),
        "appeals": appeals_of(mine),
        "objections": objections_seen(mine),
        "supports": support_seen(mine, seen.promises) if mine.supporting else [],
        "looked": [_looked(one) for one in mine.look_backs.select_related("by", "organisation")],
        "figure_appeals": [_figure(one) for one in mine.figure_appeals.select_related("organisation")],
        "keeping_out": _keeping_out(ask, mine),
        **_matter(mine),
        "notices": notices_of(letter),
        "aside": [_aside(one) for one in letter.stepping_aside],
        "may": acts_now(ask, letter, mine),
    }


def _draft(draft: DraftSeen | None) -> dict[str, object] | None:
    """Both moments to the last digit: they come back with the act, to say which draft was read.

    Who handles it reads it, and everybody else while it waits to be signed, as on the page.
    """
    if draft is None:
        return None
    handed = draft.submitted_at.isoformat() if draft.submitted_at else ""
    return {**vars(draft), "drafted": draft.written_at.isoformat(), "handed_over": handed}


def _aside(one: Recusal) -> dict[str, object]:
    who = one.body.name if one.body else one.person.name if one.person else ""
    return {"id": one.pk, "who": who, "ground": one.get_ground_display(), "at": one.at}


def _looked(one: LookBack) -> dict[str, object]:
    return {
        "at": one.at,
        "words": one.words,
        "holds": one.holds,
        "who": f"{one.organisation.name} {one.by.name}",
    }


def _figure(one: FigureAppeal) -> dict[str, object]:
    return {
        "number": one.number, "body": one.organisation, "counted": one.counted, "reason": one.reason,
        "held": one.held, "words": one.words,
    }  # fmt: skip


def _keeping_out(ask: Ask, mine: Case) -> RecusalRequest | None:
    """What the writer asks, for whoever may decide it; those who handle the matter do not read it."""
    if not may(ask.by, "submission.decide_recusal", mine.submission):
        return None
    return open_request(mine.submission)


def _matter(mine: Case) -> dict[str, object]:
    """With which other letters it is handled: the matter where this is a voice, and how many voices."""
    if not mine.shared:
        return {"matter": None, "voices": 0}
    links = Link.objects.filter(ended_at=None)
    own = links.filter(voice=mine).select_related("matter__dossier").first()
    others = links.filter(matter=own.matter_id if own else mine.pk).exclude(voice=mine)
    matter = {"case": own.matter_id, "number": own.matter.dossier.number} if own else None
    return {"matter": matter, "voices": others.count()}
