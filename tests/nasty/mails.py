"""Nasty mails, all made here: what mail programs, bad servers and bad people send to a county.

`MAILS` holds them by name, each with what has to become of it. None of them may raise, none may be lost.
"""

import base64
import quopri
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from tests.nasty.winmail import tnef

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


def charsets() -> Iterator[Nasty]:
    """Words in one charset that say another, say none, or say nonsense."""
    ways = ("8bit", "base64", "quoted-printable")
    said = {
        "utf-8": ("utf-8", "UTF8", "utf8mb4", "gb2312", "iso-8859-1", "us-ascii", "unknown-8bit", ""),
        "gbk": ("gbk", "gb2312", "GB_2312-80", "gb18030", "us-ascii", "iso-8859-1", "utf-8", "x-none", ""),
        "big5": ("big5", "Big5-HKSCS", "us-ascii", "utf-8", "x-nonsense", ""),
        "utf-16": ("utf-16", "utf-8", ""),
        "hz": ("hz-gb-2312",),
        "utf-7": ("utf-7",),
    }  # fmt: skip
    for real, names in said.items():
        words = TRADITIONAL if real == "big5" else WORDS
        for name in names:
            for way in ways if real != "utf-16" else ("base64",):
                kind = f"Content-Type: text/plain; charset={name}" if name else "Content-Type: text/plain"
                content = mail(
                    kind, f"Content-Transfer-Encoding: {way}", body=packed(words.encode(real), way)
                )
                yield Nasty(f"{real} called {name or 'nothing'} in {way}", content, says=words)
    rare = "𠮷家村的㐂字和裏字"
    yield Nasty(
        "gb18030 of four bytes",
        mail("Content-Type: text/plain; charset=gb2312", body=rare.encode("gb18030")),
        says=rare,
    )
    yield Nasty(
        "a page that names its own charset",
        mail("Content-Type: text/html", body=f'<meta charset="gbk"><p>{WORDS}</p>'.encode("gbk")),
        says=WORDS,
    )
    yield Nasty("utf-8 with a mark at its beginning", mail(body=b"\xef\xbb\xbf" + WORDS.encode()), says=WORDS)
    yield Nasty(
        "french",
        mail(
            "Content-Type: text/plain; charset=iso-8859-1",
            body="L'eau est coupée depuis un été.".encode("latin-1"),
        ),
        says="coupée",
    )
    for name in ("punycode", "idna", "unicode_escape", "zlib", "hex", "rot13", "../../etc", "a" * 5_000, "0"):
        yield Nasty(f"charset {name[:20]}", mail(f"Content-Type: text/plain; charset={name}"), says=WORDS)


def subjects() -> Iterator[Nasty]:
    """Heads as they are written, not as they should be."""
    b64 = base64.b64encode
    utf8, gbk = "关于上湾村停水".encode(), "关于上湾村停水".encode("gbk")
    for name, value in {
        "raw utf-8": utf8,
        "raw gbk": gbk,
        "cut inside a character": b"=?utf-8?B?" + b64(utf8[:4]) + b"?= =?utf-8?B?" + b64(utf8[4:]) + b"?=",
        "cut inside base64": b"=?utf-8?B?" + b64(utf8)[:5] + b"?= =?utf-8?B?" + b64(utf8)[5:] + b"?=",
        "folded": b"=?gb2312?B?" + b64(gbk[:6]) + b"?=\r\n =?gb2312?B?" + b64(gbk[6:]) + b"?=",
        "broken over lines": b"=?gb2312?B?"
        + b64(gbk[:6])
        + b"?=\r\n=?gb2312?B?"
        + b64(gbk[6:])
        + b"?=\r\nX-Next: 1",
        "no end": b"=?utf-8?B?" + b64(utf8),
        "no padding": b"=?utf-8?B?" + b64(utf8 + b"!").rstrip(b"=") + b"?=",
        "q with spaces": b"=?utf-8?Q?" + quopri.encodestring(utf8, header=True).strip() + b" ?=",
        "in quotes": b'"=?utf-8?B?' + b64(utf8) + b'?="',
        "with a language": b"=?utf-8*zh?B?" + b64(utf8) + b"?=",
        "unknown charset": b"=?x-foo?B?" + b64(utf8) + b"?=",
        "mixed": "关于".encode() + b"=?gbk?B?" + b64("上湾村停水".encode("gbk")) + b"?=",
    }.items():
        yield Nasty(f"subject {name}", mail(b"Subject: " + value), says="上湾村停水")
    for name, value in {
        "empty": b"",
        "of spaces": b"     ",
        "of ten thousand letters": b"x" * 10_000,
        "of one hundred thousand": "水".encode() * 100_000,
        "of nothing": b"=?utf-8?B??=",
        "of half a million openings": b"=?utf-8?B?" * 50_000,
        "with a bell": b"a\x07\x1b[31mb\x00c",
        "that turns round": "\u202egpj.exe".encode(),
        "with a line end inside": b"=?utf-8?B?" + b64(b"a\r\nBcc: x@y.cn") + b"?=",
    }.items():
        yield Nasty(f"subject {name}", mail(b"Subject: " + value), says=WORDS)
    yield Nasty("two subjects", mail("Subject: one", "Subject: two"), says=WORDS)
    yield Nasty("no subject and only a subject", mail("Subject: 停水了", body=""), says="停水了")


