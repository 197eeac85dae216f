"""Many citizens at once, in a process of their own: `-m lianxin.cli.bench.load PORT CONNECTIONS DOOR`.

Says "ready" when every connection has its form; each line on its input asks for so many letters. The door is
`mailbox` for people on the page, `api` for programs.
Plain sockets: the client must not eat the processor that is being measured.
"""

import json
import random
import re
import socket
import sys
import threading
import time
from uuid import uuid4

from lianxin.cli.bench.letters import letter
from lianxin.cli.bench.proc import HOST, WARM

BOUNDARY = "----LianxinBench7d93b1f0c2"
Answer = tuple[int, str, bytes]


class Citizen:
    """One connection that stays open, with its cookie and its form."""

    def __init__(self, port: int, seed: int) -> None:
        self.port, self.chance = port, random.Random(seed)
        self.socket = socket.create_connection((HOST, port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.codes: list[str] = []
        self.waits: list[float] = []
        self.refused: list[int] = []
        self.prepare()

    def prepare(self) -> None:
        """Open the page with the form."""
        head, page = self._ask(b"GET /write/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh\r\n\r\n")[1:]
        cookie, token, self.addressee = (
            _first(r"csrftoken=([^;]+)", head),
            _first(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode()),
            _first(r'name="addressee" value="([^"]+)"', page.decode()),
        )
        self.cookie, self.token = cookie, token

    def write(self) -> None:
        """One letter; the receipt code is kept when it was acknowledged."""
        place, body = letter(self.chance)
        said = {
            "csrfmiddlewaretoken": self.token, "key": str(uuid4()), "kind": "problem", "body": body,
            "subject": "", "place": place, "place_code": "", "addressee": self.addressee, "name": "来信人",
            "phone": "13800000000", "email": "", "address": "", "remark": "",
        }  # fmt: skip
        form = (
            f"Cookie: csrftoken={self.cookie}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        )
        status, headers, _page = self.post("/write/", form, as_form(said))
        self.keep(_first(r"(?i)location: \S*?/t/(\d+)/", headers) if status == 303 else "", status)

    def post(self, path: str, more: str, words: bytes) -> Answer:
        """One request, and how long it was waited for."""
        # A machine in between names the writer's own address: the limit by address is not what we measure.
        address = ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh\r\n"
            f"X-Forwarded-For: {address}\r\n{more}Content-Length: {len(words)}\r\n\r\n"
        )
        began = time.monotonic()
        answer = self._ask(head.encode() + words)
        self.waits.append(time.monotonic() - began)
        return answer

    def keep(self, code: str, status: int) -> None:
        self.codes.append(code) if code else self.refused.append(status)

    def _ask(self, request: bytes) -> Answer:
        self.socket.sendall(request)
        had = b""
        while b"\r\n\r\n" not in had:
            had += self._more()
        head, _, page = had.partition(b"\r\n\r\n")
        said = head.decode("latin-1")
        length = int(_first(r"(?i)content-length: (\d+)", said) or 0)
        while len(page) < length:
            page += self._more()
        return int(said.split(" ", 2)[1]), said, page

    def _more(self) -> bytes:
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server has closed the connection")
        return part


class Program(Citizen):
    """The same by a program: one JSON, one key."""

    def prepare(self) -> None:
        """It has no form to open, and writes to the county."""

    def write(self) -> None:
        place, body = letter(self.chance)
        said = {"body": body, "place": place, "contact": {"name": "来信人", "phone": "13800000000"}}
        head = f"Content-Type: application/json\r\nIdempotency-Key: {uuid4()}\r\n"
        words = json.dumps(said, ensure_ascii=False).encode()
        status, _headers, told = self.post("/api/v1/letters", head, words)
        self.keep(json.loads(told)["code"] if status == 201 else "", status)


DOORS = {"mailbox": Citizen, "api": Program}


def as_form(said: dict[str, str]) -> bytes:
    """A form as browsers send it, with the place for files left empty."""
    fields = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{said[name]}' for name in said]
    fields.append(
        'Content-Disposition: form-data; name="files"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    parts = "".join(f"--{BOUNDARY}\r\n{field}\r\n" for field in fields)
    return f"{parts}--{BOUNDARY}--\r\n".encode()


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def main(port: int, connections: int, door: str) -> None:
    """Warm up, then send as many letters as each line on the input says, and answer each with JSON."""
    citizens = [DOORS[door](port, seed) for seed in range(connections)]
    _together(citizens, WARM * connections)
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.monotonic()
        _together(citizens, int(line))
        print(json.dumps({"seconds": time.monotonic() - began}), flush=True)
    waits = sorted(wait for citizen in citizens for wait in citizen.waits[WARM:])
    print(json.dumps({
        "codes": [code for citizen in citizens for code in citizen.codes],
        "refused": [status for citizen in citizens for status in citizen.refused][:20],
        "p50_ms": waits[len(waits) // 2] * 1000, "p99_ms": waits[len(waits) * 99 // 100] * 1000,
        "client_cpu_ms": time.process_time() * 1000 / len(waits),
    }))  # fmt: skip


def _together(citizens: list[Citizen], letters: int) -> None:
    """So many letters, shared out; each citizen writes the next one when the last is answered."""
    shares = [letters // len(citizens) + (n < letters % len(citizens)) for n in range(len(citizens))]

    def write(citizen: Citizen, share: int) -> None:
        for _letter in range(share):
            citizen.write()

    threads = [threading.Thread(target=write, args=pair) for pair in zip(citizens, shares, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
