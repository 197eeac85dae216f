"""来信的一生 What becomes of each letter, told by the verbs of the house, each act at its own time."""

from datetime import datetime, timedelta

from lianxin.cases.models import Case, Category
from lianxin.cases.queries import responsible
from lianxin.cli.demo import long_matters, voices
from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.answered import UNSIGNED, conclude, hand_over_and_sign, replies, tell_on_the_way
from lianxin.cli.demo.disputed import get_help, settle
from lianxin.cli.demo.endings import PROOFS, after_the_answer, opened, rated
from lianxin.cli.demo.fairness import claim_what_cannot_be_met
from lianxin.cli.demo.leading import leaders_care
from lianxin.cli.demo.letters import Letter
from lianxin.cli.demo.matters import join_in
from lianxin.cli.demo.town import Town, case_at, case_of, submission_at, submission_of, writer_of
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    decline,
    dispatch,
    instruct,
    register,
    sort,
    split,
    withdraw,
)
from lianxin.identity.actors import Actor, citizen
from lianxin.intake.models import Submission
from lianxin.intake.verbs import add_words, open_contact, open_submission, receive_many
from lianxin.ledger.verbs.reacting import react
from lianxin.organisations.models import Organisation
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.seen_notices import to_post
from lianxin.outcomes.verbs import draft, post
from lianxin.outcomes.verbs.sending import send_due

LIFELINES = {"WATER", "POWER", "GAS"}
UNANSWERED = {"unanswered", "helped", "told", "claimed", "claiming"}
PLAIN = dict.fromkeys(("refused", "explained", "plain", "repeated"), 0.0)  # told by hand, never poor
BY_THE_CLERK = {"registered", "undispatched", "accepted", "declined"}
LONG = {"extended", "asking_for_time", "put_off", "question", "petition"}


def clock(town: Town) -> Life:
    """The clock of the house: every few hours it does what is due, and what follows from it."""
    while True:
        yield town.now + timedelta(hours=4)
        tick(now=town.now)
        while react(now=town.now):
            pass
        send_due(now=town.now)


def post_office(town: Town) -> Life:
    """Every other working day the clerk prints and posts what waits; answers on paper have their own way."""
    while True:
        yield town.agenda.at_work(14, 18)
        for envelope in to_post(town.county.clerk.posts[0].organisation.reach):
            letter = submission_at(envelope.letter.pk)
            if not Case.objects.filter(submission=letter, dossier__stage="replied").exists():
                number = town.agenda.chance.randrange(10_000)
                post(letter, proof=PROOFS[0][1].format(number), by=town.county.clerk, now=town.now)


def arrive(town: Town, letters: list[Letter], *, by: Actor | None = None) -> Life:
    """Letters are heard, one by one or a file of them; then each goes its own way."""
    yield letters[-1].at
    heard = receive_many([letter.message for letter in letters], by=by or citizen(), now=town.now)
    for letter, submission in zip(letters, heard, strict=True):
        letter.submission = submission
        go_on(town, letter)


def go_on(town: Town, letter: Letter) -> None:
    """From now on the desk has it; the secretary may read it, the writer may say more."""
    if letter.fate == "report":
        town.agenda.begin(at_discipline(town, letter))
        return
    town.agenda.begin(at_the_desk(town, letter))
    if letter.led:
        town.agenda.begin(leaders_care(town, letter))
    elif town.likely(0.75):
        town.agenda.begin(secretary_reads(town, letter))
    if town.likely(0.12):
        town.agenda.begin(writer_adds(town, letter))


# ---- beside the road ---------------------------------------------------------------------------


