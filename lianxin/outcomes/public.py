"""公开的来信 What anybody may read of letters that were made public, and what may still be made public."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.cases.models import Case, Category
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.search import walk
from lianxin.kit.dates import local_day
from lianxin.kit.folding import findable, plain
from lianxin.organisations.models import BEYOND, Organisation
from lianxin.outcomes.models import Delivery, Means, Publication, PublishedPicture, Rating
from lianxin.outcomes.models.publication import NEWEST
from lianxin.outcomes.seen_ratings import Curtain, RatingSeen

ANYBODY = Actor("citizen")
READY = ("delivered", "reviewed", "rechecked", "closed")
BEGINNING = 80
LOOKED_AT = 2_000  # letters that hold the words, the newest
Place = tuple[datetime | None, UUID]


@dataclass(frozen=True)
class PublicRow:
    """One letter in the public list."""

    key: UUID
    number: str
    title: str
    beginning: str
    category: str
    body: str
    published_at: datetime
    published_on: date


@dataclass(frozen=True)
class PublicLetter:
    """One letter as anybody may read it; `again`: it is being worked on once more. Days
    and no times: to the minute they might say who wrote."""

    number: str
    title: str
    letter: str
    answer: str
    category: str
    body: str
    received_on: date
    answered_on: date
    published_on: date
    rating: RatingSeen | None
    again: bool
    pictures: tuple[int, ...]


def letters_up(
    *,
    category: UUID | None = None,
    body: str = "",
    after: Place | None = None,
    most: int = 21,
    words: str = "",
) -> list[PublicRow]:
    """Newest first, each page one walk along an index from the last row of the page before; or the newest
    that hold these words, as they are shown: what was covered finds nothing."""
    rows = Publication.objects.up()
    if category:
        rows = rows.filter(category=category)
    if body:
        rows = rows.filter(organisation__code=body)
    if after and after[0]:
        same = Q(published_at__lt=after[0]) | Q(published_at=after[0], id__lt=after[1])
        rows = rows.filter(same, published_at__lte=after[0])
    rows = rows.select_related("category", "organisation").order_by(*NEWEST)
    found = _holding(rows, words, most) if words else rows[:most]
    return [
        PublicRow(
            one.pk, one.number, one.title, one.letter[:BEGINNING], str(one.category or ""),
            one.organisation.name, one.published_at, local_day(one.published_at),
        )
        for one in found
    ]  # fmt: skip


def _holding(rows: "QuerySet[Publication]", typed: str, most: int) -> list[Publication]:
    """Found by the index of the letters themselves, and then in the words that everybody may read."""
    wanted = plain(typed)
    if told := findable(wanted):
        rows = rows.filter(case__submission__serial__in=list(islice(walk(told), LOOKED_AT)))
    shown = ((one, plain("\n".join((one.title, one.letter, one.answer)))) for one in rows[:LOOKED_AT])
    return list(islice((one for one, said in shown if all(word in said for word in wanted.split())), most))


def categories_up() -> list[Category]:
    """Of which classes something can be read: one look into an index for each."""
    return list(Category.objects.filter(Exists(Publication.objects.up().filter(category=OuterRef("pk")))))


def bodies_up() -> list[Organisation]:
    """Of which bodies something can be read."""
    up = Publication.objects.up().filter(organisation=OuterRef("pk"))
    return list(Organisation.objects.filter(Exists(up)).order_by("path"))


def letter_up(number: str, *, now: datetime) -> PublicLetter | None:
    """One letter; nothing of its own number, its receipt nor of whoever wrote, signed or redacted it.

    What the writer said is shown once the handling body may see it too: this page opens no curtain.
    """
    wanted = Publication.objects.up().select_related(
        "category", "organisation", "reply", "case__dossier", "case__submission"
    )
    one = wanted.filter(number=number).first()
    if one is None:
        return None
    rated = Rating.objects.filter(reply=one.reply).first()
    assert one.reply.sent_at
    return PublicLetter(
        one.number, one.title, one.letter, one.answer, str(one.category or ""), one.organisation.name,
        local_day(one.case.submission.received_at), local_day(one.reply.sent_at), local_day(one.published_at),
        Curtain(one.case, by=ANYBODY, now=now).rating(rated) if rated else None,
        one.case.stage not in READY, tuple(one.pictures.values_list("number", flat=True)),
    )  # fmt: skip


def picture_up(number: str, picture: int) -> str:
    """The hash of a picture that anybody may see now; nothing of one that is down."""
    up = PublishedPicture.objects.filter(publication__in=Publication.objects.up().filter(number=number))
    return up.filter(number=picture).values_list("sha256", flat=True).first() or ""


@dataclass(frozen=True)
class Wish:
    """公开与否 What the writer allows, whether that can be changed, and where it can be read now."""

    public: bool
    changeable: bool
    number: str


def wish_of(submission: Submission) -> Wish:
    """What the writer sees beside the switch. Once it is to be kept confidential nothing is made public."""
    up = Publication.objects.up().filter(case__submission=submission).values_list("number", flat=True)
    changeable = not submission.is_sealed() and (submission.public or not submission.confidential)
    return Wish(submission.public, changeable, up.first() or "" if submission.public else "")


def may_be_public(path: str, *, most: int = 51) -> list[Case]:
    """可以公开的 Answered letters whose writers allow it and that nobody can read yet, newest first.

    The letters are walked from the newest on, each asked for its case; asked the other way round, the
    database would look at every closed case there ever was.
    """
    arrived = Delivery.objects.filter(reply__case=OuterRef("pk"), delivered_at__isnull=False)
    up = Publication.objects.up().filter(case=OuterRef("pk"))
    ready = Case.objects.ordinary().filter(
        submission=OuterRef("pk"),
        dossier__stage__in=READY,
        desk__path__gte=path,
        desk__path__lt=path + BEYOND,
    )
    ready = ready.exclude(claimed_outcome=ClaimedOutcome.WITHDRAWN)
    ready = ready.filter(Exists(arrived.exclude(means=Means.IMPOSSIBLE)), ~Exists(up))
    letters = Submission.objects.filter(Exists(ready), public=True, confidential=False).order_by("-serial")
    found = list(letters.values_list("pk", flat=True)[:most])
    cases = Case.objects.filter(submission__in=found).select_related("submission", "dossier")
    return list(cases.order_by("-submission__serial"))


def up_under(path: str) -> QuerySet[Publication]:
    """已公开的 What anybody can read of the letters of these desks, newest first."""
    here = Q(case__desk__path__gte=path, case__desk__path__lt=path + BEYOND)
    return Publication.objects.up().filter(here).select_related("case__dossier").order_by(*NEWEST)
