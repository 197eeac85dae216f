"""拆信 A mail's bytes taken apart into its parts (RFC 5322, RFC 2045), whatever is in them.

Each level is one search over the bytes, and the levels are bounded. The standard library goes line by line
through every open part at once, so that a mail made for it keeps it busy for minutes.
"""

import binascii
import re
from dataclasses import dataclass, field

LONGEST_HEAD = 1024 * 1024
LONGEST_TYPE = 8 * 1024
MOST_FIELDS = 2_000
MOST_PARTS = 400
DEEPEST = 8

# Lines end with both signs, with either, and with one of them twice.
END_OF_HEAD = re.compile(rb"\r{0,3}\n\r{0,3}\n|\r\r(?!\n)")
LINE_END = re.compile(rb"\r{0,3}\n|\r")
FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
PARAM = re.compile(r""";\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)""", re.DOTALL)
KNOWN = {"from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path", "sender"}
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
FIRST_BOUNDARY = re.compile(rb"\s*--([^\r\n]{1,200}?)[ \t]*\r?\n")


@dataclass(slots=True)
class Part:
    """一部分 One part of a mail: its fields by their small names, its body as it stands, the parts in it."""

    fields: dict[str, list[bytes]]
    body: bytes
    kind: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def said(self, name: str) -> bytes:
        """The first field of this name."""
        return self.fields.get(name, [b""])[0]

    def content(self) -> bytes:
        """The body out of the letters it was packed in for the way."""
        way = self.said("content-transfer-encoding").strip().lower()
        if way == b"base64" and _is_base64(self.body):
            return _from_base64(self.body)
        if way == b"quoted-printable":
            return binascii.a2b_qp(self.body)
        if way in {b"x-uuencode", b"uuencode", b"x-uue", b"uue"}:
            return _from_uuencode(self.body)
        return self.body


@dataclass(slots=True)
class _Budget:
    """How many parts may still be opened: a mail of a hundred thousand is no letter."""

    parts: int = MOST_PARTS


def take_apart(content: bytes) -> Part:
    """拆信 The mail as a tree. Never raises: what cannot be taken apart stays in one piece."""
    return _part(content, "text/plain", 0, _Budget())


def fields_of(content: bytes) -> dict[str, list[bytes]]:
    """Only the fields at its head."""
    return _split(content)[0]


def _part(content: bytes, ordinary: str, depth: int, budget: _Budget) -> Part:
    budget.parts -= 1
    fields, body = _split(content)
    kind, params = typed(fields.get("content-type", [b""])[0])
    part = Part(fields, body, kind if "/" in kind else ordinary, params)
    if depth >= DEEPEST:
        part.kind = part.kind if part.kind.startswith("text/") else "application/octet-stream"
        return part
    if part.kind.startswith("multipart/"):
        inner = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
        part.parts = [_part(piece, inner, depth + 1, budget) for piece in _pieces(part, budget)]
        if not part.parts:  # no boundary that stands in it: then it is words, if anything
            part.kind = "text/plain"
    elif part.kind in {"message/rfc822", "message/global"} and budget.parts > 0:
        part.parts = [_part(part.content().lstrip(b"\r\n"), "text/plain", depth + 1, budget)]
    return part


def _split(content: bytes) -> tuple[dict[str, list[bytes]], bytes]:
    """The fields and the body of a mail or of a part of one."""
    if content[:2] == b"\r\n" or content[:1] == b"\n":
        return {}, content[2 if content[:1] == b"\r" else 1 :]
    end = END_OF_HEAD.search(content, 0, LONGEST_HEAD)
    head, body = (content[: end.start()], content[end.end() :]) if end else (content[:LONGEST_HEAD], b"")
    if not end and len(content) > LONGEST_HEAD:
        body = content[LONGEST_HEAD:]
    fields, left = _fields(LINE_END.split(head))
    if not end and not any(name in KNOWN or name.startswith("content-") for name in fields):
        return {}, content  # "Note: it has been three days" is no field
    return fields, (left + b"\n\n" + body if left and body else left or body)


