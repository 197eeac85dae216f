"""程序接口 What a program sends for whoever writes, as JSON (lianxin/api/v1). An ear and no mouth: how the
matter stands, programs ask for.
"""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.api.checking import in_the_clear
from lianxin.channels.api.letter import HelperIn, LetterIn
from lianxin.channels.api.reading import NAME, letter_of, packed, read
from lianxin.channels.channel import Channel

CHANNEL = Channel(name=NAME, label=N_("程序接口"), read=read, check=in_the_clear)

__all__ = ["CHANNEL", "NAME", "HelperIn", "LetterIn", "letter_of", "packed", "read"]
