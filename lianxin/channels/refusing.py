"""Why a message did not go, as a fact: in words it is told by the channel."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class NotSent(Exception):
    """没寄成 The message was not taken.

    `why` is a word of the channel's REASONS, `code` what the other side answered. `for_good`: this
    address will be refused again tomorrow. `whole_server`: no message can go now, whoever it is for.
    `until_heard`: it can go as soon as the writer says something again, and not before.
    """

    def __init__(
        self,
        why: str,
        code: int = 0,
        *,
        for_good: bool = False,
        whole_server: bool = False,
        until_heard: bool = False,
    ) -> None:
        super().__init__(f"{why} {code}" if code else why)
        self.for_good = for_good
        self.whole_server = whole_server
        self.until_heard = until_heard


class NotFetched(Exception):
    """没取到 A file could not be fetched from the platform. `why` is "gone", "too_large", "later" or "login".

    `for_good`: it will not be there tomorrow either.
    """

    def __init__(self, why: str, code: int = 0, *, for_good: bool = False) -> None:
        super().__init__(f"{why} {code}" if code else why)
        self.why, self.for_good = why, for_good


def say(reasons: Mapping[str, str], complaint: str) -> str:
    """The sentence for a complaint as it is kept: a reason, and the other side's number where it gave one."""
    why, _space, code = complaint.partition(" ")
    if why not in reasons:
        return ""
    return _(reasons[why]) + (f" ({code})" if code else "")
