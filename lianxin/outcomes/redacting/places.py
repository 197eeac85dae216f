"""住址 Where somebody lives: down to the door (住址), or only to the block or the hamlet (楼栋、村组)."""

import re
from collections.abc import Iterator

from lianxin.outcomes.redacting.kinds import Find
from lianxin.outcomes.redacting.plain import plain

GAP = r"[\s\-—,，]{0,2}"
N = r"[\d十百]{1,5}"
SOME = rf"(?:第?[A-Za-z]?\-?{N}[A-Za-z]?(?:[、.,，\-—~～至和]{N}){{0,12}})"  # 3, A3, 3、5、7
BLOCK = rf"(?:{SOME}\s?#?(?:号楼|号栋|栋|幢)|(?<![A-Za-z0-9])[A-Za-z]\d{{0,2}}\s?(?:栋|幢|座))"
ENTRY = rf"(?:{N}\s?(?:单元|门洞?(?![面市口前外店]))|[东南西北中甲乙丙丁]单元)"
FLOOR = rf"(?:{N}\s?[楼层](?:[东南西北中][头边侧户门]?)?)"
DOOR = (
    rf"(?:{N}[A-Za-z]?\s?(?:室|号房|房(?![屋产间地价租东子])|户(?![业居人口家主型])|号(?![楼栋线])门?)"
    r"|\d{3,4}(?!\d|[年米元平个多余户人名次万亩套栋号楼层]))"
)
HOME = re.compile(
    rf"{BLOCK}{GAP}(?:{ENTRY}{GAP})?(?:{FLOOR}{GAP})?{DOOR}|{BLOCK}{GAP}{ENTRY}(?:{GAP}{FLOOR})?"
    rf"|{ENTRY}{GAP}(?:{FLOOR}{GAP})?{DOOR}"
)
# 5-2-301, C5-105号; never a day.
DASHED = re.compile(
    r"(?<![\d\-—A-Za-z])[A-Za-z]?\d{1,3}[\-—]\d{1,2}[\-—](?:\d{1,2}[\-—])?\d{3,4}(?![\d\-—年])"
    r"|(?<![A-Za-z0-9])[A-Za-z]\d{0,2}[\-—]\d{3,4}\s?[号室房户]"
)
# A body that is open to everybody stands at the number: its address is no secret.
OFFICE = (
    r"(?![^，。；、\s]{0,10}(?:局|政府|中心|大厅|办公室|法院|检察院|派出所|医院|银行|学校|中学|小学|大学"
    r"|酒店|大厦|广场|公司|文件|站))"
)
STREET = r"(?:路|街|巷|弄|里|胡同|大道|村|组|队|社|社区|小区|屯|庄|湾|坪|塘|冲|垸|寨|坡|段|院|园|苑|栋|宿舍)"
NUMBERED = re.compile(
    rf"{STREET}(?P<it>{SOME}\s?号院?(?:附\d{{1,4}}号|之\d{{1,3}})?(?:[东南西北]头)?"
    rf"(?:{GAP}(?:{FLOOR}{GAP})?{DOOR})?)(?!\s?[线文令路井机站楼栋门]){OFFICE}"
)
# The number of a whole estate: many doors.
ESTATE = re.compile(r"[^，。；、\s]{0,8}?(?:小区|花园|家园|公寓|佳园|社区|[苑府城园])")
GROUP = rf"(?:第?{N}(?:[、.,，和]{N}){{0,12}}(?:村民|居民)?小?组|{N}(?:生产队|社(?![区会保])))"
IN_GROUP = re.compile(rf"{GROUP}{GAP}{SOME}\s?[号户]")
NUMBERED_GROUPS = (
    re.compile(
        rf"(?:村|社区|居|屯|镇|乡|坝|湾|冲|坪|塘|垸|寨|岭|坡|场|家|屋|桥|山|铺|亭|子|园|圩|洲)(?P<it>{GROUP})(?!织|成|建|合|团)"
    ),
    re.compile(rf"(?P<it>{GROUP})(?=村民|居民|农民|社员|人(?![员工民口]))"),
)
NAMED_GROUPS = (
    re.compile(r"(?<=[村场镇乡区])(?P<it>[\u4e00-\u9fff]{2,4}村民小?组)"),
    re.compile(
        r"(?:村|社区)(?P<it>(?!村民|里|上|召开|成立|两|各|每|几|全|三级|小|有|的|委|民|支|干|内|等)[\u4e00-\u9fff]{1,4}"
        r"(?<![一二三四五六七八九十个两工小调班领专查核检再集济备])组)(?!织|成|建|合|团|员|长会|级|干)"
    ),
)
BLOCKS = re.compile(rf"{BLOCK}(?![栋幢])")
HOW_MANY = frozenset("这那每哪整同某任几多共有近约余建盖造了")


def places_in(text: str) -> Iterator[Find]:
    """Doors first; a block or a hamlet where no door is named."""
    even = plain(text)
    doors = set(_doors(even))
    yield from doors
    taken = {place for one in doors for place in range(one.begin, one.end)}
    for begin, end in sorted(_wide(text, even)):
        if begin not in taken and end - 1 not in taken and not _is_how_many(even, begin, end):
            yield Find(begin, end, "place")


def _doors(even: str) -> Iterator[Find]:
    for shape in (HOME, DASHED, IN_GROUP):
        yield from (Find(*hit.span(), "address") for hit in shape.finditer(even))
    for hit in NUMBERED.finditer(even):
        of_an_estate = hit["it"][-1] in "号院" and ESTATE.match(even, hit.end())
        yield Find(*hit.span("it"), "place" if of_an_estate else "address")


def _wide(text: str, even: str) -> set[tuple[int, int]]:
    """Blocks and hamlets; a hamlet with a name of its own wherever it is named again."""
    found = {hit.span() for hit in BLOCKS.finditer(even)}
    for shape in NUMBERED_GROUPS:
        found |= {hit.span("it") for hit in shape.finditer(even)}
    named = {hit["it"] for shape in NAMED_GROUPS for hit in shape.finditer(text)}
    if longer := sorted(re.escape(name) for name in named if len(name) > 2):
        found |= {hit.span() for hit in re.finditer("|".join(longer), text)}
    return found


def _is_how_many(even: str, begin: int, end: int) -> bool:
    """This block, one more block: not which."""
    return end - begin == 2 and even[max(0, begin - 1) : begin] in HOW_MANY
