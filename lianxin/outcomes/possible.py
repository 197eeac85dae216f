"""能办什么 What somebody can do with a case now: what every face offers; the verbs themselves ask again."""

from collections.abc import Iterable
from datetime import datetime

from lianxin.cases.models import Case, Sponsorship, Supervision
from lianxin.cases.queries import sponsorship_of, supervision_of
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED, State
from lianxin.clock.queries import rule
from lianxin.flow.matters import IN_HAND
from lianxin.flow.moves import owable
from lianxin.flow.procedures import procedure_of
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.intake.models import Submission
from lianxin.intake.verbs.keeping_out import open_request
from lianxin.outcomes.figures import is_counted
from lianxin.outcomes.models import PAPER, PHONE, Counted, Held, Sending
from lianxin.outcomes.seen_by_officer import promises_of
from lianxin.outcomes.seen_claims import claims_of
from lianxin.outcomes.seen_time import SeenTime, time_of
from lianxin.outcomes.verbs.appealing_figures import APPELLANTS
from lianxin.outcomes.verbs.claiming import CLAIMABLE
from lianxin.outcomes.verbs.publishing import published

DISPUTES = ("object", "transfers", "decide")


def everything_on(case: Case, by: Actor, *, now: datetime) -> frozenset[str]:
    """Every act that this person can do with this case now; a fixed number of queries."""
    promises = promises_of(case.dossier_id, case.submission_id)
    return (
        acts_on(case, by)
        | time_acts_on(case, time_of(case), promises, by, now)
        | leading_on(case, sponsorship_of.first(case.pk), supervision_of.first(case.pk), by)
        | _held_on(case, by, now=now)
        | _looked_on(case, promises, by)
        | _besides_on(case, by)
        | _counted_on(case, by)
        | beside_letter_on(case.submission, by)
    )


