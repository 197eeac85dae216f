"""The county's own official account, as its settings name it."""

import re
from dataclasses import dataclass

from django.conf import settings

NULL = "null:"
AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


@dataclass(frozen=True)
class Account:
    """公众号 `token` and `aes_key` are what stands in the console, `body` is whose account it is.

    Without a body it is the county's. `api` is where we call: the platform itself, the county's own
    machine in between, or "null:" for the twin.
    """

    app_id: str = ""
    secret: str = ""
    token: str = ""
    aes_key: str = ""
    api: str = ""
    body: str = ""

    def hears(self) -> bool:
        """Can the platform call us?"""
        return bool(self.token)

    def speaks(self) -> bool:
        """Can we call the platform?"""
        return self.api == NULL or bool(self.app_id and self.secret and self.api)


def the_account() -> Account:
    """The account of this county; an empty one where none is set up."""
    return Account(**settings.LIANXIN_WECHAT)
