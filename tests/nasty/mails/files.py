"""What comes with a mail."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from tests.nasty.mails.making import (
    PDF,
    PICTURE,
    PLAIN,
    SHOT,
    WORDS,
    Nasty,
    mail,
    many,
    part,
)
from tests.nasty.winmail import tnef


def names() -> Iterator[Nasty]:
    """How a file is called."""
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


def attached() -> Iterator[Nasty]:
    """Pictures, documents, and what is neither."""
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


def within() -> Iterator[Nasty]:
    """Mails in mails."""
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


def winmail() -> Iterator[Nasty]:
    """What Outlook packs into a file of its own."""
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
