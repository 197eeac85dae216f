"""来电 Somebody calls: a clerk writes down what is said, reads it back, and keys it in while they speak."""

from functools import partial

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.keyed import Keyed, keyed_in

CHANNEL = Channel(name="phone", label=N_("来电"))
heard = partial(keyed_in, channel=CHANNEL.name)

__all__ = ["CHANNEL", "Keyed", "heard"]
