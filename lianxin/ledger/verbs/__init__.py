from lianxin.ledger.verbs.recording import (
    acted_first,
    draw_free_numbers,
    house_dossier,
    new_dossier,
    open_dossier,
    record,
    seal,
    turn,
)
from lianxin.ledger.verbs.tallying import count_in

__all__ = [
    "acted_first",
    "count_in",
    "draw_free_numbers",
    "house_dossier",
    "new_dossier",
    "open_dossier",
    "record",
    "seal",
    "turn",
]
