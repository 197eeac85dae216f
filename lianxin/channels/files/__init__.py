"""批量导入 Files of letters from another system: what an office keeps, in the form that it keeps it in."""

from lianxin.channels.files.letters import Letters, Mapping, mapping_for
from lianxin.channels.files.tables import Row, Table, open_table

__all__ = ["Letters", "Mapping", "Row", "Table", "mapping_for", "open_table"]
