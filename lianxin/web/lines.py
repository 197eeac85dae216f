"""Which sentence a line of the ledger is told by, for officers and for writers alike."""

from collections.abc import Mapping

TELLS_MORE = ("suggested", "meeting", "alike", "no_word", "later", "until")


def sentence_in(table: Mapping[str, str], name: str, said: Mapping[str, object]) -> str:
    """The sentence of this line: one of its own where it tells more than others of its name; or none."""
    more = (table.get(f"{name}/{word}", "") for word in TELLS_MORE if said.get(word))
    return next((sentence for sentence in more if sentence), table.get(name, ""))
