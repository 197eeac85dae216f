"""A file comes: its bytes are kept, and what happens to it is somebody's decision."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.exchange.models import Came, FileMapping, ImportFile, ImportState
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.blobs import keep
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record

LEASE = timedelta(minutes=2)  # so long nobody else takes up a file that somebody works on
MOST_BYTES = 32 * 1024 * 1024
LONGEST_NAME, LONGEST_COMPLAINT = 200, 500


@transaction.atomic
def give_file(
    mapping: FileMapping, name: str, content: bytes, *, came: str, by: Actor, now: datetime, look: bool = True
) -> ImportFile:
    """交文件 The file is kept as it is. It is only looked at first (`look`), or taken at once.

    The same file from the folder again is the one that it was. Raises NotValid for an empty one, one that is
    too large, and for a system that gives no letters.
    """
    require(by, "submission.import", None)
    if not mapping.gives:
        raise NotAllowedNow(_("“%(name)s”的来信现在不收文件。") % {"name": mapping.name})
    if not content:
        raise NotValid(_("文件是空的。"), "file")
    if len(content) > MOST_BYTES:
        raise NotValid(too_large(), "file")
    digest = keep(content)
    name = one_line(name)[-LONGEST_NAME:] or digest[:12]
    said = {"system": mapping.system, "name": name, "sha256": digest, "came": came}
    again = ImportFile.objects.filter(**said).first() if came == Came.FOLDER else None
    if again:
        return again
    mine = now + LEASE if came == Came.COMMAND else None  # who gives it at the machine reads it there
    file = ImportFile.objects.create(
        mapping=mapping, size=len(content), given_at=now, given_by=by.person, lease_until=mine,
        state=ImportState.LOOKING if look else ImportState.TAKING, **said,
    )  # fmt: skip
    what = {"system": mapping.system, "file": file.pk.hex, "sha256": digest, "came": came}
    record(house_dossier(now=now), "exchange.file_given", by=by, now=now, **what)
    return file


def too_large() -> str:
    """Why a file is not even read."""
    return _("文件超过%(most)d MB，请分成几份再交。") % {"most": MOST_BYTES >> 20}


@transaction.atomic
def refuse_file(
    mapping: FileMapping, name: str, digest: str, size: int, sentence: str, *, by: Actor, now: datetime
) -> ImportFile:
    """不收 A file that another system laid down and that cannot be taken: that it came, and why not."""
    require(by, "submission.import", None)
    said = {"system": mapping.system, "name": one_line(name)[-LONGEST_NAME:], "came": Came.FOLDER}
    refused = {
        "mapping": mapping, "size": size, "given_at": now, "given_by": by.person,
        "state": ImportState.REFUSED, "complaint": sentence[:LONGEST_COMPLAINT], "ended_at": now,
    }  # fmt: skip
    file, _made = ImportFile.objects.get_or_create(**said, sha256=digest, defaults=refused)
    return file


@transaction.atomic
def take_looked_at(file: ImportFile, *, by: Actor, now: datetime) -> None:
    """收下 It was looked at, and its letters are taken now: by the worker, a portion at a time."""
    require(by, "submission.import", None)
    _move(file, ImportState.TAKING, cursor=0, new=0, known=0, changed=0, held=0, lease_until=None)
    _say(file, "exchange.file_taken", by=by, now=now)


@transaction.atomic
def leave(file: ImportFile, *, by: Actor, now: datetime) -> None:
    """不收 It was looked at, and nothing of it is taken."""
    require(by, "submission.import", None)
    _move(file, ImportState.LEFT, ended_at=now)
    _say(file, "exchange.file_left", by=by, now=now)


def _move(file: ImportFile, state: ImportState, **said: object) -> None:
    """Of two people at once the second is told."""
    looked = ImportFile.objects.filter(pk=file.pk, state=ImportState.LOOKED)
    if not looked.update(state=state, **said):
        raise NotAllowedNow(_("这份文件刚才已经有人处理了，请刷新页面。"))


def _say(file: ImportFile, what: str, *, by: Actor, now: datetime) -> None:
    record(house_dossier(now=now), what, by=by, now=now, system=file.system, file=file.pk.hex)


@transaction.atomic
def read_anew(file: ImportFile, mapping: FileMapping, *, by: Actor, now: datetime) -> ImportFile:
    """再读一遍 The same bytes once more, by what is settled now: what waited may be readable."""
    require(by, "submission.import", None)
    if file.at_work or file.system != mapping.system:
        raise NotAllowedNow(_("这份文件正在读，读完再说。"))
    again = ImportFile.objects.create(
        mapping=mapping, system=file.system, name=file.name, sha256=file.sha256, size=file.size,
        came=Came.PAGE, given_at=now, given_by=by.person, state=ImportState.LOOKING,
    )  # fmt: skip
    _say(again, "exchange.file_given", by=by, now=now)
    return again
