"""Mails of several parts, as programs build them and as nobody should."""

from collections.abc import Iterator

from tests.nasty.mails.making import CITIZEN, PAGE, PLAIN, SHOT, WORDS, Nasty, mail, many, part


def ways() -> Iterator[Nasty]:
    """The same words more than once: which of them is meant."""
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


def boundaries() -> Iterator[Nasty]:
    """Where one part ends and the next begins."""
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


def depths() -> Iterator[Nasty]:
    """Parts within parts, and very many of them."""
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


def kinds() -> Iterator[Nasty]:
    """What a part says it is."""
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
