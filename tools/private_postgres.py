"""A PostgreSQL of our own in a temporary folder, for tests and benches; never somebody's running server.

`with private_postgres() as url:` lends a DATABASE_URL; the server and its folder are gone afterwards,
also after Ctrl-C.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OLDEST = 15
NEEDED = ("initdb", "pg_ctl", "postgres")
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# For a handful of rows any order of joins will do: to look for the best took most of the server's time.
QUICK |= {"join_collapse_limit": "1"}


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine that we could start; the sentence says what is missing."""


def version_of(folder: Path) -> int:
    """The major version of the programs in this folder, 0 when they are not all there."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return 0
    command = [str(folder / "postgres"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+", said.stdout)
    return int(found.group()) if found else 0


def find_binaries() -> Path:
    """The folder of the newest PostgreSQL that is new enough."""
    folders = {Path(found).resolve().parent for name in NEEDED if (found := shutil.which(name))}
    for place in PLACES:
        folders.update(Path("/").glob(place.lstrip("/")))
    version, best = max(((version_of(folder), folder) for folder in folders), default=(0, Path()))
    if not version:
        raise NoPostgres("no initdb found")
    if version < OLDEST:
        raise NoPostgres(f"only PostgreSQL {version} found, {OLDEST} or newer is needed")
    return best


def run_as() -> tuple[list[str], str | None]:
    """The words before a command, and the account they run it under: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return [], None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    account = next((name for name in ("postgres", "nobody") if name in accounts), None)
    if account is None:
        raise NoPostgres("we are root, and there is no account to run it under")
    if shutil.which("setpriv"):
        group = str(pwd.getpwnam(account).pw_gid)
        return ["setpriv", f"--reuid={account}", f"--regid={group}", "--clear-groups", "--"], account
    if shutil.which("runuser"):
        return ["runuser", "-u", account, "--"], account
    raise NoPostgres("we are root, and neither setpriv nor runuser is here to step down with")


class Cluster:
    """One cluster in one folder, reached only through a socket in that folder."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.binaries = find_binaries()
        self.prefix, self.account = run_as()
        self.settings = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "256MB"}
        self.settings |= {"unix_socket_directories": str(folder), "timezone": "UTC"}
        self.settings |= {} if durable else QUICK

    def call(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs under the right account; its own words are the error."""
        command = [*self.prefix, str(self.binaries / program), *words]
        with tempfile.TemporaryFile("w+") as said:
            # A file, not a pipe: the server keeps what it inherits open for as long as it lives.
            done = subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, check=False)
            said.seek(0)
            if done.returncode:
                raise NoPostgres(f"{program} failed: {said.read().strip()[-2000:]}")

    def start(self) -> None:
        """Make the cluster, start it, and wait until it answers."""
        if self.account:
            shutil.chown(self.folder, self.account)
        data = ["-D", str(self.data)]
        self.call("initdb", *data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        self.call("pg_ctl", *data, "-l", str(self.folder / "log"), "-w", "-o", options, "start")
        address = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            # No superuser: what the ledger's role has given up must really be refused to it.
            connection.execute("CREATE ROLE lianxin LOGIN CREATEDB NOSUPERUSER")
            connection.execute("CREATE DATABASE lianxin OWNER lianxin")

    def stop(self) -> None:
        """Stop the server, if need be without waiting for anybody."""
        if not (self.data / "postmaster.pid").exists():
            return
        try:
            self.call("pg_ctl", "-D", str(self.data), "-w", "-t", "20", "-m", "fast", "stop")
        except NoPostgres:
            self.call("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop")

    @property
    def url(self) -> str:
        """What DATABASE_URL should say."""
        return f"postgresql://lianxin@/lianxin?host={self.folder}"


@contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[str]:
    """Lend a running, empty PostgreSQL; with durable=True it waits for the disk like a county's own."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-")).resolve()
    try:
        cluster = Cluster(folder, durable=durable)
        try:
            cluster.start()
            yield cluster.url
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