def senders() -> Iterator[Nasty]:
    for value in (
        "", "<>", "Wang", "wang@mail.example", "<wang@mail.example", '"a" <b@c.cn',
        '"x@y.cn" <wang@mail.example>', "王 <王@例子.中国>", "=?gb2312?B?zfU=?= <wang@mail.example>",
        "a@b.cn, c@d.cn", "Group: a@b.cn, c@d.cn;", "(" * 3_000 + "a@b.cn", "<" * 3_000,
        "a" * 300 + "@b.cn", '"' + "王" * 2_000 + '" <wang@mail.example>', "wang@mail.example (王)",
        "wang at mail dot example", "wang@mail.example\x00", "@", "a@", "@b",
        '"Wang\\" <x@y.cn>" <wang@mail.example>',
    ):  # fmt: skip
        yield Nasty(f"from {value[:30]!r}", mail(sender=b"From: " + value.encode()), says=WORDS)
    yield Nasty("no sender at all", mail("Subject: x", sender=b""), says=WORDS)
    yield Nasty("two senders", mail(sender=CITIZEN + b"\r\nFrom: li@mail.example"), says=WORDS)
    for day in (
        "", "yesterday", "Mon, 99 Foo 9999 99:99:99 +9999", "Mon, 03 Mar 2025 09:00:00", "0", "(" * 4_000,
        "Mon, 03 Mar 0025 09:00:00 +0800", "Thu, 01 Jan 2099 00:00:00 -0000",
    ):  # fmt: skip
        yield Nasty(f"date {day[:20]!r}", mail(f"Date: {day}"), says=WORDS)


def heads() -> Iterator[Nasty]:
    """What stands before the words, and where the words begin."""
    yield Nasty("line ends of old Macs", mail("Subject: x").replace(b"\r\n", b"\r"), says=WORDS)
    yield Nasty("line ends of Unix", mail("Subject: x").replace(b"\r\n", b"\n"), says=WORDS)
    yield Nasty("mailbox line", b"From wang Mon Mar  3 09:00:00 2025\n" + mail("Subject: x"), says=WORDS)
    yield Nasty("no empty line", CITIZEN + b"\r\n" + WORDS.encode(), says=WORDS)
    yield Nasty("no fields", WORDS.encode(), says=WORDS)
    yield Nasty("line ends doubled", mail("Subject: x").replace(b"\r\n", b"\r\r\n"), says=WORDS)
    yield Nasty("empty line first", b"\r\n" + WORDS.encode() + b"!", says=WORDS)
    yield Nasty("words like a field", "注意：水停了\nNote: the water\nis off".encode(), says="is off")
    yield Nasty("field without a colon", mail("Subject x", "X: y"), says=WORDS)
    yield Nasty("colon without a field", mail(": x"), says=WORDS)
    yield Nasty("spaces before the colon", mail("Subject : 停水", "Content-Type : text/plain"), says="停水")
    yield Nasty("ten thousand fields", mail(*["X-A: 1"] * 10_000), says=WORDS)
    yield Nasty("a field of two megabytes", mail(b"X-A: " + b"x" * 2_000_000), becomes="letter")
    yield Nasty("fields folded a hundred thousand times", mail(b"X-A: a" + b"\r\n b" * 100_000), says=WORDS)
    yield Nasty("bytes of nothing in the head", mail(b"X-\x00\xff: \x00\xff"), becomes="")
    yield Nasty(
        "to five thousand people", mail("To: " + ", ".join(f"p{n}@b.cn" for n in range(5_000))), says=WORDS
    )


