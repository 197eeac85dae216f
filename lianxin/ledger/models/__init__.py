from lianxin.ledger.models.dossier import DayCount, Dossier, Secrecy, Tally
from lianxin.ledger.models.event import Event, Reaction

__all__ = ["DayCount", "Dossier", "Event", "Reaction", "Secrecy", "Tally"]
