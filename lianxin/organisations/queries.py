"""Finding bodies: by words, by place, upwards, and the desk that works for one."""

from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import STEP, Kind, Organisation, OrganisationQuerySet


def county() -> Organisation:
    """The root of the tree."""
    root = Organisation.objects.filter(parent=None).first()
    if root is None:
        raise NotValid(_("这里还没有建立组织机构：请先运行 lianxin init。"))
    return root


def by_code(code: str) -> Organisation | None:
    """The body with this code, for those who only ask where it stands; no code is the county."""
    try:
        return _by_code(code)
    except Organisation.DoesNotExist:
        return None


@lru_cache(maxsize=4096)
def _by_code(code: str) -> Organisation:
    return Organisation.objects.get(code=code) if code else county()


def by_path(path: str) -> Organisation | None:
    return Organisation.objects.filter(path=path).first()


def superior(organisation: Organisation) -> Organisation | None:
    """上级 The body above; an office's superior is the body it acts for."""
    return organisation.parent


def common_superior(one: Organisation, other: Organisation) -> str:
    """共同上级 The path of the lowest body that stands above both, or is one of them."""
    steps = range(STEP, min(len(one.path), len(other.path)) + 1, STEP)
    return max((one.path[:end] for end in steps if one.path[:end] == other.path[:end]), key=len, default="")


def find(words: str, among: OrganisationQuerySet) -> OrganisationQuerySet:
    """Bodies whose name, other name or place holds every one of the words."""
    for word in words.split()[:5]:
        among = among.filter(
            Q(name_zh__icontains=word) | Q(name_en__icontains=word) | Q(aliases__icontains=word)
        )
    return among


def office_for(organisation: Organisation, kind: str) -> Organisation:
    """The office of this kind that works for a body: its own, or the nearest one above it."""
    return _office_for(organisation.id, organisation.path, kind)


@lru_cache(maxsize=4096)
def _office_for(_key: UUID, path: str, kind: str) -> Organisation:
    steps = [path[:end] for end in range(len(path), 0, -4)]
    offices = Organisation.objects.active().filter(kind=kind, parent__path__in=steps)
    found = max(offices, key=lambda office: office.depth, default=None)
    if found is None:
        raise NotValid(_("还没有设置%(office)s：请在组织机构中添加一个。") % {"office": Kind(kind).label})
    return found


def forget_offices() -> None:
    """After the tree has changed."""
    _office_for.cache_clear()
    _by_code.cache_clear()
