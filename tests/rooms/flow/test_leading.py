"""Those above a case: instructing with a day, sponsoring, supervising, listing publicly."""

from datetime import date, timedelta

import pytest

from lianxin.cases.models import Case, Sponsorship, Supervision
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import (
    end_supervision,
    instruct,
    list_publicly,
    object_to,
    register,
    sponsor,
    supervise,
    tell_as_sponsor,
)
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Ground
from lianxin.intake.verbs import recuse
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.office.verbs import give_post
from lianxin.outcomes.verbs import not_solved, rate
from tests.world import World

FRIDAY = date(2025, 3, 7)


def owed(case: Case) -> dict[str, tuple[str, date]]:
    promises = Promise.objects.owed().filter(dossier=case.dossier_id).select_related("owed_by")
    return {promise.key: (promise.owed_by.code, local_day(promise.due)) for promise in promises}


def test_an_instruction_with_a_day_is_owed_by_that_day(world: World) -> None:
    case = world.in_handling()
    instruct(case, "周五以前解决", until=FRIDAY, by=world.actor("secretary"), now=world.now)
    assert owed(case)["instruction"] == ("WATER", FRIDAY)
    assert Event.objects.get(name="case.instructed").data["until"] == "2025-03-07"
    later = FRIDAY + timedelta(days=3)
    instruct(world.case(), "放宽到下周一", until=later, by=world.actor("secretary"), now=world.now)
    assert owed(case)["instruction"] == ("WATER", later)
    instruct(world.case(), "再催一次", by=world.actor("secretary"), now=world.now)
    assert owed(case)["instruction"] == ("WATER", later)  # without a day the one that was named holds
    assert quick().ok


def test_an_instruction_is_not_owed_by_a_day_that_is_past(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid, match="已经过去"):
        instruct(case, "昨天", until=date(2025, 3, 2), by=world.actor("secretary"), now=world.now)


def test_a_secretary_sponsors_a_case_and_tells_the_writer_what_they_did(world: World) -> None:
    case = world.in_handling()
    sponsor(case, by=world.actor("secretary"), now=world.now)
    assert owed(case)["sponsor"][0] == "WS"
    tell_as_sponsor(world.case(), "到村里看过，定了周五通水。", by=world.actor("secretary"), now=world.now)
    assert "sponsor" not in owed(case)
    assert Event.objects.get(name="case.sponsor_told").data["reason"].startswith("到村里")
    assert quick().ok


def test_one_sponsor_at_a_time_and_only_the_sponsor_tells(world: World) -> None:
    case = world.in_handling()
    sponsor(case, by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow, match="已经由"):
        sponsor(world.case(), by=world.actor("secretary"), now=world.now)
    give_post(world.people["auditor"], world.bodies["WS"], "secretary", by=THE_INSTALLER, now=world.now)
    with pytest.raises(NotAllowed, match="本人"):
        tell_as_sponsor(world.case(), "我去过了", by=world.actor("auditor"), now=world.now)
    sponsor(world.case(), by=world.actor("auditor"), now=world.now)  # of the same office: takes it over
    assert Sponsorship.objects.get(ended_at=None).person == world.people["auditor"]
    assert Promise.objects.owed().filter(key="sponsor").count() == 1


def test_a_sponsor_owes_word_again_when_it_was_not_solved_and_nothing_when_it_is_closed(world: World) -> None:
    case = world.in_handling()
    sponsor(case, by=world.actor("secretary"), now=world.now)
    world.reply(world.case(), {1: "已通水。"})
    world.later(minutes=1)
    not_solved(world.case(), by=world.writer(case), now=world.now)
    assert owed(case)["sponsor"][0] == "WS"
    world.reply(world.case(), {1: "又修了一次。"})
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    assert (world.case().stage, {*owed(case)}) == ("closed", {"look_back"})
    assert quick().ok


def test_a_supervisor_presses_and_the_answer_keeps_it(world: World) -> None:
    case = world.in_handling()
    supervise(case, "停水三天，请现场督办", until=FRIDAY, by=world.actor("supervisor"), now=world.now)
    assert owed(case)["supervise"] == ("WATER", FRIDAY)
    with pytest.raises(NotAllowedNow, match="已经在督办"):
        supervise(world.case(), "再督", by=world.actor("supervisor"), now=world.now)
    world.reply(world.case(), {1: "已通水。"})
    assert Promise.objects.get(dossier=case.dossier, key="supervise").state == "kept"


