"""外部系统 What `lianxin import letters --mapping` and `lianxin export answers` do, and what they say."""

import json
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.channels.files.writing import ENDING
from lianxin.exchange.models import Came, ExportFile, ExportState, ImportFile, ImportState
from lianxin.exchange.queries import require_mapping
from lianxin.exchange.verbs import (
    Work,
    acknowledge_file,
    ask_for_file,
    content_of,
    give_file,
    make_file,
    run,
)
from lianxin.exchange.verbs.working import Advance
from lianxin.identity.actors import THE_INSTALLER
from lianxin.kit.refusals import NotValid


def import_file(
    path: Path, system: str, *, registers: bool, look: bool, now: datetime, advance: Advance
) -> ImportFile:
    """The file, looked at or taken to its end; the worker keeps its hands off it meanwhile."""
    mapping, by = require_mapping(system), THE_INSTALLER
    file = give_file(mapping, path.name, path.read_bytes(), came=Came.COMMAND, by=by, now=now, look=look)
    run(Work(file, by, now, registers=registers, advance=advance, rest=0))
    file.refresh_from_db()
    return file


def say_import(file: ImportFile, *, as_json: bool) -> str:
    """How it ended, for a person or for a program."""
    counts = {"new": file.new, "known": file.known, "changed": file.changed, "held": file.held}
    if as_json:
        said = {"state": file.state, **counts, "troubles": file.troubles, "complaint": file.complaint}
        return json.dumps(said, ensure_ascii=False)
    lines = [
        _("%(number)d行：%(reason)s（第%(rows)s行）")
        % {"number": number, "reason": says, "rows": "、".join(map(str, rows))}
        for says, number, rows in file.troubles
    ]
    if file.state == ImportState.REFUSED:
        return file.complaint
    words = _("新 %(new)d，已有 %(known)d，补充 %(changed)d，等人看 %(held)d") % counts
    return "\n".join([*file.remarks, *lines, f"{file.get_state_display()}：{words}"])


def export_file(system: str, to: Path | None, *, as_json: bool, now: datetime) -> str:
    """The file that is on its way, or the next, written to disk."""
    file = ask_for_file(require_mapping(system), by=THE_INSTALLER, now=now)
    if file.state == ExportState.ASKED:
        file = make_file(file, by=THE_INSTALLER, now=now)
    path = ""
    if file.state == ExportState.READY:
        place = to or Path(f"{file}.{ENDING[file.form]}")
        place.write_bytes(content_of(file, by=THE_INSTALLER, now=now))
        path = str(place)
    said = {"state": file.state, "number": file.sequence, "rows": file.rows, "sha256": file.sha256}
    if as_json:
        return json.dumps({**said, "file": path}, ensure_ascii=False)
    if not path:
        return str(file.get_state_display())
    confirm = f"lianxin export answers --mapping {system} --confirm {file.sequence}"
    words = [_("第%(number)d号文件，%(rows)d行：%(file)s"), _("对方收到后请确认：%(command)s")]
    return "\n".join(words) % {**said, "file": path, "command": confirm}


def confirm_file(system: str, number: int, *, now: datetime) -> str:
    """That it arrived; twice is once. NotValid for a number that no file has."""
    require_mapping(system)
    file = ExportFile.objects.filter(system=system, sequence=number).first()
    if file is None or file.state in (ExportState.ASKED, ExportState.VOID):
        raise NotValid(_("没有第%(number)d号文件，或者它还没做好、已经作废。") % {"number": number})
    acknowledge_file(file, by=THE_INSTALLER, now=now)
    return _("第%(number)d号文件已确认收到。") % {"number": number}
