"""Who telephoned and left nothing else is called back, and what was read out is written down."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.models import Delivery, Sending
from lianxin.outcomes.seen_notices import notices_of, to_call
from lianxin.outcomes.verbs import deliver, not_reached, read_out
from tests.world import World, card

CALLS = card(name="王大爷", phone="13800000000")


def answered(world: World, **more: object) -> Case:
    case = world.answered(channel="phone", **{"contact": CALLS, **more})
    world.later(minutes=5)
    return case


def waiting(world: World) -> tuple[int, int]:
    now, later = to_call(world.bodies["WS-DESK"].path, now=world.now)
    return len(now), len(later)


def tell(world: World, case: Case, **how: str) -> list[Sending]:
    return read_out(
        case.submission, proof=how.get("proof", "本人接听"), by=world.actor("clerk"), now=world.now
    )


def test_an_answer_read_out_has_arrived_and_he_is_asked_whether_it_is_solved(world: World) -> None:
    case = answered(world)
    assert waiting(world) == (1, 0)
    assert [one.notice for one in tell(world, case)] == ["replied"]
    arrived = Delivery.objects.get(reply__case=case)
    assert (arrived.means, arrived.proof, arrived.recorded_by) == ("told", "本人接听", world.people["clerk"])
    owed = set(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))
    assert owed == {"callback", "close"} and waiting(world) == (0, 0)
    assert "打电话念给本人听了" in {one.words for one in notices_of(case.submission)}


def test_whom_nobody_reached_is_called_again_in_three_hours_as_often_as_it_takes(world: World) -> None:
    case = answered(world)
    for _time in range(12):
        not_reached(case.submission, why="no_answer", by=world.actor("clerk"), now=world.now)
        assert waiting(world) == (0, 1)
        world.later(hours=3)
        assert waiting(world) == (1, 0)
    assert to_call(world.bodies["WS-DESK"].path, now=world.now)[0][0].trouble == "没有人接"
    with pytest.raises(NotValid, match="原因"):
        not_reached(case.submission, why="busy", by=world.actor("clerk"), now=world.now)


def test_of_two_clerks_the_second_is_told(world: World) -> None:
    case = answered(world)
    tell(world, case)
    with pytest.raises(NotAllowedNow, match="已经有人打过了"):
        tell(world, case)
    with pytest.raises(NotAllowedNow):
        not_reached(case.submission, why="no_answer", by=world.actor("clerk"), now=world.now)


def test_nobody_tells_without_saying_who_listened_and_nobody_of_the_handling_office_does(
    world: World,
) -> None:
    case = answered(world)
    with pytest.raises(NotValid, match="谁听的"):
        tell(world, case, proof=" ")
    for stranger in ("officer", "caller", "stranger"):
        with pytest.raises(NotAllowed):
            read_out(case.submission, proof="本人", by=world.actor(stranger), now=world.now)
    with pytest.raises(NotValid, match="实际的送达方式"):
        deliver(case, means="told", proof="本人接听", by=world.actor("officer"), now=world.now)


def test_a_petition_is_read_out_too_and_its_answer_is_still_owed_in_writing(world: World) -> None:
    case = answered(world, addressee="WS", contact=CALLS)
    Case.objects.filter(pk=case.pk).update(track="petition")
    tell(world, case)
    assert world.case().stage == "replied"


def test_who_left_an_address_gets_it_on_paper_as_well(world: World) -> None:
    case = answered(world, contact=card(phone="13800000000", address="上湾村3组"))
    tell(world, case)
    world.later(minutes=5)
    assert Sending.objects.open().filter(notice="replied").get().channel == "paper"


def test_who_has_read_it_by_the_code_is_not_called(world: World) -> None:
    case = answered(world)
    deliver(case, means="read", by=world.writer(case), now=world.now)
    world.later(minutes=5)
    assert waiting(world) == (0, 0)


def test_only_what_has_to_be_said_is_said_on_the_telephone(world: World) -> None:
    world.in_handling(channel="phone", contact=CALLS)
    world.later(minutes=5)
    assert waiting(world) == (0, 0)
    world.in_handling(channel="phone", contact=card(phone="1", email="wang@mail.example"))
    world.later(minutes=5)
    assert not Sending.objects.filter(channel="phone").exists()
