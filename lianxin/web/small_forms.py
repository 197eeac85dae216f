"""小表单 Reading a form that carries no file. Most letters do; the general reader, made for large
uploads that arrive piece by piece, costs more than everything else that is done for such a letter.

Whatever is not plainly a small form of text fields is read by the general reader, to the letter.
"""

import re
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    TemporaryFileUploadHandler,
)
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

SMALL = 64 * 1024
MOST_FIELDS = 100
# A text field, or a place for files that was left empty: exactly as browsers write them.
FIELD = re.compile(
    rb'Content-Disposition: form-data; name="([\w-]+)"(; filename=""\r\nContent-Type: [\w/.+-]+)?\r\n\r\n',
    re.IGNORECASE,
)

Read = tuple[QueryDict, "MultiValueDict[str, UploadedFile[bytes]]"]


class SmallFormHandler(FileUploadHandler):
    """Stands before the ordinary upload handlers and takes small forms of text off their hands."""

    def handle_raw_input(  # type: ignore[override]  # Django's stubs say str; it is bytes
        self,
        input_data: IO[bytes],
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> Read | None:
        if not 0 < content_length <= SMALL:
            return None
        body = input_data.read(content_length)
        encoding = encoding or settings.DEFAULT_CHARSET
        post = read(body, boundary, encoding)
        if post is not None:
            return post, MultiValueDict()
        handlers = [MemoryFileUploadHandler(self.request), TemporaryFileUploadHandler(self.request)]
        return MultiPartParser(META, BytesIO(body), handlers, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def read(body: bytes, boundary: bytes, encoding: str) -> QueryDict | None:
    """The fields of a small form; None when there is anything in it besides text fields."""
    opening, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if opening or not parts or len(parts) > MOST_FIELDS or parts.pop().strip() != b"--":
        return None
    said: dict[str, list[str]] = {}
    for part in parts:
        field = FIELD.match(part, 2)
        if part[:2] != b"\r\n" or field is None:
            return None
        words = part[field.end() :]
        if field[2] is None:
            said.setdefault(field[1].decode(), []).append(words.decode(encoding, "replace"))
        elif words:
            return None
    post = QueryDict(encoding=encoding, mutable=True)
    dict.update(post, said)
    post._mutable = False
    return post
