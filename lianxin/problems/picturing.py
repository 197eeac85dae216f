"""佐证照片 Pictures by which anybody can see what was done: what is shown is made anew of their points.

The picture as it came, with what it says of place and machine, is kept beside it and goes out to nobody.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn
from lianxin.intake.files import PICTURES, media_type, safe_name
from lianxin.kit.blobs import keep
from lianxin.kit.pictures import copied
from lianxin.kit.refusals import NotValid

MOST = 4


class Picture(NamedTuple):
    """一张 What is shown, and what came, each by the hash of its bytes."""

    shown: str
    came: str


def taken(files: Sequence[FileIn]) -> list[Picture]:
    """收下照片 Before anything is written, because it takes seconds. Raises NotValid for what is none."""
    if len(files) > MOST:
        raise NotValid(_("照片最多%(most)d张，请挑看得最清楚的。") % {"most": MOST}, "pictures")
    return [_taken(file) for file in files]


def _taken(file: FileIn) -> Picture:
    named = {"name": safe_name(file.name)}
    if media_type(file) not in PICTURES:
        raise NotValid(_("“%(name)s”不是照片。") % named, "pictures")
    came = keep(file.content)
    with tempfile.TemporaryDirectory() as folder:
        source, small, large = (Path(folder) / name for name in ("came", "small", "large"))
        source.write_bytes(file.content)
        if copied(source, small, large).why_not:
            raise NotValid(_("“%(name)s”打不开，可能没有存完整。请换一张。") % named, "pictures")
        return Picture(keep(large.read_bytes()), came)


def written(pictures: Sequence[Picture]) -> dict[str, object]:
    """As the line of the step says it: which pictures went with it, by their hashes."""
    return {"pictures": [one.shown for one in pictures]} if pictures else {}
