"""组织名册 A table of organisations as an office keeps it, read row by row and checked in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.kit.tables import by_column, read_table
from lianxin.office.verbs import Body
from lianxin.organisations.models import Kind

COLUMNS = {
    "code": ("编码", "组织编码", "code"),
    "name_zh": ("名称", "组织名称", "name", "name_zh"),
    "name_en": ("英文名", "英文名称", "english", "name_en"),
    "kind": ("类别", "类型", "kind", "type"),
    "parent": ("上级编码", "上级", "parent"),
    "aliases": ("别名", "aliases"),
}
NEEDED = ("code", "name_zh", "kind")
LONGEST = {"code": 24, "name_zh": 80, "name_en": 120, "aliases": 200}
KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind} | {
    **dict.fromkeys(("县委", "县"), Kind.COUNTY),
    **dict.fromkeys(("党委", "乡镇"), Kind.COMMITTEE),
    **dict.fromkeys(("党支部", "支部", "村", "社区"), Kind.BRANCH),
    **dict.fromkeys(("纪检机关", "纪委"), Kind.DISCIPLINE),
    "部门": Kind.DEPARTMENT,
    "受理中心": Kind.DESK,
}


@dataclass(frozen=True)
class Listed:
    """What a table comes to: bodies to add in an order that works, codes already there, and complaints."""

    new: list[Body]
    already_there: list[str]
    complaints: list[str]


def read_organisations(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file, each with its number and its fields; NotValid when it is no such table."""
    return organisation_rows(read_table(path.name, path.read_bytes()))


def organisation_rows(table: Sequence[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table whose first row names the columns."""
    return by_column(table, COLUMNS, NEEDED)


def check_organisations(rows: Sequence[tuple[int, dict[str, str]]], known: Collection[str]) -> Listed:
    """Put parents before children whatever the order of the rows, and say of each bad row what is wrong."""
    listed = Listed([], [], [])
    waiting: dict[str, tuple[int, Body]] = {}
    for number, fields in rows:
        complaint = _complaint(fields)
        if not complaint and fields["code"] in waiting:
            complaint = _("编码“%(code)s”前面已经写过一行。") % {"code": fields["code"]}
        if complaint:
            listed.complaints.append(_("第%(n)d行：%(reason)s") % {"n": number, "reason": complaint})
        elif fields["code"] in known:
            listed.already_there.append(fields["code"])
        else:
            waiting[fields["code"]] = (
                number,
                Body(**{**fields, "kind": KINDS[fields["kind"].lower()].value}),
            )
    _in_order(waiting, {*known}, listed)
    return listed


def _complaint(fields: dict[str, str]) -> str:
    for name in NEEDED:
        if not fields[name]:
            return _("“%(column)s”是空的。") % {"column": COLUMNS[name][0]}
    if fields["kind"].lower() not in KINDS:
        words = {"kind": fields["kind"], "kinds": "、".join(KINDS)}
        return _("不认识类别“%(kind)s”。可以写：%(kinds)s。") % words
    for name, most in LONGEST.items():
        if len(fields[name]) > most:
            return _("“%(column)s”太长，最多%(most)d字。") % {"column": COLUMNS[name][0], "most": most}
    return ""


def _in_order(waiting: dict[str, tuple[int, Body]], placed: set[str], listed: Listed) -> None:
    """Rows whose superior stands already, round by round; what is left has no superior anywhere."""
    rootless = not placed
    while True:
        ready = [code for code, (_n, body) in waiting.items() if body.parent in placed]
        if rootless:
            ready = [code for code, (_n, body) in waiting.items() if not body.parent][:1]
            rootless = False
        if not ready:
            break
        for code in ready:
            listed.new.append(waiting.pop(code)[1])
        placed.update(ready)
    for number, body in waiting.values():
        reason = (
            _("上级编码“%(parent)s”不存在。") % {"parent": body.parent}
            if body.parent
            else _("没有写上级编码；只有县一级没有上级，而县已经有了。")
        )
        listed.complaints.append(_("第%(n)d行：%(reason)s") % {"n": number, "reason": reason})
