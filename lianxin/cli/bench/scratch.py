"""Scratch databases: made for benches beside whatever there is, kept if asked, never a county's own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lianxin.cli.bench.proc import ADDRESS, AES_KEY, APP_ID, CALLBACK, TOKEN

PACKAGE = Path(__file__).resolve().parent.parent.parent
POSTGRES = "postgresql"
# The official account and the mail address of the scratch county; nothing is sent.
ACCOUNT = {
    "LIANXIN_WECHAT_APPID": APP_ID, "LIANXIN_WECHAT_SECRET": "bench", "LIANXIN_WECHAT_TOKEN": TOKEN,
    "LIANXIN_WECHAT_AES_KEY": AES_KEY, "LIANXIN_WECHAT_API": "null:", "LIANXIN_CALLBACK": CALLBACK,
    "LIANXIN_MAIL_BOXES": f"lmtp:?address={ADDRESS}", "LIANXIN_SMTP": "null:", "LIANXIN_MAIL_FROM": ADDRESS,
}  # fmt: skip
HOW_TO = (
    "For PostgreSQL give the address of a server on which you may create databases, for example "
    "DATABASE_URL=postgresql://user@localhost/postgres. A private one: initdb -D pg -U me -A trust && "
    "pg_ctl -D pg -o '-k /tmp' -w start, then DATABASE_URL='postgresql://me@/postgres?host=/tmp'."
)


class NoScratch(Exception):
    """There is no place to measure on; the sentence says what is missing."""


@dataclass(frozen=True)
class Scratch:
    """One scratch database with a county of so many cases."""

    vendor: str
    cases: int
    folder: Path
    url: str

    @property
    def state(self) -> Path:
        return self.folder / f"{self.vendor}-{self.cases}.json"

    def environment(self) -> dict[str, str]:
        """What a process needs in order to see this county and nothing of anybody else's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
            "DATABASE_URL": self.url,
            "LIANXIN_DATA": str(self.folder / "files"),
            "LIANXIN_SECRET_KEY": "bench",
            "LIANXIN_HTTPS": "0",
            "LIANXIN_GROUP_COMMIT": "1",
            **ACCOUNT,
        }

    def call(self, name: str, **options: object) -> dict[str, Any]:
        """Do one thing of inside.py in a process of its own."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            told, answer = Path(folder) / "told", Path(folder) / "answer"
            told.write_text(json.dumps(options))
            command = [sys.executable, "-m", "lianxin.cli.bench.inside", name, str(told), str(answer)]
            done = subprocess.run(command, env=self.environment(), stdout=sys.stderr, check=False)
            if done.returncode:
                raise NoScratch(
                    f"{name} on {self.vendor} with {self.cases} cases did not succeed; see above."
                )
            found: dict[str, Any] = json.loads(answer.read_text())
            return found

    def fill(self) -> None:
        """Populate it, unless a kept one of the same size and the same tables is there."""
        known = json.loads(self.state.read_text()) if self.state.exists() else {}
        if known.get("tables") == tables_mark() and known.get("url") == self.url:
            return
        self.drop()
        (self.folder / "files" / "static").mkdir(parents=True, exist_ok=True)
        if self.vendor == POSTGRES:
            _ask_server(self.url, "CREATE DATABASE {}")
        made = self.call("populate", cases=self.cases)
        self.state.write_text(json.dumps({"tables": tables_mark(), "url": self.url, **made}))

    def drop(self) -> None:
        """Take it away again. Only what benches have made carries such a name."""
        self.state.unlink(missing_ok=True)
        if self.vendor == POSTGRES:
            _ask_server(self.url, "DROP DATABASE IF EXISTS {}")
        else:
            for end in ("", "-wal", "-shm"):
                Path(file_of(self.url) + end).unlink(missing_ok=True)


def file_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def tables_mark() -> str:
    """Changes when a table changes: a kept county of older tables is made anew."""
    files = sorted(PACKAGE.glob("*/migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _ask_server(url: str, sql: str) -> None:
    """One statement about the database of this address, said by way of the one it stands beside."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    beside = urlunsplit(parts._replace(path="/" + name.rpartition("_bench_")[0]))
    try:
        with psycopg.connect(beside, autocommit=True) as server:
            server.execute(SQL(sql).format(Identifier(name)))
    except psycopg.Error as error:
        raise NoScratch(f"{str(error).strip()}\n{HOW_TO}") from error


@contextmanager
def scratch(
    cases: int, *, database: str = "", folder: Path | None = None, keep: bool = False
) -> Iterator[Scratch]:
    """Lend a populated scratch database; unless it is kept, it is gone afterwards."""
    home = (folder or Path(tempfile.gettempdir()) / "lianxin-bench").resolve()
    home.mkdir(parents=True, exist_ok=True)
    place = home if keep else Path(tempfile.mkdtemp(dir=home))
    lent = Scratch(*_address(database, cases, place))
    try:
        lent.fill()
        yield lent
    finally:
        if not keep:
            lent.drop()
            shutil.rmtree(place, ignore_errors=True)


def _address(database: str, cases: int, folder: Path) -> tuple[str, int, Path, str]:
    given = urlsplit(os.environ.get("DATABASE_URL", ""))
    theirs = POSTGRES if given.scheme in {"postgres", POSTGRES} else "sqlite"
    vendor = database or theirs
    if vendor not in {"sqlite", POSTGRES}:
        raise NoScratch("--database is sqlite or postgresql.")
    if vendor == "sqlite":
        return vendor, cases, folder, f"sqlite:///{folder / f'bench-{cases}.db'}"
    if theirs != POSTGRES:
        raise NoScratch(HOW_TO)
    own = hashlib.sha256(str(folder).encode()).hexdigest()[:6]  # each folder has databases of its own
    path = f"{given.path}_bench_{own}_{cases}"
    return vendor, cases, folder, urlunsplit(given._replace(path=path))
