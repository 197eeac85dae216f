"""What the kernel says of other processes: processor time and memory."""

import os
from pathlib import Path

HOST = "127.0.0.1"
WARM = 3  # letters on each connection before anything is measured
# The official account of every scratch county.
APP_ID, TOKEN, AES_KEY, CALLBACK = "wx-bench", "bench", "b" * 42 + "0", "bench"
ADDRESS = "letters@county.example"
TICKS = os.sysconf("SC_CLK_TCK")


def of_process(pid: int) -> float:
    """User and system time of one process with all its threads, also those that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def children(pid: int) -> list[int]:
    found = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [child for child in found if parent_of(child) == pid]


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def tree(pid: int, *, without: bytes = b"") -> dict[int, float]:
    """Seconds by process: this one and everything below it, but nothing whose command holds `without`."""
    found = {pid: of_process(pid)}
    for child in children(pid):
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if not (without and without in command):
            found |= tree(child, without=without)
    return found


def between(before: dict[int, float], after: dict[int, float]) -> float:
    """What a tree of processes used between two looks; what ended meanwhile is not counted."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def resident_mb(pid: int) -> float:
    """Memory of a process tree that belongs to it alone, in MB (shared pages counted by their share)."""
    total = 0
    for process in tree(pid):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
