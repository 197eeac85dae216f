"""画出来 Of the description in OpenAPI what a page for people shows: endpoints by group, shapes by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

Schema = dict[str, Any]
# The groups in the order in which somebody needs them; any other one stands behind them under its own name.
GROUPS = {
    "letters": N_("写信"),
    "my letter": N_("凭查询码看信、再说"),
    "public": N_("谁都能看的"),
    "keying in": N_("录入来电、来访、来信"),
    "scans": N_("扫描录入"),
    "holding pen": N_("等人看的来件"),
    "desk": N_("登记、分信、派单"),
    "cases": N_("工单：看和办"),
    "leading": N_("批示、包案、督办"),
    "telling the writer": N_("告诉来信人"),
    "hooks": N_("有变化就通知对方系统"),
    "office: bodies": N_("系统管理：组织机构"),
    "office: people": N_("系统管理：人员和岗位"),
    "office: books": N_("系统管理：目录、规则、日历、法规"),
    "office: other systems": N_("系统管理：外部系统"),
    "office: keys and ledger": N_("系统管理：密钥和账本"),
}
BY_TOKEN, BY_CODE, FREELY = N_("要密钥"), N_("要查询码"), N_("谁都可以")


@dataclass(frozen=True)
class Typed:
    """类型 What a value is, in words; `shape` is the name of the shape that it leads to."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Named:
    """一项 One field or parameter."""

    name: str
    typed: Typed
    required: bool
    about: str = ""


@dataclass(frozen=True)
class Shown:
    """端点 One endpoint as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    about: str
    asker: str
    acts: tuple[str, ...]
    parameters: tuple[Named, ...]
    body: Typed | None
    media: tuple[str, ...]
    answers: tuple[tuple[str, Typed], ...]

    def who(self) -> str:
        """Who may ask, in the reader's language."""
        return _(self.asker)


@dataclass(frozen=True)
class Group:
    """一组 The endpoints of one group."""

    tag: str
    shown: list[Shown] = field(default_factory=list)

    def title(self) -> str:
        return _(GROUPS[self.tag]) if self.tag in GROUPS else self.tag

    def anchor(self) -> str:
        return "group-" + "".join(sign if sign.isalnum() else "-" for sign in self.tag)


@dataclass(frozen=True)
class Shape:
    """形状 One shape with its fields."""

    name: str
    about: str
    fields: tuple[Named, ...]


def groups_of(schema: Schema) -> list[Group]:
    """Every endpoint, by its group."""
    found = {tag: Group(tag) for tag in GROUPS}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            found.setdefault(tag, Group(tag)).shown.append(_shown(method, path, operation))
    return [group for group in found.values() if group.shown]


def shapes_of(schema: Schema) -> list[Shape]:
    """Every shape that has fields, by its name."""
    known = schema["components"]["schemas"]
    return [
        Shape(name, in_html(one.get("description", "")), tuple(_fields(one)))
        for name, one in sorted(known.items()) if "properties" in one
    ]  # fmt: skip


def typed(schema: Schema) -> Typed:
    """In the fewest words: string, uuid, list of LetterTold, null beside it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Typed(name, name)
    if either := schema.get("anyOf"):
        parts = [typed(one) for one in either]
        shape = next((one.shape for one in parts if one.shape), "")
        return Typed(" | ".join(one.words for one in parts), shape)
    if schema.get("type") == "array":
        inner = typed(schema.get("items", {}))
        return Typed(f"[{inner.words}]", inner.shape)
    if "enum" in schema:
        return Typed(" | ".join(map(str, schema["enum"])))
    return Typed(f"{schema.get('format') or schema.get('const') or schema.get('type', 'object')}")


def in_html(words: str) -> SafeString:
    """What stands between backticks, as code."""
    parts = enumerate(words.split("`"))
    shown = (format_html("<code>{}</code>", one) if at % 2 else one for at, one in parts)
    return format_html_join("", "{}", ((one,) for one in shown))


def _fields(schema: Schema) -> Iterator[Named]:
    required = schema.get("required", ())
    for name, one in schema["properties"].items():
        yield Named(name, typed(one), name in required, in_html(one.get("description", "")))


def _shown(method: str, path: str, operation: Schema) -> Shown:
    content = operation.get("requestBody", {}).get("content", {})
    answers = ((status, one) for status, one in operation["responses"].items() if status[0] == "2")
    return Shown(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=in_html(operation["summary"]),
        about=in_html(operation.get("description", "")),
        asker=_asker(operation.get("security", [])),
        acts=tuple(operation.get("x-acts", ())),
        parameters=tuple(map(_parameter, _own(operation))),
        body=next((typed(one["schema"]) for one in content.values()), None),
        media=tuple(content),
        answers=tuple((status, _answer(one)) for status, one in answers),
    )


def _own(operation: Schema) -> list[Schema]:
    """What every act has is said once for all."""
    return [one for one in operation.get("parameters", ()) if one["in"] != "header"]


def _parameter(one: Schema) -> Named:
    return Named(
        one["name"], typed(one["schema"]), bool(one.get("required")), in_html(one.get("description", ""))
    )


def _answer(one: Schema) -> Typed:
    content: Schema = one.get("content", {})
    media = next(iter(content), "")
    told: Schema = content.get(media, {})
    found = typed(told.get("schema", {}))
    return found if media == "application/json" else Typed(media or "—")


def _asker(security: list[Schema]) -> str:
    needed = {name for one in security for name in one}
    if not needed or {} in security:
        return FREELY
    return BY_TOKEN if "token" in needed else BY_CODE
