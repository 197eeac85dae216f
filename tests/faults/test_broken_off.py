"""The line breaks while a letter is on its way: nothing of it is kept, and sent again it is one letter."""

import socket
from uuid import uuid4

import pytest

from lianxin.kit.whole import BrokenOff, whole
from tests.faults.server import TOKEN, County

pytestmark = pytest.mark.sqlite  # a process that dies is the same on both; databases die in test_kill.py

PNG = b"\x89PNG\r\n\x1a\n" + bytes(300_000)


def form(**said: str) -> bytes:
    fields = {
        "key": str(uuid4()),
        "body": "停水三天了，请来看看。",
        "kind": "problem",
        "sizes": str(len(PNG)),
        **said,
    }
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{words}\r\n'.encode()
        for name, words in fields.items()
    ]
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
    return b"".join(parts) + head + PNG + b"\r\n--x--\r\n"


def send_part(county: County, path: str, body: bytes, part: int, cookie: str = "") -> None:
    """The head says how long all of it is; then only a part comes, and the line is gone."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{county.port}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nX-Lianxin-Outbox: 1\r\nCookie: {cookie}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", county.port)) as line:
        line.sendall(head.encode() + body[:part])
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass  # whatever it says: nobody would hear it


@pytest.mark.parametrize("path", ["/write/", "/phone/letter/"])
def test_a_letter_that_breaks_off_is_no_letter_and_the_whole_one_is_one(county: County, path: str) -> None:
    county.found()
    county.start()
    _status, headers, page = county.ask("GET", "/write/")
    cookie = headers["set-cookie"].partition(";")[0]
    token = TOKEN.search(page)
    assert token
    body = form(csrfmiddlewaretoken=token[1])
    for part in (90, 330, 500, 900, 100_000, len(body) - 10):
        send_part(county, path, body, part, cookie)
    for _again in range(2):
        more = {"Content-Type": "multipart/form-data; boundary=x", "X-Lianxin-Outbox": "1", "Cookie": cookie}
        assert county.ask("POST", path, body, **more)[0] in (200, 303)
    county.stop()
    assert county.count("SELECT count(*) FROM intake_submission") == [(1,)]
    assert county.count("SELECT size FROM intake_attachment") == [(len(PNG),)]


def test_what_came_whole_is_read_however_it_is_asked_for() -> None:
    assert read([b"ab", b"c\n", b"d"], 5, -1) == b"abc\nd"
    assert read([b"ab", b"c\n", b"d"], 5, 2, 2, 9) == b"abc\nd"
    assert read([], 0, -1, 3) == b""


@pytest.mark.parametrize("asked", [(-1,), (2, 2, 2), (9,)])
def test_what_broke_off_is_an_error(asked: tuple[int, ...]) -> None:
    with pytest.raises(BrokenOff):
        read([b"ab", b"c"], 5, *asked)


class Pieces:
    """A body as it comes in over a line: in pieces, of which one is had at a time."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces

    def read(self, size: int) -> bytes:
        piece = self.pieces.pop(0) if self.pieces else b""
        if len(piece) > size:
            self.pieces.insert(0, piece[size:])
        return piece[:size]


def read(pieces: list[bytes], length: int, *asked: int) -> bytes:
    found: list[bytes] = []
    app = whole(
        lambda environ, _start: found.extend(environ["wsgi.input"].read(size) for size in asked) or []
    )
    app({"CONTENT_LENGTH": str(length), "wsgi.input": Pieces(pieces)}, None)
    return b"".join(found)
