"""A case that began before a rule was written: a step without a limit says so, and a later edition helps."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.loading import read_rulebook
from lianxin.clock.models import Promise
from lianxin.clock.verbs.books import publish_rulebook
from lianxin.flow.verbs import ask_deferral, ask_extension, object_to, support
from lianxin.identity.actors import THE_INSTALLER
from lianxin.kit.refusals import NotAllowedNow
from lianxin.outcomes.verbs import submit
from tests.rooms.flow.test_deferring import DAY
from tests.world import RULEBOOK, World, said

# What was written after the first edition.
LATER = (
    "LX_EXTENSION",
    "LX_DEFERRAL",
    "LX_COMMITMENT",
    "LX_DECIDE_OBJECTION",
    "LX_SUPPORT",
    "LX_TRANSFERS",
    "LX_APPROVE",
)


def publish(world: World, *, without: tuple[str, ...] = ()) -> int:
    rows = [row for row in read_rulebook(RULEBOOK) if row.key not in without]
    book = publish_rulebook(rows, effective_from=world.now, by=THE_INSTALLER, now=world.now)
    return book.version


@pytest.fixture
def old(world: World) -> Case:
    """A case under an edition that knows none of the later rules; the first one is older still."""
    publish(world, without=LATER)
    return world.in_handling()


def test_each_step_that_has_no_limit_yet_says_so_and_changes_nothing(world: World, old: Case) -> None:
    now, officer = world.now, world.actor("officer")
    for key, act in {
        "LX_EXTENSION": lambda case: ask_extension(case, reason="等管材", by=officer, now=now),
        "LX_COMMITMENT": lambda case: ask_deferral(case, plan="换管", until=DAY, by=officer, now=now),
        "LX_TRANSFERS": lambda case: object_to(case, reason="不归我", by=officer, now=now),
        "LX_SUPPORT": lambda case: support(
            case, to=world.bodies["SCHOOL"], words="来看", by=officer, now=now
        ),
        "LX_APPROVE": lambda case: submit(case, {1: said("已修好。")}, by=officer, now=now),
    }.items():
        with pytest.raises(NotAllowedNow, match=f"还没有这一步的期限\\({key}\\)"):
            act(world.case())
    assert world.case().dossier.length == old.dossier.length
    assert list(Promise.objects.owed().filter(dossier=old.dossier).values_list("key", flat=True)) == ["reply"]


def test_what_a_later_edition_knows_is_owed_by_that_edition(world: World, old: Case) -> None:
    newer = publish(world)
    ask_extension(old, reason="等管材", by=world.actor("officer"), now=world.now)
    owed = dict(Promise.objects.owed().filter(dossier=old.dossier).values_list("key", "rulebook"))
    assert owed == {"reply": newer - 1, "extension": newer}
    world.reply(world.case(), {1: "已接通。"})
    assert world.case().stage == "replied"
