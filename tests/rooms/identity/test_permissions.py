"""The table of permissions, line by line: every action, every role, the right place and the wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from lianxin.config.permissions import GRANTS
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER, Actor, citizen
from lianxin.identity.models import Person, Post, Role
from lianxin.identity.policy import may, require
from lianxin.kit.refusals import NotAllowed
from lianxin.office.verbs import end_post
from lianxin.organisations.models import Organisation
from tests.world import World

BODIES = {
    "county": Organisation(code="county", kind="county", path="0001"),
    "desk": Organisation(code="desk", kind="desk", path="00010001"),
    "discipline": Organisation(code="discipline", kind="discipline", path="00010002"),
    "township": Organisation(code="township", kind="committee", path="00010003"),
    "village": Organisation(code="village", kind="branch", path="000100030001"),
    "neighbour": Organisation(code="neighbour", kind="committee", path="00010004"),
    "neighbours_desk": Organisation(code="neighbours_desk", kind="desk", path="000100040001"),
    "neighbours_village": Organisation(code="neighbours_village", kind="branch", path="000100040002"),
}
UNDER = {  # whose reach covers the village, the county's desk, or a body that helps
    "village": {"county", "desk", "discipline", "township", "village"},
    "desk": {"county", "desk", "discipline"},
    "helpers": {"county", "desk", "discipline", "neighbour", "neighbours_desk", "neighbours_village"},
}
WRITER = uuid4()
SEALED_ACTIONS = [action for action in GRANTS if action.startswith(("submission.", "case."))]


@dataclass
class Matter:
    """A letter to the village, sorted at the county's desk, now with the village; its neighbours help."""

    sealed: bool = False

    def places(self) -> Mapping[str, str]:
        village = BODIES["village"].path
        helpers = f"{BODIES['neighbour'].path} {BODIES['neighbours_village'].path}"
        return {
            "keeper": village,
            "desk": BODIES["desk"].path,
            "addressed": village,
            "trusted": village,
            "supporting": helpers,
        }

    def is_sealed(self) -> bool:
        return self.sealed

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        return False

    def belongs_to(self, submission_id: UUID) -> bool:
        return submission_id == WRITER


def holder(role: str, body: str) -> Actor:
    """Somebody with one post."""
    return Actor("officer", Person(name="某某"), (Post(role=role, organisation=BODIES[body]),))


def where_may(role: str, action: str, matter: Matter) -> set[str]:
    """The bodies at which somebody with one post of this role may do it."""
    return {body for body in BODIES if may(holder(role, body), action, matter)}


def what_may(actor: Actor, matter: Matter | None) -> list[str]:
    """Every action of the table that this one may do."""
    return [action for action in GRANTS if may(actor, action, matter)]


def places_the_table_names(action: str, role: str) -> set[str]:
    """The bodies at which this role may do this to the matter, read from the table as a person reads it."""
    covers = {
        "anywhere": {*BODIES},
        "keeper": UNDER["village"],
        "trusted": UNDER["village"],
        "desk": UNDER["desk"],
        "addressed": {"village"},
        "supporting": UNDER["helpers"],
    }
    return {body for who, reach in GRANTS[action] if who == role for body in covers[reach]}


@pytest.mark.parametrize("role", sorted({*Role.values} - {"discipline"}))
def test_a_post_may_do_what_the_table_says_where_it_says_and_nowhere_else(role: str) -> None:
    allowed = {action: where_may(role, action, Matter()) for action in GRANTS}
    assert allowed == {action: places_the_table_names(action, role) for action in GRANTS}


@pytest.mark.parametrize("role", Role.values)
def test_a_sealed_matter_opens_to_the_discipline_office_alone(role: str) -> None:
    allowed = {action: where_may(role, action, Matter(sealed=True)) for action in SEALED_ACTIONS}
    opens = role == "discipline"
    named = {action: places_the_table_names(action, role) if opens else set() for action in SEALED_ACTIONS}
    assert allowed == named


def test_the_discipline_office_has_nothing_to_do_with_ordinary_letters() -> None:
    assert [action for action in GRANTS if where_may("discipline", action, Matter())] == []


def test_a_citizen_may_only_with_the_receipt_of_that_very_letter() -> None:
    named = {action: {reach for who, reach in GRANTS[action] if who == "citizen"} for action in GRANTS}
    with_it = [action for action in GRANTS if named[action]]
    assert what_may(citizen(WRITER), Matter()) == what_may(citizen(WRITER), Matter(sealed=True)) == with_it
    for somebody_else in (citizen(uuid4()), citizen()):
        anywhere = [action for action in GRANTS if "anywhere" in named[action]]
        assert what_may(somebody_else, Matter()) == anywhere


@pytest.mark.parametrize("actor", [THE_CLOCK, THE_INSTALLER], ids=lambda actor: actor.kind)
def test_the_clock_and_the_installer_may_what_has_their_name_on_it(actor: Actor) -> None:
    theirs = [action for action in GRANTS if (actor.kind, "anywhere") in GRANTS[action]]
    assert what_may(actor, Matter()) == theirs


def test_whoever_holds_no_post_may_do_nothing() -> None:
    nobody = Actor("officer", Person(name="某某"))
    assert what_may(nobody, Matter()) == what_may(nobody, None) == []


def test_the_table_names_only_roles_and_reaches_that_exist() -> None:
    lines = [line for grants in GRANTS.values() for line in grants]
    assert {role for role, _reach in lines} <= {*Role.values, "citizen", "clock", "installer"}
    reaches = {"keeper", "trusted", "desk", "addressed", "supporting", "anywhere"}
    assert {reach for _role, reach in lines} == reaches


@pytest.mark.parametrize(
    ("role", "body", "action"),
    [
        ("office", "desk", "submission.read"),  # keeps the machine, reads nobody's letters
        ("auditor", "county", "submission.read_contact"),
        ("secretary", "county", "submission.read_contact"),
        ("secretary", "neighbour", "submission.read"),
        ("supervisor", "county", "case.reply"),
        ("officer", "village", "case.close"),
        ("officer", "village", "case.rate"),
        ("sorter", "desk", "case.rate"),  # nobody speaks for the citizen
        ("sorter", "neighbours_desk", "case.dispatch"),
    ],
)
def test_what_would_hurt_most_is_refused_with_a_sentence(role: str, body: str, action: str) -> None:
    with pytest.raises(NotAllowed, match="您的岗位不能办理"):
        require(holder(role, body), action, Matter())


def test_a_post_that_has_ended_opens_nothing(world: World) -> None:
    post = world.people["officer"].posts.get()
    end_post(post, by=THE_INSTALLER, now=world.now)
    assert world.actor("officer").posts == ()
    assert world.actor("officer").roles() == frozenset()
