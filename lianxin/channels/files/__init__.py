"""批量导入 Files of letters from another system: what an office keeps, in the form that it keeps it in."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.files.checking import check
from lianxin.channels.files.letters import Letters, Mapping, mapping_for, usual_columns
from lianxin.channels.files.saved import Reader, RowRead, Saved, perhaps
from lianxin.channels.files.tables import Row, Table, open_table
from lianxin.channels.message import Heard, Raw, Unreadable


def _read(raw: Raw) -> Heard:
    """A row is read with its whole file, by what was settled for it; one that was held, by a person."""
    raise Unreadable("refused", letter=perhaps(raw))


CHANNEL = Channel(name="file", label=N_("批量导入"), read=_read, check=check)

__all__ = [
    "CHANNEL",
    "Letters",
    "Mapping",
    "Reader",
    "Row",
    "RowRead",
    "Saved",
    "Table",
    "mapping_for",
    "open_table",
    "usual_columns",
]
