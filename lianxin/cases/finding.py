"""找信 Which letters somebody may read, for lists of any kind; never sealed reports."""

import re
from collections.abc import Iterable

from django.db.models import Q

from lianxin.cases.models import Case
from lianxin.cases.queries import Line
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, reach_of
from lianxin.intake.models import Submission, SubmissionQuerySet
from lianxin.organisations.models import BEYOND, Organisation

NUMBER = re.compile(r"(\d{6,})(\d{6})(\d{6})(\d{2})")
MOST = 50
LOOKED_AT = 4 * MOST


def number_in(words: str) -> str:
    """The number that somebody typed, as it is kept; nothing where it is none."""
    number = NUMBER.fullmatch(re.sub(r"[\s\-—–]", "", words))
    return "-".join(number.groups()) if number else ""


def readable(wanted: Q, by: Actor) -> list[Submission]:
    """The newest fifty of these letters that this person may read; for a few letters named by somebody."""
    found = Submission.objects.ordinary().filter(wanted & in_reach_of(by)).order_by("-serial")
    return readable_of(with_cover(found[:LOOKED_AT]), by)[:MOST]


def in_reach_of(by: Actor) -> Q:
    """Narrowed to where this person's posts may read at all; the table is asked of each letter besides."""
    readers = [post.organisation_id for post in by.posts if post.role in {"secretary", "reader"}]
    somewhere = Q(addressee__in=readers)
    for path in reach_of(by, "submission.read"):
        for column in ("dossier__keeper_path", "case__dossier__keeper_path", "case__desk__path"):
            somewhere |= Q(**{f"{column}__gte": path, f"{column}__lt": path + BEYOND})
        somewhere |= Q(case__supporting__contains=path)
    return somewhere


def with_cover(letters: SubmissionQuerySet) -> list[Submission]:
    """With what the table of permissions asks about each, and what its row shows.

    Many letters lie with few bodies: those are asked for once, and not again for each letter.
    """
    found = list(letters.select_related("dossier", "case__dossier"))
    cases = [case for letter in found if (case := case_of(letter))]
    folders = [*(letter.dossier for letter in found), *(case.dossier for case in cases)]
    wanted = {letter.addressee_id for letter in found} | {case.desk_id for case in cases}
    bodies = Organisation.objects.in_bulk(wanted | {folder.keeper_id for folder in folders})
    for letter in found:
        letter.addressee = bodies[letter.addressee_id]
    for case in cases:
        case.desk = bodies[case.desk_id]
    for folder in folders:
        folder.keeper = bodies[folder.keeper_id]
    return found


def readable_of(letters: Iterable[Submission], by: Actor) -> list[Submission]:
    """Those that this person may read, asked one by one of the table."""
    return [letter for letter in letters if may(by, "submission.read", case_of(letter) or letter)]


def case_of(letter: Submission) -> Case | None:
    """What became of the letter, as far as it is more than a letter."""
    return getattr(letter, "case", None)


def line_of(letter: Submission) -> Line:
    """The letter as a row of a list: as its case stands, where it is one."""
    case = case_of(letter)
    cover = case.dossier if case else letter.dossier
    return Line(
        next_due=cover.next_due, id=cover.pk, number=cover.number, stage=cover.stage, source=letter.channel,
        opened_at=letter.received_at, keeper_zh=cover.keeper.name_zh, keeper_en=cover.keeper.name_en,
        subject=letter.subject, letter=letter.pk, urgency=case.urgency if case else "",
    )  # fmt: skip
