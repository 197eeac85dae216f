"""Law 4: the running database itself refuses to rub anything out of the ledger, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.flow.laws import GUARDED, chain_complaints, quick
from lianxin.ledger.guards import REFUSAL, standing
from lianxin.ledger.models import Dossier, Event
from tests.rooms.ledger.raw import lifted, sql
from tests.world import World

RUBBING_OUT = [
    "UPDATE ledger_event SET name = 'nothing.happened'",
    "UPDATE ledger_event SET at = at",
    "DELETE FROM ledger_event",
    "DELETE FROM ledger_event WHERE seq = 1",
    "DELETE FROM intake_submission",
]


@pytest.mark.parametrize("statement", RUBBING_OUT)
def test_no_line_is_changed_or_taken_away(world: World, statement: str) -> None:
    world.letter()
    before = list(Event.objects.order_by("id").values_list("id", "seal"))
    with pytest.raises(DatabaseError, match=r"append only|permission denied"):
        sql(statement)
    assert list(Event.objects.order_by("id").values_list("id", "seal")) == before


def test_not_through_djangos_own_models_either(world: World) -> None:
    event = Event.objects.get(dossier=world.letter().dossier)
    event.words = "{}"
    for rub_out in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            rub_out()


@pytest.mark.postgresql
@pytest.mark.parametrize("table", GUARDED)
def test_on_postgresql_the_role_has_given_up_the_right_itself(world: World, table: str) -> None:
    world.letter()
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DatabaseError, match="permission denied"):
            sql(statement)
    given_up = {"ledger_event": ["DELETE", "TRUNCATE", "UPDATE"], "intake_submission": ["DELETE", "TRUNCATE"]}
    rights = "SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = %s"
    with connection.cursor() as cursor:
        held = {row[0] for row in cursor.execute(rights, [table]).fetchall()}
    assert not held & {*given_up[table]}


@pytest.mark.postgresql
@pytest.mark.parametrize("table", GUARDED)
def test_on_postgresql_the_trigger_refuses_whoever_takes_the_right_back(world: World, table: str) -> None:
    world.letter()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"GRANT UPDATE, DELETE, TRUNCATE ON {table} TO CURRENT_USER")
    column = "name" if table == "ledger_event" else "body"
    for act in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        # What is emptied along with it may be guarded too, and be refused first.
        beside = "permission denied for table (outcomes|intake_arrival)"
        with pytest.raises(DatabaseError, match=f"{REFUSAL}|{beside}"):
            sql(act)


@pytest.mark.parametrize("table", GUARDED)
def test_a_lifted_guard_is_seen_by_the_health_page(world: World, table: str) -> None:
    assert standing(table)
    assert quick().laws["4"]
    with lifted(table):
        assert not standing(table)
        assert not quick().laws["4"]


@pytest.mark.parametrize(
    ("behind_the_guard", "complaint"),
    [
        ("UPDATE ledger_event SET words = '{}' WHERE name = 'case.dispatched'", "was altered"),
        ("UPDATE ledger_event SET by_kind = 'clock' WHERE name = 'case.accepted'", "was altered"),
        ("UPDATE ledger_event SET seal = 'x' WHERE name = 'case.accepted'", "was altered"),
        ("DELETE FROM ledger_event WHERE name = 'case.accepted'", "is missing"),
        ("DELETE FROM ledger_event WHERE name = 'case.dispatched'", "the cover says 3 lines"),
    ],
)
def test_whoever_gets_behind_the_guard_is_found_out_by_the_chain(
    world: World, behind_the_guard: str, complaint: str
) -> None:
    case = world.dispatched()
    with lifted("ledger_event"):
        sql(behind_the_guard)
    ((_dossier, said),) = chain_complaints([Dossier.objects.get(pk=case.pk)])
    assert complaint in said
    assert not quick().laws["4"]


def test_an_untouched_chain_has_nothing_to_complain_of(world: World) -> None:
    case = world.answered()
    dossiers = list(Dossier.objects.all())
    assert case.pk in {dossier.pk for dossier in dossiers}
    assert [said for _dossier, said in chain_complaints(dossiers) if said] == []