def secretary_reads(town: Town, letter: Letter) -> Life:
    """The secretary it was written to opens it, and now and then says what should be done."""
    yield town.agenda.at_work(0.5, 22)
    submission = submission_of(letter)
    secretary = town.county.actor(submission.addressee.code, "secretary")
    open_submission(submission, by=secretary, now=town.now)
    if submission.addressee.kind == "branch" or not town.likely(0.3) or letter.fate in LONG:
        return
    yield town.now + timedelta(minutes=town.agenda.chance.uniform(2, 25))
    case = case_of(letter)
    if case and case.stage in {"registered", "accepted", "dispatched", "in_handling"}:
        holder = case.lead_org.name_zh if case.lead_org else "承办单位"
        instruct(case, town.one_of(voices.INSTRUCTIONS).format(who=holder), by=secretary, now=town.now)


def writer_adds(town: Town, letter: Letter) -> Life:
    """The writer has more to say."""
    yield town.agenda.daytime(6, 90)
    submission, words = submission_of(letter), town.one_of(voices.ADDITIONS)
    add_words(submission, words, by=writer_of(letter), now=town.now)


# ---- the road ----------------------------------------------------------------------------------


def at_the_desk(town: Town, letter: Letter) -> Life:
    """Registered, accepted and dispatched, or declined."""
    if letter.fate in {"waiting", "unheard"}:
        return
    yield town.agenda.at_the_desk(0.1, 2.5)
    if letter.fate == "withdrawn" and town.likely(0.3):
        withdraw(submission_of(letter), by=writer_of(letter), now=town.now)
        return
    if letter.fate == "petition":
        _register(town, letter)
        long_matters.as_a_petition(town, letter)
    elif letter.fate in BY_THE_CLERK or town.likely(0.15):
        _register(town, letter)
        if letter.fate in {"registered", "undispatched"}:
            return
        yield town.agenda.at_the_desk(0.2, 1.5)
    if letter.matter and (yield from join_in(town, letter)):
        yield from ending_together(town, letter)
        return
    by, submission = town.county.sorter, submission_of(letter)
    open_submission(submission, by=by, now=town.now)
    if letter.fate == "accepted":
        accept(case_at(letter), by=by, now=town.now)
    elif letter.fate == "declined":
        reason, channel = letter.decline
        decline(case_at(letter), reason=reason, channel=channel, by=by, now=town.now)
    else:
        to = yield from settle(town, letter, _dispatch(town, letter, submission))
        if to:
            yield from in_the_office(town, letter, to)


def ending_together(town: Town, letter: Letter) -> Life:
    """Answered with its matter: from here on it is a letter like any other."""
    case = case_at(letter)
    if case.stage == "replied" and case.lead_org:
        yield from after_the_answer(town, letter, town.county.actor(case.lead_org.code, "officer"))


def _register(town: Town, letter: Letter) -> None:
    """The clerk only registers; the sorter comes later."""
    clerk, submission = town.county.clerk, submission_of(letter)
    open_submission(submission, by=clerk, now=town.now)
    register(submission, by=clerk, now=town.now, category=_category(town, letter))


def _dispatch(town: Town, letter: Letter, submission: Submission) -> Organisation:
    """To whom the catalogue in force names for this matter in this place."""
    category, sorter = _category(town, letter), town.county.sorter
    entry = responsible(category, letter.place, now=town.now)
    assert entry is not None
    reason = town.one_of(voices.DISPATCH_REASONS)
    to = entry.organisation
    case = sort(submission, to=to, category=category, reason=reason, by=sorter, now=town.now)
    if letter.situation.asks:
        split(case, _asks(letter), by=sorter, now=town.now)
    return to


def _category(town: Town, letter: Letter) -> Category:
    return town.county.categories[letter.situation.category]


def _asks(letter: Letter) -> list[str]:
    return [words.format_map(letter.blanks) for words, _answer in letter.situation.asks]


