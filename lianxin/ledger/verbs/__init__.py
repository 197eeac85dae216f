from lianxin.ledger.verbs.recording import house_dossier, new_dossier, open_dossier, record, seal, turn
from lianxin.ledger.verbs.tallying import count_in

__all__ = ["count_in", "house_dossier", "new_dossier", "open_dossier", "record", "seal", "turn"]
