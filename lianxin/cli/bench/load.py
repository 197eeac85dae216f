"""Many citizens at once, in a process of their own: `-m lianxin.cli.bench.load PORT CONNECTIONS CHANNEL`.

Says "ready" when every connection has its form; each line on its input asks for so many letters.
Plain sockets: the client must not eat the processor that is being measured.
"""

import json
import os
import random
import re
import socket
import sys
import threading
import time
from base64 import b64encode
from email.utils import formatdate
from urllib.parse import urlencode
from uuid import uuid4

from lianxin.channels.signing import signature
from lianxin.channels.wechat.crypto import key_of, opened, sealed
from lianxin.cli.bench.letters import letter
from lianxin.cli.bench.proc import ADDRESS, AES_KEY, APP_ID, CALLBACK, HOST, TOKEN, WARM

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
        self._open()

    def _open(self) -> None:
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
        words = as_form(said)
        # A machine in between names the writer's own address: the limit by address is not what we measure.
        address = ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
        head = (
            f"POST /write/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={self.cookie}\r\n"
            f"Accept-Language: zh\r\nX-Forwarded-For: {address}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(words)}\r\n\r\n"
        )
        status, headers, _page = self._timed(head.encode() + words)
        self._keep(_first(r"(?i)location: \S*?/t/(\d+)/", headers) if status == 303 else "", status)

    def _timed(self, request: bytes) -> Answer:
        began = time.monotonic()
        answer = self._ask(request)
        self.waits.append(time.monotonic() - began)
        return answer

    def _keep(self, code: str, status: int) -> None:
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


class Caller(Citizen):
    """One line of the WeChat platform, in its safe mode: each letter is another account's."""

    def _open(self) -> None:
        self.key = key_of(AES_KEY)

    def write(self) -> None:
        """One call; the receipt code is kept that stands in what is answered."""
        number = self.chance.getrandbits(60)
        xml = (
            f"<xml><ToUserName>gh</ToUserName><FromUserName>o{number}</FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime><MsgType>text</MsgType>"
            f"<Content>{letter(self.chance)[1]}</Content><MsgId>{number}</MsgId></xml>"
        )
        text, moment = sealed(xml.encode(), self.key, APP_ID), str(int(time.time()))
        query = (
            f"timestamp={moment}&nonce={number}&encrypt_type=aes"
            f"&signature={signature(TOKEN, moment, str(number))}"
            f"&msg_signature={signature(TOKEN, moment, str(number), text)}"
        )
        words = f"<xml><Encrypt>{text}</Encrypt></xml>".encode()
        head = (
            f"POST /callback/{CALLBACK}/wechat?{query} HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: text/xml\r\nContent-Length: {len(words)}\r\n\r\n"
        )
        status, _headers, page = self._timed(head.encode() + words)
        told = _first(r"<Encrypt><!\[CDATA\[(.+?)\]", page.decode())
        said = opened(told, self.key, APP_ID).decode() if told else ""
        self._keep(_first(r"((?:\d{4} ){3}\d{4})", said).replace(" ", ""), status)


class Program(Citizen):
    """Programs that send letters by Open311; their keys stand in the environment."""

    def _open(self) -> None:
        self.keys = os.environ["LIANXIN_BENCH_KEYS"].split()

    def write(self) -> None:
        place, body = letter(self.chance)
        said = {
            "api_key": self.chance.choice(self.keys),
            "service_code": "other",
            "address_string": place,
            "description": body,
        }
        words = urlencode({**said, "phone": "13800000000"}).encode()
        head = (
            "POST /open311/v2/requests.json HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Idempotency-Key: {uuid4()}\r\nContent-Length: {len(words)}\r\n\r\n"
        )
        status, _headers, page = self._timed(head.encode() + words)
        notice = json.loads(page)[0].get("service_notice", "") if status == 200 else ""
        self._keep(_first(r"((?:\d{4} ){3}\d{4})", notice).replace(" ", ""), status)


class JsonProgram(Citizen):
    """Anybody's program by the JSON API: one JSON, one key."""

    def _open(self) -> None:
        """It has no form to open, and writes to the county."""

    def write(self) -> None:
        place, body = letter(self.chance)
        said = {"body": body, "place": place, "contact": {"name": "来信人", "phone": "13800000000"}}
        words = json.dumps(said, ensure_ascii=False).encode()
        # A machine in between names the writer's own address, as for the page.
        address = ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
        head = (
            f"POST /api/v1/letters HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {uuid4()}\r\n"
            f"Content-Length: {len(words)}\r\n\r\n"
        )
        status, _headers, page = self._timed(head.encode() + words)
        self._keep(json.loads(page)["code"] if status == 201 else "", status)


class MailServer(Citizen):
    """The county's mail server: one line of LMTP, over which each mail is from another writer."""

    def _open(self) -> None:
        self._said()
        self._say("LHLO mail.county.example")

    def write(self) -> None:
        """One mail; its own number is kept when it was taken."""
        number, words = uuid4().hex, letter(self.chance)[1]
        lines = [
            f"From: =?utf-8?B?{b64encode('来信人'.encode()).decode()}?= <w{number}@mail.example>",
            f"To: <{ADDRESS}>", f"Message-ID: <{number}@mail.example>", f"Date: {formatdate()}",
            f"Subject: =?utf-8?B?{b64encode(words[:12].encode()).decode()}?=", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", words, ".",
        ]  # fmt: skip
        self._say(f"MAIL FROM:<w{number}@mail.example> BODY=8BITMIME")
        self._say(f"RCPT TO:<{ADDRESS}>")
        self._say("DATA")
        began = time.monotonic()
        status = self._say("\r\n".join(lines))
        self.waits.append(time.monotonic() - began)
        self._keep(number if status == 250 else "", status)

    def _say(self, words: str) -> int:
        self.socket.sendall(words.encode() + b"\r\n")
        return self._said()

    def _said(self) -> int:
        """The number of an answer, when all of its lines are there."""
        had = self._more()
        while not re.search(rb"(^|\r\n)\d{3} [^\r]*\r\n$", had):
            had += self._more()
        return int(had.rpartition(b"\r\n")[0].rpartition(b"\r\n")[2][:3])


WRITERS = {
    "mailbox": Citizen,
    "wechat": Caller,
    "open311": Program,
    "api": JsonProgram,
    "email": MailServer,
}


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


def main(port: int, connections: int, channel: str) -> None:
    """Warm up, then send as many letters as each line on the input says, and answer each with JSON."""
    citizens = [WRITERS[channel](port, seed) for seed in range(connections)]
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
        "longest_ms": waits[-1] * 1000,
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
