from lianxin.ledger.models.dossier import DayCount, Dossier, Secrecy, Tally, in_ordinary_folder
from lianxin.ledger.models.event import Event, Reaction

__all__ = ["DayCount", "Dossier", "Event", "Reaction", "Secrecy", "Tally", "in_ordinary_folder"]