def structures() -> Iterator[Nasty]:
    """Parts within parts."""
    yield Nasty("two ways", many(PLAIN, PAGE, kind="alternative"), says=WORDS)
    yield Nasty(
        "plain says look at the page",
        many(
            part("text/plain", "Use HTML."),
            PAGE * 1,
            part("text/html; charset=utf-8", f"<p>{WORDS * 20}</p>"),
            kind="alternative",
        ),
        says=WORDS,
    )
    yield Nasty("plain is empty", many(part("text/plain", ""), PAGE, kind="alternative"), says=WORDS)
    yield Nasty("not closed", many(PLAIN, SHOT, closed=False), says=WORDS, files=1)
    yield Nasty("cut off in a picture", many(PLAIN, SHOT)[:-60], says=WORDS)
    yield Nasty(
        "no boundary named",
        mail("Content-Type: multipart/mixed", body=b"--zz\r\n" + PLAIN + b"\r\n--zz--"),
        says=WORDS,
    )
    yield Nasty(
        "another boundary",
        mail('Content-Type: multipart/mixed; boundary="yy"', body=b"--zz\r\n" + PLAIN + b"\r\n--zz--"),
        says=WORDS,
    )
    yield Nasty("boundary with signs", many(PLAIN, SHOT, boundary="=_(.*)+?[a-z]"), says=WORDS, files=1)
    yield Nasty(
        "boundary of spaces", mail('Content-Type: multipart/mixed; boundary="   "', body=WORDS), says=WORDS
    )
    yield Nasty("empty parts", many(b"", b"", PLAIN, b""), says=WORDS)
    yield Nasty("no parts", many(), becomes="letter", says="parts")
    yield Nasty("part without fields", many(b"\r\n" + WORDS.encode()), says=WORDS)
    yield Nasty("part of words only", many(WORDS.encode()), says=WORDS)
    yield Nasty(
        "words before the first part",
        mail(
            'Content-Type: multipart/mixed; boundary="b1"',
            body=b"preamble\r\n--b1\r\n" + PLAIN + b"\r\n--b1--\r\nepilogue",
        ),
        says=WORDS,
    )
    yield Nasty("same boundary inside", many(many(PLAIN, SHOT).partition(b"\r\n\r\n")[2]), becomes="letter")
    yield Nasty(
        "words in two parts",
        many(
            part("text/plain; charset=utf-8", "第一段。"), SHOT, part("text/plain; charset=utf-8", "第二段。")
        ),
        says="第二段",
        files=1,
    )
    inner = part("text/plain; charset=utf-8", WORDS)
    for depth in (3, 7, 9, 50, 2_000):
        nested = inner
        for level in range(depth):
            bound = f"d{level}".encode()
            nested = (
                b'Content-Type: multipart/mixed; boundary="'
                + bound
                + b'"\r\n\r\n--'
                + bound
                + b"\r\n"
                + nested
                + b"\r\n--"
                + bound
                + b"--"
            )
        yield Nasty(
            f"{depth} deep",
            mail(
                sender=CITIZEN + b"\r\nSubject: deep\r\n" + nested.partition(b"\r\n\r\n")[0],
                body=nested.partition(b"\r\n\r\n")[2],
            ),
            says="" if depth > 7 else WORDS,
        )
    yield Nasty("ten thousand parts", many(PLAIN, *[part("text/plain", "x")] * 10_000), says=WORDS)
    yield Nasty("a thousand pictures", many(PLAIN, *[SHOT] * 1_000), says=WORDS, files=1)
    yield Nasty("unknown kind of many", many(PLAIN, kind="x-unheard-of"), says=WORDS)
    yield Nasty("kind without a slash", mail("Content-Type: text"), says=WORDS)
    yield Nasty("kind of nonsense", mail('Content-Type: ;;;==="""; charset'), says=WORDS)
    yield Nasty("a quote that does not end", mail('Content-Type: text/plain; charset="utf-8'), says=WORDS)
    yield Nasty("two kinds", mail("Content-Type: text/plain", "Content-Type: image/png"), says=WORDS)
    yield Nasty(
        "signed by pgp",
        many(
            PLAIN,
            part("application/pgp-signature; name=signature.asc", "-----BEGIN PGP SIGNATURE-----"),
            kind="signed",
        ),
        says=WORDS,
    )
    yield Nasty(
        "signed by s/mime",
        many(
            PLAIN,
            part("application/pkcs7-signature; name=smime.p7s", b"\x30\x80", packed=True),
            kind="signed",
        ),
        says=WORDS,
    )
    yield Nasty(
        "with a card and an appointment",
        many(PLAIN, part("text/vcard", "BEGIN:VCARD"), part("text/calendar", "BEGIN:VCALENDAR")),
        says=WORDS,
    )
    yield Nasty(
        "a digest", many(CITIZEN + b"\r\nSubject: a\r\n\r\n" + WORDS.encode(), kind="digest"), says=""
    )
    yield Nasty(
        "flowed",
        mail(
            "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
            body="我们村停水三天了， \n请县里派人来看一看。",
        ),
        says=WORDS,
    )


