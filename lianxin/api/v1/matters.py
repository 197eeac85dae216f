"""案卷 The letter or the case that an address names, as far as the asker sees it; and how it stands now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import Id, Told
from lianxin.cases.models import Case, Category, Stage
from lianxin.cases.queries import case_by_key, case_of_letter
from lianxin.cases.versions import version_of
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import SEALED, may
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.organisations.models import Organisation
from lianxin.outcomes.opening import find_letter
from lianxin.outcomes.possible import everything_on, letter_acts_on

# What an act is called at its address, where the house calls it otherwise; nothing for what only pages do.
CALLED = {
    "sort": ("dispatch",),
    "answer": ("draft", "submit"),
    "tell": ("progress",),
    "approve": ("approve", "send-back"),
    "decide": ("decide-appeal",),
    "decide_extension": ("grant", "refuse"),
    "decide_deferral": ("grant", "refuse"),
    "letter": (),
    "paper": (),
}
MAY = (
    "What this program can do now, by the last part of its address: under /cases/{case}/, "
    "or under /desk/letters/{letter}/ for register, dispatch, take, decline, link, additions, transcribe, "
    "posted, read-out, not-reached, send-again, correct-email and post-instead."
)


class ActedTold(Told):
    """How a matter stands after an act; `stage` and `may` are empty for whoever sees it no longer."""

    letter: Id
    case: Annotated[Id | None, Field(description="The case that the letter has become.")]
    number: str
    stage: str
    stage_label: str
    version: Annotated[str, Field(description="Grows with every line; for If-Match.")]
    may: Annotated[list[str], Field(description=MAY)]


def sees(by: Actor, thing: Case | Submission) -> bool:
    """Can the person behind this program read it? What a key was not given for is said by the act itself.

    A report of a breach is not even there for a key without `sealed`.
    """
    if thing.is_sealed() and by.only is not None and SEALED not in by.only:
        return False
    return may(person(by), "submission.read", thing)


def person(by: Actor) -> Actor:
    """Whoever stands behind a program, with all that this person may do."""
    return replace(by, only=None)


def not_there() -> Problem:
    return Problem("not-found", _("没有这个东西，或者它不归您看。"))


def case_for(ask: Ask, key: UUID) -> Case:
    """The case with its cover, in the version that the asker read; 404 for what is not theirs."""
    case = case_by_key.first(key)
    if case is None or not sees(ask.by, case):
        raise not_there()
    ask.must_be(version_of(case.submission, case))
    return case


def letter_for(ask: Ask, key: UUID) -> tuple[Submission, Case | None]:
    """The letter, and the case that it has become; likewise."""
    case = case_of_letter.first(key)
    letter = case.submission if case else find_letter(key)
    if not sees(ask.by, case or letter):
        raise not_there()
    ask.must_be(version_of(letter, case))
    return letter, case


def registered(case: Case | None) -> Case:
    if case is None:
        raise NotAllowedNow(_("这封信还没有登记。"))
    return case


def stands(ask: Ask, letter: UUID) -> dict[str, object]:
    """How it stands now, read anew."""
    case = case_of_letter.first(letter)
    found = case.submission if case else find_letter(letter)
    said: dict[str, object] = {
        "letter": found.pk, "case": case and case.pk, "number": found.dossier.number,
        "stage": "", "stage_label": "", "version": "", "may": [],
    }  # fmt: skip
    if not sees(ask.by, case or found):
        return said
    version = version_of(found, case)
    ask.headers["ETag"] = f'"{version}"'
    return said | {
        "stage": case.stage if case else found.dossier.stage, "stage_label": say_stage(case),
        "version": version, "may": acts_now(ask, found, case),
    }  # fmt: skip


def say_stage(case: Case | None) -> str:
    return str(Stage(case.stage).label) if case else _("等待登记")


def acts_now(ask: Ask, letter: Submission, case: Case | None) -> list[str]:
    """What this program can do now, as its addresses end."""
    acts = everything_on(case, ask.by, now=ask.now) if case else letter_acts_on(letter, ask.by)
    return sorted(name for act in acts for name in CALLED.get(act, (act.replace("_", "-"),)))


def body_called(code: str, field: str) -> Organisation:
    """The body with this code, as it stands in `/bodies`."""
    found = Organisation.objects.active().filter(code=code).first()
    if found is None:
        raise NotValid(_("没有编码为“%(code)s”的组织。") % {"code": code[:40]}, field)
    return found


def category_called(code: str) -> Category | None:
    """The category with this code; none where nothing is said."""
    found = Category.objects.filter(active=True, code=code).first() if code else None
    if code and found is None:
        raise NotValid(_("没有编码为“%(code)s”的分类。") % {"code": code[:40]}, "category")
    return found


def person_called(login: str, field: str) -> Person:
    """Somebody with a post, by the name with which they sign in."""
    holders = Person.objects.filter(posts__until=None, posts__isnull=False)
    found = holders.filter(login=login).distinct().first() if login else None
    if found is None:
        raise NotValid(_("没有登录名为“%(login)s”的人，或者他没有岗位。") % {"login": login[:80]}, field)
    return found


@contextmanager
def called(**fields: str) -> Iterator[None]:
    """What a verb finds wrong is said at the field as it is called here."""
    try:
        yield
    except NotValid as no:
        raise NotValid(no.sentence, fields.get(no.field, no.field)) from no
