"""Asking the table in config/permissions.py."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.kit.refusals import NotAllowed

# Reports of breaches of discipline open only to these, whatever the table says; and these handle
# nothing else, though they stand for the whole county: ordinary letters are the desk's.
SEALED_ROLES = frozenset({"discipline"})
SEALED = "sealed"  # what a program's key must have been given for besides


class Thing(Protocol):
    """What a permission can be asked about."""

    def places(self) -> Mapping[str, str]:
        """The paths of the organisations it stands under, by the words of the table's reach.

        One word may lead to several paths, a space between them.
        """

    def is_sealed(self) -> bool: ...

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        """Does this person, or whoever holds a post in the body with this path, step aside from it?"""

    def belongs_to(self, submission_id: UUID) -> bool:
        """Is it the matter of the citizen who holds this submission's receipt?"""


def may(by: Actor, action: str, thing: Thing | None) -> bool:
    """Does the table let this actor do this to this thing?"""
    grants: tuple[tuple[str, str], ...] = settings.LIANXIN_GRANTS[action]
    if by.kind == "officer":
        return _post_that_may(by, action, thing) is not None
    if (by.kind, "anywhere") in grants:
        return True
    if by.kind == "citizen" and by.holds and thing is not None:
        return any(role == "citizen" for role, _reach in grants) and thing.belongs_to(by.holds)
    return False


def _post_that_may(by: Actor, action: str, thing: Thing | None) -> Post | None:
    """Of this person's posts the first that the table lets do this."""
    if not _given_for(by, action, thing):
        return None
    person = by.person.pk if by.person else None
    posts = [post for post in by.posts if thing is None or not _steps_aside(post, person, thing)]
    granted = (
        post
        for role, reach in settings.LIANXIN_GRANTS[action]
        for post in posts
        if _reaches(post, role, reach, thing)
    )
    return next(granted, None)


def _given_for(by: Actor, action: str, thing: Thing | None) -> bool:
    """Of whoever acts by a key: was it given for this?"""
    if by.only is None:
        return True
    return action in by.only and (thing is None or not thing.is_sealed() or SEALED in by.only)


def _steps_aside(post: Post, person: UUID | None, thing: Thing) -> bool:
    """Who reads in somebody's name steps aside wherever that one does."""
    path, behind = post.organisation.path, post.stands_for_id
    return thing.shuts_out(person, path) or (behind is not None and thing.shuts_out(behind, path))


def _reaches(post: Post, role: str, reach: str, thing: Thing | None) -> bool:
    if post.role != role:
        return False
    if thing is None:
        return True
    if thing.is_sealed() != (role in SEALED_ROLES):
        return False
    if reach == "anywhere":
        return True
    places = thing.places().get(reach, "").split()
    if reach == "addressed":
        return post.organisation.path in places
    return any(place.startswith(post.organisation.reach) for place in places)


def require(by: Actor, action: str, thing: Thing | None) -> None:
    """May: the first beat of every verb. Raises NotAllowed with a sentence.

    Whoever holds several posts acts from here on in the one that may.
    """
    if by.kind == "officer":
        by.acting = _post_that_may(by, action, thing)
    if not _given_for(by, action, thing):
        raise NotAllowed(_("这个接口密钥不能办理这件事：发放的时候没有选这一项。"))
    if not (by.acting or may(by, action, thing)):
        raise NotAllowed(_("您的岗位不能办理这件事。如果确实需要，请联系系统管理员调整岗位。"))


def reach_of(by: Actor, action: str) -> list[str]:
    """The subtrees (paths) in which this actor may do this at all, for lists."""
    if not _given_for(by, action, None):
        return []
    roles = {role for role, _reach in settings.LIANXIN_GRANTS[action]}
    return sorted({post.organisation.reach for post in by.posts if post.role in roles})
