"""Files from outside: taken by what they are, not by what they are called."""

import re

import filetype
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn
from lianxin.kit.refusals import NotValid

MOST_FILES = 9
MOST_BYTES = 20 * 1024 * 1024
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TAKEN = {
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "application/pdf",
    "audio/mpeg", "audio/x-wav", "audio/aac", "audio/mp4", "audio/ogg", "audio/amr",
    "video/mp4", "video/quicktime", *OFFICE.values(),
}  # fmt: skip
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def media_type(file: FileIn) -> str:
    """What a file is, by its content. Raises NotValid when it is nothing we can keep safely."""
    if len(file.content) > MOST_BYTES:
        raise NotValid(_("附件“%(name)s”太大：一个文件最多20 MB。") % {"name": safe_name(file.name)}, "files")
    guess = filetype.guess_mime(file.content)
    if guess in TAKEN:
        return str(guess)
    if guess is None and _is_plain_text(file.content):
        return "text/plain"
    raise NotValid(
        _("附件“%(name)s”的类型不能接收。可以上传照片、PDF、录音、短视频、Word、Excel或纯文本。")
        % {"name": safe_name(file.name)},
        "files",
    )


def _is_plain_text(content: bytes) -> bool:
    """Text without markup: a page or a drawing with scripts in it is not plain text."""
    try:
        words = content.decode()
    except UnicodeDecodeError:
        return False
    return "\0" not in words and not re.search(r"<\s*[!?a-z]", words, re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of the name as given, without anything a file system or a header could trip over."""
    last = re.split(r"[\\/]", name)[-1]
    last = re.sub(r"[^\w.\-()（）\u3000-\u303f ]", "_", last).strip(" .")
    return last[-120:] or "file"
