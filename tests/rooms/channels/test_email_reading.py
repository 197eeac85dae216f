"""What a mail says: its words, who sent it, what hangs on it, and by what it is known again."""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.channels.email.gathering import gathered
from lianxin.channels.email.headers import addresses_in, file_name, moment_of, sender_of, words_of
from lianxin.channels.email.marks import codes_in
from lianxin.channels.email.markup import words_in
from lianxin.channels.email.parts import take_apart
from lianxin.channels.email.quoting import apart
from lianxin.channels.email.reading import read
from lianxin.channels.email.writing import written
from lianxin.channels.message import FollowUp, Mark, Message, MessageOut, Quiet, Raw, Unreadable
from lianxin.kit.codes import receipt_code, reply_mark
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.ids import uuid7
from tests.nasty.mails import MAILS, PICTURE, WORDS, Nasty, mail, many, part
from tests.world import MONDAY

SENDER = "望水县来信受理中心 <letters@county.example>"
DOOR = "shuji@county.example"
OURS = "0" * 32


@pytest.fixture(autouse=True)
def ours(settings: Any) -> None:
    settings.LIANXIN_MAIL_FROM, settings.LIANXIN_MAIL_REPLY = SENDER, "letters@county.example"
    settings.LIANXIN_ADDRESS = "https://letters.county.example"


def heard(content: bytes, **more: str) -> Message:
    said = read(Raw("email", content, door=DOOR, **more))
    assert isinstance(said, Message)
    return said


def followed(content: bytes, **more: str) -> FollowUp:
    said = read(Raw("email", content, **{"door": DOOR, **more}))
    assert isinstance(said, FollowUp)
    return said


def seen(content: bytes) -> tuple[str, str, Message | None]:
    """What became of it, why, and what was made out."""
    try:
        said = read(Raw("email", content, door=DOOR))
    except Unreadable as error:
        return "held", error.why, error.letter
    if isinstance(said, Quiet):
        return "quiet", said.why, None
    return "letter", "", said.letter if isinstance(said, FollowUp) else said


@pytest.mark.parametrize("one", MAILS, ids=lambda one: one.name)
def test_a_nasty_mail_is_a_letter_a_note_or_something_to_look_at_and_never_an_error(one: Nasty) -> None:
    became, why, letter = seen(one.content)
    assert one.becomes in {became, ""} and one.why in {why, ""}
    if became != "letter":
        return
    assert letter
    shown = f"{letter.subject}\n{letter.body}\n{letter.aside}" + (
        "附件" if letter.files and not letter.body else ""
    )
    assert one.says in shown and len(letter.files) >= one.files


def test_the_words_come_from_plain_text_and_the_name_the_address_and_the_day_from_the_head() -> None:
    letter = heard(
        mail(
            "Subject: =?gb2312?B?zaPLrg==?=", "Date: Mon, 03 Mar 2025 09:00:00 +0800",
            sender="From: 王小明 <wang@mail.example>".encode(),
        ), addressee="LL",
    )  # fmt: skip
    assert (letter.body, letter.subject, letter.addressee, letter.language) == (WORDS, "停水", "LL", "zh")
    assert (letter.contact.name, letter.contact.email) == ("王小明", "wang@mail.example")
    assert letter.said_at == datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)


def test_an_address_that_no_mail_reaches_is_kept_as_words() -> None:
    letter = heard(mail(sender="From: 王 <王@例子.中国>".encode()))
    assert letter.contact.email == "" and "王@例子.中国" in letter.contact.remark


def test_a_name_that_looks_like_an_address_is_only_a_name() -> None:
    name, address, _shown = sender_of(take_apart(mail(sender=b'From: "boss@gov.cn" <evil@mail.example>')))
    assert (name, address) == ("boss@gov.cn", "evil@mail.example")


def test_the_same_mail_is_the_same_whatever_servers_wrote_on_it() -> None:
    one = mail("Message-ID: <1@m>", "Subject: x")
    again = b"Return-Path: <wang@mail.example>\nReceived: from b\n" + one.replace(b"\r\n", b"\n") + b"\n"
    other = mail("Message-ID: <1@m>", "Subject: x", body="另外的话")
    keys = {heard(one).key, heard(again).key}
    assert len(keys) == 1 and heard(other).key not in keys
    assert heard(one, addressee="LL").key not in keys, "to two secretaries it is two letters"


