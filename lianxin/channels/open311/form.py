"""表单 The fields of a form by their names. An empty field is an absent one."""

import re
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from lianxin.channels.open311.refusing import NotTaken
from lianxin.kit.text import one_line, readable

MOST_FIELDS = 500
LOST = "\ufffd"  # what is left of letters sent in another encoding
ATTRIBUTE = re.compile(r"attribute\[([^\]]*)\](?:\[\d*\])?")


class Form:
    """表单 What was filled in: `line` for what stands on one line, `text` for what may stand on several."""

    def __init__(self, fields: str) -> None:
        try:
            pairs = parse_qsl(fields, errors="replace", max_num_fields=MOST_FIELDS)
        except ValueError as error:
            raise NotTaken([_("表单的栏目太多，没有收。")]) from error
        if any(LOST in text for pair in pairs for text in pair):
            raise NotTaken([_("有些字没有完整送到：请用UTF-8编码再寄一次。")])
        self.fields: dict[str, list[str]] = {}
        self.answers: dict[str, list[str]] = {}
        for name, value in pairs:
            self._put(name.strip(), value)

    def _put(self, name: str, value: str) -> None:
        value = readable(value)
        attribute = ATTRIBUTE.fullmatch(name)
        kept = self.answers if attribute else self.fields
        if value:
            kept.setdefault(attribute[1] if attribute else name, []).append(value)

    def every(self, name: str) -> list[str]:
        return self.fields.get(name, [])

    def text(self, name: str) -> str:
        return next(iter(self.every(name)), "")

    def line(self, name: str) -> str:
        return one_line(self.text(name))
