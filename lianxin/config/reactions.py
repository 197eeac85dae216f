"""What follows an event, on one page. Each runs at least once, after the event is safely written.

The left side is an event of the ledger, the right side the functions that answer it.
"""

REACTIONS: dict[str, list[str]] = {
    "promise.fell_due": ["lianxin.outcomes.reactions.let_silence_advance"],
    "case.replied": ["lianxin.outcomes.reactions.send_reply"],
}
