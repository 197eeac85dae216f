"""The far side of a call back: a server here that keeps what it was told, and answers as it is bid."""

import json
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

from lianxin.hooks.models import Hook
from lianxin.hooks.verbs import call_due, follow, make_hook
from lianxin.identity.actors import THE_INSTALLER, Actor, program
from lianxin.identity.models import ApiKey
from lianxin.office.verbs import add_people, give_key, give_own_key, give_post
from tests.world import World

THIS_MACHINE = [ip_network("127.0.0.0/8")]
MINUTE = timedelta(minutes=1)


@dataclass
class Receiver:
    """What came, call by call: the headers in small letters, the body as it was. `answers` are given in turn;
    a status, or a function that speaks on the line itself.
    """

    url: str = ""
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    usual: Any = 204

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.came]

    def names(self) -> list[str]:
        return [str(one["event"]) for one in self.told()]

    def once(self) -> list[str]:
        """What a receiver keeps who drops what it knows already by its name."""
        known = {headers["webhook-id"]: json.loads(body)["event"] for headers, body in self.came}
        return [*known.values()]


@contextmanager
def receiving(*, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """As long as it is open."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            answer = receiver.answers.pop(0) if receiver.answers else receiver.usual
            if callable(answer):
                self.close_connection = True
                return answer(self)
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            if answer in {301, 302, 307, 308}:
                self.send_header("Location", f"{receiver.url}elsewhere")
            self.end_headers()
            return None

        def log_message(self, *_said: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def silent(handler: Any) -> None:
    """Says nothing, and lets the line fall."""
    handler.connection.shutdown(socket.SHUT_RDWR)


KILLS = signal.SIGUSR1  # what Ctrl-C sends is not heard by a process that was started in the background


@contextmanager
def killable() -> Iterator[None]:
    """This very process can be stopped by `killing`, wherever it is."""
    was = signal.signal(KILLS, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(KILLS, was)


def killing(handler: Any) -> None:
    """It has come, and before it is answered whoever sent it is stopped: that is this very process."""
    os.kill(os.getpid(), KILLS)
    handler.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def dripping(handler: Any) -> None:
    """One letter at a time, for longer than anybody waits."""
    with suppress(OSError):
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400:
            handler.connection.sendall(bytes([letter]))
            time.sleep(0.05)


def bureau(world: World, *scopes: str, body: str = "WATER", role: str = "officer") -> Actor:
    """A bureau's own system, with a post there and a key for what is named."""
    (made,) = add_people(
        [(f"{body}的系统", world.bodies[body])], by=THE_INSTALLER, now=world.now, technical=True
    )
    give_post(made, world.bodies[body], role, by=THE_INSTALLER, now=world.now)
    wanted = scopes or ("hooks", "letters.read")
    key, _secret = give_key("系统", world.bodies[body], wanted, person=made, by=THE_INSTALLER, now=world.now)
    return program(key)


def own(world: World, who: str, *scopes: str) -> Actor:
    """A program of somebody's own."""
    ends = world.now + timedelta(days=300)
    wanted = scopes or ("hooks", "letters.read")
    key, _secret = give_own_key("脚本", wanted, expires_at=ends, by=world.actor(who), now=world.now)
    return program(ApiKey.objects.select_related("person").get(pk=key.pk))


def hook_at(world: World, url: str, *events: str, by: Actor) -> Hook:
    return make_hook(url, events or ("case.dispatched",), by=by, now=world.now)


def turn(now: datetime) -> int:
    """One turn of the two lines of the timetable."""
    follow(now=now)
    return call_due(now=now)
