"""网页变文字 The words of a mail that is written as a page. Only words are shown: nothing in it can do harm.

One walk from the left to the right, never back: a page that is made to be slow is read as fast as any other.
"""

import re
from html import unescape

LONGEST_PAGE = 2_000_000
TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
BLANK_LINES = re.compile(r"\n(?:[> ]*\n){2,}")
# What stands in these is never shown.
UNSEEN = {"script", "style", "title", "xml", "noframes", "template", "svg"}
LINES = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "tr", "ul",
}  # fmt: skip


class _Words:
    """The text so far. A line is begun only when something stands in it; quoted lines have their sign."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quoted = 0
        self.as_is = 0
        self.link: tuple[str, int] | None = None

    def say(self, text: str) -> None:
        if self.as_is:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line(always=True)
                self.line.append(line)
            return
        text = SPACES.sub(" ", text)
        if text != " " or (self.line and not self.line[-1].endswith(" ")):
            self.line.append(text)

    def end_line(self, *, always: bool = False) -> None:
        said = "".join(self.line).strip(" ") if not self.as_is else "".join(self.line)
        if said or always:
            self.lines.append(f"{'> ' * min(self.quoted, 5)}{said}".rstrip() if self.quoted else said)
        self.line = []

    def tag(self, name: str, text: str) -> None:
        closing = text.startswith("/")
        if name == "br":
            self.end_line(always=True)
        elif name in LINES:
            self.end_line()
            if name == "li" and not closing:
                self.line.append("- ")
            elif name == "blockquote":
                self.quoted = max(self.quoted + (-1 if closing else 1), 0)
            elif name == "pre":
                self.as_is = max(self.as_is + (-1 if closing else 1), 0)
        elif name in {"td", "th"} and closing:
            self.line.append(" ")
        elif name == "a":
            self._link(text, closing=closing)

    def _link(self, text: str, *, closing: bool) -> None:
        """Where a link leads stands behind its words, unless they say it."""
        if closing and self.link:
            where, begin = self.link
            shown = "".join(self.line[begin:])
            if where not in shown and where.rstrip("/") not in shown:
                self.line.append(f" ({where}) ")
            self.link = None
        elif not closing:
            found = HREF.search(text[:4_000])
            where = unescape(next((one for one in found.groups() if one), "")) if found else ""
            leads = where.lower().startswith(("http://", "https://")) and len(where) <= 500
            self.link = (where, len(self.line)) if leads else None


class _Page:
    """A page, and what is known to stand nowhere further on in it: nothing is looked for twice in vain."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.none_from: dict[str, int] = {}

    def find(self, what: str, place: int) -> int:
        """Where the next of these stands, in capital or small letters; -1 for nowhere."""
        if place >= self.none_from.get(what, len(self.text)):
            return -1
        found = re.compile(re.escape(what), re.IGNORECASE).search(self.text, place)
        if found is None:
            self.none_from[what] = place
            return -1
        return found.start()

    def behind(self, what: str, place: int, otherwise: int) -> int:
        """The place behind the next of these, or otherwise this one."""
        found = self.find(what, place)
        return found + len(what) if found >= 0 else otherwise

    def end_of_tag(self, place: int) -> int:
        """Behind the > that ends a tag: not one that stands in a quoted value."""
        end = self.behind(">", place, len(self.text))
        if self.text.count('"', place, end) % 2 == 0:
            return end
        quote = self.behind('"', end, 0)
        return self.behind(">", quote, end) if quote else end


def words_in(page: str) -> str:
    """网页变文字 What a reader of the page sees, as plain text; quoted blocks as lines that begin with >."""
    seen, words, place = _Page(page[:LONGEST_PAGE]), _Words(), 0
    while (begin := seen.text.find("<", place)) >= 0:
        if begin > place:
            words.say(unescape(seen.text[place:begin]))
        place = _after(seen, begin, words)
    words.say(unescape(seen.text[place:]))
    words.end_line()
    return BLANK_LINES.sub("\n\n", "\n".join(words.lines)).strip("\n")


def _after(page: _Page, begin: int, words: _Words) -> int:
    """Read what begins with < here; gives the place behind it."""
    if page.text.startswith("<!--", begin):
        return page.behind("-->", begin + 4, begin + 4)
    found = TAG.match(page.text, begin + 1)
    if found is None:
        if page.text[begin + 1 : begin + 2] in {"!", "?"}:
            return page.behind(">", begin + 1, len(page.text))
        words.say("<")
        return begin + 1
    end = page.end_of_tag(found.end())
    name, text = found[1].lower(), page.text[begin + 1 : end]
    words.tag(name, text)
    if name in UNSEEN and text[:1] != "/" and not text.endswith("/>"):
        closed = page.find(f"</{name}", end)
        return closed if closed >= 0 else end
    return end
