"""The real server in a process of its own, on a county of its own, and people who write to it."""

import http.client
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
RECEIPT = re.compile(r"^/t/(\d{16})/receipt/$")
PATIENCE = 90.0


@contextmanager
def own_database(folder: Path, postgres: str | None) -> Iterator[str]:
    """A DATABASE_URL nobody else uses: a file in the folder, or a new database on that server."""
    if not postgres:
        yield f"sqlite:///{folder / 'lianxin.db'}"
        return
    name = f"faults_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        yield urlsplit(postgres)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]


@dataclass
class County:
    """One county in one folder. `lianxin` runs a command on it; `serving` keeps its server up."""

    folder: Path
    database: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)
    first: Callable[[], "County"] | None = None

    def found(self) -> None:
        """Found it; or, where one was founded before, be a copy of that: the tables take the longest."""
        if self.first is None:
            self.lianxin("init")
            return
        other = self.first()
        shutil.copytree(other.folder, self.folder, dirs_exist_ok=True)
        if self.database.startswith("postgres"):
            name, like = (urlsplit(one.database).path[1:] for one in (self, other))
            server = urlsplit(self.database)._replace(path="/postgres").geturl()
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name}")  # type: ignore[arg-type]
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LIANXIN_", "DJANGO_", "DATABASE_", "LC_"))
        }
        return kept | {
            "LIANXIN_DATA": str(self.folder),
            "DATABASE_URL": self.database,
            "LIANXIN_SECRET_KEY": "only-for-tests",
            "LIANXIN_HTTPS": "0",
            "LC_MESSAGES": "zh_CN.UTF-8",
            **self.more,
        }

    def lianxin(self, *words: str, good: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "lianxin.cli.main", *words],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode == 0) == good, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self, *, largest_file: int | None = None) -> None:
        """Start the server and wait until it answers."""
        self.port = self.port or free_port()
        limit: Callable[[], None] | None = None
        if largest_file:
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))  # noqa: E731
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "lianxin.cli.main", "serve", "--port", str(self.port)],
                cwd=ROOT, env=self.environment(), start_new_session=True, preexec_fn=limit,
                stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/health")[0] in (200, 503):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """kill -9, all its processes at once: nobody gets to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator stops it."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        if number == signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        self.process.wait(timeout=30)
        self.process = None

    def ask(
        self, method: str, path: str, said: dict[str, str] | bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urlencode(said) if isinstance(said, dict) else said
            form = {"Content-Type": "application/x-www-form-urlencoded"} if isinstance(said, dict) else {}
            connection.request(method, path, body, form | headers)
            answer = connection.getresponse()
            return (
                answer.status,
                {k.lower(): v for k, v in answer.getheaders()},
                answer.read().decode(errors="replace"),
            )
        finally:
            connection.close()

    def count(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database itself, past every line of our code."""
        if self.database.startswith("sqlite"):
            with sqlite3.connect(self.folder / "lianxin.db") as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.database) as connection:
            return connection.execute(sql).fetchall()  # type: ignore[arg-type]

    def change(self, sql: str) -> None:
        """Change rows past every line of our code, as if time had passed."""
        if self.database.startswith("sqlite"):
            with sqlite3.connect(self.folder / "lianxin.db", timeout=30) as connection:
                connection.execute(sql)
        else:
            with psycopg.connect(self.database) as connection:
                connection.execute(sql)  # type: ignore[arg-type]

    def health(self) -> dict[str, object]:
        told: dict[str, object] = json.loads(self.lianxin("health", "--json"))
        return told


@dataclass
class Writers:
    """A few people who write one letter after the other, and remember what they were told."""

    county: County
    length: int = 40
    told: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, people: int) -> None:
        self.stop.clear()
        self.threads = [threading.Thread(target=self._write, daemon=True) for _person in range(people)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def wait_until(self, *, told: int = 0, refused: int = 0) -> None:
        """Until so many letters were acknowledged, and so many could not be kept."""
        until = time.monotonic() + PATIENCE
        while len(self.told) < told or len(self.refused) < refused:
            assert time.monotonic() < until, f"{len(self.told)} told, {self.refused}"
            time.sleep(0.05)

    def send_again(self) -> None:
        """Whoever got no answer presses the button once more: the same page, the same words."""
        for mark, said in list(self.unsure.items()):
            self._post(mark, said, *self._page())

    def _write(self) -> None:
        try:
            page = self._page()
            while not self.stop.is_set():
                mark = f"letter-{uuid4().hex}"
                said = {"key": str(uuid4()), "kind": "problem", "body": f"{mark} " + "水" * self.length}
                self.unsure[mark] = said
                self._post(mark, said, *page)
        except (OSError, http.client.HTTPException):
            return  # the server is gone; what was sent last stays unsure

    def _page(self) -> tuple[str, str]:
        status, headers, page = self.county.ask("GET", "/write/")
        found = TOKEN.search(page)
        assert status == 200 and found, page[:2000]
        return headers["set-cookie"].partition(";")[0], found[1]

    def _post(self, mark: str, said: dict[str, str], cookie: str, token: str) -> None:
        # Each from another house: a village behind one address may not write this fast.
        house = ".".join(str(random.randint(1, 254)) for _part in range(3))
        headers = {"Cookie": cookie, "X-Forwarded-For": f"77.{house}"}
        status, answer, page = self.county.ask(
            "POST", "/write/", said | {"csrfmiddlewaretoken": token}, **headers
        )
        found = RECEIPT.match(answer.get("location", "")) if status == 303 else None
        if found:
            self.told[mark] = found[1]
            del self.unsure[mark]
        else:
            self.refused.append((status, page))
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
