"""纸质来信 Letters on paper: a clerk keys them in, with a scan beside the words."""

from functools import partial

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.keyed import Keyed, keyed_in
from lianxin.channels.paper.reading import wrong

CHANNEL = Channel(name="paper", label=N_("纸质来信"), check=wrong, wrong=wrong)
heard = partial(keyed_in, channel=CHANNEL.name)

__all__ = ["CHANNEL", "Keyed", "heard"]
