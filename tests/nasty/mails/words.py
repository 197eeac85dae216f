"""The words of a mail: how they are written, packed and dressed, and what stands at its head."""

import base64
import quopri
from collections.abc import Iterator

from tests.nasty.mails.making import (
    CITIZEN,
    TRADITIONAL,
    WORDS,
    Nasty,
    mail,
    packed,
)


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
