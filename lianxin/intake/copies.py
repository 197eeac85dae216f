"""看图的副本 The copies of a picture: made by the worker, and made again where they were lost."""

from pathlib import Path

from lianxin.intake.models import Attachment
from lianxin.kit.blobs import copy_of, path_of
from lianxin.kit.pictures import Looked, copied

SMALL, LARGE = "small", "large"


def make_copies(attachment: Attachment) -> Looked:
    """Both of them, in a process of its own; a second or two for a large picture."""
    small, large = (copy_of(attachment.sha256, size) for size in (SMALL, LARGE))
    return copied(path_of(attachment.sha256), small, large)


def copy_to_see(attachment: Attachment, size: str) -> Path | None:
    """One copy, also after the folder of copies was deleted or not restored; None where there can be none."""
    if not attachment.copies:
        return None
    copy = copy_of(attachment.sha256, size)
    if not copy.exists():
        make_copies(attachment)
    return copy if copy.exists() else None
