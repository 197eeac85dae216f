"""领导与督办 What leaders and supervisors do about a case, and whom a secretary lets read."""

from lianxin.api.v1.acts_desk import ReasonIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, body_called, called, case_for, not_there, person_called, stands
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.shapes import At, BodyTold, Id, Told
from lianxin.api.v1.speaking import WordsIn
from lianxin.flow.verbs import (
    end_supervision,
    instruct,
    list_publicly,
    sponsor,
    supervise,
    tell_as_sponsor,
)
from lianxin.identity.models import Post, Role
from lianxin.identity.policy import require
from lianxin.kit.shapes import Day, Key, Strictly, Words
from lianxin.office.verbs import delegate_reading, end_reading

TAG = "leading"


class InstructIn(Strictly):
    """What should be done, and by which day where one is named."""

    words: Words
    until: Day | None = None


class ReaderIn(Strictly):
    """Whom, by the name with which they sign in; for the secretary of which body, by its code."""

    reader: Words
    body: Words


class ReaderTold(Told):
    post: Id
    login: str
    name: str
    body: BodyTold
    since: At


class ReadersTold(Told):
    items: list[ReaderTold]


@write("/cases/{case}/instruct", in_office, ActedTold, tag=TAG, grants=("case.instruct",))
def instruct_on_case(ask: Ask, case: Key, said: InstructIn) -> object:
    """A leader writes what should be done; whoever has the case owes its answer."""
    mine = case_for(ask, case)
    instruct(mine, said.words, until=said.until, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/sponsor", in_office, ActedTold, tag=TAG, grants=("case.sponsor",))
def sponsor_case(ask: Ask, case: Key) -> object:
    """A leader answers for this one by name, and tells the writer in time what was done."""
    mine = case_for(ask, case)
    sponsor(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/sponsor-tell", in_office, ActedTold, tag=TAG, grants=("case.sponsor",))
def tell_of_case_as_sponsor(ask: Ask, case: Key, said: WordsIn) -> object:
    """What the leader did about it, to the writer."""
    mine = case_for(ask, case)
    with called(did="words"):
        tell_as_sponsor(mine, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/supervise", in_office, ActedTold, tag=TAG, grants=("case.supervise",))
def supervise_case(ask: Ask, case: Key, said: InstructIn) -> object:
    """A supervisor presses whoever has it, with the reason, and by a day where one is named."""
    mine = case_for(ask, case)
    with called(pressed="words"):
        supervise(mine, said.words, until=said.until, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/list", in_office, ActedTold, tag=TAG, grants=("case.supervise",))
def list_case_publicly(ask: Ask, case: Key) -> object:
    """Everybody may read its number, category, body and limit until it is closed; nothing of the letter."""
    mine = case_for(ask, case)
    list_publicly(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/end-supervision", in_office, ActedTold, tag=TAG, grants=("case.supervise",))
def end_case_supervision(ask: Ask, case: Key, said: ReasonIn) -> object:
    """It need not be pressed any longer; the writer reads why."""
    mine = case_for(ask, case)
    with called(why_ended="reason"):
        end_supervision(mine, said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@read("/readers", in_office, ReadersTold, tag=TAG, grants=("post.delegate",))
def readers(ask: Ask) -> object:
    """Who reads the letters written to this secretary in their name."""
    require(ask.by, "post.delegate", None)
    return _readers(ask)


@write("/readers", in_office, ReadersTold, tag=TAG, grants=("post.delegate",))
def add_reader(ask: Ask, said: ReaderIn) -> object:
    """Let somebody of the own office read what is written to this secretary, and do nothing about it."""
    reader, body = person_called(said.reader, "reader"), body_called(said.body, "body")
    delegate_reading(reader, body=body, by=ask.by, now=ask.now)
    return _readers(ask)


@write("/readers/{post}/end", in_office, ReadersTold, tag=TAG, grants=("post.delegate",))
def end_reader(ask: Ask, post: Key) -> object:
    """From now on they read no longer."""
    held = Post.objects.filter(pk=post, role=Role.READER).first()
    if held is None:
        raise not_there()
    end_reading(held, by=ask.by, now=ask.now)
    return _readers(ask)


def _readers(ask: Ask) -> dict[str, object]:
    held = Post.objects.held().filter(role=Role.READER, stands_for=ask.by.person)
    return {
        "items": [
            {
                "post": one.pk, "login": one.person.login or "", "name": one.person.name,
                "body": one.organisation, "since": one.since,
            }
            for one in held.select_related("person", "organisation").order_by("since")
        ]
    }  # fmt: skip
