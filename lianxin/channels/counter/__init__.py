"""来访 Somebody comes to the counter: a clerk writes for who cannot, with that person's consent."""

from functools import partial

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.keyed import Keyed, keyed_in

CHANNEL = Channel(name="counter", label=N_("来访"))
heard = partial(keyed_in, channel=CHANNEL.name)

__all__ = ["CHANNEL", "Keyed", "heard"]
