"""What the words of a short message tell without a question: their language, and whether it is a report."""

import re
from collections.abc import Callable

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Whoever says these has to be told who can read along.
REPORTS = re.compile("检举|举报|控告|纪检|纪委|监委")
# A report of a breach of discipline, as people word it; of noise or of rubbish one says 举报 too.
DENOUNCES = re.compile("举报|控告")
OF_OFFICE = re.compile(
    "纪检|纪委|监委|书记|主任|村长|镇长|乡长|县长|局长|所长|站长|科长|校长|院长|村干部|干部|领导|公务员"
    "|贪|贿|腐败|违纪|违法乱纪|以权谋私|优亲厚友|吃拿卡要|挪用|克扣|侵占|套取|截留"
)


def language_of(words: str) -> str:
    """In which language to answer: English where there is English and no Chinese."""
    return "en" if ENGLISH.search(words) and not HAN.search(words) else "zh"


def tells_of_reports(words: str) -> bool:
    """Does it speak of reporting somebody?"""
    return REPORTS.search(words) is not None


def kind_of(words: str) -> str:
    """A report of a breach of discipline is one from the first line, and goes to its own office alone."""
    denounced = DENOUNCES.search(words) and OF_OFFICE.search(words)
    return "report" if denounced or "检举" in words else "problem"


def shortened(words: str, most: int, *, size: Callable[[str], int] = len) -> str:
    """As much as one message takes. The last line stays whole: there stands where all of it can be read."""
    if size(words) <= most:
        return words
    head, _end, last = words.rpartition("\n")
    if not head or size(last) > most // 2:
        head, last = words, ""
    end = f"…\n{last}" if last else "…"
    while head and size(head + end) > most:
        head = head[: -max(1, (size(head + end) - most) // 4)]
    return head + end
