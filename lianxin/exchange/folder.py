"""文件夹 A folder that this house shares with another system: it lays files into in/, and finds ours in out/.

`in/NAME/` is where the system NAME lays its files; each is taken when it lies still, and moved to
`done/NAME/` once every row of it is on disk. `out/NAME/` holds the file of answers that is on its way;
NAME-000012.ok beside it says that number 12 arrived. Whatever is killed in between is done again, and is
the same.
"""

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lianxin.channels.files.writing import ENDING
from lianxin.exchange.models import Came, ExportFile, ExportState, FileMapping, ImportFile, ImportState
from lianxin.exchange.queries import in_force
from lianxin.exchange.verbs import acknowledge_file, content_of, give_file, refuse_file
from lianxin.exchange.verbs.giving import MOST_BYTES, too_large
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.blobs import keep
from lianxin.kit.refusals import Refusal
from lianxin.kit.text import one_line

log = logging.getLogger(__name__)

STILL = timedelta(seconds=10)  # so long its size and time must stay as they are
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".swp")
NUMBERED = re.compile(r"(?P<system>[a-z0-9_-]+)-(?P<sequence>\d{6,9})\.(?P<ending>xlsx|csv|ok)")
OVER = {ImportState.DONE: "done", ImportState.LEFT: "done", ImportState.REFUSED: "refused"}


@dataclass
class Lying:
    """A file as it lay there when it was looked at, since when, and what it was given as."""

    size: int
    changed: int
    since: datetime
    given: UUID | None = None

    def is_as(self, path: Path) -> bool:
        now = path.stat()
        return (now.st_size, now.st_mtime_ns) == (self.size, self.changed)


_lying: dict[Path, Lying] = {}


def look_into_folder(*, now: datetime) -> int:
    """看文件夹 What lies in the folder of each system; returns how many files were moved or laid out."""
    root = root_of_exchange()
    if root is None:
        return 0
    done = 0
    for mapping in in_force():
        try:
            done += _both_ways(mapping, root, now)
        except OSError:
            log.exception("the folder of %s cannot be used; it will be tried again", mapping.system)
    return done


def _both_ways(mapping: FileMapping, root: Path, now: datetime) -> int:
    done = 0
    if mapping.gives:
        done += sum(_one(path, mapping, root, now) for path in _files(root / "in" / mapping.system))
    if mapping.takes:
        done += _lay_out(mapping, root, now) + _confirmed(mapping, root, now)
    return done


def root_of_exchange() -> Path | None:
    """The folder that this county has set, if any."""
    return Path(settings.LIANXIN_EXCHANGE).resolve() if settings.LIANXIN_EXCHANGE else None


def strays() -> list[str]:
    """不知道是谁的 What lies in in/ and belongs to no system that gives letters."""
    root = root_of_exchange()
    if root is None or not (root / "in").is_dir():
        return []
    giving = {mapping.system for mapping in in_force() if mapping.gives}
    inside = sorted(one for one in (root / "in").iterdir() if one.is_dir() and not one.is_symlink())
    places = [place for place in (root / "in", *inside) if place.name not in giving]
    found = [path for place in places for path in _files(place)]
    return [one_line(str(path.relative_to(root / "in"))) for path in found]