def transfer() -> Iterator[Nasty]:
    """Packed for the way, more or less."""
    for way in ("base65", "x-none", "8 bit", "binary", "QUOTED-printable ", "", "7bit; x=y"):
        yield Nasty(
            f"packed as {way!r}",
            mail("Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {way}"),
            says=WORDS,
        )
    b64 = base64.b64encode(WORDS.encode())
    for name, body in {
        "on one line": b64,
        "without padding": b64.rstrip(b"="),
        "with dashes between": b64[:20] + b"\r\n----\r\n" + b64[20:],
        "with words behind": b64 + b"\r\n\r\nsent by my phone",
        "that is none": WORDS.encode(),
        "with spaces": b" ".join([b64[:8], b64[8:]]),
    }.items():
        says = "" if name in {"with dashes between", "without padding"} else WORDS
        yield Nasty(
            f"base64 {name}",
            mail("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", body=body),
            says=says,
        )
    yield Nasty(
        "quoted printable of nonsense",
        mail("Content-Transfer-Encoding: quoted-printable", body=WORDS + "=ZZ=\n=3"),
        says=WORDS,
    )
    yield Nasty(
        "uuencoded",
        mail("Content-Transfer-Encoding: x-uuencode", body=b"begin 644 a.txt\n#8V%T\n`\nend\n"),
        says="cat",
    )


