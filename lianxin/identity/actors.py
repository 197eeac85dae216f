"""Who is acting: an officer through posts, a citizen through a receipt, or the clock."""

from dataclasses import dataclass, field
from uuid import UUID

from lianxin.identity.models import Person, Post
from lianxin.kit.asking import Prepared
from lianxin.organisations.models import Organisation


@dataclass
class Actor:
    """行为人 The `by` of every verb.

    `kind` is officer, citizen, clock or installer. A citizen is known only by the one submission
    (`holds`) whose receipt code was shown. `acting`: of several posts the one whose right the act
    asked last; in its name, and no other's, the act is written down.
    """

    kind: str
    person: Person | None = None
    posts: tuple[Post, ...] = ()
    holds: UUID | None = None
    acting: Post | None = field(default=None, compare=False)

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


def citizen(submission_id: UUID | None = None) -> Actor:
    """Somebody from outside: with a receipt, the one who wrote that letter."""
    return Actor("citizen", holds=submission_id)
