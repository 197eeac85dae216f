"""Every act that a program can do on a letter or a case, as a table: who may, who may not, when, with what.

`ready` makes the moment at which it can be done, and returns the case or the letter; `early` another moment.
`wrong` sees it and may not; None where whoever sees it may.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianxin.intake.models import Submission
from tests.faces.api.moments import (
    DAY,
    HOLD,
    REASON,
    WHOLE,
    WHY,
    WORDS,
    Thing,
    a_matter,
    answered,
    asked_time,
    asked_writer,
    claimed,
    contested,
    delivered,
    dispatched,
    figure_appealed,
    guarded,
    handled,
    helped,
    in_review,
    insulting,
    keeping_out,
    late,
    linked,
    objected,
    on_paper,
    petition,
    pressed,
    public,
    publishable,
    put_off,
    recorded,
    registered,
    report,
    reported,
    reviewed,
    spoken,
    sponsored,
    stuck,
    taken_report,
    the_question,
    the_recording,
    the_recusal,
    to_look_at,
    waiting,
    whole,
)
from tests.world import World

Ready = Callable[[World], Thing]
Body = dict[str, Any] | Callable[[World, Any], dict[str, Any]] | None


@dataclass(frozen=True)
class Act:
    """One row."""

    path: str
    scope: str | tuple[str, ...]
    who: str
    ready: Ready
    early: Ready | None
    wrong: str | None = "auditor"
    body: Body = None
    stranger: str = "stranger"

    def address(self, thing: Any) -> str:
        letter = thing if isinstance(thing, Submission) else thing.submission
        return self.path.format(letter=letter.pk, case=thing.pk)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The fewest words with which a key does it."""
        return (self.scope,) if isinstance(self.scope, str) else self.scope

    def said(self, world: World, thing: Any) -> dict[str, Any] | None:
        return self.body(world, thing) if callable(self.body) else self.body


