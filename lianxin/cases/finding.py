"""找信 Letters by number or by words, in what somebody may read, and never among sealed reports."""

import re

from django.db.models import Q

from lianxin.cases.models import Case
from lianxin.cases.queries import Line
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, reach_of
from lianxin.intake.models import Submission
from lianxin.intake.search import matching
from lianxin.organisations.models import BEYOND

NUMBER = re.compile(r"(\d{6,})(\d{6})(\d{6})(\d{2})")
MOST = 50
LOOKED_AT = 4 * MOST


def number_in(words: str) -> str:
    """The number that somebody typed, as it is kept; nothing where it is none."""
    number = NUMBER.fullmatch(re.sub(r"[\s\-—–]", "", words))
    return "-".join(number.groups()) if number else ""


def found_by(words: str, by: Actor) -> list[Submission]:
    """The newest fifty with these words or with this number, among those that this person may read."""
    words = " ".join(words.replace("\0", "").split())[:100]
    if not words:
        return []
    number = number_in(words)
    return readable(Q(dossier__number=number) if number else Q(serial__in=matching(words)), by)


def readable(wanted: Q, by: Actor) -> list[Submission]:
    """Narrowed to where this person may read at all, then asked one by one of the table."""
    somewhere = Q(addressee__in=[post.organisation_id for post in by.posts if post.role == "secretary"])
    for path in reach_of(by, "submission.read"):
        for column in ("dossier__keeper_path", "case__dossier__keeper_path", "case__desk__path"):
            somewhere |= Q(**{f"{column}__gte": path, f"{column}__lt": path + BEYOND})
        somewhere |= Q(case__supporting__contains=path)
    found = Submission.objects.ordinary().filter(wanted & somewhere).order_by("-serial")
    found = found.select_related(
        "dossier__keeper", "addressee", "case__dossier__keeper", "case__desk", "case__submission__addressee"
    )
    mine = [letter for letter in found[:LOOKED_AT] if may(by, "submission.read", _case_of(letter) or letter)]
    return mine[:MOST]


def _case_of(letter: Submission) -> Case | None:
    return getattr(letter, "case", None)


def line_of(letter: Submission) -> Line:
    case = _case_of(letter)
    cover = case.dossier if case else letter.dossier
    return Line(
        next_due=cover.next_due, id=cover.pk, number=cover.number, stage=cover.stage, source=letter.channel,
        opened_at=letter.received_at, keeper_zh=cover.keeper.name_zh, keeper_en=cover.keeper.name_en,
        subject=letter.subject, letter=letter.pk, urgency=case.urgency if case else "",
    )  # fmt: skip
