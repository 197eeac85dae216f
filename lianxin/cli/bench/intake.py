"""The way in, as the public sees it: the real server, many citizens, every acknowledged letter counted."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lianxin.cli.bench.proc import HOST, WARM, between, resident_mb, tree
from lianxin.cli.bench.scratch import NoScratch, Scratch

LONGEST_START = 60.0
TARGETS = {"sqlite": 1.5, "postgresql": 2.5}  # processor ms of a letter from the page
# What comes by another way is opened, looked up and answered in words besides.
TIMES = {"mailbox": 1, "wechat": 2, "open311": 2, "api": 2, "email": 2}
MOST_LINES = {"email": 8}  # at once: a mail server keeps few
ROUND = 500
LETTERS_A_KEY = 250  # far below what config/limits.py lets one key send


def measure(place: Scratch, *, letters: int, connections: int, channel: str = "mailbox") -> dict[str, Any]:
    """Letters a second, processor per letter (server, database), beside the raw loops on the same disk.

    Of several rounds the cheapest counts, for us and for the raw loops: what other work on the same
    machine adds is not ours. The mean of all rounds is told too.
    """
    raw = place.call("raw", folder=str(place.folder), letters=min(letters, 1000))
    database = place.call("database_server")["pid"]
    connections = min(connections, MOST_LINES.get(channel, connections))
    before = place.call("mails", since=0)["found"] if channel == "email" else 0
    with serving(place, mails=channel == "email") as server:
        rounds, said = _under_load(server, database, place, letters, connections, channel)
        memory = resident_mb(server.pid)
    kept = _kept(place, said["codes"], channel, before)
    best = min(rounds, key=lambda one: one.app_ms + one.db_ms)
    speed = max(one.per_second for one in rounds)
    mean = sum((one.app_ms + one.db_ms) * one.letters for one in rounds) / letters
    return {
        "letters": letters, "connections": connections, "channel": channel,
        "longest_ms": round(said["longest_ms"], 1),
        "acknowledged": len(said["codes"]) - WARM * connections,
        "refused": said["refused"], "kept": kept["all"], "laws": kept["ok"],
        "per_second": round(speed, 1), "raw": raw,
        "against_raw": {name: round(speed / loop["per_second"], 2) for name, loop in raw.items()},
        "app_ms": round(best.app_ms, 3), "db_ms": round(best.db_ms, 3),
        "ms": round(best.app_ms + best.db_ms, 3), "mean_ms": round(mean, 3),
        "target_ms": TARGETS[place.vendor] * TIMES[channel],
        "p50_ms": round(said["p50_ms"], 1), "p99_ms": round(said["p99_ms"], 1),
        "client_cpu_ms": round(said["client_cpu_ms"], 3), "server_mb": round(memory),
    }  # fmt: skip


class Round(NamedTuple):
    """So many letters, and what each cost."""

    letters: int
    per_second: float
    app_ms: float
    db_ms: float


def _under_load(
    server: subprocess.Popen[bytes],
    database: int,
    place: Scratch,
    letters: int,
    connections: int,
    channel: str,
) -> tuple[list[Round], dict[str, Any]]:
    port = str(server.port)  # type: ignore[attr-defined]
    environment = place.environment()
    if channel == "open311":
        secrets = place.call("keys", number=letters // LETTERS_A_KEY + 1)["secrets"]
        environment["LIANXIN_BENCH_KEYS"] = " ".join(secrets)
    command = [sys.executable, "-m", "lianxin.cli.bench.load", port, str(connections), channel]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as client:
        assert client.stdin and client.stdout
        if client.stdout.readline() != "ready\n":
            raise NoScratch("The letters could not be sent; what the client said stands above.")
        each = [ROUND] * (letters // ROUND) + ([letters % ROUND] if letters % ROUND else [])
        rounds = [_round(client, number, server.pid, database) for number in each]
        client.stdin.close()
        return rounds, json.loads(client.stdout.readline())


def _round(client: subprocess.Popen[str], letters: int, server: int, database: int) -> Round:
    assert client.stdin and client.stdout
    before = tree(server), _database(database)
    client.stdin.write(f"{letters}\n")
    client.stdin.flush()
    seconds = json.loads(client.stdout.readline())["seconds"]
    app, theirs = between(before[0], tree(server)), between(before[1], _database(database))
    return Round(letters, letters / seconds, app * 1000 / letters, theirs * 1000 / letters)


def _database(pid: int) -> dict[int, float]:
    """The database server's processes; it tidies up at times of its own choosing, which is left out."""
    return tree(pid, without=b"autovacuum") if pid else {}


@contextmanager
def serving(place: Scratch, *, mails: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """The process that `lianxin serve` becomes, on a free port, stopped afterwards; or the door for mails."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    pages = ["lianxin.cli.serving", "--host", HOST, "--workers", "1", "--port", str(port)]
    words = ["lianxin.cli.main", "mail"] if mails else pages
    environment = {**place.environment(), **({"LIANXIN_LMTP": f"{HOST}:{port}"} if mails else {})}
    command = [sys.executable, "-m", *words]
    server = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    server.port = port  # type: ignore[attr-defined]
    try:
        _wait_for(server, port)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    ends = time.monotonic() + LONGEST_START
    while time.monotonic() < ends and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise NoScratch("The server did not start; what it said stands above.")


def _kept(place: Scratch, codes: list[str], channel: str, before: int) -> dict[str, Any]:
    """Is every letter that was acknowledged there, once?"""
    if channel == "email":
        found = place.call("mails", since=before)
        return {**found, "all": found["found"] == len(set(codes))}
    found = _count(place, codes)
    return {**found, "all": found["found"] == found["codes"]}


def _count(place: Scratch, codes: list[str]) -> dict[str, Any]:
    file = Path(place.folder) / "codes.json"
    file.write_text(json.dumps(codes))
    try:
        return place.call("counts", codes=str(file))
    finally:
        file.unlink()
