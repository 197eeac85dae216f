"""来信文件 What a row of somebody else's table means, and the letter that it is."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Collection
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lianxin.channels.files.moments import moment
from lianxin.channels.files.names import KINDS, NAMES, NO, plain
from lianxin.channels.files.tables import Row
from lianxin.channels.message import ContactCard, Message
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable

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
    chosen |= {
        name: column
        for name, column in usual_columns(columns, NAMES).items()
        if name not in chosen and column not in chosen.values()
    }
    if "body" not in chosen and "subject" not in chosen:
        words = {"columns": "、".join(columns)}
        raise NotValid(
            _("看不出哪一列是来信内容。有这些列：%(columns)s。请用 --map body=列名 指明。") % words
        )
    ignored = [column for column in columns if column and column not in {*chosen.values(), OURS}]
    return Mapping(chosen, tuple(ignored))


def usual_columns(columns: Collection[str], names: AnyMapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What each field would be by the usual names, no column twice."""
    by_name = {plain(column): column for column in reversed(list(columns))}
    chosen: dict[str, str] = {}
    for name, usual in names.items():
        found = next((by_name[word] for word in usual if word in by_name), None)
        if found and found not in chosen.values():
            chosen[name] = found
    return chosen


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
        subject, body = words_of(said, self.longest_subject)
        return Message(
            channel="file",
            key=self._key(said, subject, body),
            subject=subject,
            body=body,
            kind=kind_of(said.get("kind", ""), KINDS),
            addressee=said.get("addressee", ""),
            place=said.get("place", ""),
            said_at=moment(said.get("sent_at", "")),
            contact=card_of(said),
            confidential=asks_secrecy(said.get("confidential", "")),
        )

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


def words_of(said: AnyMapping[str, str], longest: int) -> tuple[str, str]:
    """Subject and words. One that has to be cut stands whole in front of the words, so nothing is lost."""
    whole, body = one_line(said.get("subject", "")), said.get("body", "")
    if not body:
        whole, body = "", said.get("subject", "")
    if len(whole) <= longest:
        return whole, body
    return whole[: longest - 1] + "…", body if body.startswith(whole) else f"{whole}\n\n{body}"


def kind_of(word: str, kinds: AnyMapping[str, str]) -> str:
    """What the writer wants, by these words. NotValid for one that is none of them."""
    if not word:
        return "problem"
    kind = kinds.get(one_line(unicodedata.normalize("NFKC", word)).lower())
    if kind is None:
        words = {"kind": one_line(word)[:20], "kinds": "、".join(KINDS)}
        raise NotValid(_("不认识类型“%(kind)s”。可以写：%(kinds)s；空着就是反映问题。") % words, "kind")
    return kind


def asks_secrecy(word: str) -> bool:
    """保密 Whatever is not plainly a no is a yes: who asked for it must not be told by a slip."""
    return one_line(unicodedata.normalize("NFKC", word)).lower() not in NO


def card_of(said: AnyMapping[str, str]) -> ContactCard:
    return ContactCard(
        name=said.get("name", ""), phone=said.get("phone", ""), email=said.get("email", ""),
        address=said.get("address", ""), remark=said.get("remark", ""),
    )  # fmt: skip
