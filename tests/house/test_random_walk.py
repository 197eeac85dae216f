"""A walk at random through every verb, by anybody, at any moment: the five laws hold after every step.

Most steps are refused, as in life. `LIANXIN_WALK_TIMES=1000 LIANXIN_WALK_STEPS=50` walks further than the
ordinary run does, which goes a third as often on PostgreSQL: the laws are the verbs', not the database's.
"""

import os
from typing import Any

import hypothesis
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from lianxin.cases.models import Case
from lianxin.channels.email.null import REFUSING
from lianxin.channels.message import ContactCard, FileIn, FileThere, Message
from lianxin.flow.verbs import (
    acknowledge,
    answer_question,
    decide_objection,
    dispatch,
    link,
    object_to,
    recall,
    register,
    sort,
    support,
    unlink,
    withdraw,
)
from lianxin.identity.actors import THE_CLOCK, Actor, citizen
from lianxin.intake.models import Chat, Ground, Recusal, Submission
from lianxin.intake.verbs import (
    add_files,
    add_words,
    ask_recusal,
    bring,
    give_up,
    leave_contact,
    mark_abuse,
    open_contact,
    open_submission,
    readdress,
    readmit,
    receive,
    recuse,
    step_aside,
    take_awaited,
    transcribe,
    unmark_abuse,
)
from lianxin.kit.refusals import Refusal
from lianxin.ledger.models import Event
from lianxin.outcomes.models import (
    Counted,
    Holds,
    Means,
    NoWord,
    Ruling,
    Verdict,
)
from lianxin.outcomes.verbs import (
    appeal_figure,
    approve,
    ask_recheck,
    ask_review,
    call_back,
    choose_public,
    decide_appeal,
    decide_contest,
    decide_figure,
    deliver,
    look_back,
    not_solved,
    publish,
    rate,
    say_pressed,
    submit,
    take_down,
    tell_opinion,
)
from lianxin.outcomes.verbs.publishing import Redacted
from lianxin.outcomes.verbs.rating import Said
from lianxin.outcomes.verbs.sending import send_due
from tests.house.walk_laws import Laws
from tests.house.walk_verbs import (
    ABOVE,
    AMR,
    CASE_VERBS,
    DECISIONS,
    FAIR,
    LEFT,
    NOTICE_VERBS,
    PNG,
    RECUSALS,
    Verb,
    anybody,
    bodies,
    callers,
    clerks,
    leaders,
    named,
    officers,
    recusals,
    reviewers,
    signers,
    which,
    words,
    writers,
)
from tests.world import MONDAY, PEOPLE, World
from tests.world import said as whole

