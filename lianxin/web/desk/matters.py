"""同一事项 Finding, linking and taking apart letters that tell of one matter."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.cases.models import Case, Category, Link, Stage
from lianxin.cases.queries import case_by_key
from lianxin.flow.likely import Likely, likely_same
from lianxin.flow.verbs import join, unlink
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import say_date, say_day
from lianxin.kit.refusals import NotValid
from lianxin.kit.sameness import Like
from lianxin.kit.text import one_line
from lianxin.web.desk.lists import say_due

SHOWN = 60


class Proposed(NamedTuple):
    """One matter that may be the same, as the sorter reads it."""

    key: UUID
    number: str
    subject: str
    about: str
    why: str
    both: str


class Voice(NamedTuple):
    """One letter of the matter: its number, its day, its stage; not what it says."""

    key: UUID
    number: str
    day: str
    stage: str


def proposed(
    letter: Submission, case: Case | None, category: Category | None, *, by: Actor, now: datetime
) -> list[Proposed]:
    """可能是同一件事 What may be the same, with the reasons in words and no figure."""
    desk = case.desk if case else letter.dossier.keeper
    found = likely_same(letter, desk=desk, category=category, hidden=set_aside_from(by), but=case)
    return [
        Proposed(
            one.case.pk, one.case.dossier.number, one.case.submission.subject,
            _about(one.case, now), _why(one, letter), "、".join(_both(one.like)),
        )
        for one in found
    ]  # fmt: skip


def _about(case: Case, now: datetime) -> str:
    """When it came, how it stands, who handles it, and what is promised by when."""
    came = _("%(day)s来信") % {"day": say_date(case.submission.received_at, beside=now)}
    due, _mark = say_due(case.dossier.next_due, silent=False, now=now)
    parts = (came, str(Stage(case.stage).label), case.dossier.keeper.name, due)
    return " · ".join(part for part in parts if part)


def _both(like: Like) -> tuple[str, ...]:
    """What both letters say: places and matters, else words."""
    return (*like.places, *like.matters) or like.words


def _why(one: Likely, letter: Submission) -> str:
    place = letter.place_organisation_id
    if not place or one.case.submission.place_organisation_id != place:
        return _("开头的话一字不差，有一封没有写明地点")
    return _("同一地点，同一类，说法相近") if one.same_class else _("同一地点，说法相近")


def link_here(said: Mapping[str, str], letter: Submission, by: Actor, now: datetime) -> str:
    """关联 To the matter that was pressed, or whose number was typed."""
    matter = _matter_named(one_line(said.get("matter", "")))
    join(letter, to=matter, by=by, now=now)
    return _("“%(subject)s”和%(number)s一起办，答复会单独发给这位来信人。") % {
        "subject": letter.subject,
        "number": matter.dossier.number,
    }


def _matter_named(words: str) -> Case:
    """By its key or by its number; what is sealed is not found here."""
    try:
        found = case_by_key.first(UUID(words))
    except ValueError:
        found = Case.objects.with_cover().filter(dossier__number=words).first()
    if found is None or found.is_sealed():
        raise NotValid(_("没有找到这个编号的信。请写登记以后的编号。"), "matter")
    return found


def unlink_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """解除关联 On the page of the case, with the reason that the writer reads."""
    unlink(case, reason=request.POST.get("why_apart", ""), by=by, now=now)
    return _("已解除关联，这封信单独办理。原来的派单时限照旧。")


def matter_on(case: Case) -> dict[str, object]:
    """What the page of a case shows of the others: one query, however many they are."""
    if not case.shared:
        return {}
    voices, matter = [], None
    for key, number, at, stage, head, head_number in _links_of(case):
        if key == case.pk:
            matter = (head, head_number)
        else:
            voices.append((key, number, at, stage))
    stages = Counter(stage for *_said, stage in voices)
    return {
        "matter": matter,
        "voices": [
            Voice(key, number, say_day(at), str(Stage(stage).label))
            for key, number, at, stage in voices[:SHOWN]
        ],
        "voices_more": len(voices) - SHOWN if len(voices) > SHOWN else 0,
        "voices_say": _sentence(len(voices), is_voice=bool(matter)),
        "voices_stages": " · ".join(
            f"{stage.label} {stages[stage.value]}" for stage in Stage if stage.value in stages
        ),
    }


def _links_of(case: Case) -> Iterable[tuple[UUID, str, datetime, str, UUID, str]]:
    """Every open link of the matter, whether the case is the matter itself or one of its voices."""
    links = Link.objects.filter(ended_at=None)
    own = links.filter(voice=case).values("matter")
    return (
        links.filter(Q(matter=case) | Q(matter__in=own))
        .order_by("at", "id")
        .values_list(
            "voice_id", "voice__dossier__number", "at", "voice__dossier__stage",
            "matter_id", "matter__dossier__number",
        )
    )  # fmt: skip


def _sentence(others: int, *, is_voice: bool) -> str:
    if not others:
        return ""
    if is_voice:
        return ngettext(
            "另外还有%(others)d封信也说这件事。", "另外还有%(others)d封信也说这件事。", others
        ) % {"others": others}
    return ngettext(
        "还有%(others)d封信也说这件事：一起办，答复签发以后分别发给每一位。",
        "还有%(others)d封信也说这件事：一起办，答复签发以后分别发给每一位。",
        others,
    ) % {"others": others}
