"""看得到的信 All letters of somebody who may read only few, so theirs are found among a million others."""

from django.db.models import Q

from lianxin.cases.models import Case, Support
from lianxin.identity.actors import Actor
from lianxin.identity.policy import reach_of
from lianxin.intake.models import Submission
from lianxin.ledger.models import Dossier
from lianxin.ledger.queries import count_at
from lianxin.organisations.models import BEYOND

FEW = 2000
# Who sorts reads on in what has long gone elsewhere: that is never little, and stands in no index.
AT_A_DESK = frozenset({"clerk", "sorter", "caller"})


def few_in_reach(by: Actor) -> list[int] | None:
    """The serials of every letter that stands where this person may read; None where they are many."""
    if by.roles() & AT_A_DESK:
        return None
    paths = reach_of(by, "submission.read")
    if sum(_kept_under(path) for path in paths) > FEW:
        return None
    serials: set[int] = set()
    for ask in (*map(_of, paths), *map(_helped, paths), _addressed(by)):
        more = Submission.objects.filter(ask).values_list("serial", flat=True)[: FEW + 1]
        serials.update(more)
        if len(serials) > FEW:
            return None
    return sorted(serials, reverse=True)


def _kept_under(path: str) -> int:
    return sum(sum(count_at(kind, path=path).values()) for kind in ("case", "submission"))


def _of(path: str) -> Q:
    """Letters whose own folder, or whose case, lies with this body or below it."""
    kept = Dossier.objects.ordinary().kept_under(path)
    cases = Case.objects.filter(dossier__in=kept.filter(kind="case")).values_list("submission_id", flat=True)
    folders = kept.filter(kind="submission").values_list("id", flat=True)
    return Q(pk__in=[*cases, *folders])


def _helped(path: str) -> Q:
    asked = Support.objects.filter(organisation__path__gte=path, organisation__path__lt=path + BEYOND)
    return Q(pk__in=list(asked.values_list("case__submission_id", flat=True)[: FEW + 1]))


def _addressed(by: Actor) -> Q:
    """Written to the body whose secretary, or whose secretary's reader, this person is."""
    bodies = [post.organisation_id for post in by.posts if post.role in {"secretary", "reader"}]
    return Q(addressee__in=bodies)
