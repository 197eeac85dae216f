"""服务 A kind of matter that can be reported, as far as the reader has to know it.

What the county asks stands in rooms above; the ear is handed what it has to know, and it is kept with the
original: who reads it in ten years reads the question beside the answer.
"""

from dataclasses import dataclass

# Asked of everybody, because nothing is ever made public that its writer has not allowed.
CONSENT, YES, NO = "PUBLIC", "yes", "no"
# For who does not know the class, and for what goes to the discipline office alone.
UNSURE, BREACH = "other", "breach-of-discipline"
NOTE = "note"
TO_CHOOSE = {"singlevaluelist", "multivaluelist"}


@dataclass(frozen=True)
class Asked:
    """问题 One question of a service. `answer` is a datatype of GeoReport, or a note that asks nothing."""

    code: str
    words: str
    answer: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Service:
    """服务 `name` in the house's own language; `about` is the code of its class, `kind` what it is."""

    code: str
    name: str
    about: str = ""
    kind: str = "problem"
    asked: tuple[Asked, ...] = ()


def service_in(said: dict[str, object]) -> Service:
    """The service as it was written down. Raises TypeError or ValueError for what is none."""
    asked = [
        Asked(**{**one, "choices": tuple((key, name) for key, name in one["choices"])})
        for one in said["asked"]  # type: ignore[attr-defined]
    ]
    return Service(**{**said, "asked": tuple(asked)})  # type: ignore[arg-type]