def test_of_an_answer_only_what_is_new_is_said_and_the_rest_stands_beside() -> None:
    old = '在 2025-03-03 09:00，"来信" <letters@county.example> 写道：\n> 您的来信收到了'
    letter = heard(mail("Subject: Re: x", "In-Reply-To: <x@m>", body=f"{WORDS}\n\n{old}"))
    assert letter.body == WORDS and "您的来信收到了" in letter.aside


def test_what_is_handed_on_is_the_letter() -> None:
    handed = "---------- Forwarded message ---------\nFrom: Li\nSubject: x\n\n" + WORDS
    assert WORDS in heard(mail("Subject: Fwd: x", body=handed)).body
    both = heard(mail("Subject: 转发: x", body="请看下面\n\n" + handed))
    assert both.body.startswith("请看下面") and WORDS in both.body


@pytest.mark.parametrize(
    "text",
    [
        "他在信里写道：\n“水停了。”\n后来又写道：停了三天。",
        "From: 上湾村\n我们停水了。\nTo whom it may concern",
        "第一条：水\n-----\n第二条：电",
        "On Monday he wrote:\nplease come",
        "> 这一行前面有个尖括号\n后面是我的话",
    ],
)
def test_what_only_looks_like_a_quote_stays_in_the_letter(text: str) -> None:
    letter = heard(mail("Subject: 停水", body=text))
    assert letter.body == text and letter.aside == ""


def test_answers_between_the_quoted_lines_stay_together() -> None:
    text = "> 水表号？\n0731\n> 门牌号？\n3组12号"
    assert apart(text).own == text


def test_a_signed_address_an_answer_and_a_code_are_marks_in_that_order(settings: Any) -> None:
    key = uuid7()
    mark, code = reply_mark(key, settings.SECRET_KEY), receipt_code(key, settings.SECRET_KEY)
    said = followed(
        mail(
            f"To: letters+{mark.upper()}@county.example", f"In-Reply-To: <{OURS}@county.example>",
            f"Subject: 查询码 {code[:4]} {code[4:8]}-{code[8:12]} {code[12:]}",
        )
    )  # fmt: skip
    assert said.marks == (Mark("reply", mark), Mark("sent", OURS), Mark("code", code))
    assert said.sender == "wang@mail.example" and code[:4] not in said.letter.subject


def test_the_address_on_the_envelope_counts_too(settings: Any) -> None:
    mark = reply_mark(uuid7(), settings.SECRET_KEY)
    assert followed(mail(), door=f"letters+{mark}@county.example").marks == (Mark("reply", mark),)


def test_a_code_that_is_only_repeated_is_no_mark_and_is_not_shown_again(settings: Any) -> None:
    code = receipt_code(uuid7(), settings.SECRET_KEY)
    old = f"> 请打开：https://letters.county.example/t/{code}/"
    letter = heard(mail("Subject: Re: x", "In-Reply-To: <x@m>", body=f"{WORDS}\n\n{old}"))
    assert code not in letter.aside and letter.body == WORDS
    handed = heard(mail("Subject: Fwd: x", body=f"看看这个\n\n{old[2:]}"))
    assert code not in handed.body, "in an address of ours it is covered wherever it stands"


def test_only_codes_that_add_up_are_codes(settings: Any) -> None:
    code = receipt_code(uuid7(), settings.SECRET_KEY)
    wrong = f"{(int(code) + 1) % 10**16:016}"
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert codes_in(f"卡号 6222 0000 1111 2222 333，{code}，{wrong}，{wide}，1{code}") == [code, code]


def test_a_bounce_names_the_mail_of_ours_that_came_back() -> None:
    status = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: %s\r\n"
    back = b"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + OURS.encode() + b"@county.example>"

    def bounce(action: bytes) -> Quiet:
        text = many(
            part("text/plain", "sorry"),
            status % action,
            back,
            kind="report",
            more="; report-type=delivery-status",
        )
        said = read(Raw("email", text))
        assert isinstance(said, Quiet)
        return said

    assert (bounce(b"failed").why, bounce(b"failed").about) == ("bounce", OURS)
    assert bounce(b"delayed").about == "", "it may still arrive"


def test_the_houses_own_try_is_known() -> None:
    said = read(Raw("email", mail(f"Message-ID: <probe-{OURS}@county.example>")))
    assert isinstance(said, Quiet) and (said.why, said.about) == ("probe", OURS)


