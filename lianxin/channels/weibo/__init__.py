"""微博 What is said to the county's Weibo account, and what it says."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Card, Channel
from lianxin.channels.weibo.account import the_account
from lianxin.channels.weibo.checking import check, misconfigured
from lianxin.channels.weibo.door import DOOR
from lianxin.channels.weibo.fetching import fetch
from lianxin.channels.weibo.mouth import the_mouth
from lianxin.channels.weibo.reading import PREFIX, read
from lianxin.channels.weibo.words import REASONS


def address(card: Card) -> str:
    """The account's number on Weibo; of other accounts nothing."""
    return card.account.removeprefix(PREFIX) if card.account.startswith(PREFIX) else ""


CHANNEL = Channel(
    name="weibo",
    label=N_("微博"),
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
