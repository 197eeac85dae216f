"""来信 What a form of GeoReport v2 holds, as a letter: the writer's words, below them what was answered."""

import re

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.email import usable
from lianxin.channels.message import ContactCard, Message, Raw, Unreadable
from lianxin.channels.open311.answers import Answers, answers_in, in_lines
from lianxin.channels.open311.form import Form
from lianxin.channels.open311.place import place_in
from lianxin.channels.open311.posted import CHANNEL, Posted, unpacked
from lianxin.channels.open311.refusing import NotTaken
from lianxin.channels.open311.service import CONSENT, YES
from lianxin.kit.text import one_line

LONGEST_DESCRIPTION, LONGEST_URL, MOST_URLS = 4_000, 1_000, 9
HAN = re.compile(r"[\u3400-\u9fff]")
ADDRESS_OF_A_FILE = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def read(raw: Raw) -> Message:
    """来信 What was held, read again: for when a person has looked at it."""
    try:
        return letter_of(unpacked(raw), door=raw.door)
    except NotTaken as refusal:
        raise Unreadable("refused") from refusal


def letter_of(posted: Posted, *, door: str) -> Message:
    """来信 The letter that the form holds. Raises NotTaken with everything that is wrong with it."""
    form, wrong = Form(posted.fields), list[str]()
    place = place_in(form, wrong)
    answers = answers_in(form, posted.service, wrong)
    contact = _contact(form, door, wrong)
    body = _words(form, posted, answers, wrong)
    if wrong:
        raise NotTaken(wrong)
    return Message(
        channel=CHANNEL,
        key=posted.key,
        body=body,
        subject="" if form.text("description") else posted.service.name,
        kind=posted.service.kind,
        place=place.words,
        place_code=place.code,
        public=answers.get(CONSENT) == [YES],
        language=posted.language,
        contact=contact,
        files=posted.files,
        about=posted.service.about,
    )


def _words(form: Form, posted: Posted, answers: Answers, wrong: list[str]) -> str:
    """What the writer wrote, then the answers, then where pictures lie: an address is kept, never fetched."""
    description, urls = form.text("description"), form.every("media_url")
    if len(description) > LONGEST_DESCRIPTION:
        words = {"count": len(description), "most": LONGEST_DESCRIPTION}
        wrong.append(_("description太长：%(count)d字，最多%(most)d字。") % words)
    if len(urls) > MOST_URLS or not all(map(_is_address, urls)):
        words = {"most": MOST_URLS}
        wrong.append(_("media_url要写完整的网址，以http://或者https://开头，最多%(most)d个。") % words)
    with override(settings.LANGUAGE_CODE):
        below = in_lines(answers, posted.service)
        below += [_("照片或者文件的网址：%(url)s") % {"url": url} for url in urls]
    return "\n\n".join(filter(None, (description or posted.service.name, "\n".join(below))))


def _is_address(url: str) -> bool:
    return len(url) <= LONGEST_URL and ADDRESS_OF_A_FILE.fullmatch(url) is not None


def _contact(form: Form, door: str, wrong: list[str]) -> ContactCard:
    email, account = form.line("email"), form.line("account_id")
    if email and not usable(email):
        wrong.append(_("这个email寄不到，请写成name@example.cn这样；不想留可以空着。"))
    return ContactCard(
        name=_name(form.line("first_name"), form.line("last_name")),
        phone=form.line("phone"),
        email=email,
        account=f"{CHANNEL}:{door}:{account}" if account else "",
    )


def _name(first: str, last: str) -> str:
    """The family name stands first where the name is Chinese."""
    chinese = HAN.search(first + last) is not None
    return last + first if chinese else one_line(f"{first} {last}")
