"""纸质来信 Letters on paper: a clerk keys them in, with a scan beside the words."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.paper.typed import PaperLetter, heard

CHANNEL = Channel(name="paper", label=N_("纸质来信"))

__all__ = ["CHANNEL", "PaperLetter", "heard"]