def test_a_machine_that_answers_our_mail_is_quiet_and_a_person_who_does_is_not() -> None:
    ours = f"In-Reply-To: <{OURS}@county.example>"
    said = read(Raw("email", mail(ours, "Auto-Submitted: auto-generated", "Subject: Re: x")))
    assert isinstance(said, Quiet) and said.why == "auto_reply"
    assert followed(mail(ours, "Subject: Re: x")).letter.body == WORDS


def test_what_could_be_made_out_is_told_to_who_looks() -> None:
    with pytest.raises(Unreadable) as doubtful:
        heard(mail("Precedence: bulk", "Subject: 促销"))
    letter = doubtful.value.letter
    assert letter and (letter.contact.email, letter.subject, letter.body) == (
        "wang@mail.example",
        "促销",
        WORDS,
    )


def test_files_come_before_the_pictures_between_the_words_and_each_once() -> None:
    shown = part("image/png; name=logo.png", PICTURE, "Content-ID: <a>", packed=True)
    hung = part("image/png; name=a.png", PICTURE + b"1", "Content-Disposition: attachment", packed=True)
    letter = heard(many(part("text/plain; charset=utf-8", WORDS), shown, hung, shown))
    assert [file.name for file in letter.files] == ["a.png", "logo.png"]


def test_a_page_becomes_words_with_its_links_and_nothing_that_acts() -> None:
    page = '<p>一 <b>二</b></p><ul><li>三</ul><a href="https://a.cn/x">这里</a><script>4</script><blockquote>五</blockquote>'
    assert words_in(page) == "一 二\n- 三\n这里 (https://a.cn/x)\n> 五"


def test_a_subject_in_pieces_is_whole_and_a_line_end_in_it_is_none() -> None:
    assert words_of(b"=?utf-8?B?5YGc?=\n =?utf-8?B?5rC0?= x") == "停水 x"
    assert words_of(b"=?utf-8?Q?a=0D=0ABcc:_x?=") == "a Bcc: x"


@pytest.mark.parametrize("said", [b"", b"yesterday", b"Mon, 99 Foo 9999", b"(" * 9_000, b"\xff"])
def test_a_day_that_is_none_is_no_day(said: bytes) -> None:
    assert moment_of(said) is None


# What the standard library writes, we read; it is somebody else's hand.
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=60
)
BODIES = st.lists(LETTERS, min_size=1, max_size=5).map("\n".join)


@given(
    subject=LETTERS,
    body=BODIES,
    name=st.text("abc水表.é ", min_size=1, max_size=20),
    content=st.binary(min_size=1, max_size=300),
)
def test_what_another_program_wrote_is_read_as_it_was_meant(
    subject: str, body: str, name: str, content: bytes
) -> None:
    one = EmailMessage(policy=SMTP)
    one["From"], one["To"], one["Subject"] = "王 <wang@mail.example>", DOOR, subject
    one.set_content(body, cte="base64")
    one.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    tree = take_apart(one.as_bytes())
    found = gathered(tree)
    assert found.said().rstrip("\n") == body.rstrip("\n")
    assert [file.content for file in found.files] == [content]
    assert file_name(tree.parts[1]).split() == name.split()
    assert words_of(tree.said("subject")).split() == subject.split() or "=?" in subject


@given(subject=LETTERS, body=BODIES, key=st.uuids())
def test_what_we_write_is_read_as_we_wrote_it(subject: str, body: str, key: Any) -> None:
    out = MessageOut(
        key.hex,
        "wang@mail.example",
        subject,
        body,
        MONDAY,
        stop="https://c.example/s/",
        reply_to="a+b@c.example",
        thread="letter.1",
    )
    tree = take_apart(written(out, sender=SENDER).as_bytes())
    back = replace(
        out, subject=words_of(tree.said("subject")), body=gathered(tree).said(),
        to=addresses_in(tree, "to")[0],
        reply_to=addresses_in(tree, "reply-to")[0], at=moment_of(tree.said("date")) or MONDAY,
        key=tree.said("message-id").decode()[1:33], stop=tree.said("list-unsubscribe").decode()[1:-1],
    )  # fmt: skip
    assert back == replace(
        out,
        subject=" ".join(subject.split()),
        body=body.replace("\r", "\n") + "\n" * (not body.endswith("\n")),
    )
