"""The county's own Weibo account, as its settings name it."""

from dataclasses import dataclass

from django.conf import settings

NULL = "null:"


@dataclass(frozen=True)
class Account:
    """微博账号 `secret` is the app's, by which calls are signed; `token` lets us speak as the account.

    `body` is whose account it is (else the county), `api` where we call and `media` where files lie: the
    platform itself, the county's own machine in between, or "null:" for the twin.
    """

    secret: str = ""
    token: str = ""
    api: str = ""
    media: str = ""
    body: str = ""

    def hears(self) -> bool:
        """Can the platform call us?"""
        return bool(self.secret)

    def speaks(self) -> bool:
        """Can we call the platform?"""
        return self.api == NULL or bool(self.token and self.api)


def the_account() -> Account:
    """The account of this county; an empty one where none is set up."""
    return Account(**settings.LIANXIN_WEIBO)
