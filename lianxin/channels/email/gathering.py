"""归拢 What is in the parts of a mail: its words, its files, and the mails inside it."""

import mimetypes
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from lianxin.channels.email.charsets import text_of
from lianxin.channels.email.headers import file_name, moment_of, words_of
from lianxin.channels.email.markup import LONGEST_PAGE, words_in
from lianxin.channels.email.parts import Part, typed
from lianxin.channels.email.richtext import text_of_rtf
from lianxin.channels.email.winmail import unpacked
from lianxin.channels.message import FileIn
from lianxin.kit.dates import say_instant

MOST_FILES = 100
SHORT = 40  # letters: shorter than that, plain words may only say that there is a page
PGP = "-----BEGIN PGP MESSAGE-----"
# Signatures, keys, visiting cards, appointments: nothing that a letter says. Reports are read elsewhere.
PASSED_OVER = {
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "text/calendar", "application/ics", "text/vcard", "text/x-vcard",
    "text/directory", "message/delivery-status", "message/disposition-notification",
    "message/feedback-report", "text/rfc822-headers", "application/applefile", "text/x-amp-html",
}  # fmt: skip
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
OUTLOOK = {"application/ms-tnef", "application/vnd.ms-tnef"}


class Text:
    """文字 A part that holds words; they are read when they are asked for, and once."""

    def __init__(self, part: Part) -> None:
        self.part = part

    @cached_property
    def words(self) -> str:
        return in_words(self.part)


@dataclass
class Gathered:
    """What a mail holds. `inside` are the mails in it, in words; `locked`: it can be read only with a key."""

    texts: list[Text] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    files: list[FileIn] = field(default_factory=list)
    pictures: list[FileIn] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    locked: bool = False
    sealed: bool = False

    def said(self) -> str:
        """The words of the mail itself."""
        return "\n\n".join([*(text.words for text in self.texts if text.words), *self.words])

    def all_files(self) -> tuple[FileIn, ...]:
        """Files, then the pictures that stood between the words; each once, however often it is there."""
        known: dict[bytes, FileIn] = {}
        for file in [*self.files, *self.pictures]:
            if file.content:
                known.setdefault(file.content, file)
        return tuple(known.values())

    def add(self, other: "Gathered") -> None:
        """Everything of another but its words."""
        self.inside += other.inside
        self.files += other.files
        self.pictures += other.pictures
        self.parts += other.parts
        self.words += other.words
        self.locked, self.sealed = self.locked or other.locked, self.sealed or other.sealed


def gathered(mail: Part) -> Gathered:
    """归拢 Go through all parts of the mail."""
    found = Gathered()
    _take(mail, found)
    return found


def _take(part: Part, found: Gathered) -> None:
    found.parts.append(part)
    if part.kind == "multipart/encrypted":
        found.locked = True
    elif part.kind == "multipart/alternative":
        _take_best(part, found)
    elif part.kind.startswith("multipart/"):
        for one in part.parts:
            _take(one, found)
    elif part.parts:
        _take_mail(part.parts[0], found)
    elif part.kind in SEALED:
        found.locked = found.locked or part.params.get("smime-type", "").lower() != "signed-data"
        found.sealed = True
    elif part.kind in PASSED_OVER:
        return
    elif part.kind.startswith("text/") and not _is_file(part, found):
        found.texts.append(Text(part))
        if len(part.body) > LONGEST_PAGE:
            found.files.append(FileIn(file_name(part) or _name_for(part.kind, found), part.content()))
    else:
        _take_file(part, found)


def _take_best(part: Part, found: Gathered) -> None:
    """The same words in several ways: plain ones, unless they only say that there is a page."""
    ways: list[Gathered] = []
    for one in part.parts:
        way = Gathered()
        _take(one, way)
        found.add(way)
        if way.texts:
            ways.append(way)
    plain = next((way for way in ways if all(one.part.kind == "text/plain" for one in way.texts)), None)
    rich = next((way for way in reversed(ways) if way is not plain), None)
    if plain and rich:
        short = plain.said().strip()
        if len(short) < SHORT and len(rich.said()) > 2 * len(short) + SHORT * bool(short):
            plain = None
    found.texts += (plain or rich or Gathered()).texts


