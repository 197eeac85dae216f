"""组织机构 The tree of bodies: listed, added, renamed, ended, brought back."""

from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cursors import PAGE
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import Id, Told
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Strictly, Words
from lianxin.office.verbs import Body, add_organisations, change_organisation
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import find

TAG, ACT = "office: bodies", ("organisation.change",)
Short = Annotated[Words, Field(max_length=80)]


class OfficeBodyTold(Told):
    """A body as the office keeps it."""

    id: Id
    code: str
    name_zh: str
    name_en: str
    aliases: str
    kind: str
    above: Annotated[str, Field(description="Code of the body above; empty: the county itself.")]
    active: bool


class OfficeBodiesTold(Told):
    items: list[OfficeBodyTold]
    next: Annotated[str, Field(description="Say this as `after` to go on; empty at the end.")]


class BodyNamesIn(Strictly):
    name_zh: Annotated[Words, Field(min_length=1, max_length=80)]
    name_en: Annotated[Words, Field(max_length=120)] = ""
    aliases: Annotated[Words, Field(max_length=200, description="As people call it; blanks between.")] = ""


class BodyAddIn(BodyNamesIn):
    code: Annotated[Words, Field(min_length=1, max_length=24, description="It never changes again.")]
    kind: Literal["county", "committee", "branch", "department", "desk", "discipline"]
    above: Annotated[Words, Field(max_length=24, description="Code of the body above.")] = ""


class BodiesAddIn(Strictly):
    """Parents before children; all of them or none."""

    bodies: Annotated[list[BodyAddIn], Field(min_length=1, max_length=1000)]


def body_with(code: str, field: str = "") -> Organisation:
    """The body with this code. In an address there is none (404); in what is said it is wrong (422)."""
    found = Organisation.objects.select_related("parent").filter(code=code).first()
    if found is None and field:
        raise NotValid(_("没有编码为“%(code)s”的组织。") % {"code": code[:40]}, field)
    if found is None:
        raise Problem("not-found", _("没有编码为“%(code)s”的组织。") % {"code": code[:40]})
    return found


def _told(body: Organisation) -> dict[str, object]:
    return {**vars(body), "above": body.parent.code if body.parent else ""}


@read("/office/bodies", in_office, OfficeBodiesTold, tag=TAG, grants=ACT)
def office_bodies(ask: Ask, q: Words = "", after: Words = "") -> object:
    """Every body, those that ended too, in the order of the tree; `after` goes on behind this code."""
    require(ask.by, "organisation.change", None)
    found = Organisation.objects.select_related("parent").order_by("path")
    if q:
        found = find(q[:80], found)
    if after:
        found = found.filter(path__gt=body_with(after, "after").path)
    rows = list(found[: PAGE + 1])
    return {
        "items": [_told(one) for one in rows[:PAGE]],
        "next": rows[PAGE - 1].code if len(rows) > PAGE else "",
    }


@write("/office/bodies", in_office, OfficeBodiesTold, tag=TAG, grants=ACT, statuses=(201,))
def add_bodies(ask: Ask, said: BodiesAddIn) -> object:
    """Put bodies into the tree: all of them, or the first that does not fit is told."""
    wanted = [
        Body(one.code, one.name_zh, one.kind, one.above, one.name_en, one.aliases) for one in said.bodies
    ]
    added = add_organisations(wanted, by=ask.by, now=ask.now)
    return {"items": [_told(one) for one in added], "next": ""}


@write("/office/bodies/{code}", in_office, OfficeBodyTold, tag=TAG, grants=ACT, method="PUT")
def rename_body(ask: Ask, code: Words, said: BodyNamesIn) -> object:
    """Its names. Its code and its place in the tree stay for ever: letters are filed under them."""
    return _change(ask, code, **said.model_dump())


@write("/office/bodies/{code}/end", in_office, OfficeBodyTold, tag=TAG, grants=ACT)
def end_body(ask: Ask, code: Words) -> object:
    """It is no more: the posts held there end. Nothing may be left to do there, and nothing below it."""
    return _change(ask, code, active=False)


@write("/office/bodies/{code}/restore", in_office, OfficeBodyTold, tag=TAG, grants=ACT)
def restore_body(ask: Ask, code: Words) -> object:
    """It is there again; posts are given anew."""
    return _change(ask, code, active=True)


def _change(ask: Ask, code: str, **fresh: object) -> dict[str, object]:
    body = body_with(code)
    standing = {name: getattr(body, name) for name in ("name_zh", "name_en", "aliases", "active")}
    change_organisation(body, **{**standing, **fresh}, by=ask.by, now=ask.now)
    return _told(body)