def files() -> Iterator[Nasty]:
    """Names of files, and files that are none."""
    pct = quote("水表.png")
    for name, disposed in {
        "2231": f"filename*=UTF-8''{pct}",
        "2231 in pieces": f"filename*0*=UTF-8''{pct[:9]}; filename*1*={pct[9:]}",
        "2047": 'filename="=?utf-8?B?5rC06KGoLnBuZw==?="',
        "raw": "filename=水表.png",
        "a path": 'filename="../../../etc/passwd"',
        "a windows path": 'filename="C:\\\\Users\\\\a\\\\b.png"',
        "none": "",
        "of dots": 'filename="...."',
        "of a line end": 'filename="a\r\n b.png"',
        "that turns round": 'filename="a\u202egnp.exe"',
        "very long": f"filename={'水' * 3_000}.png",
        "2231 of nonsense": "filename*=''%%%; filename*1*=x",
        "gbk": "",
    }.items():
        kind = "image/png"
        piece = part(kind, PICTURE, f"Content-Disposition: attachment; {disposed}", packed=True)
        if name == "gbk":
            piece = (
                b'Content-Type: image/png; name="'
                + "水表.png".encode("gbk")
                + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
                + base64.encodebytes(PICTURE)
            )
        yield Nasty(f"a file named by {name}", many(PLAIN, piece), says=WORDS, files=1)
    yield Nasty(
        "a picture between the words",
        many(
            part("text/html; charset=utf-8", f'<p>{WORDS}<img src="cid:a"></p>'),
            part("image/png", PICTURE, "Content-ID: <a>", packed=True),
            kind="related",
        ),
        says=WORDS,
        files=1,
    )
    yield Nasty(
        "only a picture",
        mail(
            "Content-Type: image/png", "Content-Transfer-Encoding: base64", body=base64.encodebytes(PICTURE)
        ),
        says="附件",
        files=1,
    )
    yield Nasty(
        "only a pdf", many(part("application/pdf; name=a.pdf", PDF, packed=True)), says="附件", files=1
    )
    yield Nasty(
        "a program",
        many(PLAIN, part("application/x-msdownload; name=a.exe", b"MZ" + b"\0" * 90, packed=True)),
        says=WORDS,
    )
    yield Nasty(
        "a page as a file",
        many(PLAIN, part("text/html; name=a.html", "<script>x</script>", "Content-Disposition: attachment")),
        says=WORDS,
    )
    yield Nasty("an empty file", many(PLAIN, part("image/png; name=a.png", b"", packed=True)), says=WORDS)
    yield Nasty(
        "twenty pictures",
        many(
            PLAIN, *[part(f"image/png; name={n}.png", PICTURE + bytes([n]), packed=True) for n in range(20)]
        ),
        says=WORDS,
        files=9,
    )
    letter = mail("Subject: 里面的信", "Date: Mon, 03 Mar 2025 09:00:00 +0800", body="里面说：水表坏了。")
    yield Nasty("a mail as a file", many(PLAIN, part("message/rfc822", letter)), says="里面说：水表坏了")
    yield Nasty(
        "a mail as a packed file",
        many(PLAIN, part("message/rfc822", letter, packed=True)),
        says="里面说：水表坏了",
    )
    yield Nasty(
        "a mail with a picture as a file",
        many(PLAIN, part("message/rfc822", many(PLAIN, SHOT))),
        says=WORDS,
        files=1,
    )
    chain = letter
    for _nth in range(30):
        chain = many(part("message/rfc822", chain))
    yield Nasty("thirty mails in one another", chain, becomes="letter")
    yield Nasty(
        "a file of winmail.dat",
        many(
            PLAIN,
            part("application/ms-tnef; name=winmail.dat", tnef(files={"shot.png": PICTURE}), packed=True),
        ),
        says=WORDS,
        files=1,
    )
    yield Nasty(
        "winmail.dat holds the words",
        many(part("application/ms-tnef; name=winmail.dat", tnef(words=WORDS), packed=True)),
        says=WORDS,
    )
    yield Nasty(
        "winmail.dat holds a page",
        many(part("application/ms-tnef; name=winmail.dat", tnef(page=f"<p>{WORDS}</p>"), packed=True)),
        says=WORDS,
    )
    yield Nasty(
        "winmail.dat holds rich text",
        many(part("application/ms-tnef; name=winmail.dat", tnef(rich=WORDS), packed=True)),
        says=WORDS,
    )
    whole = tnef(words=WORDS, files={"shot.png": PICTURE})
    for cut in (5, 20, 60, len(whole) - 20):
        yield Nasty(
            f"winmail.dat cut at {cut}",
            many(PLAIN, part("application/ms-tnef; name=winmail.dat", whole[:cut], packed=True)),
            says=WORDS,
        )


def pages() -> Iterator[Nasty]:
    """Written as pages: to be shown as words, and as nothing else."""
    for name, page in {
        "script": f"<script>alert(1)</script><p>{WORDS}</p>",
        "style": f"<style>p{{}}</style><p>{WORDS}</p>",
        "comment": f"<!-- <p>no</p> --><p>{WORDS}</p>",
        "comment that does not end": f"<p>{WORDS}</p><!-- x",
        "script that does not end": f"<p>{WORDS}</p><script>",
        "on-event": f"<img src=x onerror=alert(1)><b>{WORDS}</b>",
        "not closed": f"<div><p><b>{WORDS}",
        "closed too often": f"</div></p></b>{WORDS}</html></html>",
        "quotes with signs": f'<a title="a > b" href="https://a.cn/">{WORDS}</a>',
        "no tags": WORDS,
        "of words": f"<table><tr><td>{WORDS}</td><td>x</td></tr></table>",
        "entities": "&#25105;&#20204;&#26449;" + WORDS[3:],
        "nonsense": f"<<<>>><p<p>{WORDS}</p",
        "microsoft": f"<!--[if mso]><xml><o:p>no</o:p></xml><![endif]--><p>{WORDS}<o:p></o:p></p>",
        "frames": f"<iframe src=javascript:x></iframe>{WORDS}",
        "svg": f"<svg><script>1</script></svg>{WORDS}",
        "nul": f"<p>\0{WORDS}</p>",
        "meta refresh": f'<meta http-equiv=refresh content="0;url=https://x.cn">{WORDS}',
        "base": f'<base href="https://x.cn">{WORDS}',
    }.items():
        yield Nasty(
            f"page with {name}", mail("Content-Type: text/html; charset=utf-8", body=page), says=WORDS
        )
    for name, page in {
        "of half a million tags": "<div>" * 500_000,
        "of comments": "<!--" * 300_000,
        "of quotes": '<a "' * 300_000,
        "of lists": "<li>x" * 200_000,
        "of quoted blocks": "<blockquote>" * 100_000,
        "of entities": "&amp" * 300_000,
        "of attributes": "<p " + "a=1 " * 200_000 + ">",
    }.items():
        yield Nasty(
            f"page {name}",
            mail("Content-Type: text/html; charset=utf-8", "Subject: 停水", body=WORDS + page + WORDS),
            says=WORDS,
        )


