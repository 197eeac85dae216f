"""The database itself refuses a move that no procedure knows, and a move that no line tells of."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from lianxin.cases.models import Stage
from lianxin.flow.procedures import PROCEDURES
from lianxin.ledger.guards_of_moves import ILLEGAL_MOVE
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs.recording import new_dossier
from tests.world import World

MOVES = [move for procedure in PROCEDURES.values() for move in procedure.moves.values()]
KNOWN = {(before, after) for befores, after in MOVES for before in befores if before and after}


def taken(dossier: Dossier, after: str, lines: int = 1) -> bool:
    """Does the database take this move? It is undone whether it does or not."""
    try:
        with transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(stage=after, length=F("length") + lines)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


@pytest.fixture
def folders(world: World) -> dict[str, Dossier]:
    """A folder of a case at each stage."""
    made = {
        stage: new_dossier("case", keeper=world.bodies["WATER"], source="mailbox", stage=stage, now=world.now)
        for stage in Stage.values
    }
    Dossier.objects.bulk_create(made.values())
    return made


def test_the_database_takes_the_moves_of_the_procedures_and_no_others(folders: dict[str, Dossier]) -> None:
    pairs = [pair for pair in product(Stage.values, repeat=2) if pair[0] != pair[1]]
    assert {pair for pair in pairs if taken(folders[pair[0]], pair[1])} == {
        pair for pair in KNOWN if pair[0] != pair[1]
    }


def test_it_says_why(folders: dict[str, Dossier]) -> None:
    with pytest.raises(IntegrityError, match=ILLEGAL_MOVE):
        Dossier.objects.filter(pk=folders["closed"].pk).update(stage="replied", length=F("length") + 1)


def test_no_case_moves_without_a_line_that_tells_of_it(folders: dict[str, Dossier]) -> None:
    assert not taken(folders["dispatched"], "in_handling", lines=0)


def test_a_stage_that_stays_needs_no_move(folders: dict[str, Dossier]) -> None:
    assert taken(folders["closed"], "closed", lines=0)
