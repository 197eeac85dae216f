from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lianxin.intake.search import CREATE, EVER


def create_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An empty index; what a county had before waits to be walked through (`lianxin search rebuild`)."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)
    if apps.get_model("intake", "Submission").objects.exists():
        apps.get_model("intake", "Reindexing").objects.create(id=1, below=EVER)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_whole")]

    operations = [
        migrations.CreateModel(
            name="Reindexing",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("below", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(create_index, migrations.RunPython.noop),
    ]