def acts_on(case: Case, by: Actor) -> frozenset[str]:
    """What this person can do with this case now."""
    fresh, given = {"registered", "accepted"}, {"dispatched", "in_handling"}
    open_ = {*fresh, *given, "disputed", "in_approval", "committed"}
    helpable = given if by.post("sorter") else {"in_handling"}
    possible = {
        "sort": ("case.dispatch", case.stage in fresh and not case.is_sealed()),
        "take": ("case.dispatch", case.stage in fresh and case.is_sealed()),
        "decline": ("case.decline", case.stage in fresh),
        "acknowledge": ("case.acknowledge", case.stage == "dispatched"),
        "object": ("case.object", case.stage in given and case.passes == 1 and owable(case, *DISPUTES)),
        "decide_objection": ("case.decide_objection", case.stage == "disputed"),
        "support": ("case.support", case.stage in helpable and owable(case, "support")),
        "report": ("case.report_to_lead", case.stage in {*given, "disputed"}),
        "answer": ("case.reply", case.stage == "in_handling"),
        "tell": ("case.reply", case.stage in {"in_handling", "in_approval", "committed"}),
        "take_back": ("case.reply", case.stage == "in_approval"),
        "approve": ("case.approve", case.stage == "in_approval"),
        "split": ("case.split", case.stage in open_ - {"in_approval"} and case.passes == 1),
        "deliver": ("case.deliver", case.stage == "replied"),
        "letter": ("case.deliver", case.stage in {"replied", "delivered", "closed"}),
        "paper": ("case.deliver", not case.submission.confidential or bool(by.post("clerk", "sorter"))),
        "call_back": ("case.call_back", case.stage == "delivered"),
        "decide": ("case.review", case.stage in {"in_review", "in_recheck"}),
        "tell_opinion": ("case.tell_opinion", case.stage in {"reviewed", "rechecked"}),
        "instruct": ("case.instruct", case.stage in {*open_, "linked"}),
        "unlink": ("case.unlink", case.stage == "linked"),
        "contact": ("submission.read_contact", True),
        "recuse": ("submission.recuse", True),
        "readmit": ("submission.readmit", case.submission.guarded),
        "mark_abuse": ("submission.mark_abuse", True),
        "unmark_abuse": ("submission.unmark_abuse", True),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def time_acts_on(
    case: Case, time: SeenTime, promises: Iterable[Promise], by: Actor, now: datetime
) -> frozenset[str]:
    """What this person can do about the time of this case now; the verbs themselves ask again."""
    moves, fresh = procedure_of(case).moves, case.stage in {"registered", "accepted"}
    answer = next((one for one in promises if _runs(one, now)), None)
    can_ask = answer is not None and case.stage == "in_handling" and not case.asked
    extendable = answer is not None and rule(answer.rule_key, answer.rulebook).extension is not None
    own = is_own(time, by)
    possible = {
        "choose_track": ("case.choose_track", fresh and "case.track_chosen" in moves),
        "grade": ("case.grade", fresh),
        "ask_citizen": ("case.ask_citizen", case.stage == "in_handling"),
        "relay": ("submission.add", bool(time.unanswered) and case.stage != "closed"),
        "notice": (
            "case.notify",
            "case.notice_given" in moves
            and time.notice is None
            and case.stage in moves["case.notice_given"][0],
        ),
        "ask_extension": (
            "case.ask_extension",
            can_ask and extendable and time.extension is None and owable(case, "extension"),
        ),
        "ask_deferral": (
            "case.ask_deferral",
            can_ask and "case.deferral_asked" in moves and owable(case, "deferral", "commitment"),
        ),
        "decide_extension": ("case.extend", case.asked == "extension" and not own),
        "decide_deferral": ("case.defer", case.asked == "deferral" and not own),
        "take_up": ("case.take_up", case.stage == "committed"),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def is_own(time: SeenTime, by: Actor) -> bool:
    """Did this person ask for what waits to be decided?"""
    return bool(time.request and by.person and time.request.asked_by == by.person.pk)


def _runs(promise: Promise, now: datetime) -> bool:
    return promise.key in {"reply", "rework"} and promise.state == State.RUNNING and promise.due > now


def leading_on(case: Case, own: Sponsorship | None, pressed: Supervision | None, by: Actor) -> frozenset[str]:
    """What a leader or a supervisor can do about who sponsors the case (`own`) and who presses it."""
    working, sponsors = case.stage in IN_HAND, may(by, "case.sponsor", case)
    presses = not case.is_closed and may(by, "case.supervise", case)
    mine = own is not None and by.person is not None and own.person_id == by.person.pk
    possible = {
        "sponsor": sponsors and working and own is None,
        "sponsor_tell": sponsors and mine and not case.is_closed,
        "supervise": presses and working and pressed is None,
        "list": presses
        and pressed is not None
        and not pressed.listed_at
        and not case.submission.confidential,
        "end_supervision": presses and pressed is not None,
    }
    return frozenset(act for act, fits in possible.items() if fits)


def _held_on(case: Case, by: Actor, *, now: datetime) -> frozenset[str]:
    """What somebody claims, decides or decides again about a demand that cannot be met."""
    claims = claims_of(case, now=now)
    asked = case.requests.count() if case.stage in CLAIMABLE else 0
    possible = {
        "claim": ("case.claim", asked > len(claims)),
        "decide_claim": ("case.decide_claim", any(not one.held for one in claims)),
        "decide_contest": (
            "case.decide_contest",
            any(one.contested_at and not one.settled_in for one in claims),
        ),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def _looked_on(case: Case, promises: Iterable[Promise], by: Actor) -> frozenset[str]:
    """Looking again after closing; and what everybody may read."""
    owed = any(one.key == "look_back" and one.state in OWED for one in promises)
    answered = case.stage in {"delivered", "closed"} and case.submission.public
    up = published(case) is not None
    possible = {
        "look_back": ("case.look_back", case.is_closed and owed),
        "publish": ("case.publish", answered and not up),
        "take_down": ("case.take_down", up),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def reads_draft(case: Case, by: Actor) -> bool:
    """Does this person read what is being written? Others do only while it waits to be signed."""
    return case.stage == "in_approval" or may(by, "case.reply", case)


def _besides_on(case: Case, by: Actor) -> frozenset[str]:
    """What the desk alone does, who steps aside, and what a writer asked about that."""
    letter = case.submission
    asked = open_request(letter) is not None if may(by, "submission.decide_recusal", letter) else False
    possible = {
        "accept": ("case.accept", case.stage == "registered"),
        "recall": ("case.recall", case.stage == "dispatched"),
        "step_aside": ("submission.read", True),
        "grant_recusal": ("submission.decide_recusal", asked),
        "refuse_recusal": ("submission.decide_recusal", asked),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def _counted_on(case: Case, by: Actor) -> frozenset[str]:
    """What is counted about the own body in this case; and what a body below says against that."""
    acts = set()
    if may(by, "case.appeal_figure", case):
        own = [post.organisation for post in by.posts if post.role in APPELLANTS]
        if any(is_counted(case, counted, body) for body in own for counted in Counted.values):
            acts.add("appeal_figure")
    if may(by, "case.decide_figure", case) and case.figure_appeals.filter(held=Held.OPEN).exists():
        acts.add("decide_figure")
    return frozenset(acts)


def beside_letter_on(letter: Submission, by: Actor) -> frozenset[str]:
    """What is written down beside a letter, and what goes to its writer by post and by mail."""
    posts = may(by, "notice.post", letter)
    waiting = Sending.objects.open().filter(submission=letter)
    papers = posts and waiting.filter(channel=PAPER).exists()
    mails = posts and waiting.messages().exists()
    calls = posts and waiting.filter(channel=PHONE).exists()
    heard = letter.attachments.filter(media_type__startswith="audio/")
    possible = {
        "additions": may(by, "submission.add", letter),
        "transcribe": may(by, "submission.transcribe", letter) and heard.exists(),
        "posted": papers,
        "send_again": mails,
        "correct_email": mails and may(by, "submission.correct_contact", letter),
        "post_instead": mails,
        "read_out": calls,
        "not_reached": calls,
    }
    return frozenset(act for act, fits in possible.items() if fits)


def letter_acts_on(letter: Submission, by: Actor) -> frozenset[str]:
    """What this person can do with a letter that waits to be registered."""
    sealed, waits = letter.is_sealed(), letter.dossier.stage == "waiting"
    possible = {
        "register": ("case.register", True),
        "sort": ("case.dispatch", not sealed),
        "take": ("case.dispatch", sealed),
        "decline": ("case.decline", True),
        "link": ("case.link", not sealed and not letter.confidential),
        "contact": ("submission.read_contact", True),
    }
    own = (act for act, (grant, fits) in possible.items() if waits and fits and may(by, grant, letter))
    return frozenset(own) | beside_letter_on(letter, by)
