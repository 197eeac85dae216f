"""图片 Copies of a picture to look at, made again from its points: nothing that came in goes through.

A picture from outside can be small and unpack to gigabytes, or be made to break the program that reads it.
So it is read in a process of its own, which has so much memory and so many seconds and no more, and of which
nothing is known but a line on its standard output.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LONGER_SIDE = {"small": 320, "large": 1600}  # in points
SECONDS = 30
TOO_LARGE, DAMAGED = "too_large", "damaged"


@dataclass(frozen=True)
class Looked:
    """看过的图片 Why there are no copies, or nothing; and where it was taken, if it says so itself."""

    why_not: str = ""
    latitude: float | None = None
    longitude: float | None = None


def copied(source: Path, small: Path, large: Path) -> Looked:
    """小图、大图 A small and a large copy of a picture, without what it says of place and machine."""
    for target in (small, large):
        target.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "lianxin.kit.picture_reading", str(source), str(small), str(large)]
    known = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS * 2, env=known, check=False)
        said = json.loads(done.stdout) if done.returncode == 0 else {"why_not": DAMAGED}
        return Looked(**said)
    except (subprocess.TimeoutExpired, ValueError, TypeError):
        return Looked(TOO_LARGE)
