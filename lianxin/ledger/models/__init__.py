from lianxin.ledger.models.dossier import Dossier, Secrecy, Tally
from lianxin.ledger.models.event import Event, Reaction

__all__ = ["Dossier", "Event", "Reaction", "Secrecy", "Tally"]
