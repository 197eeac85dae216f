"""From here on the database refuses to rub anything out of the ledger."""

from django.db import migrations

from lianxin.ledger.guards import raise_guards


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(raise_guards("ledger_event"), migrations.RunPython.noop)]
