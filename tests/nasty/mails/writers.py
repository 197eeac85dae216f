"""Who writes: people who answer, machines, and those who lock what they say."""

from collections.abc import Iterator

from tests.nasty.mails.making import PICTURE, PLAIN, WORDS, Nasty, mail, many, part


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
