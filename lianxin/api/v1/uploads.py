"""附件 Files that come in a form beside the words, and files that go out."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import BaseModel

from lianxin.api.v1.house import DESCRIBED, REF
from lianxin.api.v1.problems import Problem
from lianxin.channels.message import FileIn
from lianxin.intake.files import MOST_BYTES
from lianxin.intake.models import Attachment
from lianxin.intake.saving import saved

FILES = "files"
OCTETS = "application/octet-stream"


def files_of(request: HttpRequest) -> tuple[FileIn, ...]:
    """The files of a form; one byte more than we take is enough to know that one is too large."""
    if unknown := sorted({*request.FILES} - {FILES}):
        raise Problem("not-valid", _("附件要放在“files”这一栏。"), unknown[0][:40])
    return tuple(FileIn(one.name or "", one.read(MOST_BYTES + 1)) for one in request.FILES.getlist(FILES))


def in_a_form(shape: type[BaseModel], name: str) -> dict[str, Any]:
    """How a body that may bring files is described: JSON alone, or a form with that JSON and files."""
    DESCRIBED.append(shape)
    words = {"$ref": REF.format(model=shape.__name__)}
    form = {
        "type": "object", "required": [name], "additionalProperties": False,
        "properties": {
            name: words,
            FILES: {"type": "array", "items": {"type": "string", "format": "binary"}},
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
