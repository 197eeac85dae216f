"""A real IMAP server on this machine (Debian's dovecot), with boxes in a folder that goes away again."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.faults.server import free_port
from tests.world import MONDAY

PATIENCE = 30.0
PASSWORD = "secret"
SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {inner}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mailbox_list_index = no
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class ImapServer:
    """Boxes that spring up when somebody signs in to them. It can be stopped, and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        who = pwd.getpwuid(os.getuid()).pw_name
        root = os.getuid() == 0
        # As root each part of it runs as somebody who may do nothing; else all of it as who we are.
        mails = pwd.getpwnam("dovecot" if root else who)
        group = grp.getgrgid(mails.pw_gid).gr_name
        (folder / "mail").mkdir()
        os.chown(folder / "mail", mails.pw_uid, mails.pw_gid)
        folder.chmod(0o755)
        names = {"inner": "dovecot", "login": "dovenull"} if root else {"inner": who, "login": who}
        places = {"folder": folder, "port": self.port, "password": PASSWORD, "group": group}
        ids = {"uid": mails.pw_uid, "gid": mails.pw_gid}
        (folder / "conf").write_text(SETTINGS.format(**places, **names, **ids))

    def start(self) -> None:
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(self.folder / "conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as line:
                    if line.recv(4) == b"* OK":
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(
            (self.folder / "log").read_text() if (self.folder / "log").exists() else "no log"
        )

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)
            self.process = None

    def url(self, user: str, *, to: str = "", folder: str = "INBOX", more: str = "") -> str:
        where = f"imap://{quote(user)}:{PASSWORD}@127.0.0.1:{self.port}/{quote(folder)}"
        return f"{where}?address={user}@county.example&to={to}{more}"

    def put(self, user: str, *contents: bytes, at: datetime = MONDAY, folder: str = "INBOX") -> None:
        """Mails arrive in this box, at that moment."""
        with self.box(user) as box:
            if folder != "INBOX":
                box.create(folder)
            for content in contents:
                assert box.append(folder, "", imaplib.Time2Internaldate(at), content)[0] == "OK"

    def flags(self, user: str) -> list[bytes]:
        with self.box(user) as box:
            box.select("INBOX", readonly=True)
            return [line for line in box.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]

    @contextmanager
    def box(self, user: str) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port) as box:
            box.login(user, PASSWORD)
            yield box


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """The server, from now until the end. Its folder has a short name: sockets stand in it."""
    if not (shutil.which("dovecot") or Path("/usr/sbin/dovecot").exists()):
        pytest.skip("tests with a real IMAP server (no dovecot found)")
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        server = ImapServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