def _ours(folder: Path) -> Path:
    """The folder, made if need be. Whoever can write beside it may have laid a link in its place: then no."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.resolve() != folder:
        raise NotADirectoryError(f"{folder} is a link")
    return folder


def _files(folder: Path) -> Iterator[Path]:
    """Plain files that nobody is still making; a link may lead anywhere, and is none."""
    for path in sorted(_ours(folder).iterdir()):
        hidden = path.name.startswith((".", "~")) or path.name.lower().endswith(UNFINISHED)
        if not hidden and not path.is_symlink() and path.is_file():
            yield path


def _one(path: Path, mapping: FileMapping, root: Path, now: datetime) -> int:
    """One file, whatever is wrong with it: the others do not wait for it."""
    try:
        return _look_at(path, mapping, root, now)
    except OSError:
        log.exception("the file %s could not be read or moved; it will be tried again", path.name)
        return 0


def _look_at(path: Path, mapping: FileMapping, root: Path, now: datetime) -> int:
    lying = _lying.get(path)
    if lying is None or not lying.is_as(path):
        told = path.stat()
        _lying[path] = Lying(told.st_size, told.st_mtime_ns, now)
        return 0
    if now - lying.since < STILL or not lying.size:
        return 0  # an empty one is one that nobody has begun to write
    if lying.given is None:
        lying.given = _give(path, lying, mapping, now)
    file = ImportFile.objects.filter(pk=lying.given).first() if lying.given else None
    if file is None or file.state not in OVER or not lying.is_as(path):
        return 0
    _move(path, root / OVER[ImportState(file.state)] / mapping.system, file.sha256)
    del _lying[path]
    return 1


def _give(path: Path, lying: Lying, mapping: FileMapping, now: datetime) -> UUID | None:
    """What was read while somebody still wrote is not what lies there; it is looked at again."""
    if lying.size > MOST_BYTES:
        with _opened(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return refuse_file(mapping, path.name, digest, lying.size, too_large(), by=THE_CLOCK, now=now).pk
    with _opened(path) as file:
        content = file.readall()
    if not lying.is_as(path) or len(content) != lying.size:
        return None
    try:
        given = give_file(mapping, path.name, content, came=Came.FOLDER, by=THE_CLOCK, now=now, look=False)
    except Refusal as refusal:
        digest, why = keep(content), refusal.sentence
        given = refuse_file(mapping, path.name, digest, lying.size, why, by=THE_CLOCK, now=now)
    return given.pk


def _opened(path: Path) -> FileIO:
    """The file itself: a link laid in its place meanwhile is not followed."""
    return FileIO(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK))


def _move(path: Path, folder: Path, digest: str) -> None:
    """Never over another file."""
    target = _ours(folder) / path.name
    if target.exists():
        target = folder / f"{path.stem}-{digest[:12]}{path.suffix}"
    shutil.move(path, target)


def _lay_out(mapping: FileMapping, root: Path, now: datetime) -> int:
    """The file that is on its way lies in out/, whole or not at all."""
    folder = _ours(root / "out" / mapping.system)
    file = ExportFile.objects.filter(system=mapping.system, state=ExportState.READY).first()
    if file is None:
        return 0
    target = folder / f"{file}.{ENDING[file.form]}"
    if target.exists() and target.stat().st_size == file.size:
        return 0
    unfinished = target.with_suffix(".part")
    with unfinished.open("wb") as out:
        out.write(content_of(file, by=THE_CLOCK, now=now))
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(target)
    return 1


def _confirmed(mapping: FileMapping, root: Path, now: datetime) -> int:
    """What they confirmed is acknowledged first, and put away after: killed in between, it is later."""
    folder, moved = root / "out" / mapping.system, 0
    lying = {path: found for path in _files(folder) if (found := NUMBERED.fullmatch(path.name))}
    numbers = {int(found["sequence"]) for found in lying.values()}
    files = {
        file.sequence: file for file in ExportFile.objects.filter(system=mapping.system, sequence__in=numbers)
    }
    for found in lying.values():
        file = files.get(int(found["sequence"]))
        if file is None or found["system"] != mapping.system:
            continue
        if found["ending"] == "ok" and file.state == ExportState.READY:
            acknowledge_file(file, by=THE_CLOCK, now=now)
            file.refresh_from_db()
    for path, found in lying.items():
        file = files.get(int(found["sequence"]))
        if file and file.state in (ExportState.ACKNOWLEDGED, ExportState.VOID):
            _move(path, root / "done" / mapping.system, file.sha256)
            moved += 1
    return moved
