"""The count of a body holds what stands below it too: what has been counted so far is counted anew."""

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models import Count

LEVEL = 4  # characters of a path


def count_anew(apps: Any, schema_editor: Any) -> None:
    dossiers, tallies = apps.get_model("ledger", "Dossier").objects, apps.get_model("ledger", "Tally")
    fields = ("secrecy", "kind", "keeper_path", "stage", "source")
    counted: Counter[tuple[int, str, str, str, str]] = Counter()
    for secrecy, kind, path, stage, source, number in (
        dossiers.order_by().values_list(*fields).annotate(number=Count("id"))
    ):
        for end in range(LEVEL, len(path) + 1, LEVEL):
            counted[secrecy, kind, path[:end], stage, source] += number
    tallies.objects.all().delete()
    tallies.objects.bulk_create(
        [
            tallies(
                key=f"{secrecy}|{kind}|{path}|{stage}|{source}",
                secrecy=secrecy, kind=kind, keeper_path=path, stage=stage, source=source, number=number,
            )
            for (secrecy, kind, path, stage, source), number in counted.items()
        ],
        batch_size=1000,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
