"""The guard of a folder's stage: the database itself refuses a move that no procedure knows.

And it refuses a move without a new line: a stage changes only together with the length of the folder.
"""

from collections.abc import Callable, Mapping

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ILLEGAL_MOVE = "no procedure knows this move, or no line tells of it"

# Stage → the stages after it, a space between them.
Moves = Mapping[str, str]


def statements(vendor: str, kind: str, moves: Moves) -> list[str]:
    """What puts the guard of one kind of folder up, in place of the one that stands."""
    name = f"guard_moves_{kind}"
    pairs = ", ".join(f"'{was}>{after}'" for was, all_after in moves.items() for after in all_after.split())
    illegal = (
        f"OLD.kind = '{kind}' AND NEW.stage <> OLD.stage AND "
        f"(NEW.length <= OLD.length OR OLD.stage || '>' || NEW.stage NOT IN ({pairs}))"
    )
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            (
                f"CREATE TRIGGER {name} BEFORE UPDATE OF stage ON ledger_dossier WHEN {illegal} "
                f"BEGIN SELECT RAISE(ABORT, '{ILLEGAL_MOVE}'); END"
            ),
        ]
    return [
        (
            "CREATE OR REPLACE FUNCTION refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{ILLEGAL_MOVE}' USING ERRCODE = 'check_violation'; END $$"
        ),
        f"DROP TRIGGER IF EXISTS {name} ON ledger_dossier",
        (
            f"CREATE TRIGGER {name} BEFORE UPDATE OF stage ON ledger_dossier FOR EACH ROW WHEN ({illegal}) "
            "EXECUTE FUNCTION refuse_illegal_move()"
        ),
    ]


def guard_moves(kind: str, moves: Moves) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """For migrations.RunPython: from here on folders of this kind take only these moves.

    A procedure that learns a move wants a migration with the whole table again; so does a column
    added to the folders' table, which SQLite makes anew without its guards.
    """

    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements(editor.connection.vendor, kind, moves):
            editor.execute(statement)

    return run
