"""The words of a letter cannot be changed afterwards; and the index that finds them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lianxin.intake.search import CREATE
from lianxin.ledger.guards import raise_guards

WORDS = ("subject", "body", "key", "channel", "kind", "salt", "said_at", "received_at", "place", "language")


def create_index(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("ledger", "0002_guards")]

    operations = [
        migrations.RunPython(raise_guards("intake_submission", *WORDS), migrations.RunPython.noop),
        migrations.RunPython(create_index, migrations.RunPython.noop),
    ]
