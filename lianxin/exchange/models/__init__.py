from lianxin.exchange.models.mapping import Direction, FileMapping
from lianxin.exchange.models.rows import RowHeard, TheirLetter
from lianxin.exchange.models.taken import Came, ImportFile, ImportState
from lianxin.exchange.models.told import ExportFile, ExportState

__all__ = [
    "Came",
    "Direction",
    "ExportFile",
    "ExportState",
    "FileMapping",
    "ImportFile",
    "ImportState",
    "RowHeard",
    "TheirLetter",
]