def _take_mail(mail: Part, found: Gathered) -> None:
    """A mail inside the mail: its head and its words stand in the letter, its files beside it."""
    inside = gathered(mail)
    charset = mail.params.get("charset", "")
    moment = moment_of(mail.said("date"))
    head = [
        _("---------- 附上的邮件 ----------"),
        _("发件人：%(who)s") % {"who": words_of(mail.said("from"), charset)},
        _("时间：%(when)s") % {"when": say_instant(moment) if moment else "—"},
        _("主题：%(subject)s") % {"subject": words_of(mail.said("subject"), charset)},
    ]
    found.inside += ["\n".join([*head, "", inside.said().strip()]).strip(), *inside.inside]
    found.files += inside.files
    found.pictures += inside.pictures
    found.parts += inside.parts


def _is_file(part: Part, found: Gathered) -> bool:
    disposition = typed(part.said("content-disposition"))[0]
    named = bool(file_name(part)) and bool(found.texts)
    return disposition == "attachment" or named or part.kind not in WORDS


def _take_file(part: Part, found: Gathered) -> None:
    if len(found.files) + len(found.pictures) >= MOST_FILES:
        return
    content = part.content()
    name = file_name(part)
    if part.kind in OUTLOOK or name.lower() == "winmail.dat":
        inside = unpacked(content)
        if inside:
            found.words += [inside.words] if inside.words.strip() and not _has_words(found) else []
            found.files += [FileIn(file.name or _name_for("", found), file.content) for file in inside.files]
            return
    shown = typed(part.said("content-disposition"))[0] != "attachment" and part.kind.startswith("image/")
    file = FileIn(name or _name_for(part.kind, found), content)
    (found.pictures if shown else found.files).append(file)


def _has_words(found: Gathered) -> bool:
    return any(text.words.strip() for text in found.texts)


def _name_for(kind: str, found: Gathered) -> str:
    """A name for a file that has none."""
    number = len(found.files) + len(found.pictures) + 1
    return _("附件%(number)d") % {"number": number} + (mimetypes.guess_extension(kind) or "")


def in_words(part: Part) -> str:
    """The words of one part, whichever way they are written."""
    content, charset = part.content(), part.params.get("charset", "")
    if part.kind == "text/rtf":
        return text_of_rtf(content)
    text = text_of(content, charset or _charset_in(content, part.kind))
    if part.kind in PAGES or (not part.kind and "<html" in text[:500].lower()):
        return words_in(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _flowed(text, part.params) if part.params.get("format", "").lower() == "flowed" else text


PAGES = {"text/html", "text/enriched", "text/richtext", "application/xhtml+xml"}
WORDS = {"text/plain", "text/rtf", "text/markdown", "text/", "text/unknown", *PAGES}


def _charset_in(content: bytes, kind: str) -> str:
    """What a page says of itself at its head."""
    if kind not in PAGES:
        return ""
    head = content[:2_000].lower()
    _before, said, rest = head.partition(b"charset=")
    return (
        rest.lstrip(b"\"' ")[:40]
        .split(b'"')[0]
        .split(b"'")[0]
        .split(b">")[0]
        .strip(b" /;")
        .decode("ascii", errors="replace")
        if said
        else ""
    )


def _flowed(text: str, params: dict[str, str]) -> str:
    """Lines that a program broke for the way, whole again (RFC 3676)."""
    without_space = params.get("delsp", "").lower() == "yes"
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        plain = line[1:] if line.startswith(" ") and not quoted else line
        if goes_on and not quoted:
            lines[-1] += plain
        else:
            lines.append(plain)
        goes_on = plain.endswith(" ") and plain != "-- " and not quoted
        if goes_on and without_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