def answers() -> Iterator[Nasty]:
    """What is new and what is only repeated."""
    below = (
        "\n\n在 2025-03-03 09:00，“来信受理中心” <letters@county.example> 写道：\n> 您好\n> 您的来信收到了"
    )
    marks = "In-Reply-To: <x@mail.example>"
    for name, quoted in {
        "quoted below": below,
        "original": '\n\n------------------ 原始邮件 ------------------\n发件人: "来信"\n内容',
        "outlook": "\n\n" + "_" * 32 + "\n发件人: 来信\n发送时间: 3月3日\n收件人: 王\n主题: 来信\n\n旧的内容",
        "english": "\n\nOn Mon, Mar 3, 2025 at 9:00 AM Letters <l@c.example> wrote:\n> old words\n>> older",
    }.items():
        yield Nasty(f"answer {name}", mail("Subject: Re: x", marks, body=WORDS + quoted), says=WORDS)
    yield Nasty(
        "answer below the quote",
        mail("Subject: Re: x", marks, body=below.strip() + "\n\n" + WORDS),
        says=WORDS,
    )
    yield Nasty(
        "answer between the quotes",
        mail("Subject: Re: x", marks, body="> 问一\n答一\n> 问二\n" + WORDS),
        says=WORDS,
    )
    yield Nasty("answer of quotes only", mail("Subject: Re: x", marks, body="> " + WORDS), says=WORDS)
    yield Nasty(
        "handed on",
        mail("Subject: Fwd: x", body="\n---------- Forwarded message ---------\nFrom: Li\n\n" + WORDS),
        says=WORDS,
    )
    yield Nasty(
        "quotes a thousand deep",
        mail("Subject: Re: x", marks, body="\n".join(">" * n for n in range(1_000)) + WORDS),
        says=WORDS,
    )


def machines() -> Iterator[Nasty]:
    """Nobody wrote these; and some that only look so."""
    report = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"'
    status = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n"
    body = b"--b1\r\n" + PLAIN + b"\r\n--b1\r\n" + status + b"\r\n--b1--"
    daemon = b"From: MAILER-DAEMON@mail.example"
    yield Nasty("bounce", mail(report, body=body, sender=daemon), "quiet", why="bounce")
    yield Nasty(
        "bounce in Chinese",
        mail("Subject: 系统退信", "Return-Path: <>", sender=b"From: postmaster@mail.example"),
        "quiet",
        why="bounce",
    )
    yield Nasty(
        "bounce without a report", mail("Subject: failure notice", sender=daemon), "quiet", why="bounce"
    )
    yield Nasty(
        "read receipt",
        mail(
            'Content-Type: multipart/report; report-type=disposition-notification; boundary="b1"',
            body=b"--b1\r\n" + PLAIN + b"\r\n--b1--",
        ),
        "quiet",
        why="auto_reply",
    )
    for field in (
        "Auto-Submitted: auto-replied",
        "X-Autoreply: yes",
        "Precedence: auto_reply",
        "Auto-Submitted: auto-replied (vacation)",
    ):
        yield Nasty(f"holiday note by {field}", mail(field, "Subject: Re: x"), "quiet", why="auto_reply")
    yield Nasty(
        "holiday note by two signs",
        mail("Subject: 自动回复：您的来信", "Return-Path: <>"),
        "quiet",
        why="auto_reply",
    )
    for field in ("Auto-Submitted: auto-generated", "Return-Path: <>", "Subject: 自动回复：停水"):
        yield Nasty(f"perhaps a machine by {field}", mail(field), "held", why="machine")
    for field in ("Precedence: bulk", "List-Unsubscribe: <https://x.example/>"):
        yield Nasty(f"perhaps advertising by {field}", mail(field), "held", why="to_many")
    yield Nasty(
        "a list", mail("List-Id: <l.example>", "Precedence: list", "To: l@l.example"), "quiet", why="list"
    )
    yield Nasty("our own", mail(f"Message-ID: <{'a' * 32}@county.example>"), "quiet", why="loop")
    yield Nasty("round and round", mail(*["Received: from a by b"] * 40), "held", why="round")
    yield Nasty(
        "postmaster who writes", mail("Subject: 停水", sender=b"From: postmaster@mail.example"), says=WORDS
    )
    yield Nasty("no auto", mail("Auto-Submitted: no"), says=WORDS)