STEPS = int(os.environ.get("LIANXIN_WALK_STEPS", "30"))
SHARE = 3 if "postgres" in os.environ.get("DATABASE_URL", "") else 1
WALKS = int(os.environ.get("LIANXIN_WALK_TIMES", STEPS // SHARE))


class Walk(Laws):
    """One county, and everything anybody might do in it."""

    world: World
    walks = 0
    acts = 0

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = MONDAY
        self.stale: Case | None = None
        type(self).walks += 1

    def teardown(self) -> None:
        super().teardown()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def act(self, verb: Verb, who: str, submission: Submission, *said: object, **more: object) -> None:
        """Who was set aside from a letter never has a hand in it."""
        by = self.actor(who, submission)
        aside = Recusal.objects.filter(submission=submission, person=by.person, lifted_at=None)
        aside_before = by.person is not None and aside.exists()
        assert not (self.attempt(verb, by, *said, **more) and aside_before)

    def attempt(self, verb: Verb, by: Actor, *said: object, **more: object) -> bool:
        """Try it, and say whether it was done; what was refused has written nothing."""
        lines = Event.objects.count()
        try:
            verb(*said, by=by, now=self.now, **more)
        except Refusal:
            assert Event.objects.count() == lines
            return False
        type(self).acts += 1
        return True

    def actor(self, who: str, submission: Submission) -> Actor:
        if who == "the clock":
            return THE_CLOCK
        if who == "writer":
            return citizen(submission.pk)
        if who == "another writer":
            return citizen(Submission.objects.order_by("-pk").values_list("pk", flat=True)[0])
        return self.world.actor(who)

    def letter(self, number: int) -> Submission | None:
        keys = list(Submission.objects.order_by("pk").values_list("pk", flat=True))
        letters = Submission.objects.select_related("dossier__keeper", "addressee")
        return letters.get(pk=keys[number % len(keys)]) if keys else None

    def case(self, number: int) -> Case | None:
        keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        return Case.objects.with_cover().get(pk=keys[number % len(keys)]) if keys else None

    @rule(
        kind=st.sampled_from(["problem", "problem", "thanks", "report"]),
        channel=st.sampled_from(["mailbox", "paper", "file"]),
        key=which, addressee=st.sampled_from(["", "", "LL-SW", "LL", "NOWHERE"]), said=words,
        email=st.sampled_from(LEFT), address=st.sampled_from(["", "上湾村3组"]),
    )  # fmt: skip
    def write(
        self, kind: str, channel: str, key: int, addressee: str, said: str, email: str, address: str
    ) -> None:
        card = ContactCard(email=email, address=address)
        message = Message(channel, f"walk:{key}", said, kind=kind, addressee=addressee, contact=card)
        self.attempt(receive, citizen(), message)

    @rule(number=which, who=clerks, to=bodies)
    def sort_it(self, number: int, who: str, to: str) -> None:
        if letter := self.letter(number):
            self.act(sort, who, letter, letter, to=self.world.bodies[to], category=self.world.water)

    @rule(number=which, who=clerks)
    def register_it(self, number: int, who: str) -> None:
        if letter := self.letter(number):
            self.act(register, who, letter, letter)

    @rule(number=which, who=clerks, to=bodies)
    def dispatch_it(self, number: int, who: str, to: str) -> None:
        if case := self.case(number):
            self.act(dispatch, who, case.submission, case, to=self.world.bodies[to])

    @rule(number=which, who=clerks)
    def recall_it(self, number: int, who: str) -> None:
        if case := self.case(number):
            self.act(recall, who, case.submission, case)

    @rule(number=which, who=clerks, to=bodies)
    def sort_and_recall_it(self, number: int, who: str, to: str) -> None:
        """Give it out and think better of it."""
        if letter := self.letter(number):
            self.act(sort, who, letter, letter, to=self.world.bodies[to], category=self.world.water)
            if case := Case.objects.with_cover().filter(submission=letter).first():
                self.act(recall, who, letter, case)

    @rule(number=which, other=which, who=clerks)
    def link_it(self, number: int, other: int, who: str) -> None:
        if (case := self.case(number)) and (matter := self.case(other)):
            self.act(link, who, case.submission, case, to=matter)

    @rule(number=which, other=which, said=words)
    def register_and_link_it(self, number: int, other: int, said: str) -> None:
        """Another letter is found to tell of what is in hand."""
        if (letter := self.letter(number)) and (matter := self.case(other)):
            self.act(register, "sorter", letter, letter)
            if case := Case.objects.with_cover().filter(submission=letter).first():
                self.act(link, "sorter", letter, case, to=matter)

    @rule(number=which, who=clerks, said=words)
    def unlink_it(self, number: int, who: str, said: str) -> None:
        if case := self.case(number):
            self.act(unlink, who, case.submission, case, reason=said)

    @rule(
        number=which, who=officers, verb=st.sampled_from([*CASE_VERBS, "acknowledge", "submit"]), said=words
    )
    def work(self, number: int, who: str, verb: str, said: str) -> None:
        if case := self.case(number):
            self.act(CASE_VERBS[verb], who, case.submission, case, said)

    @rule(number=which, who=leaders, verb=st.sampled_from([*DECISIONS]))
    def decide(self, number: int, who: str, verb: str) -> None:
        if case := self.case(number):
            self.act(DECISIONS[verb], who, case.submission, case)

    @rule(number=which, verb=st.sampled_from(["extension", "deferral"]), granted=st.booleans())
    def ask_and_decide(self, number: int, verb: str, granted: bool) -> None:
        """The officer asks and the secretary decides at one sitting."""
        if case := self.case(number):
            self.act(CASE_VERBS[f"ask_{verb}"], "officer", case.submission, case, "等管材")
            case = Case.objects.with_cover().get(pk=case.pk)
            decision = DECISIONS[f"{'grant' if granted else 'refuse'}_{verb}"]
            self.act(decision, "secretary", case.submission, case)

    @rule(number=which, who=writers, said=words)
    def answer_a_question(self, number: int, who: str, said: str) -> None:
        if (case := self.case(number)) and (question := case.questions.first()):
            self.act(answer_question, who, case.submission, question, said)

    @rule(number=which, who=leaders, verb=st.sampled_from([*ABOVE]), said=words)
    def lead(self, number: int, who: str, verb: str, said: str) -> None:
        if case := self.case(number):
            self.act(ABOVE[verb], who, case.submission, case, said)

    @rule(number=which, who=clerks, to=bodies, upheld=st.booleans(), said=words)
    def object_and_decide(self, number: int, who: str, to: str, upheld: bool, said: str) -> None:
        """It is sent back to the desk, and the desk decides at once."""
        if case := self.case(number):
            holder = next((name for name in ("officer", "stranger") if self.keeps(name, case)), "officer")
            self.act(object_to, holder, case.submission, case, reason=said)
            case, body = Case.objects.with_cover().get(pk=case.pk), self.world.bodies[to]
            self.act(decide_objection, who, case.submission, case, upheld=upheld, to=body, words=said)

    def keeps(self, who: str, case: Case) -> bool:
        return self.world.people[who].posts.get().organisation == case.dossier.keeper

    @rule(number=which, who=clerks, to=bodies, said=words)
    def ask_for_help(self, number: int, who: str, to: str, said: str) -> None:
        if case := self.case(number):
            self.act(support, who, case.submission, case, to=self.world.bodies[to], words=said)

    @rule(number=which, who=clerks, said=words)
    def speak_and_type_it(self, number: int, who: str, said: str) -> None:
        """A recording is added, and somebody types what is heard in it."""
        if letter := self.letter(number):
            self.act(add_files, "writer", letter, letter, [FileIn("水.amr", AMR)])
            sound = letter.attachments.select_related("submission__dossier__keeper").last()
            if sound:
                self.act(transcribe, who, letter, sound, said)

    @rule(number=which, who=writers, named=named, said=words, then=recusals, decider=leaders)
    def keep_somebody_out(
        self, number: int, who: str, named: str, said: str, then: str, decider: str
    ) -> None:
        """The writer names somebody; it is decided at once, or time passes."""
        if letter := self.letter(number):
            self.act(ask_recusal, who, letter, letter, named=named, reason=said)
            if request := letter.recusal_requests.filter(answer="open").first():
                self.act(RECUSALS[then], decider, letter, request)

    @rule(number=which, who=officers, signer=signers)
    def answer_it(self, number: int, who: str, signer: str) -> None:
        """Acknowledge, answer and sign at one sitting."""
        if case := self.case(number):
            self.act(acknowledge, who, case.submission, case)
            case = Case.objects.with_cover().get(pk=case.pk)
            self.act(submit, who, case.submission, case, {1: whole("已修好。"), 2: whole("月底退。")})
            case = Case.objects.with_cover().get(pk=case.pk)
            self.act(approve, signer, case.submission, case)

    @rule(number=which, who=signers, verb=st.sampled_from(["approve", "approve", "send back"]), said=words)
    def sign_it(self, number: int, who: str, verb: str, said: str) -> None:
        if case := self.case(number):
            self.act(CASE_VERBS[verb], who, case.submission, case, said)

    @rule(number=which, who=anybody, means=st.sampled_from(Means.values), proof=words)
    def deliver_it(self, number: int, who: str, means: str, proof: str) -> None:
        if (case := self.case(number)) and not (who == "the clock" and case.submission.channel == "paper"):
            self.act(deliver, who, case.submission, case, means=means, proof=proof)

    @rule(
        number=which, who=writers, verdict=st.sampled_from(Verdict.values), mark=st.sampled_from([None, 0, 5])
    )
    def rate_it(self, number: int, who: str, verdict: str, mark: int | None) -> None:
        if case := self.case(number):
            self.act(rate, who, case.submission, case, verdict=verdict, result=mark)

    @rule(
        number=which, who=callers, verdict=st.sampled_from(["", *Verdict.values]),
        no_word=st.sampled_from(["", *NoWord.values]), said=words,
    )  # fmt: skip
    def call_the_writer(self, number: int, who: str, verdict: str, no_word: str, said: str) -> None:
        if case := self.case(number):
            heard = Said(verdict, words=said) if verdict else None
            self.act(call_back, who, case.submission, case, said=heard, no_word="" if heard else no_word)

    @rule(number=which, who=clerks, publishing=st.booleans(), said=words)
    def make_it_public(self, number: int, who: str, publishing: bool, said: str) -> None:
        if (case := self.case(number)) and publishing:
            self.act(publish, who, case.submission, case, Redacted("停水", said, "已修好。"))
        elif case:
            self.act(take_down, who, case.submission, case, reason=said)

    @rule(number=which, who=writers, public=st.booleans())
    def choose_whether_it_is_public(self, number: int, who: str, public: bool) -> None:
        if letter := self.letter(number):
            self.act(choose_public, who, letter, letter, public=public)

    @rule(number=which)
    def allow_it_and_make_it_public(self, number: int) -> None:
        """The writer allows it and the desk publishes it at once."""
        if case := self.case(number):
            self.act(choose_public, "writer", case.submission, case.submission, public=True)
            self.act(
                publish, "sorter", case.submission, self.case(number), Redacted("停水", "水", "修好了。")
            )

    @rule(number=which, who=callers, holds=st.sampled_from([*Holds.values, "perhaps"]), said=words)
    def look_at_it_again(self, number: int, who: str, holds: str, said: str) -> None:
        if case := self.case(number):
            self.act(look_back, who, case.submission, case, holds=holds, words=said)

    @rule(
        number=which, verb=st.sampled_from([*FAIR]), said=words,
        who=st.sampled_from([*["officer", "sorter", "supervisor", "writer"] * 6, *PEOPLE, "the clock"]),
    )  # fmt: skip
    def be_fair(self, number: int, who: str, verb: str, said: str) -> None:
        if case := self.case(number):
            self.act(FAIR[verb], who, case.submission, case, said)

    @rule(number=which, upheld=st.booleans())
    def claim_and_contest(self, number: int, upheld: bool) -> None:
        """Claimed, confirmed, contested and decided at one sitting."""
        if case := self.case(number):
            for who, verb in (("officer", "claim"), ("sorter", "confirm"), ("writer", "contest")):
                self.act(FAIR[verb], who, case.submission, case, "按规定办不到。")
                case = Case.objects.with_cover().get(pk=case.pk)
            self.act(decide_contest, "supervisor", case.submission, case, 1, upheld=upheld, words="是。")

    @rule(number=which, counted=st.sampled_from(Counted.values), accepted=st.booleans())
    def appeal_what_is_counted(self, number: int, counted: str, accepted: bool) -> None:
        if case := self.case(number):
            self.act(appeal_figure, "officer", case.submission, case, counted, reason="停电。")
            case = Case.objects.with_cover().get(pk=case.pk)
            self.act(decide_figure, "supervisor", case.submission, case, 1, accepted=accepted, words="是。")

    @rule(number=which, who=writers)
    def say_that_somebody_presses(self, number: int, who: str) -> None:
        if case := self.case(number):
            self.act(say_pressed, who, case.submission, case)

    @rule(number=which, who=writers, verb=st.sampled_from([ask_review, ask_review, ask_recheck]), said=words)
    def appeal(self, number: int, who: str, verb: Verb, said: str) -> None:
        if case := self.case(number):
            self.act(verb, who, case.submission, case, said)

    @rule(number=which, who=reviewers, ruling=st.sampled_from([*Ruling.values, "maybe"]), said=words)
    def decide_the_appeal(self, number: int, who: str, ruling: str, said: str) -> None:
        if case := self.case(number):
            self.act(decide_appeal, who, case.submission, case, ruling=ruling, opinion=said)

    @rule(number=which, who=anybody, means=st.sampled_from(Means.values), proof=words)
    def tell_the_opinion(self, number: int, who: str, means: str, proof: str) -> None:
        if (case := self.case(number)) and not (who == "the clock" and case.submission.channel == "paper"):
            self.act(tell_opinion, who, case.submission, case, means=means, proof=proof)

    @rule(number=which, who=writers)
    def say_it_is_not_solved(self, number: int, who: str) -> None:
        if case := self.case(number):
            self.act(not_solved, who, case.submission, case)

    @rule(number=which, who=writers, verb=st.sampled_from(["withdraw", "words", "files"]), said=words)
    def say_more(self, number: int, who: str, verb: str, said: str) -> None:
        if letter := self.letter(number):
            if verb == "withdraw":
                self.act(withdraw, who, letter, letter)
            elif verb == "words":
                self.act(add_words, who, letter, letter, said)
            else:
                self.act(add_files, who, letter, letter, [FileIn("水.png", PNG)])

    @rule(number=which, said=words, comes=st.booleans(), kind=st.sampled_from(["problem", "report"]))
    def say_it_by_an_account(self, number: int, said: str, comes: bool, kind: str) -> None:
        """A picture goes with it, which is fetched or lost; older counts of what was said are told so."""
        account = f"wechat:o-{number % 3}"
        chat = Chat.objects.filter(account=account).first()
        key, turn = f"wechat:{account}:{number}", number % 2 if chat is None else chat.turn
        message = Message(
            "wechat", key, said, kind=kind, contact=ContactCard(account=account), turn=turn,
            there=(FileThere(f"m{number}", "image"),),
        )  # fmt: skip
        self.attempt(receive, citizen(), message)
        one = take_awaited(now=self.now)
        if one and comes:
            self.attempt(bring, citizen(one.submission_id), one, FileIn("水.png", PNG))
        elif one:
            self.attempt(give_up, THE_CLOCK, one, why="gone")

    @rule(number=which, who=writers, phone=st.sampled_from(["13800000000", "1", ""]))
    def leave_a_telephone(self, number: int, who: str, phone: str) -> None:
        if letter := self.letter(number):
            self.act(leave_contact, who, letter, letter, phone=phone)

    @rule(number=which, who=writers, to=st.sampled_from(["LL", "LL-SW", "WS", "WATER"]))
    def say_whom_it_is_for(self, number: int, who: str, to: str) -> None:
        if letter := self.letter(number):
            self.act(readdress, who, letter, letter, to=self.world.bodies[to])

    @rule(number=which, who=st.sampled_from([*PEOPLE]), marked=st.booleans())
    def mark_it(self, number: int, who: str, marked: bool) -> None:
        if letter := self.letter(number):
            if marked:
                self.act(mark_abuse, who, letter, letter, "insult")
            else:
                self.act(unmark_abuse, who, letter, letter, "是气话")

    @rule(number=which, who=st.sampled_from([*PEOPLE]), verb=st.sampled_from([open_submission, open_contact]))
    def open_it(self, number: int, who: str, verb: Verb) -> None:
        if letter := self.letter(number):
            self.act(verb, who, letter, letter)

    @rule(
        number=which, who=leaders, ground=st.sampled_from([*Ground.values, "?"]),
        whom=st.sampled_from([*PEOPLE]),
    )  # fmt: skip
    def set_aside(self, number: int, who: str, ground: str, whom: str) -> None:
        if letter := self.letter(number):
            self.act(recuse, who, letter, letter, ground=ground, person=self.world.people[whom])

    @rule(number=which, who=st.sampled_from([*PEOPLE]))
    def step_aside_or_back(self, number: int, who: str) -> None:
        if letter := self.letter(number):
            if one := Recusal.objects.filter(submission=letter, lifted_at=None).first():
                self.act(readmit, who, letter, one)
            else:
                self.act(step_aside, who, letter, letter)

    @rule(
        number=which, who=st.sampled_from([*["clerk"] * 6, "writer", *PEOPLE]),
        verb=st.sampled_from([*NOTICE_VERBS]), said=words,
    )  # fmt: skip
    def look_after_notices(self, number: int, who: str, verb: str, said: str) -> None:
        if letter := self.letter(number):
            self.act(NOTICE_VERBS[verb], who, letter, letter, said)

    @rule()
    def send_what_is_due(self) -> None:
        send_due(now=self.now)

    @rule(number=which)
    def leave_a_page_open(self, number: int) -> None:
        self.stale = self.case(number)

    @rule(who=officers, verb=st.sampled_from([*CASE_VERBS]), said=words)
    def act_on_the_old_page(self, who: str, verb: str, said: str) -> None:
        if self.stale:
            self.act(CASE_VERBS[verb], who, self.stale.submission, self.stale, said)
            self.stale = None

    @rule(hours=st.sampled_from([0, 1, 20, 30, 24 * 8, 24 * 16, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.world.now = self.now
        self.now = self.world.later(hours=hours)


def test_the_laws_hold_wherever_a_random_walk_leads(world: World, settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    for kind in ("problem", "report"):
        world.letter(kind=kind)
    world.in_handling(channel="paper")
    world.answered(contact=ContactCard(email=f"wang{REFUSING}", address="上湾村3组"))
    Walk.world, Walk.walks, Walk.acts = world, 0, 0
    walk = hypothesis.settings(
        max_examples=WALKS, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Walk, settings=walk)
    assert Walk.acts > Walk.walks  # the walk leads somewhere
