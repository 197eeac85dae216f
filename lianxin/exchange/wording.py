"""改了什么 What a row says that its letter does not say yet, in its own words."""

from django.utils.translation import gettext as _

from lianxin.channels.message import Message
from lianxin.intake.models import Submission
from lianxin.intake.words import beginning_of


def further_words(letter: Submission, said: Message) -> str:
    """补充 The words of the row, verbatim, without what stands in the letter as it is; perhaps nothing."""
    parts = []
    titled = said.subject and said.subject not in (letter.subject, beginning_of(said.body))
    if titled:
        parts.append(said.subject)
    if said.body != letter.body:
        parts.append(said.body)
    if said.place and said.place != letter.place:
        parts.append(_("地点：%(place)s") % {"place": said.place})
    if said.kind != letter.kind:
        parts.append(_("类型：%(kind)s") % {"kind": said.kind})
    return "\n".join(parts)
