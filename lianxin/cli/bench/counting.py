"""Was everything kept that was acknowledged?"""

import json
from pathlib import Path

from django.conf import settings
from django.db import connection

from lianxin.cli.bench.proc import parent_of
from lianxin.flow.laws import quick
from lianxin.intake.models import Submission
from lianxin.kit.codes import code_mark


def counts(codes: str) -> dict[str, object]:
    """Of the receipt codes in this file, how many open a letter; and do the laws hold."""
    marks = [code_mark(code, settings.SECRET_KEY) for code in json.loads(Path(codes).read_text())]
    found = 0
    for place in range(0, len(marks), 500):
        found += Submission.objects.filter(code_mark__in=marks[place : place + 500]).count()
    health = quick()
    return {"codes": len(set(marks)), "found": found, "ok": health.ok, "laws": health.laws}


def database_server() -> dict[str, int]:
    """The process number of the database server's first process when it runs on this machine, or 0."""
    if connection.vendor == "sqlite":
        return {"pid": 0}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return {"pid": parent_of(cursor.fetchone()[0])}
