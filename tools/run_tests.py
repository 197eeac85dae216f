"""`make test`: the whole suite on SQLite, then on a private PostgreSQL; says in a line each what was skipped.

Words given to it go to pytest as they are: `python -m tools.run_tests -k receipt`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

from tools.private_postgres import NoPostgres, private_postgres

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5
INTERRUPTED = 130
ENOUGH = 2 * 1024**3
# A file is one worker's, and what takes long comes first (tests/conftest.py).
WORKERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


@dataclass
class Tally:
    """What the runs came to, counted from pytest's own reports."""

    passed: int = 0
    failed: int = 0
    codes: list[int] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, report: Path, code: int) -> None:
        """Count one run in."""
        self.codes.append(code)
        if not report.exists():
            self.failed += 1
            return
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it just now
            skipped = case.find("skipped")
            if skipped is not None:
                self.reasons[skipped.get("message", "no reason given")] += 1
            elif case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            else:
                self.passed += 1

    def is_good(self) -> bool:
        """Whether every run went well and something was tested at all."""
        return self.passed > 0 and not self.failed and all(code in (0, NO_TESTS) for code in self.codes)


def scratch() -> str | None:
    """Where the runs keep their temporary files: in memory when there is room, else where the system does."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH
    return str(memory) if roomy else None


def run(tally: Tally, title: str, url: str | None, words: list[str]) -> None:
    """Run pytest once in a process of its own, on the database that `url` names (none: a file of its own)."""
    print(f"\n== {title} ==", flush=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
    environment.pop("DATABASE_URL", None)
    # Tests that were compiled once are kept: else each worker of each run compiles all of them anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if url:
        environment["DATABASE_URL"] = url
    with tempfile.TemporaryDirectory(prefix="lianxin-", dir=scratch(), ignore_cleanup_errors=True) as folder:
        environment["TMPDIR"] = folder
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", *WORKERS, f"--junit-xml={report}", *words]
        tally.add(report, subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


def run_on_both(tally: Tally, words: list[str]) -> None:
    """Run the suite on both databases; what a browser shows is the same on both and is looked at once."""
    run(tally, "SQLite", None, words)
    try:
        with private_postgres() as url:
            run(tally, "PostgreSQL", url, ["-m", "not browser", *words])
    except NoPostgres as why:
        tally.reasons[f"PostgreSQL ({why})"] += 1


def say(tally: Tally) -> None:
    """Close with what was skipped and the counts of both runs together."""
    print()
    for reason, times in sorted(tally.reasons.items()):
        print(f"skipped: {reason}" + (f" ({times} tests)" if times > 1 else ""))
    print(f"{tally.passed} passed, {tally.failed} failed")


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a request to end like Ctrl-C, so that the private server is stopped."""
    raise KeyboardInterrupt


def main() -> int:
    """Run everything, say what it came to, and answer 0 only when all is well."""
    signal.signal(signal.SIGTERM, interrupt)
    tally = Tally()
    try:
        run_on_both(tally, sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    say(tally)
    return 0 if tally.is_good() else 1


if __name__ == "__main__":
    sys.exit(main())
