"""字符集 Bytes as words: by the charset that is named, and by what they are where that cannot be.

Half of what is written in China says GB2312 and is GBK; some says nothing, or the wrong thing.
"""

import codecs
import re
from functools import lru_cache

# What names itself so is read by the larger set that it is a part of.
LARGER = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "euc_cn": "gb18030", "x-gbk": "gb18030",
    "gb_2312-80": "gb18030", "gb2312_charset": "gb18030", "gb_18030": "gb18030", "gb18030_charset": "gb18030",
    "chinesebig5": "cp950", "big5": "cp950", "x-big5": "cp950", "x-x-big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "utf8mb4": "utf-8", "utf-8-sig": "utf-8", "unicode-1-1-utf-7": "utf-7", "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8", "windows-936": "gb18030", "ansi_x3.110-1983": "cp1252",
}  # fmt: skip
# These fit any bytes at all, so that naming them says nothing about bytes above 127.
SAY_NOTHING = {"", "cp1252", "ascii", "latin-1", "iso8859-1"}
# Ways to write other things in letters: no charset of a text, and some of them slow.
NONE = {"punycode", "idna", "unicode_escape", "raw-unicode-escape", "undefined"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PAIRS = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
HIGH = re.compile(rb"[\x80-\xff]")
# The commonest characters of each way of writing: a text in the wrong one has hardly any of them.
COMMON = {
    "gb18030": frozenset("的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
                         "家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无"
                         "情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使"
                         "身者被高已亲其进此话常与活正感水村路请电镇县信反映问题办理村民书记政府，。：！？、"),
    "cp950": frozenset("的一是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會"
                       "家可下而過天去能對小多然於心學麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無"
                       "情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給名法間斯知世什兩次使"
                       "身者被高已親其進此話常與活正感水村路請電鎮縣信反映問題辦理村民書記政府，。：！？、"),
}  # fmt: skip
SAMPLE = 20_000


def text_of(content: bytes, said: str = "") -> str:
    """The words in these bytes. Never raises; what fits nothing has signs of replacement in it."""
    if (
        content.isascii()
        and b"\x1b" not in content
        and not said.lower().startswith(("hz", "utf-7", "utf-16"))
    ):
        return content.decode("ascii")
    for mark, name in BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="replace").lstrip("\ufeff")
    name = named(said)
    if name in SAY_NOTHING:
        return _guessed(content, name)
    if name != "utf-8" and (text := _if_utf8(content)):
        return text
    try:
        return content.decode(name)
    except (ValueError, LookupError):
        return _guessed(content, name)


@lru_cache(maxsize=256)
def named(said: str) -> str:
    """The charset that is meant by this name; nothing for one that nobody knows."""
    plain = said.strip().strip("\"'").lower().replace(" ", "")[:40]
    name = LARGER.get(plain) or LARGER.get(plain.replace("-", "_"), plain)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Some of Python's codecs turn text into text, or unpack what was packed.
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in NONE else ""


def _if_utf8(content: bytes) -> str:
    """Chinese in UTF-8 under another name: by chance no other Chinese bytes look like it."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    return text if any(c >= "\u2e80" for c in text[:SAMPLE]) else ""


def _guessed(content: bytes, said: str) -> str:
    text = content.decode(errors="replace")
    if text.count("\ufffd") * 10 <= sum(c >= "\u2e80" for c in text):
        return text  # cut off or hurt on the way, and UTF-8 all the same
    sample = content[:SAMPLE]
    if len(PAIRS.findall(sample)) * 2 >= 0.7 * len(HIGH.findall(sample)):
        found = {name: _commonness(sample, name) for name in COMMON}
        name = max(found, key=lambda one: found[one])
        if found[name] > 0 or said not in SAY_NOTHING:
            return content.decode(name, errors="replace")
    if said in {"gb18030", "cp950", "big5hkscs", "utf-8"}:
        return content.decode(said, errors="replace")
    return content.decode("cp1252", errors="replace")


def _commonness(sample: bytes, name: str) -> float:
    """How much of it is common Chinese when it is read so; less than nothing when it cannot be."""
    text = sample.decode(name, errors="replace")
    wrong = text.count("\ufffd")
    if wrong * 20 > len(text):
        return -1.0
    return sum(c in COMMON[name] for c in text) / max(len(text), 1) + 0.001
