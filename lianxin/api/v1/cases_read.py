"""读工单 What the person behind a program may see of cases: a list, one of them, its story, its files."""

from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cases_listed import Wanted, page_of_cases
from lianxin.api.v1.cases_told import told_of
from lianxin.api.v1.matters import case_for
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes_cases import CasesTold, CaseTold, HistoryTold
from lianxin.api.v1.shapes_desk import ContactTold
from lianxin.api.v1.uploads import OCTETS, sent_home
from lianxin.cases.models import Case, Stage
from lianxin.cases.versions import version_of
from lianxin.identity.policy import require
from lianxin.intake.models import Proxy, Submission
from lianxin.intake.verbs import open_contact
from lianxin.kit.shapes import Key, Moment, Words
from lianxin.outcomes.opening import read_case
from lianxin.outcomes.seen_lines import history_of
from lianxin.outcomes.seen_ratings import Curtain

TAG = "cases"
READ = ("submission.read", "case.see_rating_at_once")


@read("/cases", in_office, CasesTold, tag=TAG, grants=("submission.read",))
def cases(
    ask: Ask, stage: Words = "", owed: Words = "", due_before: Moment | None = None, body: Words = "",
    number: Words = "", category: Words = "", q: Words = "", after: Words = "",
) -> object:  # fmt: skip
    """The cases that this program's person may see, soonest due first.

    `owed` and `due_before` choose by what is owed: a word such as reply, and until when. `body` keeps to one
    body and those below it. Without a stage everything that is open is told; with `closed`, the newest first.
    `q` finds the newest fifty by their words, and `number` one.
    """
    require(ask.by, "submission.read", None)
    if stage and stage not in Stage.values:
        raise Problem("not-valid", _("没有这个环节。"), "stage")
    wanted = Wanted(stage, owed, due_before, body, number, category, q)
    return page_of_cases(ask.by, wanted, after, now=ask.now)


@read("/cases/{case}", in_office, CaseTold, tag=TAG, grants=READ)
def one_case(ask: Ask, case: Key) -> object:
    """A case with its letter, its answers, its promises and its newest history.

    That it was opened is written down, once a day for each person, and the writer sees it.
    """
    mine = opened(ask, case)
    return told_of(ask, mine)


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