KEY_IN = "letters.key_in"
LETTER, CASE = "/desk/letters/{letter}/", "/cases/{case}/"
SORT, HANDLE, SIGN, TELL, LEAD = "desk.sort", "cases.handle", "cases.sign", "desk.tell", "cases.lead"
ACTS = [
    # the desk
    Act(LETTER + "register", SORT, "sorter", waiting, registered, "secretary", {}),
    Act(LETTER + "dispatch", SORT, "sorter", waiting, handled, "secretary", {"to": "WATER"}),
    Act(LETTER + "take", SORT, "discipline", report, taken_report, None),
    Act(LETTER + "decline", SORT, "sorter", registered, handled, "auditor", {**REASON, "channel": "法院"}),
    Act(LETTER + "link", SORT, "sorter", waiting, handled, "secretary", a_matter),
    Act(CASE + "unlink", SORT, "sorter", linked, handled, body=REASON),
    Act(CASE + "accept", SORT, "sorter", registered, handled),
    Act(CASE + "recall", SORT, "sorter", dispatched, handled, "clerk"),
    Act(CASE + "choose-track", SORT, "sorter", registered, handled, body={"track": "petition", **REASON}),
    Act(CASE + "grade", SORT, "sorter", registered, handled, body={"urgency": "urgent", **REASON}),
    Act(
        CASE + "decide-objection",
        SORT,
        "sorter",
        objected,
        handled,
        "clerk",
        {"upheld": True, "to": "SCHOOL", **REASON},
    ),
    Act(CASE + "decide-claim", SORT, "sorter", claimed, contested, "officer", HOLD),
    # the body that has it
    Act(CASE + "acknowledge", HANDLE, "officer", dispatched, handled, "approver"),
    Act(CASE + "object", HANDLE, "officer", dispatched, answered, "approver", REASON),
    Act(CASE + "support", HANDLE, "officer", handled, answered, body={"helper": "SCHOOL", **WORDS}),
    Act(CASE + "report", HANDLE, "stranger", helped, reported, "auditor", WORDS, "village_officer"),
    Act(CASE + "split", HANDLE, "officer", handled, answered, body={"requests": ["供水", "退费"]}),
    Act(CASE + "progress", HANDLE, "officer", handled, answered, body=WORDS),
    Act(CASE + "notice", HANDLE, "officer", petition, handled, body=WORDS),
    Act(CASE + "ask-citizen", HANDLE, "officer", handled, answered, body=WORDS),
    Act(CASE + "relay", KEY_IN, "clerk", asked_writer, None, "officer", the_question),
    Act(CASE + "ask-extension", HANDLE, "officer", handled, asked_time, body=REASON),
    Act(
        CASE + "ask-deferral",
        HANDLE,
        "officer",
        handled,
        asked_time,
        body={"plan": "开春接通", "until": str(timezone.localdate() + 60 * DAY)},
    ),
    Act(CASE + "take-up", HANDLE, "officer", put_off, handled),
    Act(CASE + "claim", HANDLE, "officer", handled, claimed, body={"request": 1, **WHY}),
    Act(CASE + "appeal-figure", HANDLE, "officer", late, handled, body={"counted": "late", **REASON}),
    Act(CASE + "grant", SIGN, "approver", asked_time, handled),
    Act(CASE + "refuse", SIGN, "approver", asked_time, handled, body=REASON),
    # the answer
    Act(CASE + "draft", HANDLE, "officer", handled, answered, "approver", {"answers": [WHOLE]}),
    Act(CASE + "submit", HANDLE, "officer", handled, answered, "approver", {"answers": [WHOLE]}),
    Act(CASE + "take-back", HANDLE, "officer", whole, handled),
    Act(CASE + "approve", SIGN, "approver", whole, handled, "officer", {}),
    Act(CASE + "send-back", SIGN, "approver", whole, handled, "officer", WORDS),
    Act(
        CASE + "deliver",
        TELL,
        "clerk",
        answered,
        handled,
        "auditor",
        {"means": "posted", "proof": "XA1"},
    ),
    # after it
    Act(CASE + "call-back", TELL, "caller", delivered, answered, "clerk", {"verdict": "solved", "result": 5}),
    Act(CASE + "look-back", TELL, "caller", to_look_at, delivered, "clerk", {"holds": "still", **WORDS}),
    Act(
        CASE + "decide-appeal",
        "cases.review",
        "reviewer",
        in_review,
        delivered,
        "supervisor",
        {"ruling": "confirmed", "opinion": "已修复。"},
    ),
    Act(
        CASE + "tell-opinion",
        "cases.review",
        "reviewer",
        reviewed,
        in_review,
        "supervisor",
        {"means": "posted", "proof": "XA1"},
    ),
    # leaders and supervisors
    Act(CASE + "instruct", LEAD, "secretary", handled, delivered, "officer", WORDS),
    Act(CASE + "sponsor", LEAD, "secretary", handled, sponsored, "officer"),
    Act(CASE + "sponsor-tell", LEAD, "secretary", sponsored, None, "officer", WORDS),
    Act(CASE + "supervise", LEAD, "supervisor", handled, pressed, "officer", WORDS),
    Act(CASE + "list", LEAD, "supervisor", pressed, handled, "officer"),
    Act(CASE + "end-supervision", LEAD, "supervisor", pressed, handled, "officer", REASON),
    Act(CASE + "decide-contest", LEAD, "supervisor", contested, claimed, "officer", HOLD),
    Act(CASE + "decide-figure", LEAD, "supervisor", figure_appealed, late, "secretary", HOLD),
    # who steps aside, and words that insult
    Act(
        CASE + "recuse",
        SORT,
        "sorter",
        handled,
        guarded,
        "officer",
        {"body": "SCHOOL", "ground": "subject"},
    ),
    Act(CASE + "step-aside", "letters.read", "officer", handled, None, None),
    Act(CASE + "readmit", LEAD, "supervisor", guarded, handled, "officer", the_recusal),
    Act(CASE + "grant-recusal", LEAD, "supervisor", keeping_out, handled, "officer", {}),
    Act(CASE + "refuse-recusal", LEAD, "supervisor", keeping_out, handled, "officer", REASON),
    Act(CASE + "mark-abuse", HANDLE, "officer", handled, insulting, "approver", {"what": "insult"}),
    Act(CASE + "unmark-abuse", SORT, "sorter", insulting, handled, "officer", REASON),
    # telling the writer, and everybody
    Act(CASE + "publish", TELL, "sorter", publishable, delivered, "clerk", {"cover": []}),
    Act(CASE + "take-down", TELL, "sorter", public, publishable, "clerk", REASON),
    Act(LETTER + "posted", TELL, "clerk", on_paper, waiting, "secretary", {"proof": "XA1"}),
    Act(LETTER + "read-out", TELL, "clerk", spoken, waiting, "secretary", {"proof": "本人接听"}),
    Act(LETTER + "not-reached", TELL, "clerk", spoken, waiting, "secretary", {"why": "no_answer"}),
    Act(LETTER + "send-again", TELL, "clerk", stuck, waiting, "secretary"),
    Act(
        LETTER + "correct-email",
        (TELL, KEY_IN),
        "clerk",
        stuck,
        waiting,
        "secretary",
        {"email": "wang@mail.example"},
    ),
    Act(LETTER + "post-instead", TELL, "clerk", stuck, on_paper, "secretary"),
    Act(LETTER + "additions", KEY_IN, "clerk", waiting, None, "secretary", WORDS),
    Act(LETTER + "transcribe", KEY_IN, "clerk", recorded, None, "secretary", the_recording),
]
