"""人员和岗位 Who works in the house: listed, added, given a sign-in, posts. Nobody is deleted."""

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cursors import PAGE
from lianxin.api.v1.office_bodies import body_with
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, BodyTold, Id, Told
from lianxin.identity.models import Person, Post
from lianxin.identity.passwords import one_time_password
from lianxin.identity.policy import require
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.office.verbs import (
    add_people,
    change_person,
    deactivate,
    end_post,
    forget_second_factor,
    give_login,
    give_post,
    reactivate,
    reset_password,
)

TAG, ACT = "office: people", ("person.change",)
Name = Annotated[Words, Field(min_length=1, max_length=40)]
Code = Annotated[Words, Field(min_length=1, max_length=24, description="Code of a body.")]


class PostHeldTold(Told):
    id: Id
    role: str
    role_label: str
    body: BodyTold
    since: At


class OfficePersonTold(Told):
    id: Id
    name: str
    login: Annotated[str, Field(description="Empty: cannot sign in.")]
    technical: Annotated[bool, Field(description="No person, but the name under which a program acts.")]
    active: bool
    body: BodyTold
    posts: list[PostHeldTold]


class OfficePeopleTold(Told):
    items: list[OfficePersonTold]
    next: Annotated[str, Field(description="Say this as `after` to go on; empty at the end.")]


class FirstPasswordTold(Told):
    """Told this once and kept nowhere; it opens only the page where it is changed."""

    id: Id
    login: str
    first_password: str


class OfficePersonIn(Strictly):
    name: Name
    body: Code


class OfficePersonAddIn(OfficePersonIn):
    technical: Annotated[bool, Field(description="The name under which a body's own program acts.")] = False


class LoginIn(Strictly):
    login: Annotated[Words, Field(min_length=1, max_length=40)]


class PostGiveIn(Strictly):
    body: Code
    role: Literal[
        "secretary", "clerk", "sorter", "officer", "approver", "supervisor", "reviewer", "caller",
        "discipline", "office", "auditor",
    ]  # fmt: skip


def _everybody() -> "list[Prefetch[str]]":
    held = Post.objects.held().select_related("organisation").order_by("since", "id")
    return [Prefetch("posts", held, to_attr="held")]


def _told(person: Person) -> dict[str, object]:
    return {
        "id": person.pk, "name": person.name, "login": person.login or "", "technical": person.technical,
        "active": person.is_active, "body": person.organisation,
        "posts": [
            {"id": one.pk, "role": one.role, "role_label": str(one.get_role_display()),
             "body": one.organisation, "since": one.since}
            for one in person.held  # type: ignore[attr-defined]
        ],
    }  # fmt: skip


def _find(key: UUID) -> Person:
    found = Person.objects.select_related("organisation").prefetch_related(*_everybody())
    person = found.filter(pk=key).first()
    if person is None:
        raise Problem("not-found", _("没有这个人。"))
    return person


@read("/office/people", in_office, OfficePeopleTold, tag=TAG, grants=ACT)
def people(ask: Ask, q: Words = "", body: Words = "", after: Words = "") -> object:
    """Everybody, those who left too; by words of the name, or of one body."""
    require(ask.by, "person.change", None)
    found = Person.objects.select_related("organisation").prefetch_related(*_everybody()).order_by("pk")
    if q:
        found = found.filter(name__icontains=q[:40])
    if body:
        found = found.filter(organisation=body_with(body, "body"))
    if after:
        found = found.filter(pk__gt=_read_after(after))
    rows = list(found[: PAGE + 1])
    return {
        "items": [_told(one) for one in rows[:PAGE]],
        "next": str(rows[PAGE - 1].pk) if len(rows) > PAGE else "",
    }


def _read_after(word: str) -> UUID:
    try:
        return UUID(word)
    except ValueError as error:
        raise Problem("not-valid", _("这不是我们给的翻页标记。"), "after") from error


@write("/office/people", in_office, OfficePersonTold, tag=TAG, grants=ACT, statuses=(201,))
def add_person(ask: Ask, said: OfficePersonAddIn) -> object:
    """A name and a body, nothing more."""
    named = [(said.name, body_with(said.body, "body"))]
    (made,) = add_people(named, by=ask.by, now=ask.now, technical=said.technical)
    return _told(_find(made.pk))


@write("/office/people/{person}", in_office, OfficePersonTold, tag=TAG, grants=ACT, method="PUT")
def change_somebody(ask: Ask, person: Key, said: OfficePersonIn) -> object:
    """A corrected name, or another body; the posts stay as they are."""
    body = body_with(said.body, "body")
    change_person(_find(person), name=said.name, organisation=body, by=ask.by, now=ask.now)
    return _told(_find(person))


@write("/office/people/{person}/login", in_office, FirstPasswordTold, tag=TAG, grants=ACT)
def give_somebody_login(ask: Ask, person: Key, said: LoginIn) -> object:
    """A sign-in name and a first password, told this once: it must be changed before anything else."""
    word = one_time_password()
    give_login(_find(person), said.login, word, by=ask.by, now=ask.now)
    return _first(person, word)


@write("/office/people/{person}/password", in_office, FirstPasswordTold, tag=TAG, grants=ACT)
def reset_somebodys_password(ask: Ask, person: Key) -> object:
    """A new first password instead of the old one; whoever is signed in with the old one is signed out."""
    word = one_time_password()
    reset_password(_find(person), word, by=ask.by, now=ask.now)
    return _first(person, word)


def _first(key: UUID, word: str) -> dict[str, object]:
    return {"id": key, "login": _find(key).login or "", "first_password": word}


@write("/office/people/{person}/forget-second-factor", in_office, OfficePersonTold, tag=TAG, grants=ACT)
def forget_somebodys_second_factor(ask: Ask, person: Key) -> object:
    """For a lost telephone; it is set up again after signing in."""
    forget_second_factor(_find(person), by=ask.by, now=ask.now)
    return _told(_find(person))


@write("/office/people/{person}/posts", in_office, OfficePersonTold, tag=TAG, grants=ACT, statuses=(201,))
def give_somebody_post(ask: Ask, person: Key, said: PostGiveIn) -> object:
    """From now on they may do what this role may do in this body."""
    give_post(_find(person), body_with(said.body, "body"), said.role, by=ask.by, now=ask.now)
    return _told(_find(person))


@write("/office/posts/{post}/end", in_office, OfficePersonTold, tag=TAG, grants=ACT)
def end_somebodys_post(ask: Ask, post: Key) -> object:
    """It is held no longer; that it was held stays on record."""
    held = Post.objects.select_related("organisation", "person").filter(pk=post).first()
    if held is None:
        raise Problem("not-found", _("没有这个岗位。"))
    end_post(held, by=ask.by, now=ask.now)
    return _told(_find(held.person_id))


@write("/office/people/{person}/deactivate", in_office, OfficePersonTold, tag=TAG, grants=ACT)
def deactivate_somebody(ask: Ask, person: Key) -> object:
    """They no longer work here: the sign-in is shut and every post ends."""
    deactivate(_find(person), by=ask.by, now=ask.now)
    return _told(_find(person))


@write("/office/people/{person}/reactivate", in_office, OfficePersonTold, tag=TAG, grants=ACT)
def reactivate_somebody(ask: Ask, person: Key) -> object:
    """They are back; posts are given anew."""
    reactivate(_find(person), by=ask.by, now=ask.now)
    return _told(_find(person))
