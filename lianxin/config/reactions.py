"""What follows an event, on one page. Each runs at least once, after the event is safely written.

The left side is an event of the ledger, the right side the functions that answer it.
"""

REACTIONS: dict[str, list[str]] = {
    "promise.fell_due": [
        "lianxin.outcomes.reactions.let_silence_advance",
        "lianxin.flow.reactions.let_time_decide",
    ],
    "case.registered": ["lianxin.outcomes.reactions.tell_writer"],
    "case.accepted": ["lianxin.outcomes.reactions.tell_writer"],
    "case.declined": ["lianxin.outcomes.reactions.tell_writer"],
    "case.dispatched": ["lianxin.outcomes.reactions.tell_writer"],
    "case.acknowledged": ["lianxin.outcomes.reactions.tell_writer"],
    "case.citizen_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.extended": ["lianxin.outcomes.reactions.tell_writer"],
    "case.deferred": ["lianxin.outcomes.reactions.tell_writer"],
    "case.replied": ["lianxin.outcomes.reactions.send_reply", "lianxin.outcomes.reactions.tell_writer"],
    "case.delivered": ["lianxin.outcomes.reactions.settle_notices"],
    "case.recalled": ["lianxin.outcomes.reactions.settle_notices"],
    "case.reopened": ["lianxin.outcomes.reactions.tell_writer"],
    "case.review_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.recheck_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.reviewed": ["lianxin.outcomes.reactions.tell_writer"],
    "case.rechecked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.overturned": ["lianxin.outcomes.reactions.tell_writer"],
    "case.opinion_told": ["lianxin.outcomes.reactions.settle_notices"],
    "case.closed": ["lianxin.outcomes.reactions.tell_writer"],
}