def _fields(lines: list[bytes]) -> tuple[dict[str, list[bytes]], bytes]:
    """The fields, and what stands behind the last of them without being one.

    A broken line between two fields goes on with the one before it: a subject with a line end in it.
    """
    known: list[tuple[str, list[bytes]]] = []
    stray: list[bytes] = []
    for line in lines:
        found = FIELD.match(line)
        if found and len(known) < MOST_FIELDS:
            if stray and known:
                known[-1][1].extend(stray)
                stray = []
            known.append((found[1].decode("ascii").lower(), [line[found.end() :]]))
        elif known and not stray and line[:1] in {b" ", b"\t"}:
            known[-1][1].append(line)
        elif known or not line.startswith((b"From ", b">From ")):  # as mailbox files begin
            stray.append(line)
    fields: dict[str, list[bytes]] = {}
    for name, pieces in known:
        fields.setdefault(name, []).append(b"".join(pieces).rstrip())
    return fields, b"\n".join(stray)


def typed(value: bytes) -> tuple[str, dict[str, str]]:
    """A content type or disposition: its word in small letters, and its parameters, bytes kept as Latin-1."""
    text = value[:LONGEST_TYPE].decode("latin-1")
    word, semicolon, _rest = text.partition(";")
    word = word.strip().strip('"').lower()
    if not semicolon:
        return word, {}
    params: dict[str, str] = {}
    for name, said in PARAM.findall(text[text.index(";") :]):
        said = said.strip()
        if len(said) > 1 and said[0] == said[-1] == '"':
            said = re.sub(r"\\(.)", r"\1", said[1:-1])
        params.setdefault(name.lower(), said.strip('"'))
    return word, params


def _pieces(part: Part, budget: _Budget) -> list[bytes]:
    """What stands between the boundaries. A boundary that was forgotten is the first line with two dashes."""
    boundary = part.params.get("boundary", "").rstrip().encode("latin-1")
    if not boundary:
        first = FIRST_BOUNDARY.match(part.body)
        if first is None:
            return []
        boundary = first[1]
    cut = re.compile(rb"(?:\A|\r{0,3}\n|\r)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r{0,3}\n|\r|\Z)")
    pieces: list[bytes] = []
    begin, place = -1, 0
    while found := cut.search(part.body, place):
        if begin >= 0 and budget.parts > len(pieces):
            pieces.append(part.body[begin : found.start()])
        begin = -1 if found[1] else found.end()
        # The line end behind one boundary may be the one before the next.
        place = found.end() - (part.body[found.end() - 1 : found.end()] in {b"\n", b"\r"})
        place = max(place, found.start() + 1)
        if found[1]:
            break
    if begin >= 0 and budget.parts > len(pieces) and part.body[begin:].strip():
        pieces.append(part.body[begin:])  # it was cut off on the way: what is there is there
    return pieces


def _is_base64(body: bytes) -> bool:
    """What only says that it is packed so is taken as it stands."""
    sample = body[:2_000]
    return len(NOT_BASE64.findall(sample)) * 50 <= len(sample)


def _from_base64(body: bytes) -> bytes:
    """What was packed; words that a server on the way put below it unpacked stay as they are."""
    packed, _empty, below = body.strip().replace(b"\r\n", b"\n").partition(b"\n\n")
    if below and NOT_BASE64.search(below) is None and b" " not in below.strip():
        packed, below = packed + below, b""
    return _unpacked(packed) + (b"\n\n" + below if below else b"")


def _unpacked(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        letters = NOT_BASE64.sub(b"", body).replace(b"=", b"")
        letters = b"".join(letters.split())
        return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"===")


def _from_uuencode(body: bytes) -> bytes:
    found: list[bytes] = []
    for line in LINE_END.split(body):
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            size = (((line[0] - 32) & 63) * 4 + 5) // 3  # some count the line wrong
            try:
                found.append(binascii.a2b_uu(line[: 1 + size]))
            except binascii.Error:
                return body
    return b"".join(found)
