"""找出谁写的 In the words of a letter: who wrote it, how to reach them, and when. Only ever a suggestion.

What is found is put into the private part of the form, where the clerk looks at it before it is kept.
"""

import re
from dataclasses import dataclass
from datetime import date

HAN = "\u4e00-\u9fff"
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8}|0\d{2,3}[)）]\s?\d{7,8})(?!\d)"
)
LABEL = r"(?:^|[\s，。；,;(（])"
NAMED = re.compile(
    LABEL + rf"(?:寄件人|来信人|写信人|反映人|举报人|投诉人|信访人|申请人|联系人|姓\s*名|署\s*名|落\s*款)"
    rf"(?:姓名)?\s*[:：]\s*([{HAN}·]{{2,6}}?)(?=$|[\s，。；,;(（\d]|电话|手机|地址|住址|联系|身份证)",
    re.MULTILINE,
)
PLACED = re.compile(
    LABEL + r"(?:寄件人地址|通信地址|通讯地址|联系地址|家庭住址|家庭地址|回信地址|现住址|住\s*址|地\s*址)"
    r"\s*[:：]\s*([^\n，。；,;]{4,60}?)\s*(?=$|[，。；,;\n]|电话|手机|联系)"
)
DATED = re.compile(r"(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
IN_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DATED_IN_HAN = re.compile(
    r"([二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
SIGNED = re.compile(
    rf"^(?:(?:一|全体|您的|你的)?(?:村民|居民|业主|群众|市民|百姓|公民|职工|学生家长|家长|老人)[:：]?\s*)?([{HAN}·]{{2,4}})$"
)
GREETING = ("此致", "敬礼", "谢谢", "感谢", "您好", "你好", "附件", "盼复", "特此", "祝")
SIGNATURE = 6  # lines from the end in which a letter is signed


@dataclass(frozen=True)
class Found:
    """找到的 Each as it stands in the letter, or nothing."""

    name: str = ""
    phone: str = ""
    address: str = ""
    said_on: date | None = None


def find_writer(words: str) -> Found:
    """来信人 What a letter says about its writer: by a label, or by how letters are signed."""
    phone = PHONE.search(words)
    address = PLACED.search(words)
    named = NAMED.search(words)
    end = [line.strip() for line in words.splitlines() if line.strip()][-SIGNATURE:]
    return Found(
        name=re.sub(r"\s", "", named[1]) if named else _signed(end),
        phone=re.sub(r"[\s)）]", "", phone[1]) if phone else "",
        address=address[1].strip() if address else "",
        said_on=_dated(end),
    )


def _signed(end: list[str]) -> str:
    """落款 The short line after the greeting at the end, or just above the date."""
    after_greeting = False
    for line in end:
        signed = SIGNED.match(DATED.sub("", DATED_IN_HAN.sub("", line)).strip())
        greets = line.startswith(GREETING)
        if after_greeting and signed and not greets:
            return signed[1]
        after_greeting = after_greeting or "敬礼" in line or "此致" in line or "谢谢" in line
    return ""


def _dated(end: list[str]) -> date | None:
    for line in reversed(end):
        found = DATED.search(line)
        parts = list(found.groups()) if found else _in_han(line)
        try:
            if parts:
                return date(*map(int, parts))
        except ValueError:
            continue
    return None


def _in_han(line: str) -> list[str]:
    """二〇二五年三月三日."""
    found = DATED_IN_HAN.search(line)
    if not found:
        return []
    year, month, day = found.groups()
    return [year.translate(IN_HAN), str(_number(month)), str(_number(day))]


def _number(words: str) -> int:
    """Up to thirty-one: 三, 十, 十二, 二十, 三十一."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(IN_HAN))
    return int(tens.translate(IN_HAN) or "1") * 10 + int(ones.translate(IN_HAN) or "0")
