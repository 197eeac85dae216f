"""The ten rules of the road, one test for each; what the database refuses besides: test_guards_of_moves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lianxin.cases.models import Case
from lianxin.flow.laws import stage_complaints
from lianxin.flow.verbs import close, decide_objection, object_to, withdraw
from lianxin.identity.policy import may
from lianxin.intake.models import Ground
from lianxin.intake.verbs import recuse
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, Refusal
from lianxin.ledger.models import Dossier, Event
from lianxin.outcomes.models import Delivery, Rating, Reply
from lianxin.outcomes.verbs import deliver, rate
from tests.world import World, card


def test_a_no_move_without_a_line_that_tells_of_it(world: World) -> None:
    case = world.delivered()
    lines = Event.objects.filter(dossier=case.pk).count()
    assert lines == case.dossier.length
    assert [said for _folder, said in stage_complaints([case.dossier]) if said] == []


def test_b_a_move_that_no_procedure_knows_is_refused_by_the_database_too(world: World) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowedNow):
        close(case, because="silence", by=world.actor("sorter"), now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=case.pk).update(stage="delivered", length=99)


def test_c_what_is_claimed_never_becomes_what_is_confirmed(world: World) -> None:
    case = world.delivered()
    assert (case.claimed_outcome, Rating.objects.count()) == ("supported", 0)
    world.later(days=40)
    assert (world.case().stage, Rating.objects.count()) == ("closed", 0)


def test_d_nothing_ends_before_its_writer_was_told_or_could_not_be(world: World) -> None:
    told = world.delivered()
    case = world.answered(channel="paper", contact=card())
    world.later(days=60)
    assert world.fresh(told).stage == "closed"
    assert world.fresh(case).stage == "replied"  # a letter in the post proves nothing
    deliver(
        world.fresh(case), means="impossible", proof="查无此人，退回", by=world.actor("clerk"), now=world.now
    )
    world.later(days=40)
    assert world.fresh(case).stage == "closed"
    assert Delivery.objects.filter(reply__case=case).exists()


def test_e_who_let_the_days_for_an_objection_pass_owns_the_case(world: World) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowedNow, match="由您的单位办理"):
        object_to(case, reason="不归我管", by=world.actor("officer"), now=world.now + timedelta(days=8))


def test_f_after_a_final_designation_there_is_no_way_back(world: World) -> None:
    object_to(world.dispatched(), reason="不归我管", by=world.actor("officer"), now=world.now)
    decide_objection(world.case(), upheld=False, words="归你", by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow, match="不能再提异议"):
        object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)


def test_g_nobody_is_sent_on_more_than_three_times(world: World) -> None:
    world.dispatched()
    for to, holder in (("SCHOOL", "officer"), ("WATER", "stranger"), ("SCHOOL", "officer")):
        passed_on(world, holder, to)
    with pytest.raises(NotAllowedNow):
        passed_on(world, "stranger", "WATER")


def passed_on(world: World, holder: str, to: str) -> None:
    object_to(world.case(), reason="不归我管", by=world.actor(holder), now=world.now)
    decide_objection(
        world.case(), upheld=True, to=world.bodies[to], words="归它", by=world.actor("sorter"), now=world.now
    )


def test_h_a_linked_letter_keeps_its_own_receipt_answer_and_rating(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    world.reply(world.fresh(matter), {1: "来水了。"})
    world.later(minutes=1)
    assert voice.submission.code != matter.submission.code
    deliver(world.fresh(voice), means="read", by=world.writer(voice), now=world.now)
    rate(world.fresh(voice), verdict="not_solved", by=world.writer(voice), now=world.now)
    assert Reply.objects.filter(case__in=[matter, voice]).count() == 2
    assert not Rating.objects.filter(reply__case=matter).exists()


def test_i_who_is_named_neither_handles_signs_reads_nor_calls(world: World) -> None:
    case = world.in_handling(contact=card())
    for who in ("officer", "approver", "secretary", "caller"):
        recuse(
            case.submission, person=world.people[who], ground=Ground.SUBJECT, by=world.actor("supervisor"),
            now=world.now, through=case,
        )  # fmt: skip
    acts = ("submission.read", "submission.read_contact", "case.reply", "case.approve", "case.call_back")
    named = [world.actor(who) for who in ("officer", "approver", "secretary", "caller")]
    assert not [(by, act) for by in named for act in acts if may(by, act, world.case())]
    with pytest.raises(NotAllowed):
        rate_as(world, world.case())


def rate_as(world: World, case: Case) -> None:
    """Not even in the citizen's place."""
    rate(case, verdict="solved", by=world.actor("officer"), now=world.now)


def test_j_a_sealed_report_stands_in_no_ordinary_list_count_or_line(world: World) -> None:
    report = world.letter("书记收了工程队的钱。", kind="report", addressee="LL", public=True)
    assert not Dossier.objects.ordinary().exclude(kind="house").exists()
    with pytest.raises(Refusal):
        withdraw(report, by=world.actor("sorter"), now=world.now)
    assert "工程队" not in "".join(Event.objects.values_list("words", flat=True))
    acknowledged = [may(world.actor(who), "case.accept", report) for who in ("sorter", "officer", "office")]
    assert acknowledged == [False, False, False]
