"""The way in, as the public sees it: the real server, many citizens, every acknowledged letter counted."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lianxin.cli.bench.proc import HOST, between, resident_mb, tree
from lianxin.cli.bench.scratch import NoScratch, Scratch

LONGEST_START = 60.0


def measure(place: Scratch, *, letters: int, connections: int) -> dict[str, Any]:
    """Letters a second, processor per letter (server, database), beside the raw loop on the same disk."""
    raw = place.call("raw", folder=str(place.folder), letters=min(letters, 1000))
    server_of_database = place.call("database_server")["pid"]
    with serving(place) as server:
        said, cpu, database = _under_load(server, server_of_database, place, letters, connections)
        memory = resident_mb(server.pid)
    kept = _count(place, said.pop("codes"))
    speed = said["acknowledged"] / said["seconds"]
    app_ms, db_ms = cpu * 1000 / letters, database * 1000 / letters
    return {
        "letters": letters, "connections": connections, "acknowledged": said["acknowledged"],
        "refused": said["refused"], "kept": kept["found"] == kept["codes"], "laws": kept["ok"],
        "per_second": round(speed, 1), "raw_per_second": raw["per_second"],
        "against_raw": round(speed / raw["per_second"], 2),
        "app_ms": round(app_ms, 3), "db_ms": round(db_ms, 3), "ms": round(app_ms + db_ms, 3),
        "raw_cpu_ms": raw["cpu_ms"], "target_ms": 1.5 if place.vendor == "sqlite" else 2.5,
        "p50_ms": round(said["p50_ms"], 1), "p99_ms": round(said["p99_ms"], 1),
        "client_cpu_ms": round(said["client_cpu_ms"], 3), "server_mb": round(memory),
    }  # fmt: skip


def _under_load(
    server: subprocess.Popen[bytes], database: int, place: Scratch, letters: int, connections: int
) -> tuple[dict[str, Any], float, float]:
    port = str(server.args[-1])  # type: ignore[index]
    command = [sys.executable, "-m", "lianxin.cli.bench.load", port, str(letters), str(connections)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=place.environment()
    ) as client:
        assert client.stdin and client.stdout
        if client.stdout.readline() != "ready\n":
            raise NoScratch("The letters could not be sent; what the client said stands above.")
        before = tree(server.pid), tree(database, without=b"autovacuum") if database else {}
        client.stdin.write("go\n")
        client.stdin.flush()
        said = json.loads(client.stdout.readline())
        after = tree(server.pid), tree(database, without=b"autovacuum") if database else {}
    return said, between(before[0], after[0]), between(before[1], after[1])


@contextmanager
def serving(place: Scratch) -> Iterator[subprocess.Popen[bytes]]:
    """The process that `lianxin serve` becomes, on a free port, stopped afterwards."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lianxin.cli.serving", "--host", HOST, "--workers", "1"]
    server = subprocess.Popen([*command, "--port", str(port)], env=place.environment(), stdout=sys.stderr)
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


def _count(place: Scratch, codes: list[str]) -> dict[str, Any]:
    file = Path(place.folder) / "codes.json"
    file.write_text(json.dumps(codes))
    try:
        return place.call("counts", codes=str(file))
    finally:
        file.unlink()
