"""Why a mail did not go, as a fact: in words it is told by `words`."""


class NotSent(Exception):
    """没寄成 The mail was not taken.

    `why` is a key of words.REASONS, `code` what the server answered. `for_good`: this address will
    be refused again tomorrow. `whole_server`: no mail can go now, whoever it is for.
    """

    def __init__(
        self, why: str, code: int = 0, *, for_good: bool = False, whole_server: bool = False
    ) -> None:
        super().__init__(f"{why} {code}" if code else why)
        self.for_good = for_good
        self.whole_server = whole_server
