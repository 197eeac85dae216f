"""微信公众号 What is said to the county's official account, and what it says."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Card, Channel
from lianxin.channels.wechat.account import the_account
from lianxin.channels.wechat.checking import check, misconfigured
from lianxin.channels.wechat.door import DOOR
from lianxin.channels.wechat.fetching import fetch
from lianxin.channels.wechat.mouth import the_mouth
from lianxin.channels.wechat.reading import PREFIX, read
from lianxin.channels.wechat.words import REASONS


def address(card: Card) -> str:
    """The follower's mark at our account; of other accounts nothing."""
    return card.account.removeprefix(PREFIX) if card.account.startswith(PREFIX) else ""


CHANNEL = Channel(
    name="wechat",
    label=N_("微信"),
    read=read,
    mouth=the_mouth,
    set_up=lambda: the_account().hears(),
    check=check,
    wrong=misconfigured,
    speaks=lambda: the_account().speaks(),
    address=address,
    reasons=REASONS,
    door=DOOR,
    fetch=fetch,
)

__all__ = ["CHANNEL"]
