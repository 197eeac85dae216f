"""结局 The answer reaches the writer in the demo county, who says what it was worth, or says nothing."""

from lianxin.cases.models import Case
from lianxin.cli.demo import voices
from lianxin.cli.demo.agenda import Life
from lianxin.cli.demo.answered import conclude, dates, hand_over_and_sign
from lianxin.cli.demo.letters import Letter
from lianxin.cli.demo.town import Town, case_at, writer_of
from lianxin.identity.actors import Actor
from lianxin.intake.verbs import open_contact
from lianxin.outcomes.models import PHONE, NoWord, Sending
from lianxin.outcomes.verbs import call_back, deliver, not_reached, rate, read_out
from lianxin.outcomes.verbs.rating import Said

PROOFS = (("posted", "挂号信 XA0000{:04}51"), ("handed", "本人在镇便民中心签收，第{:04}号"))


def after_the_answer(town: Town, letter: Letter, officer: Actor) -> Life:
    """The answer reaches the writer, who says what it was worth, or says nothing."""
    if letter.fate == "undelivered":
        return
    if letter.message.channel == "paper":
        yield town.agenda.at_work(3, 30)
        _hand_over(town, letter)
    if letter.message.channel == "phone" and town.likely(0.8):
        yield town.agenda.at_work(3, 20)
        _call_back(town, letter)
    if letter.fate in {"unhappy", "unreworked"}:
        yield from not_good_enough(town, letter, officer)
        return
    silent = letter.fate in {"silent", "read"} or town.likely(0.1)
    if silent and letter.fate != "read" and town.likely(0.5):
        return
    yield town.agenda.daytime(1, 60)
    opened(town, letter)
    if silent:
        yield town.agenda.at_work(24, 90)
        _call(town, letter)
        return
    yield town.agenda.daytime(0.05, 70)
    rated(town, letter, "solved" if town.likely(0.8) else "partly")


def not_good_enough(town: Town, letter: Letter, officer: Actor) -> Life:
    """Not solved: back to work, and a second answer."""
    yield town.agenda.daytime(3, 60)
    opened(town, letter)
    rated(town, letter, "not_solved")
    if letter.fate == "unreworked":
        return
    again = town.now
    yield town.agenda.at_work(9, 36)
    blanks = {**letter.blanks, **dates(town, again), "who": town.one_of(voices.WHO)}
    words = town.one_of(voices.SECOND_REPLIES).format_map(blanks)
    answers = conclude(town, letter, dict.fromkeys(_numbers(case_at(letter)), words))
    yield from hand_over_and_sign(town, letter, answers, by=officer)
    if letter.message.channel == "paper":
        yield town.agenda.at_work(3, 20)
        _hand_over(town, letter)
    if town.likely(0.8):
        yield town.agenda.daytime(2, 80)
        rated(town, letter, "solved" if town.likely(0.7) else "partly")


def _numbers(case: Case) -> list[int]:
    return list(case.requests.values_list("number", flat=True))


def _hand_over(town: Town, letter: Letter) -> None:
    case = case_at(letter)
    if case.stage != "replied":
        return
    means, proof = town.agenda.chance.choice(PROOFS)
    number = proof.format(town.agenda.chance.randrange(10_000))
    deliver(case, means=means, proof=number, by=town.county.clerk, now=town.now)


def _call_back(town: Town, letter: Letter) -> None:
    """A clerk reads the answer out to who telephoned; now and then nobody answers the first time."""
    mine = case_at(letter).submission
    if not Sending.objects.open().filter(submission=mine, channel=PHONE, due_at__lte=town.now).exists():
        return
    open_contact(mine, by=town.county.clerk, now=town.now)
    if town.likely(0.2):
        not_reached(mine, why="no_answer", by=town.county.clerk, now=town.now)
        return
    read_out(mine, proof="本人接听", by=town.county.clerk, now=town.now)


def opened(town: Town, letter: Letter) -> None:
    """The writer opens the answer, where nobody has brought it yet."""
    case = case_at(letter)
    if case.stage == "replied":
        deliver(case, means="read", by=writer_of(letter), now=town.now)


def _call(town: Town, letter: Letter) -> None:
    """The caller asks who has read the answer and says nothing."""
    case, caller = case_at(letter), town.county.actor("DESK", "caller")
    if case.stage != "delivered" or not letter.message.contact.phone:
        return
    open_contact(case.submission, by=caller, now=town.now, through=case)
    if town.likely(0.5):
        heard = Said("solved" if town.likely(0.7) else "partly", words=town.one_of(voices.THANKS_WORDS))
        call_back(case, said=heard, by=caller, now=town.now)
    else:
        why = town.one_of((NoWord.NO_ANSWER, NoWord.NOT_SELF, NoWord.NO_VIEW))
        call_back(case, no_word=why, by=caller, now=town.now)


def rated(town: Town, letter: Letter, verdict: str) -> None:
    """The writer says whether it is solved, with marks and words as people give them."""
    best = {"solved": 5, "partly": 4, "not_solved": 2}[verdict]
    said = {
        "solved": voices.THANKS_WORDS,
        "partly": voices.PARTLY_WORDS,
        "not_solved": voices.NOT_SOLVED_WORDS,
    }[verdict]

    def mark() -> int | None:
        return town.agenda.chance.randint(best - 1, best) if town.likely(0.8) else None

    rate(
        case_at(letter), verdict=verdict, result=mark(), attitude=mark(), speed=mark(),
        words=town.one_of(said), by=writer_of(letter), now=town.now,
    )  # fmt: skip
