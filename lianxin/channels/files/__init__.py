"""批量导入 Files of letters from another system: what an office keeps, in the form that it keeps it in."""

from django.utils.translation import gettext_noop as N_

from lianxin.channels.channel import Channel
from lianxin.channels.files.letters import Letters, Mapping, mapping_for
from lianxin.channels.files.tables import Row, Table, open_table

CHANNEL = Channel(name="file", label=N_("批量导入"))

__all__ = ["CHANNEL", "Letters", "Mapping", "Row", "Table", "mapping_for", "open_table"]
