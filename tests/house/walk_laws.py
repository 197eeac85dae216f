"""What holds after every step of a random walk: the five laws, and what the ten rules leave behind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Min
from hypothesis.stateful import RuleBasedStateMachine, invariant

from lianxin.cases.models import Case, Link
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.config.reactions import REACTIONS
from lianxin.flow import laws
from lianxin.flow.balance import differences
from lianxin.flow.giving import givings, transfers
from lianxin.insight.figures.recounting import differences as differences_of_page
from lianxin.ledger.models import Dossier, Event, Reaction
from lianxin.outcomes.models import (
    Answer,
    Callback,
    Claim,
    Delivery,
    FigureAppeal,
    Means,
    Publication,
    Rating,
    Reply,
    Sending,
    Source,
    Verdict,
)
from lianxin.outcomes.notices import notice_of

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
LAWS: list[Callable[["Laws"], None]] = []


def law(says: Callable[[Any], None]) -> Callable[[Any], None]:
    """One of those that are asked."""
    LAWS.append(says)
    return says


class Laws(RuleBasedStateMachine):
    """Asked after each step, whoever took it.

    Most steps are refused: where nothing at all was written and no time passed, all is as it was when the
    laws were asked last, and they are not asked again.
    """

    now: datetime
    asked_at: datetime | None = None
    written = False

    def __init__(self) -> None:
        super().__init__()
        self.watching = connection.execute_wrapper(self.watch)
        self.watching.__enter__()

    def teardown(self) -> None:
        self.watching.__exit__(None, None, None)

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Whatever is not plainly a question counts as written, also what is taken back again."""
        self.written = self.written or not sql.startswith(READS)
        return execute(sql, params, many, context)

    @invariant()
    def every_law_holds(self) -> None:
        if self.written or self.now != self.asked_at:
            for holds in LAWS:
                holds(self)
        self.written, self.asked_at = False, self.now

    @law
    def the_laws_hold(self) -> None:
        health = laws.quick()
        assert health.ok, health
        assert health.gap == 0
        # `quick` has looked at the chains and stages of cases, at silence and at what nobody heard.
        others = list(Dossier.objects.exclude(kind="case"))
        assert [said for _dossier, said in laws.chain_complaints(others) if said] == []
        assert laws.tally_complaints() == []

    @law
    def the_cover_shows_what_is_due_next(self) -> None:
        on_the_road = Promise.objects.filter(state__in=OWED, beside=False)
        owed = on_the_road.values_list("dossier").annotate(first=Min("due"))
        covers = Dossier.objects.exclude(next_due=None).values_list("pk", "next_due")
        assert dict(covers) == dict(owed)
        assert not on_the_road.filter(dossier__stage="closed").exists()

    @law
    def nobody_is_passed_on_for_ever(self) -> None:
        """At most three transfers, and a decision is owed exactly where something is disputed."""
        for case in Case.objects.all():
            assert transfers(givings(case)) <= 3
        disputed = set(Dossier.objects.filter(stage="disputed").values_list("pk", flat=True))
        assert set(Promise.objects.owed().filter(key="decide").values_list("dossier", flat=True)) == disputed

    @law
    def each_voice_has_one_matter_and_its_own_answer(self) -> None:
        """A voice waits for a matter that stands for itself; what it was answered, it was answered alone."""
        open_links = Link.objects.filter(ended_at=None)
        linked = set(Dossier.objects.filter(stage="linked").values_list("pk", flat=True))
        assert linked <= set(open_links.values_list("voice", flat=True))
        assert not open_links.filter(voice__dossier__stage="linked", matter__dossier__stage="linked").exists()
        assert not Answer.objects.exclude(request__case=F("reply__case")).exists()
        assert not Reply.objects.exclude(along=None).exclude(along__sent_at__lte=F("sent_at")).exists()

    @law
    def only_the_citizen_says_it_is_solved(self) -> None:
        rated = Event.objects.filter(name="case.rated")
        assert rated.count() == Rating.objects.count()
        assert not Rating.objects.exclude(source__in=Source.values).exists()
        by_others = rated.exclude(by_kind="citizen")
        called = Callback.objects.filter(no_word="")
        assert by_others.count() == Rating.objects.filter(source=Source.CALLBACK).count() == called.count()
        assert not Case.objects.filter(claimed_outcome__in=Verdict.values).exists()

    @law
    def nothing_is_public_without_its_writer(self) -> None:
        up = Publication.objects.up()
        assert not up.exclude(case__submission__public=True).exists()
        assert not up.filter(case__submission__confidential=True).exists()
        assert not up.filter(case__dossier__secrecy=1).exists()
        told = Event.objects.filter(name="case.published").count()
        assert told == Publication.objects.count()

    @law
    def the_events_say_what_the_public_ledger_says(self) -> None:
        assert differences() == []

    @law
    def the_events_say_what_every_page_of_figures_says(self) -> None:
        """Counted step by step as folders grow, and all at once from the lines: the same."""
        for page in ("overview", "transfers"):
            assert differences_of_page(page, now=self.now) == []

    @law
    def no_limit_of_a_dispatch_ever_begins_anew(self) -> None:
        dispatches = Promise.objects.filter(key="dispatch")
        limits = dispatches.values_list("dossier", "due").distinct().count()
        passed_on = Event.objects.filter(name="case.passed_from_recused").count()
        assert limits <= dispatches.values_list("dossier").distinct().count() + passed_on

    @law
    def what_is_owed_is_told(self) -> None:
        """Every step that has to be told was told, or its reaction is still due."""
        waiting = Reaction.objects.filter(done_at=None).values("event")
        told = {*Sending.objects.values_list("event_id", flat=True)}
        events = Event.objects.exclude(pk__in=waiting).filter(name__in=REACTIONS)
        owed = {event.pk for event in events if notice_of(event)}
        assert owed <= told
        assert not Sending.objects.filter(dossier__secrecy=1).exclude(channel="page").exists()

    @law
    def nobody_signs_a_draft_with_their_hand_in_it(self) -> None:
        sent = Reply.objects.exclude(sent_at=None)
        assert not sent.filter(hands__person=F("approved_by")).exists()
        assert not sent.filter(approved_by=None).exists()

    @law
    def nobody_asks_how_their_own_answer_was_liked(self) -> None:
        calls = Callback.objects.all()
        assert not calls.filter(organisation=F("reply__organisation")).exists()
        assert not calls.filter(reply__hands__person=F("by")).exists()
        assert not calls.filter(reply__approved_by=F("by")).exists()

    @law
    def nobody_decides_about_the_own_unit(self) -> None:
        for asked in (Claim.objects.all(), FigureAppeal.objects.all()):
            assert not asked.filter(decided_in=F("organisation")).exists()
            assert not asked.filter(decided_by=F("asked_by")).exists()
        assert not Claim.objects.filter(settled_in=F("organisation")).exists()

    @law
    def paper_is_never_read_by_silence(self) -> None:
        assert not Delivery.objects.filter(channel="paper", means=Means.UNREAD).exists()
