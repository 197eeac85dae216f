"""Between officer and writer: a question and its answer, and the notice in writing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lianxin.cases.models import Case, Question
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.models import Promise
from lianxin.clock.queries import why_due
from lianxin.clock.verbs.books import publish_rulebook
from lianxin.flow.reactions import let_words_answer
from lianxin.flow.verbs import (
    answer_question,
    ask_citizen,
    choose_track,
    give_notice,
    register,
    sort,
    withdraw,
)
from lianxin.identity.actors import THE_INSTALLER, citizen
from lianxin.intake.verbs import add_words
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from tests.world import SHANGHAI, World

ASK = "水表的编号是多少？"


def asked(world: World, **said: object) -> Question:
    ask_citizen(world.in_handling(**said), ASK, by=world.actor("officer"), now=world.now)
    return Question.objects.order_by("-id")[0]


def answer_due(case: Case) -> datetime:
    return Promise.objects.get(dossier=case.dossier, key="reply").due


def test_a_question_moves_nothing_and_the_clock_runs_on(world: World) -> None:
    before = answer_due(world.in_handling())
    ask_citizen(world.case(), ASK, by=world.actor("officer"), now=world.now)
    assert (world.case().stage, answer_due(world.case())) == ("in_handling", before)
    question = Question.objects.get()
    answer_question(question, "0731。", by=world.writer(world.case()), now=world.later(days=2))
    assert answer_due(world.case()) == before


def test_the_answer_is_kept_beside_the_letter_and_bound_to_its_question(world: World) -> None:
    question = asked(world)
    case = world.case()
    answer_question(question, "0731。", by=world.writer(case), now=world.now)
    question = Question.objects.select_related("addition").get()
    assert (question.addition.body, question.answered_at) == ("0731。", world.now)
    lines = [event.name for event in case.dossier.events.order_by("seq")]
    assert lines[-2:] == ["case.citizen_asked", "case.question_answered"]
    assert "0731" not in "".join(event.words for event in case.dossier.events.all())


def test_the_clerk_may_write_down_what_a_paper_letter_s_writer_answers(world: World) -> None:
    question = asked(world, channel="paper")
    answer_question(question, "0731。", by=world.actor("clerk"), now=world.now)
    assert Question.objects.get().answered_at


@pytest.mark.parametrize("who", ["clerk", "sorter", "stranger", "secretary", "supervisor", "auditor"])
def test_only_the_officer_who_has_the_case_asks(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask_citizen(world.in_handling(), ASK, by=world.actor(who), now=world.now)


@pytest.mark.parametrize("who", ["officer", "stranger", "secretary"])
def test_nobody_answers_for_the_writer(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        answer_question(asked(world), "0731。", by=world.actor(who), now=world.now)


def test_another_writer_does_not_answer(world: World) -> None:
    question = asked(world)
    other = world.dispatched()
    with pytest.raises(NotAllowed):
        answer_question(question, "0731。", by=world.writer(other), now=world.now)


@pytest.mark.parametrize("words", ["", "\n", "长" * 501])
def test_a_question_says_something(world: World, words: str) -> None:
    with pytest.raises(NotValid, match="问来信人"):
        ask_citizen(world.in_handling(), words, by=world.actor("officer"), now=world.now)


def test_an_answer_says_something_and_is_given_once(world: World) -> None:
    question = asked(world)
    writer = world.writer(world.case())
    with pytest.raises(NotValid):
        answer_question(question, " ", by=writer, now=world.now)
    answer_question(question, "0731。", by=writer, now=world.now)
    with pytest.raises(NotAllowedNow, match="回答过"):
        answer_question(question, "又一次", by=writer, now=world.now)


def test_nothing_is_asked_before_signing_or_after_the_answer(world: World) -> None:
    for case in (world.dispatched(), world.answered()):
        with pytest.raises(NotAllowedNow):
            ask_citizen(case, ASK, by=world.actor("officer"), now=world.now)


def test_the_writer_is_not_asked_a_fourth_thing_before_answering_one(world: World) -> None:
    case = world.in_handling()
    for number in range(3):
        ask_citizen(world.case(), f"{number}？", by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow, match="等来信人回答"):
        ask_citizen(world.case(), "还有？", by=world.actor("officer"), now=world.now)
    assert case.questions.count() == 3


def test_what_was_answered_can_still_be_completed_until_it_is_closed(world: World) -> None:
    question = asked(world)
    world.reply(world.case(), {1: "已接通。"})
    answer_question(question, "0731。", by=world.writer(world.case()), now=world.now)
    question = asked(world)
    case = world.case()
    withdraw(case.submission, by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow, match="已结案"):
        answer_question(question, "0731。", by=world.writer(case), now=world.now)


def test_where_a_county_s_rule_leaves_the_waiting_out_it_is_added_again(world: World) -> None:
    rows = [
        replace(row, pauses=row.pauses or row.key == "HOT_REPLY_JINAN") for row in read_rulebook(OUR_RULEBOOK)
    ]
    publish_rulebook(rows, effective_from=world.now, by=THE_INSTALLER, now=world.now)
    question = asked(world)
    assert answer_due(world.case()) == datetime(2025, 3, 10, 23, 59, 59, tzinfo=SHANGHAI)
    answer_question(question, "0731。", by=world.writer(world.case()), now=world.later(days=2))
    assert answer_due(world.case()) == datetime(2025, 3, 12, 23, 59, 59, tzinfo=SHANGHAI)
    assert "其中2个工作日按规定不计入期限" in why_due(Promise.objects.get(key="reply"))


def petition(world: World, **said: object) -> Case:
    register(world.letter(**said), by=world.actor("clerk"), now=world.now)  # type: ignore[arg-type]
    choose_track(world.case(), "petition", reason="申诉求决", by=world.actor("sorter"), now=world.now)
    sort(world.case().submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    return world.case()


def notice(case: Case) -> Promise:
    return Promise.objects.get(dossier=case.dossier, key="org_notice")


def test_only_the_notice_itself_keeps_the_promise_to_give_notice(world: World) -> None:
    case = petition(world)
    give_notice(case, "已收到，由供水科办理。", by=world.actor("officer"), now=world.now)
    assert (notice(case).state, case.written_notice.words) == ("kept", "已收到，由供水科办理。")
    with pytest.raises(NotAllowedNow, match="告知过"):
        give_notice(world.case(), "再告知", by=world.actor("officer"), now=world.now)


def test_a_letter_on_paper_is_told_with_proof(world: World) -> None:
    case = petition(world, channel="paper")
    with pytest.raises(NotValid, match="邮件号码"):
        give_notice(case, "已收到。", by=world.actor("officer"), now=world.now)
    give_notice(case, "已收到。", proof="XA123", by=world.actor("officer"), now=world.now)
    assert notice(case).state == "kept"


@pytest.mark.parametrize("who", ["clerk", "sorter", "stranger", "secretary", "supervisor"])
def test_only_the_organisation_gives_notice(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        give_notice(petition(world), "已收到。", by=world.actor(who), now=world.now)


def test_an_empty_notice_and_a_notice_on_the_hotline_are_refused(world: World) -> None:
    with pytest.raises(NotValid, match="告知"):
        give_notice(petition(world), " ", by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow, match="没有这一步"):
        give_notice(world.in_handling(), "已收到。", by=world.actor("officer"), now=world.now)


def test_unless_it_is_given_in_fifteen_days_it_is_broken(world: World) -> None:
    case = petition(world)
    for _day in range(17):
        world.later(days=1)
    assert notice(case).state == "broken"


def by_mail(world: World, words: str) -> Event:
    """The writer answers the mail; the reaction has not run yet."""
    letter = world.case().submission
    world.now += timedelta(minutes=1)
    add_words(letter, words, by=citizen(letter.pk), now=world.now, through="email")
    return letter.dossier.events.get(name="submission.added_to")


def test_an_answer_by_mail_is_the_answer_and_twice_is_once(world: World) -> None:
    asked(world)
    event = by_mail(world, "表号0731。")
    world.later(minutes=1)
    let_words_answer(event, now=world.now)
    question = Question.objects.select_related("addition").get()
    assert question.answered_at and question.addition.body == "表号0731。"
    assert [one.name for one in world.case().dossier.events.all()].count("case.question_answered") == 1


def test_which_of_two_questions_is_answered_nobody_guesses(world: World) -> None:
    asked(world)
    ask_citizen(world.case(), "门牌号？", by=world.actor("officer"), now=world.now)
    event = by_mail(world, "0731。")
    first = Question.objects.order_by("id")[0]
    world.later(minutes=1)
    answer_question(first, "表号0731", by=world.writer(world.case()), now=world.now)
    let_words_answer(event, now=world.now)
    assert Question.objects.filter(answered_at=None).count() == 1


def test_what_was_said_before_the_question_or_on_the_page_does_not_answer_it(world: World) -> None:
    case = world.in_handling()
    add_words(case.submission, "又停电了。", by=world.writer(case), now=world.now, through="email")
    world.now += timedelta(minutes=1)
    ask_citizen(world.case(), ASK, by=world.actor("officer"), now=world.now)
    add_words(case.submission, "还停了气。", by=world.writer(case), now=world.now)
    world.later(minutes=1)
    assert Question.objects.get().answered_at is None


def test_words_after_the_matter_went_on_stay_further_words(world: World) -> None:
    asked(world)
    withdraw(world.case().submission, by=world.writer(world.case()), now=world.now)
    letter = world.case().submission
    add_words(letter, "表号0731。", by=citizen(letter.pk), now=world.now, through="email")
    world.later(minutes=1)
    assert Question.objects.get().answered_at is None and letter.additions.count() == 1