def locked() -> Iterator[Nasty]:
    yield Nasty(
        "pgp",
        many(
            part("application/pgp-encrypted", "Version: 1"),
            part("application/octet-stream", "-----BEGIN PGP MESSAGE-----"),
            kind="encrypted",
        ),
        "held",
        why="encrypted",
    )
    yield Nasty(
        "pgp in the words",
        mail(body="-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"),
        "held",
        why="encrypted",
    )
    yield Nasty(
        "s/mime",
        mail(
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
            "Content-Transfer-Encoding: base64",
            body=b"MIIB",
        ),
        "held",
        why="encrypted",
    )
    yield Nasty(
        "s/mime signed only",
        mail(
            "Content-Type: application/pkcs7-mime; smime-type=signed-data",
            "Content-Transfer-Encoding: base64",
            body=b"MIIB",
        ),
        "held",
        why="unreadable",
    )
    yield Nasty("nothing", b"", "held", why="empty")
    yield Nasty("nothing but spaces", b" \r\n\t\r\n \x0b", "held", why="empty")
    yield Nasty("nobody says nothing", mail(body=""), "held", why="empty")
    yield Nasty("bytes", bytes(range(256)) * 40, "held")
    yield Nasty("zeros", b"\0" * 100_000, "held")
    yield Nasty("a picture that is no mail", PICTURE * 10, "held")


def large() -> Iterator[Nasty]:
    yield Nasty(
        "words of two megabytes",
        mail("Content-Type: text/plain; charset=utf-8", body=WORDS * 40_000),
        says=WORDS,
    )
    yield Nasty("a line of two megabytes", mail(body=b"x" * 2_000_000), says="xxx")
    yield Nasty("a million empty lines", mail(body=WORDS + "\n" * 1_000_000), says=WORDS)


def damaged(number: int = 60) -> Iterator[Nasty]:
    """Good mails with bytes changed, cut out and doubled, the same ones every time."""
    chance = random.Random(2014)
    good = [
        many(PLAIN, PAGE, SHOT),
        many(PLAIN, part("message/rfc822", many(PLAIN, SHOT))),
        mail(
            "Subject: =?utf-8?B?5YGc5rC0?=",
            "Content-Transfer-Encoding: base64",
            body=base64.b64encode(WORDS.encode()),
        ),
    ]
    for nth in range(number):
        content = bytearray(chance.choice(good))
        for _times in range(chance.randint(1, 20)):
            place = chance.randrange(len(content))
            act = chance.randrange(4)
            if act == 0:
                content[place] = chance.randrange(256)
            elif act == 1:
                del content[place : place + chance.randint(1, 40)]
            elif act == 2:
                content[place:place] = content[place : place + chance.randint(1, 200)]
            else:
                content = content[: max(place, 40)]
        yield Nasty(f"damaged {nth}", bytes(content), becomes="")


def named(one: Nasty, number: int) -> Nasty:
    """With a name of its own, as mail programs give: else two that say the same are the same."""
    if not one.content.startswith(b"From: ") or b"Message-ID" in one.content:
        return one
    return replace(one, content=f"Message-ID: <{number}@nasty.example>\r\n".encode() + one.content)


_ALL = [
    *charsets(), *subjects(), *senders(), *heads(), *structures(), *transfer(), *files(), *pages(),
    *answers(), *machines(), *locked(), *large(), *damaged(),
]  # fmt: skip
MAILS = [named(one, number) for number, one in enumerate(_ALL)]
