"""录入 What a clerk's own program keys in: a call, a visit, a letter on paper; what is added."""

import hashlib
from typing import Annotated, Literal

from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.letters import ReceiptTold, receipt_of
from lianxin.api.v1.matters import ActedTold, letter_for, stands
from lianxin.api.v1.opening import FORM, JSON, write
from lianxin.api.v1.speaking import AddIn
from lianxin.api.v1.uploads import in_a_form, sent_in
from lianxin.channels import counter, paper, phone
from lianxin.channels.api import HelperIn
from lianxin.channels.keyed import Keyed
from lianxin.channels.mailbox import readable_at_all
from lianxin.channels.message import FileIn, Message
from lianxin.intake.verbs import add_files, add_words, receive
from lianxin.kit.shapes import Day, Key, Strictly

TAG = "keying in"


class KeyedIn(Strictly):
    """What is keyed in for whoever called, came or wrote on paper: their own words, as they said them."""

    body: Annotated[str, Field(description="Word for word.", min_length=1)]
    kind: Literal["problem", "opinion", "suggestion", "demand", "thanks", "report"] = "problem"
    subject: Annotated[str, Field(description="Left empty, the beginning of the words.")] = ""
    addressee: Annotated[str, Field(description="Code of the body it is written to; empty: the county.")] = ""
    place: Annotated[str, Field(description="Where it is, in words.")] = ""
    place_code: Annotated[str, Field(description="Code of the township or village it is about.")] = ""
    public: Annotated[bool, Field(description="The writer agreed that others may read it.")] = False
    confidential: Annotated[bool, Field(description="Whoever handles it shall not know who wrote.")] = False
    said_on: Annotated[Day | None, Field(description="The day written on the letter.")] = None
    name: str = ""
    phone: str = ""
    address: str = ""
    remark: Annotated[str, Field(description="For those who handle the letter only.")] = ""
    large_print: Annotated[bool, Field(description="What is posted is printed in large letters.")] = False
    proxy: HelperIn | None = None


def _keyed(ask: Ask) -> Keyed:
    said, scans = sent_in(ask, KeyedIn, "letter")
    return keyed(ask, said, scans)


def keyed(ask: Ask, said: KeyedIn, scans: tuple[FileIn, ...] = ()) -> Keyed:
    """As the form of the desk says it; its key is the idempotency key of whose program it is."""
    texts = said.model_dump(exclude={"proxy"})
    readable_at_all(*(text for text in texts.values() if isinstance(text, str)))
    key = hashlib.sha256(f"{ask.who}\n{ask.idempotency_key}".encode()).hexdigest()
    helper = said.proxy.model_dump() if said.proxy else {}
    return Keyed(key=key, scans=scans, **texts, **helper)


def _take(ask: Ask, message: Message) -> dict[str, object]:
    ask.status = 201
    return receipt_of(receive(message, by=ask.by, now=ask.now))


@write(
    "/desk/calls", in_office, ReceiptTold, tag=TAG, statuses=(201,), grants=("submission.receive",),
    takes=(JSON, FORM), body=in_a_form(KeyedIn, "letter"),
)  # fmt: skip
def key_in_call(ask: Ask) -> object:
    """What somebody said by telephone, read back to them; in a form, with its recording."""
    return _take(ask, phone.heard(_keyed(ask)))


@write(
    "/desk/visits", in_office, ReceiptTold, tag=TAG, statuses=(201,), grants=("submission.receive",),
    takes=(JSON, FORM), body=in_a_form(KeyedIn, "letter"),
)  # fmt: skip
def key_in_visit(ask: Ask) -> object:
    """What somebody said at the counter; `proxy` tells who wrote it down for them, and how they agreed."""
    return _take(ask, counter.heard(_keyed(ask)))


@write(
    "/desk/papers", in_office, ReceiptTold, tag=TAG, statuses=(201,), grants=("submission.receive",),
    takes=(JSON, FORM), body=in_a_form(KeyedIn, "letter"),
)  # fmt: skip
def key_in_paper(ask: Ask) -> object:
    """A letter on paper, word for word; in a form, with its scan."""
    return _take(ask, paper.heard(_keyed(ask)))


@write(
    "/desk/letters/{letter}/additions", in_office, ActedTold, tag=TAG, grants=("submission.add",),
    takes=(JSON, FORM), body=in_a_form(AddIn, "addition"),
)  # fmt: skip
def add_to_letter(ask: Ask, letter: Key) -> object:
    """More that the writer said or brought, and in a form files: the recording of a call, a further scan."""
    said, files = sent_in(ask, AddIn, "addition")
    readable_at_all(said.words)
    mine, _case = letter_for(ask, letter)
    if said.words.strip() or not files:
        add_words(mine, said.words, by=ask.by, now=ask.now)
    if files:
        add_files(mine, files, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)
