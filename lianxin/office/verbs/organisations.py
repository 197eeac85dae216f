"""组织 The tree of bodies: adding, renaming and closing them. Each change is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.kit.text import one_line
from lianxin.ledger.models import Tally
from lianxin.ledger.verbs import house_dossier, record
from lianxin.office.verbs.people import end_posts_of
from lianxin.organisations.models import STEP, Kind, Organisation
from lianxin.organisations.queries import forget_offices

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Body:
    """One organisation as somebody lists it: its code, names, kind and the code of the body above."""

    code: str
    name_zh: str
    kind: str
    parent: str = ""
    name_en: str = ""
    aliases: str = ""


@transaction.atomic
def add_organisations(bodies: Sequence[Body], *, by: Actor, now: datetime) -> list[Organisation]:
    """增设组织 Put bodies into the tree, parents before children; all of them or none.

    Raises NotValid with the first row that does not fit and why.
    """
    require(by, "organisation.change", None)
    known = {o.code: o for o in Organisation.objects.all()}
    grown = _next_places()
    fresh = [_placed(body, known, grown) for body in bodies]
    try:
        with transaction.atomic():
            Organisation.objects.bulk_create(fresh, batch_size=500)
    except IntegrityError as error:
        raise SomeoneActedFirst(_("刚才有人也在增设组织。什么都没有写入，请再试一次。")) from error
    forget_offices()
    codes = [o.code for o in fresh]
    record(house_dossier(now=now), "organisation.added", by=by, now=now, number=len(codes), first=codes[:20])
    return fresh


def _placed(body: Body, known: dict[str, Organisation], grown: dict[str, int]) -> Organisation:
    code, name = one_line(body.code), one_line(body.name_zh)
    if not code or not name or body.kind not in Kind.values:
        raise NotValid(_("“%(code)s”这一行缺少编码、名称或类别。") % {"code": code or name})
    if code in known:
        raise NotValid(_("编码“%(code)s”已经用过了，每个组织的编码不能相同。") % {"code": code})
    parent = known.get(body.parent) if body.parent else None
    if parent is None and (body.parent or known):
        raise NotValid(
            _("“%(name)s”的上级“%(parent)s”不存在。请把上级写在前面。")
            % {"name": name, "parent": body.parent}
        )
    above = parent.path if parent else ""
    grown[above] = grown.get(above, 0) + 1
    known[code] = Organisation(
        code=code, name_zh=name, name_en=one_line(body.name_en), aliases=one_line(body.aliases),
        kind=body.kind, parent=parent, path=above + in_base36(grown[above]),
    )  # fmt: skip
    return known[code]


def _next_places() -> dict[str, int]:
    """For each body, the highest place taken among those directly below it."""
    highest: dict[str, int] = {}
    for path in Organisation.objects.values_list("path", flat=True):
        above, place = path[:-STEP], int(path[-STEP:], 36)
        highest[above] = max(highest.get(above, 0), place)
    return highest


def in_base36(number: int) -> str:
    """One step of a path: 0001 … ZZZZ."""
    digits = ""
    for _place in range(STEP):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name_zh: str,
    name_en: str = "",
    aliases: str = "",
    active: bool = True,
    by: Actor,
    now: datetime,
) -> None:
    """变更组织 A new name, or the body has ceased; its code, place and history stay.

    Who still holds a post in a body that ceases holds it no longer.
    """
    require(by, "organisation.change", None)
    if not one_line(name_zh):
        raise NotValid(_("请写组织名称。"), "name_zh")
    ended: list[str] = []
    if not active:
        _nothing_left_to_do(organisation)
        ended = end_posts_of(Post.objects.filter(organisation=organisation), now=now)
    _swap(
        organisation, name_zh=one_line(name_zh), name_en=one_line(name_en), aliases=one_line(aliases),
        active=active,
    )  # fmt: skip
    forget_offices()
    record(
        house_dossier(now=now), "organisation.changed", by=by, now=now,
        code=organisation.code, called=one_line(name_zh), active=active, posts_ended=ended,
    )  # fmt: skip


def _nothing_left_to_do(organisation: Organisation) -> None:
    if organisation.children.filter(active=True).exists():
        raise NotAllowedNow(_("还有下级组织，不能撤销。请先处理下级组织。"))
    unfinished = ~Q(stage="closed") & Q(kind="case") | Q(kind="submission", stage="waiting")
    if Tally.objects.filter(unfinished, keeper_path=organisation.path, number__gt=0).exists():
        raise NotAllowedNow(_("它手里还有没办结的信，不能撤销。请先办结或改派给别的单位。"))


def _swap(organisation: Organisation, **fresh: object) -> None:
    """Change the row only if it still says what it said when it was read."""
    before = {name: getattr(organisation, name) for name in fresh}
    if not Organisation.objects.filter(pk=organisation.pk, **before).update(**fresh):
        raise SomeoneActedFirst(_("刚才有人先改了这个组织。请刷新页面，看看现在的情况再改。"))
    for name, value in fresh.items():
        setattr(organisation, name, value)
