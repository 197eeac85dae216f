"""Was everything kept that was acknowledged?"""

import json
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lianxin.cli.bench.proc import parent_of
from lianxin.flow.laws import quick
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Arrival, Became, Submission
from lianxin.kit.codes import code_mark
from lianxin.office.verbs import give_key
from lianxin.organisations.queries import county


def counts(codes: str) -> dict[str, object]:
    """Of the receipt codes in this file, how many open a letter; and do the laws hold."""
    marks = [code_mark(code, settings.SECRET_KEY) for code in json.loads(Path(codes).read_text())]
    found = 0
    for place in range(0, len(marks), 500):
        found += Submission.objects.filter(code_mark__in=marks[place : place + 500]).count()
    health = quick()
    return {"codes": len(set(marks)), "found": found, "ok": health.ok, "laws": health.laws}


def mails(since: int) -> dict[str, object]:
    """How many mails have become letters, less those of before; and do the laws hold."""
    health = quick()
    found = Arrival.objects.filter(channel="email", became=Became.LETTER).count() - since
    return {"found": found, "ok": health.ok, "laws": health.laws}


def keys(number: int) -> dict[str, list[str]]:
    """密钥 So many keys of Open311, that none of them meets its limit."""
    given = [
        give_key(f"bench {n}", county(), ["open311.post"], by=THE_INSTALLER, now=timezone.now())[1]
        for n in range(number)
    ]
    return {"secrets": given}


def database_server() -> dict[str, int]:
    """The process number of the database server's first process when it runs on this machine, or 0."""
    if connection.vendor == "sqlite":
        return {"pid": 0}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return {"pid": parent_of(cursor.fetchone()[0])}
