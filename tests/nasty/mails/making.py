"""What the nasty mails are made of, and what each has to become."""

import base64
import quopri
from dataclasses import dataclass

WORDS = "我们村停水三天了，请县里派人来看一看。"
TRADITIONAL = "我們村停水三天了，請縣裡派人來看一看。"
CITIZEN = b"From: Wang <wang@mail.example>"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@dataclass(frozen=True)
class Nasty:
    """One mail. `becomes` is letter, held or quiet; `says` stands in its words or beside them."""

    name: str
    content: bytes
    becomes: str = "letter"
    says: str = ""
    why: str = ""
    files: int = 0


def mail(*fields: bytes | str, body: bytes | str = WORDS, sender: bytes = CITIZEN) -> bytes:
    """A mail of these fields. Without a charset of its own, words are UTF-8."""
    lines = [sender, *(one.encode() if isinstance(one, str) else one for one in fields)]
    text = body.encode() if isinstance(body, str) else body
    return b"\r\n".join(
        [line for line in lines if line] + [b"", text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")]
    )


def many(
    *parts: bytes, kind: str = "mixed", boundary: str = "b1", more: str = "", closed: bool = True
) -> bytes:
    """A mail of several parts, each with its own fields."""
    between = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    end = f"--{boundary}--\r\n".encode() if closed else b""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}'
    return mail("Subject: parts", "MIME-Version: 1.0", head, body=between + end)


def part(kind: str, content: bytes | str, *fields: str, packed: bool = False) -> bytes:
    body = content.encode() if isinstance(content, str) else content
    lines = [f"Content-Type: {kind}", *fields]
    if packed:
        lines.append("Content-Transfer-Encoding: base64")
        body = base64.encodebytes(body).replace(b"\n", b"\r\n")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


PLAIN = part("text/plain; charset=utf-8", WORDS)
PAGE = part("text/html; charset=utf-8", f"<p>{WORDS}</p>")
SHOT = part(
    "image/png; name=shot.png", PICTURE, "Content-Disposition: attachment; filename=shot.png", packed=True
)


def packed(body: bytes, way: str) -> bytes:
    if way == "base64":
        return base64.encodebytes(body)
    return quopri.encodestring(body) if way == "quoted-printable" else body
