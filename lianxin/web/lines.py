"""Which sentence a line of the ledger is told by, for officers and for writers alike."""

from collections.abc import Mapping

TELLS_MORE = ("suggested", "meeting", "alike", "no_word", "later", "until", "drawn")


def sentence_in(table: Mapping[str, str], name: str, said: Mapping[str, object]) -> str:
    """The sentence of this line: one of its own where it tells more than others of its name, or has a cause
    of its own; or none.
    """
    more = [word for word in TELLS_MORE if said.get(word)]
    if said.get("because"):
        more.insert(0, str(said["because"]))
    own = (table.get(f"{name}/{word}", "") for word in more)
    return next((sentence for sentence in own if sentence), table.get(name, ""))