def in_the_office(town: Town, letter: Letter, to: Organisation) -> Life:
    """Signed for, looked into and answered."""
    officer, agenda = town.county.actor(to.code, "officer"), town.agenda
    hurried = letter.situation.category in LIFELINES
    if letter.fate == "unsigned":
        return
    if letter.fate == "unwanted":
        yield agenda.at_work(60, 70)
    else:
        yield agenda.at_the_desk(0.2, 2) if hurried else agenda.at_work(0.3, 6.5)
    signed = town.now
    _sign_for(town, letter, officer)
    yield from get_help(town, letter, to)
    yield from tell_on_the_way(town, letter, officer)
    yield from claim_what_cannot_be_met(town, letter, officer)
    yield agenda.at_the_desk(1, 3) if hurried else agenda.at_work(2, 8)
    if letter.fate == "withdrawn":
        withdraw(submission_of(letter), by=writer_of(letter), now=town.now)
        return
    if letter.fate in LONG:
        yield from long_matters.it_takes_time(town, letter, officer)
        return
    drafted = letter.fate in {"unanswered", "helped"}
    if drafted or (letter.fate not in PLAIN and town.likely(0.25)):
        _begin_to_write(town, letter, officer, signed)
    if letter.fate in UNANSWERED:
        return
    if hurried:
        yield agenda.at_the_desk(0.5, 5)
    else:
        late = letter.fate not in {"read", *UNSIGNED, *PLAIN} and town.likely(0.1)
        yield agenda.at_work(44, 75) if late else agenda.at_work(1, 28)
    yield from _answer(town, letter, officer, signed)
    if letter.fate in UNSIGNED:
        return
    yield from after_the_answer(town, letter, officer)


def _begin_to_write(town: Town, letter: Letter, officer: Actor, signed: datetime) -> None:
    """A draft: half of the first answer."""
    words = replies(town, letter, signed)[1]
    draft(case_at(letter), {1: AnswerIn(words[: len(words) // 2])}, by=officer, now=town.now)


def _sign_for(town: Town, letter: Letter, officer: Actor) -> None:
    case = case_at(letter)
    acknowledge(case, by=officer, now=town.now)
    open_submission(case.submission, by=officer, now=town.now, through=case)
    if not letter.message.contact.is_empty() and town.likely(0.6):
        open_contact(case.submission, by=officer, now=town.now, through=case)


def _answer(town: Town, letter: Letter, officer: Actor, signed: datetime) -> Life:
    poor = town.likely({"unhappy": 0.55, "unreworked": 0.8, **PLAIN}.get(letter.fate, 0.05))
    words = {1: town.one_of(voices.POOR_REPLIES)} if poor else replies(town, letter, signed)
    if poor and letter.situation.asks:
        words = {n: words[1] for n, _ask in enumerate(letter.situation.asks, start=1)}
    opening = town.one_of(voices.REPLY_OPENINGS)
    answers = conclude(town, letter, words, poor=poor)
    yield from hand_over_and_sign(town, letter, answers, by=officer, opening=opening)


# ---- reports of breaches of discipline ---------------------------------------------------------


def at_discipline(town: Town, letter: Letter) -> Life:
    """Only the discipline office ever sees it; some reports are still at an early step."""
    by, office = town.county.actor("JW", "discipline"), town.county.bodies["JW"]
    heard = town.now
    yield town.agenda.at_work(3, 20)
    submission = submission_of(letter)
    open_submission(submission, by=by, now=town.now)
    register(submission, by=by, now=town.now)
    yield town.agenda.at_work(2, 20)
    case = case_at(letter)
    accept(case, by=by, now=town.now)
    dispatch(case, to=office, by=by, now=town.now)
    yield town.agenda.at_work(1, 7)
    acknowledge(case_at(letter), by=by, now=town.now)
    yield town.agenda.at_work(40, 90)
    answers = conclude(town, letter, replies(town, letter, heard))
    yield from hand_over_and_sign(town, letter, answers, by=by)
    yield town.agenda.daytime(5, 90)
    opened(town, letter)
    yield town.agenda.daytime(1, 60)
    rated(town, letter, "solved")
