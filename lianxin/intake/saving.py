"""附件 Files from outside are given to be saved, never shown as a page; pictures are seen as copies."""

import re
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from lianxin.intake.copies import copy_to_see
from lianxin.intake.files import honest_name
from lianxin.intake.models import Attachment
from lianxin.kit.blobs import path_of
from lianxin.kit.refusals import Refusal

# What a player asks for in parts. No browser makes a page of it.
HEARD_AND_SEEN = ("audio/", "video/")
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
UNTOLD = "application/octet-stream"
SHUT_IN = "default-src 'none'; sandbox"


class Shut(Refusal):
    """已封存 Something was found in this file: it is given to nobody (410)."""

    status = 410


def saved(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """下载 The bytes as they came, to be saved under an honest name. Raises Shut, Http404."""
    if attachment.is_shut():
        raise Shut(
            _("这个附件里查出了病毒（%(finding)s），已经封存，谁也不能下载。请来信人换一份。")
            % {"finding": attachment.finding}
        )
    stored = path_of(attachment.sha256)
    if not stored.exists():
        raise Http404
    media_type = attachment.media_type
    in_parts = media_type.startswith(HEARD_AND_SEEN)
    answer = _part(request, stored, attachment.size) if in_parts else None
    if answer is None:
        answer = FileResponse(stored.open("rb"))
    if in_parts:
        answer["Accept-Ranges"] = "bytes"
    answer["Content-Type"] = media_type if media_type.startswith(("image/", *HEARD_AND_SEEN)) else UNTOLD
    name = honest_name(attachment.name, media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(answer)


def seen(attachment: Attachment, size: str) -> HttpResponseBase:
    """看图 The copy that the worker made of a picture: points and nothing else. Raises Http404."""
    copy = copy_to_see(attachment, size)
    if copy is None:
        raise Http404
    return shown(copy)


def shown(copy: Path) -> HttpResponseBase:
    """A picture that was made in this house."""
    answer = FileResponse(copy.open("rb"), content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    return _guarded(answer)


def _guarded(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Content-Security-Policy"] = SHUT_IN
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _part(request: HttpRequest, stored: Path, size: int) -> HttpResponseBase | None:
    """One range of bytes, where one is asked for that makes sense (RFC 9110, 14.2); otherwise None."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[1] == asked[2] == "":
        return None
    begin = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    end = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
    if begin > end:
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    file = stored.open("rb")
    file.seek(begin)
    part = FileResponse(_Only(file, end - begin + 1), status=206)
    part["Content-Range"] = f"bytes {begin}-{end}/{size}"
    part["Content-Length"] = str(end - begin + 1)
    return part


class _Only:
    """The next so many bytes of a file."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self.file, self.left = file, left

    def read(self, most: int = -1) -> bytes:
        part = self.file.read(self.left if most < 0 else min(most, self.left))
        self.left -= len(part)
        return part

    def close(self) -> None:
        self.file.close()
