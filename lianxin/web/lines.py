"""Which sentence a line of the ledger is told by, for officers and for writers alike."""

from collections.abc import Mapping

TELLS_MORE = ("suggested", "meeting", "alike", "no_word", "later", "until")
REASONS = {"undone", "withdrawn"}  # told by a sentence of their own


def variant(name: str, said: Mapping[str, object]) -> str:
    """The name of the sentence: a line that tells more than others of its name has one of its own."""
    if said.get("because") in REASONS:
        return f"{name}/{said['because']}"
    return next((f"{name}/{more}" for more in TELLS_MORE if said.get(more)), name)
