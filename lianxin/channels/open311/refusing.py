"""Several things can be wrong with one form, and all of them are told at once."""

from collections.abc import Sequence

from lianxin.kit.refusals import Refusal


class NotTaken(Refusal):
    """没有收 What was sent cannot be taken: everything that is wrong with it, a sentence each (400)."""

    status = 400

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = tuple(complaints)
