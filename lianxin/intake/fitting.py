"""Making what a person sent fit what a letter may be, with nothing lost: the original holds all of it."""

from dataclasses import replace

from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn, Message
from lianxin.intake.files import MOST_FILES, media_type, safe_name
from lianxin.intake.words import LONGEST_BODY
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import readable


def fitting(message: Message) -> Message:
    """The letter with the files that can be taken; what could not stands in words beside it.

    Words that are too long go on in a file; a letter without words is said to be in its files.
    """
    taken, left = _files(message.files)
    body, rest = _body(message, has_files=bool(taken))
    if rest and len(taken) < MOST_FILES:
        taken.append(rest)
    aside = "\n\n".join(part for part in (message.aside, _left_out(left)) if part)
    return replace(message, body=body, files=tuple(taken), aside=aside)


def _files(files: tuple[FileIn, ...]) -> tuple[list[FileIn], list[str]]:
    taken: list[FileIn] = []
    left: list[str] = []
    for file in files:
        try:
            media_type(file)
        except NotValid as refusal:
            left.append(refusal.sentence)
            continue
        if len(taken) < MOST_FILES:
            taken.append(file)
        else:
            left.append(_("“%(name)s”：附件太多") % {"name": safe_name(file.name)})
    return taken, left


def _left_out(left: list[str]) -> str:
    return "\n".join([_("没有收下的附件(在原件里)："), *left]) if left else ""


def _body(message: Message, *, has_files: bool) -> tuple[str, FileIn | None]:
    body = readable(message.body)
    if len(body) > LONGEST_BODY:
        end = _("……(后面还有，见附件“全文.txt”)")
        return body[: LONGEST_BODY - len(end)] + end, FileIn("全文.txt", body.encode())
    if not any(c.isalnum() for c in body):
        body = "\n".join(part for part in (body, message.subject) if part)
    if not any(c.isalnum() for c in body) and has_files:
        body = _("(没有文字，内容在附件里)")
    return body, None
