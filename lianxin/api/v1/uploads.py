"""附件 Files that come in a form beside the words, and files that go out."""

from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from lianxin.api.v1.asking import Ask
from lianxin.api.v1.house import DESCRIBED, REF
from lianxin.api.v1.opening import FORM
from lianxin.api.v1.problems import Problem, WrongShape
from lianxin.channels.message import FileIn
from lianxin.intake.files import MOST_BYTES
from lianxin.intake.models import Attachment
from lianxin.intake.saving import saved

FILES = "files"
OCTETS = "application/octet-stream"
MANY: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "binary"}}
# A form that brings nothing but files.
SOME_FILES: dict[str, Any] = {
    "required": True,
    "content": {
        FORM: {
            "schema": {
                "type": "object", "required": [FILES], "additionalProperties": False,
                "properties": {FILES: {**MANY, "minItems": 1}},
            }
        }
    },
}  # fmt: skip


Shape = TypeVar("Shape", bound=BaseModel)


def sent_in(ask: Ask, shape: type[Shape], name: str) -> tuple[Shape, tuple[FileIn, ...]]:
    """What was said as JSON, alone or in this field of a form, and the files beside it."""
    request = ask.request
    in_form = request.content_type == FORM
    if in_form and {*request.POST} != {name}:
        words = {"name": name}
        raise Problem("not-valid", _("表单里要有一栏“%(name)s”，内容是JSON；附件放在“files”。") % words, name)
    sent = request.POST[name].encode(errors="replace") if in_form else request.body
    try:
        return shape.model_validate_json(sent), files_of(request) if in_form else ()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        if found[0]["type"] == "json_invalid":
            raise Problem("not-readable", _("读不出来：要完整的UTF-8编码的JSON。什么都没有写入。")) from error
        raise WrongShape(found) from error


def files_of(request: HttpRequest) -> tuple[FileIn, ...]:
    """The files of a form; one byte more than we take is enough to know that one is too large."""
    if unknown := sorted({*request.FILES} - {FILES}):
        raise Problem("not-valid", _("附件要放在“files”这一栏。"), unknown[0][:40])
    return tuple(FileIn(one.name or "", _beginning(one)) for one in request.FILES.getlist(FILES))


def _beginning(file: "UploadedFile[Any]") -> bytes:
    """From its first byte, whoever has read it already to know the request again."""
    file.seek(0)
    content: bytes = file.read(MOST_BYTES + 1)
    return content


def in_a_form(shape: type[BaseModel], name: str) -> dict[str, Any]:
    """How a body that may bring files is described: JSON alone, or a form with that JSON and files."""
    DESCRIBED.append(shape)
    words = {"$ref": REF.format(model=shape.__name__)}
    form = {
        "type": "object", "required": [name], "additionalProperties": False,
        "properties": {
            name: words,
            FILES: MANY,
        },
    }  # fmt: skip
    encoding = {name: {"contentType": "application/json"}}
    content: dict[str, Any] = {
        "application/json": {"schema": words},
        "multipart/form-data": {"schema": form, "encoding": encoding},
    }
    return {"required": True, "content": content}


def sent_home(request: HttpRequest, attachment: Attachment | None) -> HttpResponseBase:
    """A file of a letter, to be saved, guarded as on the pages; one in which something was found is shut."""
    if attachment is None:
        raise Problem("not-found", _("这封信里没有这个附件。"))
    return saved(request, attachment)
