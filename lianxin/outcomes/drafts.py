"""草稿 A colleague's draft is not written over unseen: saving one leaves no line in the folder."""

from datetime import datetime

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.outcomes.models import Reply


def written_meanwhile(case: Case, *, by: Actor, seen: str) -> str:
    """Who else saved this draft since the one that was `seen` (its moment), or nobody."""
    written = Reply.objects.filter(case=case, turn=case.passes).select_related("written_by").first()
    if written is None or not written.is_draft_of(case) or written.written_by == by.person:
        return ""
    return "" if seen and written.written_at == _moment(seen) else written.written_by.name


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
