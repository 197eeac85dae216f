"""网上信箱 The web mailbox: what a citizen writes on our own page."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.mailbox.packing import packed, unpacked
from lianxin.channels.mailbox.reading import came_whole, read_files, read_letter, readable_at_all

CHANNEL = Channel(name="mailbox", label=N_("网上信箱"), read=unpacked)

__all__ = ["CHANNEL", "came_whole", "packed", "read_files", "read_letter", "readable_at_all"]
