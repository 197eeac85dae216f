"""答复里的字 The words of an answer by which its letter is found."""

from collections.abc import Iterable

from lianxin.outcomes.models import Answer, Reply


def words_found_in(reply: Reply, answers: Iterable[Answer]) -> str:
    """What was answered, as it is looked for: a line for each part."""
    parts = [reply.opening]
    for one in answers:
        parts += [one.facts, one.words, one.action]
    return "\n\n".join(part for part in parts if part)
