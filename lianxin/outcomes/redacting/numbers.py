"""号码 Telephones, cards, papers, plates, accounts: what leads to somebody by a number or a sign."""

import re
from collections.abc import Iterator

from lianxin.outcomes.redacting.kinds import Find
from lianxin.outcomes.redacting.plain import GAP, WITH_CIRCLED, has_circled, plain

SAID = r"(?:号码?|证号|ID)?[\s:：为是（(]{0,3}"  # what stands between a word and its number
PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
MONTH, DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
BORN = r"\d{2,4}[年.\-/]\s?\d{1,2}[月.\-/]\s?(?:\d{1,2}[日号]?)?"
PAPERS = (
    "学籍|学|工|警|病历|病案|住院|门诊|就诊卡?|医保卡?|社保卡?|社会保障|准考证|护照|驾驶证|驾照|军官证|士兵证|残疾证|低保证"
    "|户口本?|房产证|不动产证|结婚证|离婚证|营业执照|档案|合同|保单|信访件?|权证|证书|工单"
)
PLATFORMS = "微信|威信|vx|v信|wx|wechat|抖音|快手|微博|支付宝|淘宝|小红书|贴吧"
TELEPHONE = "(?:电话|座机|固话|手机|联系方式|联系我|拨打|致电|来电|热线|tel)"
FIGURE, LAST_FIGURE = "[A-HJ-NP-Z0-9]", "[A-HJ-NP-Z0-9挂学警港澳领](?![A-Z0-9])"

# A group called `it` is what leads to somebody; the rest only says what it is.
WORDS: tuple[tuple[str, str], ...] = (
    ("email", r"(?a:[\w.+-]{1,64})\s?@\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"),
    ("id", rf"(?<!\d)\d(?:{GAP}\d){{16}}{GAP}[\dX](?![\dX])"),
    ("id", rf"(?<!\d)[1-9]\d{{7}}{MONTH}{DAY}\d{{3}}(?!\d)"),  # as it was before 2013
    ("mobile", rf"(?<!\d)(?:\+?86{GAP})?1{GAP}[3-9](?:{GAP}\d){{9}}(?!\d)"),
    # Written in one, or by fours as on the card. Days in a row are no card.
    ("bank", r"(?<!\d)(?:\d{12,19}|\d{4}(?:[\s\-]\d{4}){2,3}(?:[\s\-]\d{1,4})?)(?!\d)"),
    ("landline", rf"(?<![\d\-])[(（]?0[1-9]\d{{1,2}}[)）]?{GAP}[2-9]\d{{2,3}}{GAP}\d{{4}}(?!\d)"),
    ("landline", rf"{TELEPHONE}{SAID}(?P<it>[2-9]\d{{2,3}}{GAP}\d{{4}}|[2-9]\d{{6,7}})(?!\d)"),
    ("plate", rf"(?=.{{2,9}}?\d)[{PROVINCE}]\s?[A-HJ-Z]\s?[·•・.\-]?\s?(?:{FIGURE}\s?){{4,5}}{LAST_FIGURE}"),
    (
        "plate",
        rf"(?:车牌|牌照|车号){SAID}(?P<it>[\u4e00-\u9fff][A-Z][·•・.\-]?(?={FIGURE}{{0,5}}\d){FIGURE}{{5,6}})",
    ),
    ("account", rf"(?:qq|扣扣|企鹅)群?{SAID}(?P<it>\d{{5,11}})(?!\d)"),
    ("account", rf"(?:{PLATFORMS})(?:[账帐]号|昵称|名)?{SAID}(?P<it>@?[A-Z0-9][-A-Z0-9_.]{{4,29}})(?!@)"),
    (
        "account",
        r"(?:网友|网民|昵称|网名|用户名?)[:：\s]{0,2}[“\"‘「『【](?P<it>[^”\"’」』】\n]{1,30})[”\"’」』】]",
    ),
    ("account", r"[“\"](?P<it>[^”\"\n]{1,20})[”\"]\s?(?:网友|网民|[，,：:]?\s?[您你])"),
    ("account", r"(?<![A-Z0-9])(?P<it>[A-Z0-9]{4,20})(?=网友)"),
    (
        "paper",
        rf"(?:{PAPERS})[（(]?(?:编号|号码?|证号|卡号)[\s:：为是（(]{{0,3}}(?P<it>[A-Z0-9][A-Z0-9\-]{{3,24}})",
    ),
    ("masked", r"(?<![\d*×X])(?:\d{2,6}[*＊×X]{3,}\d{2,4}X?(?!\d)|\d{6,14}[*＊×X]{3,20})"),
    ("birth", rf"(?:出生(?:日期|年月日?|于)?|生于|生日|生辰)[\s:：为是（(]{{0,3}}(?P<it>{BORN})"),
    ("birth", rf"(?P<it>{BORN})\s?(?:出生|生于|生人|生(?=[，。,、）)]))"),
)
SHAPES = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in WORDS)


def numbers_in(text: str) -> Iterator[Find]:
    """Every number or sign that leads to somebody, whatever script, width and spaces it is written in."""
    yield from _in(plain(text))
    if has_circled(text):
        yield from _in(text.translate(WITH_CIRCLED))


def _in(even: str) -> Iterator[Find]:
    for kind, shape in SHAPES:
        for hit in shape.finditer(even):
            yield Find(*hit.span(hit.lastgroup or 0), kind)
