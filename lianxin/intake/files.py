"""Files from outside: taken by what they are, not by what they are called."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

import filetype
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn
from lianxin.kit.refusals import NotValid

MOST_FILES = 9
MOST_BYTES = 20 * 1024 * 1024
MOST_TOGETHER = 60 * 1024 * 1024  # of one letter
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Every type that is taken, and by what endings its files are called; the first where the name has another.
ENDINGS = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"), "image/png": ("png",), "image/gif": ("gif",),
    "image/webp": ("webp",), "image/heic": ("heic", "heif"), "application/pdf": ("pdf",),
    "audio/mpeg": ("mp3", "mpga"), "audio/x-wav": ("wav",), "audio/aac": ("aac",),
    "audio/mp4": ("m4a", "mp4"), "audio/ogg": ("ogg", "oga", "opus"), "audio/amr": ("amr",),
    "video/mp4": ("mp4", "m4v"), "video/quicktime": ("mov", "qt"), "text/plain": ("txt",),
    OFFICE["docx"]: ("docx",), OFFICE["xlsx"]: ("xlsx",),
}  # fmt: skip
TAKEN = set(ENDINGS) - {"text/plain"}
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic"}
MOST_UNPACKED, MOST_PARTS = 200 * 1024 * 1024, 20_000


def media_type(file: FileIn) -> str:
    """What a file is, by its content. Raises NotValid when it is nothing we can keep safely."""
    if len(file.content) > MOST_BYTES:
        raise NotValid(_("附件“%(name)s”太大：一个文件最多20 MB。") % {"name": safe_name(file.name)}, "files")
    if not file.content:
        raise NotValid(
            _("附件“%(name)s”是空的，可能没有传完整。请再传一次。") % {"name": safe_name(file.name)}, "files"
        )
    guess = filetype.guess_mime(file.content)
    if guess in OFFICE.values():
        _require_sound(file)
    if guess in TAKEN:
        return str(guess)
    if guess is None and _is_plain_text(file.content):
        return "text/plain"
    raise NotValid(
        _("附件“%(name)s”的类型不能接收。可以上传照片、PDF、录音、短视频、Word、Excel或纯文本。")
        % {"name": safe_name(file.name)},
        "files",
    )


def require_together(given: Sequence[FileIn]) -> None:
    """Raises NotValid when the files of one letter are too large together."""
    if sum(len(file.content) for file in given) > MOST_TOGETHER:
        raise NotValid(_("附件加起来太大：一封信最多60 MB。请挑最要紧的，或者分几次补充。"), "files")


def _require_sound(file: FileIn) -> None:
    """No macros, and nothing that unpacks to gigabytes on the machine of whoever opens it."""
    named = {"name": safe_name(file.name)}
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotValid(
            _("附件“%(name)s”打不开，可能没有存完整。请重新保存再上传。") % named, "files"
        ) from error
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise NotValid(_("附件“%(name)s”里有宏，不能接收。请另存为不带宏的文件再上传。") % named, "files")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotValid(_("附件“%(name)s”展开后太大，不能接收。") % named, "files")


def _is_plain_text(content: bytes) -> bool:
    """Text without markup: a page or a drawing with scripts in it is not plain text."""
    try:
        words = content.decode()
    except UnicodeDecodeError:
        return False
    return "\0" not in words and not re.search(r"<\s*[!?/a-z]", words, re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of the name as given, without anything a file system or a header could trip over."""
    last = re.split(r"[\\/]", name)[-1]
    last = re.sub(r"[^\w.\-()（）\u3000-\u303f ]", "_", last).strip(" .")
    return last[-120:] or "file"


def honest_name(name: str, media_type: str) -> str:
    """下载的文件名 The name, with the ending of what the file is: no picture is saved as a program."""
    known = ENDINGS.get(media_type, ("bin",))
    ending = name.rpartition(".")[2].lower()
    return name if "." in name and ending in known else f"{name}.{known[0]}"