def test_what_is_pressed_for_goes_with_the_case(world: World) -> None:
    case = world.dispatched()
    supervise(case, "请快办", by=world.actor("supervisor"), now=world.now)
    object_to(world.case(), reason="不归我", by=world.actor("officer"), now=world.now)
    assert owed(case)["supervise"][0] == "WS-DESK"


def test_what_is_supervised_may_be_listed_and_taken_off_with_a_reason(world: World) -> None:
    case, by = world.in_handling(), world.actor("supervisor")
    with pytest.raises(NotAllowedNow, match="先督办"):
        list_publicly(case, by=by, now=world.now)
    supervise(world.case(), "请快办", by=by, now=world.now)
    list_publicly(world.case(), by=by, now=world.now)
    with pytest.raises(NotAllowedNow):
        list_publicly(world.case(), by=by, now=world.now)
    with pytest.raises(NotValid):
        end_supervision(world.case(), "", by=by, now=world.now)
    end_supervision(world.case(), "已经通水，等答复", by=by, now=world.now)
    with pytest.raises(NotAllowedNow):
        end_supervision(world.case(), "再来一次", by=by, now=world.now)
    assert Supervision.objects.get().reason == "已经通水，等答复"
    assert "supervise" not in owed(case)
    assert quick().ok


def test_a_confidential_letter_is_never_listed(world: World) -> None:
    case = world.in_handling(confidential=True)
    supervise(case, "请快办", by=world.actor("supervisor"), now=world.now)
    with pytest.raises(NotAllowed, match="保密"):
        list_publicly(world.case(), by=world.actor("supervisor"), now=world.now)


@pytest.mark.parametrize("who", ["officer", "stranger", "clerk", "sorter", "auditor", "township_secretary"])
def test_nobody_else_presses_or_sponsors(world: World, who: str) -> None:
    case, by = world.in_handling(), world.actor(who)
    for act in (
        lambda: sponsor(case, by=by, now=world.now),
        lambda: tell_as_sponsor(case, "去过", by=by, now=world.now),
        lambda: supervise(case, "快", by=by, now=world.now),
        lambda: list_publicly(case, by=by, now=world.now),
        lambda: end_supervision(case, "好了", by=by, now=world.now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_voice_is_pressed_for_where_its_matter_is(world: World) -> None:
    voice = world.linked(world.in_handling())
    with pytest.raises(NotAllowedNow, match="一起办的那一件"):
        supervise(voice, "快", by=world.actor("supervisor"), now=world.now)
    with pytest.raises(NotAllowedNow, match="一起办的那一件"):
        sponsor(voice, by=world.actor("secretary"), now=world.now)


def test_an_answered_case_is_neither_sponsored_nor_pressed_for(world: World) -> None:
    case = world.answered()
    for act, who in ((sponsor, "secretary"), (lambda c, **k: supervise(c, "快", **k), "supervisor")):
        with pytest.raises(NotAllowedNow, match="已经答复"):
            act(case, by=world.actor(who), now=world.now)  # type: ignore[operator]


@pytest.mark.parametrize("who", ["secretary", "supervisor"])
def test_a_leader_whom_the_letter_is_about_is_nowhere_near_it(world: World, who: str) -> None:
    case = world.in_handling()
    recuse(
        case.submission, ground=Ground.SUBJECT, person=world.people[who], by=world.actor("sorter"),
        now=world.now, through=case,
    )  # fmt: skip
    case = world.case()
    with pytest.raises(NotAllowed):
        instruct(case, "不用办", by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        sponsor(case, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        supervise(case, "快", by=world.actor(who), now=world.now)


def test_reports_of_breaches_of_discipline_are_nobody_s_to_sponsor_or_list(world: World) -> None:
    letter = world.letter(kind="report")
    register(letter, by=world.actor("discipline"), now=world.now)
    for who, act in (("secretary", sponsor), ("supervisor", lambda c, **k: supervise(c, "快", **k))):
        with pytest.raises(NotAllowed):
            act(world.case(), by=world.actor(who), now=world.now)  # type: ignore[operator]
