"""The web server's own process: small, because it never sees Django; its workers do.

`lianxin serve` looks whether everything is in order, and then becomes this process.
"""

import argparse
import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

THREADS = 32
BACKLOG = 1024


def address(host: str, port: int) -> str:
    """Where a person finds the pages."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - only compared
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def become(*, host: str, port: int, workers: int) -> None:
    """Turn this process into the web server: same number, same terminal, none of the memory."""
    words = ["--host", host, "--port", str(port), "--workers", str(workers)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "lianxin.cli.serving", *words])  # noqa: S606


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    said = parser.parse_args()
    Server(
        "lianxin.cli.door:application",
        address=said.host,
        port=said.port,
        workers=said.workers,
        interface=Interfaces.WSGI,
        # Waiting for the disk costs a thread and no processor; a letter waits while others are read.
        blocking_threads=THREADS,
        backlog=BACKLOG,
        log_level=LogLevels.error,
        # Receipt codes stand in addresses: an access log would be a list of keys.
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()


if __name__ == "__main__":
    main()
