"""引文 What a mail says itself, and what it only repeats: the letter it answers, or the one it hands on.

Where it is not sure where somebody's own words end, they are all his own.
"""

import re
from typing import NamedTuple

LONGEST = 1_000_000  # beyond that nobody typed it, and nothing is cut
ABOVE = re.compile(
    r"^[>\s]*[-_=*]{2,}\s*"
    r"(original( message| mail)?|原始邮件|原邮件|回复的?原邮件|回复邮件|原始信件"
    r"|forwarded (message|mail)|转发的?(原?邮件|消息|信息|信件))"
    r"[^\S\n]*(from .{0,80}|by .{0,80})?[-_=*]{0,}\s*$"
    r"|^[>\s]*(begin forwarded message|开始转发的邮件|下面是被转发的邮件|以下是转发的邮件)\s*[:：]\s*$",
    re.IGNORECASE,
)
# 发件人：…, or From: …, as programs copy a head above what they repeat.
HEAD = re.compile(
    r"^[>\s*]*(from|sent|date|to|cc|subject|发件人|發件人|寄件者|寄件人|发送时间|發送時間|发送日期|日期|时间|收件人|收件者|抄送"
    r"|主题|主題|主旨)\*?\s*[:：]",
    re.IGNORECASE,
)
FIRST_OF_HEAD = re.compile(r"^[>\s*]*(from|发件人|發件人|寄件者|寄件人)\*?\s*[:：]", re.IGNORECASE)
# "On Monday wang@mail.example wrote:", "在2025-03-03，“王”写道：": there is a day or an address in it.
WROTE = re.compile(r"(wrote|写道|寫道|写到|a écrit|schrieb)\s*[:：]?\s*$", re.IGNORECASE)
TELLS_WHEN_OR_WHO = re.compile(r"\d{1,4}\s*[-/年月.:]|@")
QUOTED = re.compile(r"^\s*[>＞]")
ANSWER = re.compile(r"^\s*(re|aw|sv|回复|答复|回覆|回信)(\[\d+\])?\s*[:：]", re.IGNORECASE)
HANDED_ON = re.compile(r"^\s*(fw|fwd|wg|转发|轉寄|轉發|转寄)\s*[:：]", re.IGNORECASE)


class Said(NamedTuple):
    """What was said, and what was repeated."""

    own: str
    quoted: str


def is_answer(subject: str) -> bool:
    return ANSWER.match(subject) is not None


def is_handed_on(subject: str) -> bool:
    return HANDED_ON.match(subject) is not None


def apart(text: str) -> Said:
    """分开 The sender's own words, and the quoted ones: below them, or above, never between them.

    Who writes his answers between the quoted lines has them kept together.
    """
    if len(text) > LONGEST:
        return Said(text, "")
    lines = text.split("\n")
    end = _beginning_of_quote(lines)
    own, quoted = lines[:end], lines[end:]
    begin = _end_of_leading_quote(own)
    return Said("\n".join(own[begin:]).strip(), "\n".join([*own[:begin], *quoted]).strip())


def _beginning_of_quote(lines: list[str]) -> int:
    """The line with which what is repeated begins; behind the last one when nothing is."""
    for number, line in enumerate(lines):
        if ABOVE.match(line[:300]) or (FIRST_OF_HEAD.match(line[:60]) and _is_head(lines, number)):
            return _with_rule_above(lines, number)
        if _is_attribution(lines, number) and _only_quoted(lines, number + 1):
            return _with_line_above(lines, number)
    number = len(lines)
    while number and (not lines[number - 1].strip() or QUOTED.match(lines[number - 1])):
        number -= 1
    quoted = any(QUOTED.match(line) for line in lines[number:])
    return number if quoted else len(lines)


def _is_head(lines: list[str], number: int) -> bool:
    """Three lines of a head among the next few: nobody writes a letter so."""
    near = [line for line in lines[number : number + 12] if line.strip(" >*")][:6]
    return sum(HEAD.match(line[:60]) is not None for line in near) >= 3


def _is_attribution(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if not WROTE.search(line[-40:]) or len(line) > 400:
        return False
    before = lines[number - 1] if number else ""
    return TELLS_WHEN_OR_WHO.search(f"{before[-200:]} {line}") is not None


def _only_quoted(lines: list[str], number: int) -> bool:
    """Is everything from here on quoted, and is there anything?"""
    quoted = False
    for place in range(number, len(lines)):
        if QUOTED.match(lines[place]):
            quoted = True
        elif lines[place].strip():
            return False
    return quoted


def _with_line_above(lines: list[str], number: int) -> int:
    """Some programs break the line that says who wrote in two."""
    line = lines[number].strip()
    if number and not TELLS_WHEN_OR_WHO.search(line) and lines[number - 1].strip():
        return number - 1
    return number


def _with_rule_above(lines: list[str], number: int) -> int:
    above = number - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and re.fullmatch(r"[\s>]*[-_]{5,}\s*", lines[above]) else number


def _end_of_leading_quote(lines: list[str]) -> int:
    """Some write below what they answer: a quote at the very beginning, with who wrote it above."""
    number = 0
    while number < len(lines) and not lines[number].strip():
        number += 1
    said_who = number < len(lines) and _is_attribution(lines, number)
    first = number + 1 if said_who else number
    number = first
    while number < len(lines) and (QUOTED.match(lines[number]) or not lines[number].strip()):
        number += 1
    has_quote = any(QUOTED.match(line) for line in lines[first:number])
    has_words = any(line.strip() for line in lines[number:])
    between = any(QUOTED.match(line) for line in lines[number:])
    return number if has_quote and has_words and not between else 0
