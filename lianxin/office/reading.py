"""组织名册的读入 Read a list of bodies from a file and say, row by row, what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _

from lianxin.kit.tables import by_column, read_table
from lianxin.office.verbs.organisations import Body
from lianxin.organisations.models import Kind

COLUMNS = {
    "code": ("编码", "组织编码"),
    "name_zh": ("名称", "组织名称", "name"),
    "kind": ("类别", "类型"),
    "parent": ("上级", "上级编码"),
    "name_en": ("英文名称",),
    "aliases": ("别名", "地名"),
}
NEEDED = ("code", "name_zh", "kind")
# 党委 and committee both mean committee, whatever the language of the page.
KINDS: Mapping[str, str] = {
    **{kind.value: kind.value for kind in Kind},
    "县委": "county", "党委": "committee", "党支部": "branch", "支部": "branch", "部门": "department",
    "受理中心": "desk", "纪检机关": "discipline",
}
LONGEST = {"code": 24, "name_zh": 80, "name_en": 120, "aliases": 200}


def read_organisations(
    name: str, content: bytes, known: Collection[str] = ()
) -> tuple[list[Body], list[str]]:
    """读名册 The bodies in the file and every complaint, each with its line; `known`: codes in the tree.

    A kind may be written as its code or in Chinese. NotValid when the file is no such table at all.
    """
    bodies: list[Body] = []
    complaints: list[str] = []
    seen: dict[str, int] = {}
    for line, row in by_column(read_table(name, content), COLUMNS, NEEDED):
        body = Body(**{**row, "kind": KINDS.get(row["kind"], row["kind"])})
        complaints += [
            _("第 %(line)d 行:%(what)s") % {"line": line, "what": what} for what in _wrong(body, seen, known)
        ]
        seen.setdefault(body.code, line)
        bodies.append(body)
    if not bodies:
        complaints.append(_("表格里除了列名一行也没有。"))
    return bodies, complaints


def _wrong(body: Body, seen: Mapping[str, int], known: Collection[str]) -> Iterator[str]:
    if not body.code or not body.name_zh:
        yield _("编码和名称都要写。")
    if body.kind not in Kind.values:
        yield _("类别“%(kind)s”不认识,请写县委、党委、党支部、部门、受理中心或纪检机关。") % {
            "kind": body.kind
        }
    if body.code in seen:
        yield _("编码“%(code)s”在第 %(line)d 行已经写过。") % {"code": body.code, "line": seen[body.code]}
    elif body.code in known:
        yield _("编码“%(code)s”系统里已经有了。") % {"code": body.code}
    if body.parent and body.parent not in seen and body.parent not in known:
        yield _("上级“%(parent)s”不在系统里,也不在前面的行里。") % {"parent": body.parent}
    elif not body.parent and (seen or known):
        yield _("没有写上级。只有最上面的县委没有上级。")
    for column, most in LONGEST.items():
        if len(getattr(body, column)) > most:
            yield _("“%(text)s…”太长,最多 %(most)d 个字。") % {
                "text": getattr(body, column)[:12], "most": most
            }  # fmt: skip
