"""来信文件 What a row of somebody else's table means, and the letter that it is."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.channels.files.tables import Row
from lianxin.channels.message import ContactCard, Message
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable

# What a column may be called, the likeliest name first. Compared without case, spaces and punctuation.
NAMES: AnyMapping[str, tuple[str, ...]] = {
    "id": ("id", "编号", "留言编号", "信件编号", "来信编号", "工单编号", "工单号", "number", "no"),
    "subject": ("subject", "title", "主题", "留言主题", "来信主题", "信件标题", "标题"),
    "body": (
        *("body", "content", "text", "words", "内容", "留言详情", "留言内容", "来信内容", "信件内容"),
        *("诉求内容", "诉求描述", "正文", "tokens"),
    ),
    "sent_at": (
        *("sentat", "时间", "留言时间", "来信时间", "诉求时间", "提交时间", "写信日期", "日期"),
        *("saidat", "createdat", "datetime", "date", "time"),
    ),
    "kind": ("kind", "type", "类型", "来信类型", "信件类型", "诉求类型", "留言类型"),
    "place": ("place", "地点", "事发地点", "诉求地点", "发生地点", "位置", "location"),
    "name": ("name", "姓名", "来信人", "诉求人", "联系人", "写信人"),
    "phone": ("phone", "电话", "手机", "手机号", "联系电话", "联系方式", "mobile", "tel"),
    "email": ("email", "邮箱", "电子邮箱", "电子邮件"),
    "address": ("address", "地址", "住址", "家庭住址", "联系地址"),
    "remark": ("remark", "备注", "私密备注", "note"),
    "addressee": ("addressee", "收信单位编码", "收信组织编码"),
}
# How other systems call what the writer wants. What is not here is refused and not guessed: a report
# of a breach of discipline taken for an ordinary letter would be read by the wrong people.
KINDS: AnyMapping[str, str] = {
    **dict.fromkeys(
        ("problem", "反映问题", "问题", "反映", "投诉", "求助", "咨询", "申诉", "其他"), "problem"
    ),
    **dict.fromkeys(("complaint", "question", "help", "enquiry", "inquiry", "other"), "problem"),
    **dict.fromkeys(("opinion", "提意见", "意见", "批评"), "opinion"),
    **dict.fromkeys(("suggestion", "提建议", "建议", "建言", "建言献策"), "suggestion"),
    **dict.fromkeys(("demand", "提出诉求", "诉求", "请求", "求决"), "demand"),
    **dict.fromkeys(("thanks", "表示感谢", "感谢", "表扬"), "thanks"),
    **dict.fromkeys(("report", "检举违纪", "检举", "举报", "检举控告", "控告"), "report"),
}
DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})?(?:\.\d+)?秒?)?)?"
)
OURS = "退回原因"  # the column that a side file carries besides; a mended side file is a file of letters


@dataclass(frozen=True)
class Mapping:
    """对应关系 Which column holds what, and which columns nothing was made of."""

    columns: AnyMapping[str, str]
    ignored: tuple[str, ...] = ()


def mapping_for(columns: Collection[str], said: AnyMapping[str, str] | None = None) -> Mapping:
    """Find the columns by their usual names; what `said` (field → column) names goes first."""
    chosen: dict[str, str] = {}
    for name, column in (said or {}).items():
        if name not in NAMES:
            fields = "、".join(NAMES)
            raise NotValid(
                _("没有“%(name)s”这个栏目。可以用：%(fields)s。") % {"name": name, "fields": fields}
            )
        if column not in columns:
            listed = "、".join(columns)
            words = {"column": column, "columns": listed}
            raise NotValid(_("文件里没有“%(column)s”这一列。有这些列：%(columns)s。") % words)
        chosen[name] = column
    by_name = {_plain(column): column for column in reversed(list(columns))}
    for name, usual in NAMES.items():
        found = next((by_name[word] for word in usual if word in by_name), None)
        if name not in chosen and found and found not in chosen.values():
            chosen[name] = found
    if "body" not in chosen and "subject" not in chosen:
        words = {"columns": "、".join(columns)}
        raise NotValid(
            _("看不出哪一列是来信内容。有这些列：%(columns)s。请用 --map body=列名 指明。") % words
        )
    ignored = [column for column in columns if column and column not in {*chosen.values(), OURS}]
    return Mapping(chosen, tuple(ignored))


def _plain(column: str) -> str:
    return re.sub(r"[\W_]+", "", column).lower()


@dataclass
class Letters:
    """From rows to letters. One object reads one file: it counts rows that say the same without a number."""

    mapping: Mapping
    longest_subject: int
    source: str = ""
    seen: Counter[str] = field(default_factory=Counter)

    def message(self, row: Row) -> Message:
        """The letter in a row. Raises NotValid with the reason why it cannot be taken."""
        if row.complaint:
            raise NotValid(row.complaint)
        said = {name: readable(row.fields.get(column, "")) for name, column in self.mapping.columns.items()}
        subject, body = self._words(said)
        return Message(
            channel="file",
            key=self._key(said, subject, body),
            subject=subject,
            body=body,
            kind=_kind(said.get("kind", "")),
            addressee=said.get("addressee", ""),
            place=said.get("place", ""),
            said_at=moment(said.get("sent_at", "")),
            contact=_card(said),
        )

    def _words(self, said: AnyMapping[str, str]) -> tuple[str, str]:
        """A subject that has to be cut stands whole in front of the words, so nothing is lost."""
        whole, body = one_line(said.get("subject", "")), said.get("body", "")
        if not body:
            whole, body = "", said.get("subject", "")
        if len(whole) <= self.longest_subject:
            return whole, body
        return whole[: self.longest_subject - 1] + "…", body if body.startswith(
            whole
        ) else f"{whole}\n\n{body}"

    def _key(self, said: AnyMapping[str, str], subject: str, body: str) -> str:
        """What makes reading a file twice hearing it once, whatever the file is called.

        Rows with a number of their own are the same letter when number and words are the same; of
        rows without one the second that says the same is a second letter, and so in every reading.
        """
        numbered = said.get("id", "")
        when = "" if numbered else str(moment(said.get("sent_at", "")))
        whole = json.dumps([numbered, subject, body, when], ensure_ascii=False)
        digest = hashlib.sha256(whole.encode()).hexdigest()[:40]
        key = f"file:{one_line(self.source)[:40]}:{digest}"
        if numbered:
            return key
        self.seen[digest] += 1
        return f"{key}#{self.seen[digest]}"


def _kind(word: str) -> str:
    if not word:
        return "problem"
    kind = KINDS.get(one_line(word).lower())
    if kind is None:
        words = {"kind": one_line(word)[:20], "kinds": "、".join(KINDS)}
        raise NotValid(_("不认识类型“%(kind)s”。可以写：%(kinds)s；空着就是反映问题。") % words)
    return kind


def moment(word: str) -> datetime | None:
    """When it was written, in the county's time; nothing when the row does not say."""
    if not word:
        return None
    try:
        said = datetime.fromisoformat(_as_iso(one_line(word)))
    except ValueError as error:
        words = {"time": one_line(word)[:30]}
        raise NotValid(_("看不懂时间“%(time)s”。请写成2025-03-01 09:30这样。") % words) from error
    return said if said.tzinfo else said.replace(tzinfo=SHANGHAI)


def _as_iso(word: str) -> str:
    """2025年3月1日 9:30 and 2025/3/1 as a machine writes them; anything else as it is."""
    found = DATE.fullmatch(word)
    if found is None:
        return word
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


def _card(said: AnyMapping[str, str]) -> ContactCard:
    return ContactCard(
        name=said.get("name", ""), phone=said.get("phone", ""), email=said.get("email", ""),
        address=said.get("address", ""), remark=said.get("remark", ""),
    )  # fmt: skip
