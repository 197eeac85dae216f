"""哪些字少见 How often each word and name stands in the letters of this county: learnt at night.

The file holds words and numbers, no letter; what stands in fewer than two letters is not in it.
"""

import json
import os
from collections import Counter
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lianxin.intake.models import Submission
from lianxin.kit.dates import local_day
from lianxin.kit.sameness import Frequencies, read

NEWEST = 20_000  # letters that are learnt from
FEWEST = 300  # from fewer one learns what was told by chance: then every word counts alike
SEEN = 2
FORMAT = 1


def frequencies_file() -> Path:
    return Path(settings.LIANXIN_DATA) / "learnt" / "frequencies.json"


def learn_frequencies(*, now: datetime) -> int:
    """学词频 Once a night, and at once where there is no file yet; returns from how many letters."""
    path = frequencies_file()
    if path.exists() and local_day(datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)) == local_day(
        now
    ):
        return 0
    letters = Submission.objects.ordinary().filter(confidential=False).order_by("-serial")
    known = Frequencies()
    for subject, body in letters.values_list("subject", "body")[:NEWEST].iterator():
        known.learn([read(subject, body)])
    _save(known, path, now)
    return known.letters


def _save(known: Frequencies, path: Path, now: datetime) -> None:
    said = {"format": FORMAT, "letters": known.letters} | {
        name: {term: n for term, n in sorted(getattr(known, name).items()) if n >= SEEN}
        for name in ("words", "pairs", "places")
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(f".{os.getpid()}")
    making.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    os.utime(making, (now.timestamp(), now.timestamp()))
    making.replace(path)


def frequencies() -> Frequencies:
    """What was learnt last. Where there is nothing to be read, every word counts alike."""
    path = frequencies_file()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return Frequencies()


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Frequencies:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != FORMAT or said["letters"] < FEWEST:
            return Frequencies()
        return Frequencies(said["letters"], *(Counter(said[name]) for name in ("words", "pairs", "places")))
    except (ValueError, KeyError, TypeError):
        return Frequencies()
