"""Settling how files come from another system and go to it: each change is a version of its own."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.channels.files.moments import WRITTEN
from lianxin.channels.files.names import NAMES
from lianxin.channels.files.writing import FORMS
from lianxin.exchange.fields import FIELDS, HOURS, PRIVATE, statuses
from lianxin.exchange.models import Direction, FileMapping
from lianxin.exchange.queries import mapping_of
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Kind
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import by_code

SYSTEM = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")
LONGEST_NAME, LONGEST_WORD, MOST_WORDS = 60, 60, 200


@dataclass(frozen=True)
class Settled:
    """What somebody settles for one system; see FileMapping for what each means."""

    system: str
    name: str
    direction: str
    body: Organisation
    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    written: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    form: str = "xlsx"
    also_given: bool = False
    hours: int = 0
    active: bool = True


@transaction.atomic
def settle_mapping(settled: Settled, *, by: Actor, now: datetime) -> FileMapping:
    """存对应 The next version of what is settled for this system; what was before stays as it was.

    Raises NotValid with what cannot be so, and SomeoneActedFirst when somebody settled it meanwhile.
    """
    require(by, "exchange.change", None)
    tidy = _tidy(settled)
    for sentence, where in _wrong(tidy):
        raise NotValid(sentence, where)
    before = mapping_of(tidy.system)
    said = {name: value for name, value in vars(tidy).items() if name != "beside"}
    try:
        with transaction.atomic():
            made = FileMapping.objects.create(
                **said, beside=list(tidy.beside), version=before.version + 1 if before else 1,
                made_at=now, made_by=by.person,
            )  # fmt: skip
    except IntegrityError as error:
        raise SomeoneActedFirst(_("刚才有人也改了这份对应。什么都没有写入，请刷新再改。")) from error
    private = sorted(PRIVATE.keys() & made.headings.keys())
    what = {"system": made.system, "version": made.version, "direction": made.direction, "private": private}
    record(house_dossier(now=now), "exchange.mapped", by=by, now=now, **what)
    return made


def _tidy(said: Settled) -> Settled:
    """The same on single lines, without what was left empty; their words as they are compared."""
    return replace(
        said,
        system=one_line(said.system).lower(),
        name=one_line(said.name),
        columns=_filled(said.columns),
        kinds={compared(word): kind for word, kind in _filled(said.kinds).items()},
        bodies=_filled(said.bodies),
        beside=tuple(dict.fromkeys(filter(None, map(one_line, said.beside)))),
        headings=_filled(said.headings),
        stages=_filled(said.stages),
    )


def _filled(said: Mapping[str, str]) -> dict[str, str]:
    lines = {one_line(key): one_line(value) for key, value in said.items()}
    return {key: value for key, value in lines.items() if key and value}


def compared(word: str) -> str:
    """One of their words as the reader of files looks it up."""
    return one_line(unicodedata.normalize("NFKC", word)).lower()


def _wrong(said: Settled) -> Iterator[tuple[str, str]]:
    """What cannot be so, and at which field."""
    if not SYSTEM.fullmatch(said.system):
        yield _("代号只用小写字母、数字、- 和 _，最多24个。"), "system"
    if not said.name or len(said.name) > LONGEST_NAME:
        yield _("请写对方系统的名称，最多%(most)d字。") % {"most": LONGEST_NAME}, "name"
    if said.direction not in Direction.values:
        yield _("请选择文件往哪个方向走。"), "direction"
    if said.direction != Direction.OUT:
        yield from _wrong_in(said)
    if said.direction != Direction.IN:
        yield from _wrong_out(said)
    words = [
        *said.kinds,
        *said.bodies,
        *said.headings.values(),
        *said.stages.values(),
        *said.columns.values(),
    ]
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        raise NotValid(_("列名和用词每个最多%(long)d字，一共最多%(most)d个。") % {
            "long": LONGEST_WORD, "most": MOST_WORDS,
        })  # fmt: skip


def _wrong_in(said: Settled) -> Iterator[tuple[str, str]]:
    columns = said.columns
    if not columns.keys() <= NAMES.keys() or said.written not in WRITTEN:
        yield _("有一栏不认识，请刷新页面再选。"), "columns"
    if "body" not in columns and "subject" not in columns:
        yield _("请指明哪一列是来信内容。"), "body"
    if _twice([*columns.values(), *said.beside]):
        yield _("同一列不能当两样用，请再看一遍。"), "columns"
    if not {*said.kinds.values()} <= {*Kind.values}:
        yield _("请选择来信的类型。"), "kinds"
    unknown = sorted(code for code in said.bodies.values() if by_code(code) is None)
    if unknown:
        yield _("没有编码为“%(code)s”的组织。") % {"code": unknown[0]}, "bodies"


def _wrong_out(said: Settled) -> Iterator[tuple[str, str]]:
    headings = said.headings
    if said.direction == Direction.BOTH and "id" not in said.columns:
        yield _("要把答复给回去，就要指明对方的编号是哪一列。"), "id"
    if not headings.keys() <= FIELDS.keys() or not said.stages.keys() <= statuses().keys():
        yield _("有一栏不认识，请刷新页面再选。"), "headings"
    if not headings.keys() & {"number", "ours"}:
        yield _("答复文件里至少要有一个编号，对方才知道说的是哪一件。"), "headings"
    if _twice([*headings.values()]):
        yield _("答复文件里有两列同名，请改一个。"), "headings"
    if said.form not in FORMS or said.hours not in HOURS:
        yield _("请选择答复文件的格式和多久做一次。"), "form"


def _twice(words: Collection[str]) -> bool:
    return len(set(words)) < len(words)
