"""Who is acting: an officer through posts, a citizen through a receipt, a program by its key, the clock."""

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from lianxin.identity.models import ApiKey, Person, Post
from lianxin.kit.asking import Prepared
from lianxin.organisations.models import Organisation


@dataclass
class Actor:
    """行为人 The `by` of every verb.

    `kind` is officer, citizen, clock or installer. A citizen is known only by the one submission
    (`holds`) whose receipt code was shown. `acting`: of several posts the one whose right the act
    asked last; in its name, and no other's, the act is written down. `only`: of a program the acts that its
    key was given for, and `key` that key; None where a person acts.
    """

    kind: str
    person: Person | None = None
    posts: tuple[Post, ...] = ()
    holds: UUID | None = None
    acting: Post | None = field(default=None, compare=False)
    only: frozenset[str] | None = None
    key: UUID | None = None

    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    def post(self, *roles: str) -> Post | None:
        """The first post with one of these roles."""
        return next((p for p in self.posts if p.role in roles), None)

    @property
    def organisation(self) -> Organisation | None:
        return self.in_office().organisation if self.posts else None

    def in_office(self) -> Post:
        """The post this act is done in; for whoever holds one."""
        return self.acting or self.posts[0]


THE_CLOCK = Actor("clock")
THE_INSTALLER = Actor("installer")
"""Whoever works at the machine's own command line: founds the county, imports files."""


posts_held = Prepared(
    lambda person: (
        Post.objects.held().filter(person=person).select_related("organisation").order_by("since", "id")
    ),
    UUID,
)


def officer(person: Person) -> Actor:
    """A person with the posts held now."""
    return Actor("officer", person, tuple(posts_held(person.pk)))


def program(key: ApiKey) -> Actor:
    """程序 Whoever holds this key: the person in whose name it was given, and of that only what it is for.

    A key in nobody's name carries letters of citizens, and is nobody.
    """
    if key.person is None:
        return Actor("citizen", key=key.pk)
    only = frozenset(act for scope in key.scopes.split() for act in settings.LIANXIN_SCOPES.get(scope, ()))
    return Actor("officer", key.person, tuple(posts_held(key.person.pk)), only=only, key=key.pk)


def citizen(submission_id: UUID | None = None) -> Actor:
    """Somebody from outside: with a receipt, the one who wrote that letter."""
    return Actor("citizen", holds=submission_id)
