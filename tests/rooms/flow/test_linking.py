"""Linking a letter to the same matter: right person, wrong person, wrong moment, twice."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case, Link
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import (
    acknowledge,
    ask_deferral,
    ask_extension,
    choose_track,
    decide_objection,
    decline,
    dispatch,
    grant_deferral,
    grant_extension,
    keep_up,
    link,
    object_to,
    recall,
    register,
    unlink,
    withdraw,
)
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.models import Ground
from lianxin.intake.verbs import recuse
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from tests.world import World


def owed(case: Case) -> list[tuple[str, str]]:
    promises = Promise.objects.owed().filter(dossier=case.dossier_id)
    return list(promises.values_list("key", "owed_by__code"))


def registered(world: World, **said: object) -> Case:
    register(world.letter(**said), by=world.actor("sorter"), now=world.now)  # type: ignore[arg-type]
    return world.case()


def test_a_linked_letter_is_owed_what_the_matter_owes_by_the_same_body_and_day(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    promise = Promise.objects.owed().get(dossier=voice.dossier)
    due = Promise.objects.get(dossier=matter.dossier, key="reply").due
    assert (promise.key, promise.owed_by.code, promise.due) == ("reply", "WATER", due)
    assert (voice.stage, voice.dossier.keeper.code, voice.lead_org) == (
        "linked", "WATER", world.bodies["WATER"],
    )  # fmt: skip
    assert Link.objects.get().matter_id == matter.pk
    assert voice.dossier.number != matter.dossier.number
    assert quick().ok


def test_a_letter_may_be_linked_before_the_matter_is_given_out(world: World) -> None:
    matter = registered(world)
    voice = world.linked(matter)
    assert owed(voice) == [("along", "WS-DESK")]


def test_who_links_to_a_voice_links_to_its_matter(world: World) -> None:
    matter = world.in_handling()
    voice, another = world.linked(matter), registered(world)
    link(another, to=voice, by=world.actor("sorter"), now=world.now)
    assert set(Link.objects.values_list("matter", flat=True)) == {matter.pk}


@pytest.mark.parametrize("who", ["clerk", "officer", "stranger", "secretary", "supervisor", "auditor"])
def test_only_the_desk_links(world: World, who: str) -> None:
    matter, letter = world.in_handling(), registered(world)
    with pytest.raises(NotAllowed):
        link(letter, to=matter, by=world.actor(who), now=world.now)


def test_linking_twice_is_refused(world: World) -> None:
    matter = world.in_handling()
    voice, another = world.linked(matter), world.dispatched()
    with pytest.raises(NotAllowedNow):
        link(voice, to=world.fresh(matter), by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow):  # it is with another body already
        link(another, to=world.fresh(matter), by=world.actor("sorter"), now=world.now)


def test_an_answered_matter_takes_no_more_voices(world: World) -> None:
    matter, letter = world.answered(), registered(world)
    with pytest.raises(NotAllowedNow, match="已经答复过"):
        link(letter, to=matter, by=world.actor("sorter"), now=world.now)


def test_what_is_answered_meanwhile_and_what_is_linked_meanwhile_are_not_both_first(world: World) -> None:
    matter, letter = world.in_handling(), registered(world)
    link(registered(world), to=world.fresh(matter), by=world.actor("sorter"), now=world.now)
    with pytest.raises(SomeoneActedFirst):  # `matter` is what an old page still shows
        link(letter, to=matter, by=world.actor("sorter"), now=world.now)


@pytest.mark.parametrize("secret", [{"confidential": True}, {"kind": "report"}])
def test_what_is_sealed_or_confidential_is_linked_to_nothing(world: World, secret: dict[str, object]) -> None:
    matter, hidden = world.in_handling(), registered_secret(world, secret)
    with pytest.raises(NotAllowed):
        link(hidden, to=matter, by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowed):
        link(registered(world), to=hidden, by=world.actor("sorter"), now=world.now)


def registered_secret(world: World, said: dict[str, object]) -> Case:
    who = "discipline" if "kind" in said else "sorter"
    register(world.letter(**said), by=world.actor(who), now=world.now)  # type: ignore[arg-type]
    return world.case()


def test_a_letter_is_not_linked_to_a_body_that_steps_aside_from_it(world: World) -> None:
    matter, letter = world.in_handling(), registered(world)
    recuse(
        letter.submission, ground=Ground.SUBJECT, body=world.bodies["WATER"], by=world.actor("sorter"),
        now=world.now, through=letter,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="回避"):
        link(world.fresh(letter), to=matter, by=world.actor("sorter"), now=world.now)


def test_a_matter_with_voices_does_not_become_a_voice(world: World) -> None:
    first, second = registered(world), world.in_handling()
    world.linked(first)
    with pytest.raises(NotAllowedNow, match="反过来"):
        link(world.fresh(first), to=second, by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotValid):
        link(world.fresh(first), to=world.fresh(first), by=world.actor("sorter"), now=world.now)


def test_a_link_is_undone_within_moments_without_a_word(world: World) -> None:
    voice = world.linked(world.in_handling())
    first = Promise.objects.get(dossier=voice.dossier, key="dispatch").due
    unlink(voice, by=world.actor("sorter"), now=world.now + timedelta(seconds=8))
    voice = world.fresh(voice)
    assert (voice.stage, voice.lead_org, voice.dossier.keeper.code) == ("accepted", None, "WS-DESK")
    promise = Promise.objects.owed().get(dossier=voice.dossier)
    assert (promise.key, promise.due) == ("dispatch", first)
    assert quick().ok


def test_later_a_link_is_undone_with_a_reason(world: World) -> None:
    voice = world.linked(world.in_handling())
    later = world.now + timedelta(hours=1)
    with pytest.raises(NotValid):
        unlink(voice, by=world.actor("sorter"), now=later)
    unlink(world.fresh(voice), reason="说的是另一个村的水", by=world.actor("sorter"), now=later)
    assert Link.objects.get().reason == "说的是另一个村的水"
    with pytest.raises(NotAllowedNow):
        unlink(world.fresh(voice), reason="再来一次", by=world.actor("sorter"), now=later)


@pytest.mark.parametrize("who", ["officer", "stranger", "clerk"])
def test_only_the_desk_takes_a_link_back(world: World, who: str) -> None:
    voice = world.linked(world.in_handling())
    with pytest.raises(NotAllowed):
        unlink(voice, reason="不是", by=world.actor(who), now=world.now)


def test_a_voice_goes_every_step_with_its_matter(world: World) -> None:
    matter = registered(world)
    voice = world.linked(matter)
    dispatch(world.fresh(matter), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.later(seconds=1)
    assert owed(voice) == [("acknowledge", "WATER")]
    acknowledge(world.fresh(matter), by=world.actor("officer"), now=world.now)
    world.later(seconds=1)
    assert owed(voice) == [("reply", "WATER")]
    voice = world.fresh(voice)
    assert (voice.dossier.keeper.code, voice.lead_org) == ("WATER", world.bodies["WATER"])
    assert Event.objects.filter(dossier=voice.dossier, name="case.kept_up").count() == 2
    assert not keep_up(voice, by=THE_CLOCK, now=world.now)  # once more writes nothing
    assert quick().ok


def test_a_voice_turns_back_with_its_matter(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    object_to(world.fresh(matter), reason="不归我", by=world.actor("officer"), now=world.now)
    world.later(seconds=1)
    assert owed(voice) == [("along", "WS-DESK")]
    decide_objection(
        world.fresh(matter), upheld=True, to=world.bodies["SCHOOL"], words="学校的管子",
        by=world.actor("sorter"), now=world.now,
    )  # fmt: skip
    world.later(seconds=1)
    assert owed(voice) == [("acknowledge", "SCHOOL")]
    assert world.fresh(voice).dossier.keeper == world.bodies["SCHOOL"]


def test_a_recalled_matter_takes_its_voices_back_to_the_desk(world: World) -> None:
    matter = world.dispatched()
    voice = world.linked(matter)
    recall(world.fresh(matter), by=world.actor("sorter"), now=world.now)
    world.later(seconds=1)
    assert owed(voice) == [("along", "WS-DESK")]
    assert world.fresh(voice).lead_org is None


def test_nobody_but_the_clock_moves_a_voice(world: World) -> None:
    voice = world.linked(world.in_handling())
    for who in ("sorter", "officer", "stranger"):
        with pytest.raises(NotAllowed):
            keep_up(voice, by=world.actor(who), now=world.now)


def test_when_the_first_writer_withdraws_the_next_one_takes_the_place(world: World) -> None:
    matter = world.in_handling()
    first, second = world.linked(matter), world.linked(matter)
    withdraw(matter.submission, by=world.writer(matter), now=world.now)
    world.later(seconds=1)
    first, second = world.fresh(first), world.fresh(second)
    assert (first.stage, owed(first)) == ("dispatched", [("acknowledge", "WATER")])
    assert (second.stage, owed(second)) == ("linked", [("acknowledge", "WATER")])
    assert Link.objects.get(ended_at=None).matter == first
    assert quick().ok


def test_where_nobody_had_it_yet_the_desk_gives_the_next_one_out(world: World) -> None:
    matter = registered(world)
    voice = world.linked(matter)
    withdraw(matter.submission, by=world.writer(matter), now=world.now)
    world.later(seconds=1)
    assert (world.fresh(voice).stage, owed(voice)) == ("accepted", [("dispatch", "WS-DESK")])


def test_what_is_declined_is_declined_to_every_voice(world: World) -> None:
    matter = registered(world)
    voice = world.linked(matter)
    decline(world.fresh(matter), reason="已经起诉", channel="县法院", by=world.actor("sorter"), now=world.now)
    world.later(seconds=1)
    told = Event.objects.get(dossier=voice.dossier, name="case.declined").data
    assert (world.fresh(voice).stage, told["reason"], told["channel"]) == ("closed", "已经起诉", "县法院")
    assert quick().ok


def test_a_voice_that_withdraws_leaves_the_others_alone(world: World) -> None:
    matter = world.in_handling()
    voice, other = world.linked(matter), world.linked(matter)
    withdraw(voice.submission, by=world.writer(voice), now=world.now)
    world.later(seconds=1)
    assert (world.fresh(voice).stage, world.fresh(other).stage) == ("closed", "linked")
    assert world.fresh(matter).stage == "in_handling"


def test_more_time_and_a_later_day_hold_for_every_voice(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    officer, leader = world.actor("officer"), world.actor("secretary")
    ask_extension(world.fresh(matter), reason="等管材", by=officer, now=world.now)
    grant_extension(world.fresh(matter), by=leader, now=world.now)
    world.later(seconds=1)
    dues = Promise.objects.owed().filter(key="reply").values_list("due", flat=True)
    assert len(dues) == 2 and len(set(dues)) == 1
    until = (world.now + timedelta(days=60)).date()
    ask_deferral(world.fresh(matter), plan="换管", until=until, by=officer, now=world.now)
    grant_deferral(world.fresh(matter), by=leader, now=world.now)
    world.later(seconds=1)
    assert Promise.objects.owed().get(dossier=voice.dossier).due.date() == until
    world.later(days=61)
    assert not Promise.objects.filter(dossier=voice.dossier).exclude(broken_at=None).exists()
    assert world.fresh(matter).stage == "in_handling"
    assert Promise.objects.owed().get(dossier=voice.dossier).due > world.now
    assert quick().ok


def test_a_letter_on_the_legal_track_is_not_handled_under_another_limit(world: World) -> None:
    matter, letter = world.in_handling(), registered(world)
    choose_track(letter, track="petition", reason="要求书面处理", by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow, match="信访程序"):
        link(world.fresh(letter), to=matter, by=world.actor("sorter"), now=world.now)
