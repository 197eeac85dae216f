"""学到的 What this county's own dispatches have taught, as it lies on the disk now."""

from functools import lru_cache
from pathlib import Path

from lianxin.insight.learning.model import Model, NoModel, load
from lianxin.insight.learning.places import model_of_county


def learnt() -> Model:
    """The model of the county; raises NoModel with the reason. A new file is noticed at the next question."""
    path = model_of_county()
    try:
        found = path.stat()
    except OSError as error:
        raise NoModel(f"{path.name}: nothing has been learnt yet") from error
    return _loaded(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1)
def _loaded(path: Path, _changed: int, _size: int) -> Model:
    return load(path)


def mark_of(model: Model) -> str:
    """Which one it was, short enough for a row: the moment at which it was learnt."""
    return str(model.about.get("learnt_at", ""))[:16]
