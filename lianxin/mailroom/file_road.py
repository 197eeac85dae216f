"""试信的路 A file of one row, for every system that gives files: read, taken, and undone again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.channels.files.writing import write_table
from lianxin.exchange.models import Came, FileMapping, ImportState
from lianxin.exchange.queries import in_force
from lianxin.exchange.verbs import Work, give_file, run
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.models import Probe
from lianxin.mailroom.roads import Broken, NotSetUp

SAID = {"id": "试信", "body": "这是系统每小时的自检，不是来信。", "confidential": "否"}


def a_file_of_one_row(_probe: Probe, *, now: datetime) -> bool:
    """批量导入 The whole road of a row, by what is settled for each system; then it is rolled back."""
    giving = [mapping for mapping in in_force() if mapping.gives]
    if not giving:
        raise NotSetUp
    for mapping in giving:
        _try(mapping, now)
    return True


def _try(mapping: FileMapping, now: datetime) -> None:
    columns = dict.fromkeys(mapping.columns.values())
    words = SAID if "body" in mapping.columns else {**SAID, "subject": SAID["body"]}
    row = [words.get(name, "") for name in mapping.columns]
    content = write_table("csv", list(columns), [row])
    with transaction.atomic():
        file = give_file(mapping, "probe", content, came=Came.COMMAND, by=THE_CLOCK, now=now, look=False)
        run(Work(file, THE_CLOCK, now, rest=0))
        file.refresh_from_db()
        transaction.set_rollback(True)
    if (file.state, file.new) != (ImportState.DONE, 1):
        words = {"name": mapping.name, "why": file.complaint}
        raise Broken(_("%(name)s的文件收不进来：%(why)s") % words)
