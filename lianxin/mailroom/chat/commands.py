"""口令 The few short words that are no letter: what they ask for, as people write them."""

import re
import unicodedata

from lianxin.channels.email import usable
from lianxin.kit.codes import read_code
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line

NEW, STATUS, HELP = "new", "status", "help"
WORDS = {
    NEW: {"新", "新信", "写新信", "另写一封", "new"},
    STATUS: {"查", "查询", "查一查", "进度", "查进度", "办到哪一步", "办得怎么样了", "status"},
    HELP: {"帮助", "怎么用", "菜单", "help"},
}
GREETINGS = {
    *("你好", "您好", "你们好", "在吗", "在不在", "有人吗", "有人在吗", "喂", "hi", "hello"),
    *("好", "好的", "嗯", "谢谢", "谢谢您", "谢谢你", "多谢", "收到", "知道了", "ok", "thanks", "thank you"),
}
SOLVED = {"解决了", "已解决", "已经解决", "已经解决了", "solved"}
NOT_SOLVED = {"没有解决", "没解决", "未解决", "还没有解决", "还没解决", "not solved"}
TELEPHONE = re.compile(r"1\d{10}|0\d{9,11}")
# What WeChat puts in the place of a sticker or of something newer than itself.
NOT_SHOWN = re.compile("^【收到不支持的消息类型.*】$")
EMOTICONS = re.compile(r"\[[\w\u4e00-\u9fff]{1,8}\]|/:[\w:~\-@()!*<>|&']{1,8}")
NUMBER = re.compile(r"\d{20}")
LONGEST = 40


def plain(words: str) -> str:
    """As it is compared: full-width letters, spaces and the marks at the end make no difference."""
    return one_line(unicodedata.normalize("NFKC", words)).lower().strip(" .,!?。~")


def command_in(words: str) -> str:
    """Which of them it is; nothing for anything else."""
    said = plain(words) if len(words) <= LONGEST else ""
    return next((command for command, known in WORDS.items() if said in known), "")


def says_nothing(words: str) -> bool:
    """A greeting, thanks, a number without a question, a picture of a face: kept, and no letter."""
    bare = EMOTICONS.sub("", words) if len(words) <= LONGEST else words
    said = plain(bare)
    if not any(sign.isalnum() for sign in said):
        return True
    return said in GREETINGS or (said.isdecimal() and len(said) <= 2) or bool(NOT_SHOWN.match(words))


def digits_in(words: str) -> str:
    """The digits of what may be a number or a code and holds nothing else."""
    said = plain(words) if len(words) <= LONGEST else ""
    return "" if re.search(r"[^\d\s-]", said) else re.sub(r"[\s-]", "", said)


def code_in(words: str) -> str:
    """查询码 The receipt code that it is; nothing for what is none."""
    digits = digits_in(words)
    try:
        return read_code(digits) if digits else ""
    except NotValid:
        return ""


def telephone_in(words: str) -> str:
    """电话 The telephone number that it is, and nothing besides."""
    digits = digits_in(words.replace("+86", ""))
    return digits if TELEPHONE.fullmatch(digits) else ""


def email_in(words: str) -> str:
    """邮箱 The mail address that it is, and nothing besides."""
    said = plain(words) if len(words) <= LONGEST else ""
    return said if usable(said) else ""


def verdict_in(words: str) -> str:
    """解决没有 What the writer says of the answer, in so many words; nothing for anything else."""
    said = plain(words) if len(words) <= LONGEST else ""
    return "solved" if said in SOLVED else "not_solved" if said in NOT_SOLVED else ""


def number_in(words: str) -> str:
    """编号 The public number that it is, as it is written; nothing for what is none."""
    digits = digits_in(words)
    if not NUMBER.fullmatch(digits):
        return ""
    return f"{digits[:-14]}-{digits[-14:-8]}-{digits[-8:-2]}-{digits[-2:]}"
