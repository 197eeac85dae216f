"""扫描录入 A pile of scanned letters: dropped, then keyed in beside what was read of it."""

from typing import Annotated
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.keying import KeyedIn, keyed
from lianxin.api.v1.letters import ReceiptTold, receipt_of
from lianxin.api.v1.opening import FORM, read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, Id, Told
from lianxin.api.v1.shapes_arrivals import ArrivalAsideIn, ArrivalJoinIn
from lianxin.api.v1.uploads import SOME_FILES, files_of
from lianxin.channels import paper
from lianxin.identity.policy import require
from lianxin.intake.models import ScanBatch, ScannedLetter, ScanPage
from lianxin.intake.queries import letter_named
from lianxin.intake.verbs import drop_scans, join_scan, key_in, set_scan_aside, take_scan_back
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.kit.shapes import Key

TAG, ACT = "scans", ("scan.key_in",)


class ScanPageTold(Told):
    id: Id
    name: str
    state: Annotated[str, Field(description="Whether it waits to be read, was read, or cannot be shown.")]
    words: Annotated[str, Field(description="What was read on it; a person looks before it is kept.")]


class ScannedTold(Told):
    """One letter of the pile."""

    id: Id
    became: Annotated[str, Field(description="held, letter, added or set_aside.")]
    letter: Id | None
    pages: list[ScanPageTold]


class ScanBatchTold(Told):
    id: Id
    at: At
    letters: list[ScannedTold]
    refused: Annotated[list[str], Field(description="A sentence for each file that was not taken.")]


def _batch(key: UUID, refused: list[str]) -> dict[str, object]:
    batch = ScanBatch.objects.get(pk=key)
    pages = Prefetch("pages", ScanPage.objects.order_by("file", "number"))
    letters = batch.letters.order_by("place").prefetch_related(pages)
    return {
        "id": batch.pk, "at": batch.at, "letters": [_told(one) for one in letters], "refused": refused,
    }  # fmt: skip


def _told(one: ScannedLetter) -> dict[str, object]:
    return {
        "id": one.pk, "became": one.became, "letter": one.submission_id,
        "pages": [
            {"id": page.pk, "name": page.name, "state": page.state, "words": page.words}
            for page in one.pages.all()
        ],
    }  # fmt: skip


def _find(ask: Ask, key: UUID) -> ScannedLetter:
    found = ScannedLetter.objects.select_related("batch__desk", "submission").filter(pk=key).first()
    if found is None:
        raise Problem("not-found", _("没有这封扫描件。"))
    require(ask.by, "scan.key_in", found.batch)
    return found


@write(
    "/desk/scans", in_office, ScanBatchTold, tag=TAG, grants=ACT, statuses=(201,), takes=(FORM,),
    body=SOME_FILES,
)  # fmt: skip
def drop_a_pile(ask: Ask) -> object:
    """Pictures and PDFs: each file is a letter to begin with. The worker reads them meanwhile."""
    post = ask.by.post("clerk")
    if post is None:
        raise NotAllowed(_("您在这张桌面没有岗位。"))
    batch, refused = drop_scans(
        f"{ask.who}:{ask.idempotency_key}"[-80:], files_of(ask.request), desk=post.organisation,
        by=ask.by, now=ask.now,
    )  # fmt: skip
    return _batch(batch.pk, refused)


@read("/desk/scans/{batch}", in_office, ScanBatchTold, tag=TAG, grants=ACT)
def scanned_pile(ask: Ask, batch: Key) -> object:
    """The letters of a pile in their order, and what was read on their pages."""
    found = ScanBatch.objects.select_related("desk").filter(pk=batch).first()
    if found is None:
        raise Problem("not-found", _("没有这一批扫描件。"))
    require(ask.by, "scan.key_in", found)
    return _batch(found.pk, [])


@write("/desk/scanned/{scan}/key-in", in_office, ReceiptTold, tag=TAG, grants=ACT, statuses=(201,))
def key_in_scan(ask: Ask, scan: Key, said: KeyedIn) -> object:
    """It is a letter now, word for word as it stands there; its scan is the original."""
    message = paper.heard(keyed(ask, said))
    return receipt_of(key_in(_find(ask, scan), message, by=ask.by, now=ask.now))


@write("/desk/scanned/{scan}/join", in_office, ScannedTold, tag=TAG, grants=ACT)
def join_a_scan(ask: Ask, scan: Key, said: ArrivalJoinIn) -> object:
    """It is a further word about a letter that is here; the scan is kept beside it."""
    one, letter = _find(ask, scan), letter_named(said.letter)
    if letter is None:
        raise NotValid(_("没有找到这封信。请核对编号或者查询码。"), "letter")
    join_scan(one, letter, said.words, by=ask.by, now=ask.now)
    return _told(_find(ask, scan))


@write("/desk/scanned/{scan}/set-aside", in_office, ScannedTold, tag=TAG, grants=ACT)
def set_a_scan_aside(ask: Ask, scan: Key, said: ArrivalAsideIn) -> object:
    """It is no letter: an advertisement, an empty sheet. Its pages stay."""
    set_scan_aside(_find(ask, scan), reason=said.reason, by=ask.by, now=ask.now)
    return _told(_find(ask, scan))


@write("/desk/scanned/{scan}/take-back", in_office, ScannedTold, tag=TAG, grants=ACT)
def take_a_scan_back(ask: Ask, scan: Key) -> object:
    """It was set aside by mistake, and waits again."""
    take_scan_back(_find(ask, scan), by=ask.by, now=ask.now)
    return _told(_find(ask, scan))
