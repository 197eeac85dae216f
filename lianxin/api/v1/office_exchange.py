"""外部系统 Other systems: what is settled for each, their files of letters, and the files of answers."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.office_bodies import body_with
from lianxin.api.v1.opening import FORM, read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, BodyTold, Id, Told
from lianxin.api.v1.uploads import OCTETS, SOME_FILES, files_of
from lianxin.channels.files.writing import ENDING
from lianxin.exchange.models import Came, ExportFile, FileMapping, ImportFile
from lianxin.exchange.queries import in_force, mapping_of
from lianxin.exchange.verbs import (
    Settled,
    acknowledge_file,
    ask_for_file,
    content_of,
    give_file,
    leave,
    read_anew,
    settle_mapping,
    take_looked_at,
    void_file,
)
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Key, Strictly, Words

TAG = "office: other systems"
CHANGE, TELL, IMPORT = ("exchange.change",), ("exchange.tell",), ("submission.import",)
Table = Annotated[dict[Words, Words], Field(max_length=400)]


class SystemSettledIn(Strictly):
    """What is what in their files, and what they are told."""

    name: Annotated[Words, Field(min_length=1, max_length=60)]
    direction: Literal["in", "out", "both"]
    body: Annotated[Words, Field(description="Code of the body whose letters these are.")]
    columns: Annotated[Table, Field(description="Our field: their column.")] = {}
    kinds: Annotated[Table, Field(description="Their word: our kind of letter.")] = {}
    bodies: Annotated[Table, Field(description="Their word: the code of our body.")] = {}
    beside: Annotated[list[Words], Field(max_length=100, description="Columns kept beside.")] = []
    written: Annotated[Words, Field(max_length=8, description="How days are written.")] = ""
    headings: Annotated[Table, Field(description="What they are told: our field, their heading.")] = {}
    stages: Annotated[Table, Field(description="Our stage: their word.")] = {}
    form: Literal["xlsx", "csv", "gbk"] = "xlsx"
    also_given: bool = False
    hours: Annotated[int, Field(ge=0, le=24 * 31)] = 0
    active: bool = True


class SystemTold(Told):
    system: str
    version: int
    name: str
    direction: str
    body: BodyTold
    columns: dict[str, str]
    kinds: dict[str, str]
    bodies: dict[str, str]
    beside: list[str]
    written: str
    headings: dict[str, str]
    stages: dict[str, str]
    form: str
    also_given: bool
    hours: int
    active: bool


class SystemsTold(Told):
    items: list[SystemTold]


class ImportTold(Told):
    """A file of letters, and how far it is."""

    id: Id
    system: str
    name: str
    state: str
    rows: int | None
    new: int
    known: int
    changed: int
    held: int
    complaint: str
    given_at: At
    ended_at: At | None


class ExportTold(Told):
    """A file of answers."""

    id: Id
    system: str
    sequence: int
    state: str
    form: str
    rows: int
    asked_at: At
    made_at: At | None
    ended_at: At | None
    reason: str


class FileDecideIn(Strictly):
    act: Annotated[Literal["take", "leave", "again"], Field(description="`again`: by what is settled now.")]


class FileVoidIn(Strictly):
    reason: Words


def _mapping(system: str) -> FileMapping:
    found = mapping_of(system)
    if found is None:
        raise Problem("not-found", _("没有这个外部系统。"))
    return found


@read("/office/systems", in_office, SystemsTold, tag=TAG, grants=CHANGE)
def systems(ask: Ask) -> object:
    """Every other system, as it is settled now."""
    require(ask.by, "exchange.change", None)
    return {"items": in_force()}


@write("/office/systems/{system}", in_office, SystemTold, tag=TAG, method="PUT", grants=CHANGE)
def settle_a_system(ask: Ask, system: Words, said: SystemSettledIn) -> object:
    """What is settled for this system from now on: the next version; what was before stays as it was."""
    words = said.model_dump()
    words |= {"body": body_with(said.body, "body"), "beside": tuple(said.beside)}
    return settle_mapping(Settled(system=system, **words), by=ask.by, now=ask.now)


@write(
    "/office/systems/{system}/files", in_office, ImportTold, tag=TAG, grants=IMPORT, statuses=(201,),
    takes=(FORM,), body=SOME_FILES,
)  # fmt: skip
def give_a_file(ask: Ask, system: Words) -> object:
    """A file of letters: kept as it is, and looked at first by the worker."""
    mapping, files = _mapping(system), files_of(ask.request)
    if len(files) != 1:
        raise NotValid(_("请放一个文件。"), "files")
    return give_file(mapping, files[0].name, files[0].content, came=Came.PAGE, by=ask.by, now=ask.now)


def _file(key: UUID) -> ImportFile:
    found = ImportFile.objects.select_related("mapping").filter(pk=key).first()
    if found is None:
        raise Problem("not-found", _("没有这份文件。"))
    return found


@read("/office/files/{file}", in_office, ImportTold, tag=TAG, grants=IMPORT)
def given_file(ask: Ask, file: Key) -> object:
    """How far it is, and what came of it."""
    require(ask.by, "submission.import", None)
    return _file(file)


@write("/office/files/{file}/decide", in_office, ImportTold, tag=TAG, grants=IMPORT)
def decide_file(ask: Ask, file: Key, said: FileDecideIn) -> object:
    """It was looked at: its letters are taken, or nothing of it is; or it is read once more."""
    found = _file(file)
    if said.act == "again":
        return read_anew(found, _mapping(found.system), by=ask.by, now=ask.now)
    verb = take_looked_at if said.act == "take" else leave
    verb(found, by=ask.by, now=ask.now)
    return _file(file)


@write("/office/systems/{system}/answers", in_office, ExportTold, tag=TAG, grants=TELL, statuses=(201,))
def ask_for_answers(ask: Ask, system: Words) -> object:
    """The file of answers that is on its way, or the next: the worker makes it."""
    return ask_for_file(_mapping(system), by=ask.by, now=ask.now)


def _answers(key: UUID) -> ExportFile:
    found = ExportFile.objects.filter(pk=key).first()
    if found is None:
        raise Problem("not-found", _("没有这份文件。"))
    return found


@read("/office/answers/{file}", in_office, ExportTold, tag=TAG, grants=TELL)
def answers_file(ask: Ask, file: Key) -> object:
    """How far it is."""
    require(ask.by, "exchange.tell", None)
    return _answers(file)


@read("/office/answers/{file}/content", in_office, None, tag=TAG, media=OCTETS, grants=TELL)
def answers_content(ask: Ask, file: Key) -> object:
    """The same bytes each time. That somebody fetched them is written down."""
    found = _answers(file)
    answer = HttpResponse(content_of(found, by=ask.by, now=ask.now), content_type=OCTETS)
    answer["Content-Disposition"] = f'attachment; filename="{found}.{ENDING[found.form]}"'
    answer["Cache-Control"] = "no-store"
    return answer


@write("/office/answers/{file}/acknowledge", in_office, ExportTold, tag=TAG, grants=TELL)
def acknowledge_answers(ask: Ask, file: Key) -> object:
    """They have it: what it says is what they know now."""
    acknowledge_file(_answers(file), by=ask.by, now=ask.now)
    return _answers(file)


@write("/office/answers/{file}/void", in_office, ExportTold, tag=TAG, grants=TELL)
def void_answers(ask: Ask, file: Key, said: FileVoidIn) -> object:
    """It never arrived, or is wrong: what it said stands in the next one again."""
    void_file(_answers(file), reason=said.reason, by=ask.by, now=ask.now)
    return _answers(file)
