"""A bad line: between a browser and the house stands something that can be cut, at the worst moment too.

What a browser calls being offline is only half of it. On a hill the request goes out and the answer never
comes; an upload breaks in the middle; a machine answers that it is busy. Here each of these can be had.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

PIECE = 16 * 1024


class BadLine:
    """What a browser is given as the address of the house.

    `state`: good, cut, stuck (nothing moves, and nothing says so), deaf (a letter goes out, and no answer
    comes back), torn (a letter breaks after `after` bytes).
    """

    def __init__(self, house: str) -> None:
        told = urlsplit(house)
        self.house = (str(told.hostname), int(told.port or 80))
        self.state, self.after, self.lost = "good", 0, 0
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.door.getsockname()[1]}"

    def cut(self) -> None:
        self.be("cut")

    def mend(self) -> None:
        self.be("good")

    def be(self, state: str, *, after: int = 0) -> None:
        """From now on; whatever is under way is cut off."""
        self.state, self.after = state, after
        for end in list(self.open):
            with closing(end):
                self.open.discard(end)
                _hang_up(end)

    def serve(self) -> None:
        while True:
            try:
                near, _who = self.door.accept()
            except OSError:
                return
            if self.state == "cut":
                near.close()
                continue
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        far = socket.create_connection(self.house)
        self.open |= {near, far}
        call = _Call()
        back = threading.Thread(target=self._carry, args=(far, near, call, False), daemon=True)
        back.start()
        self._carry(near, far, call, True)

    def _carry(self, one: socket.socket, other: socket.socket, call: "_Call", outward: bool) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                if outward:
                    call.saw(piece)
                if self._breaks(call, outward):
                    self.lost += 1
                    break
                if self.state != "stuck":
                    other.sendall(piece)
        for end in (one, other):
            self.open.discard(end)
            _hang_up(end)
            end.close()

    def _breaks(self, call: "_Call", outward: bool) -> bool:
        if not call.carries_a_letter:
            return False
        return (self.state == "deaf" and not outward) or (
            self.state == "torn" and outward and call.sent > self.after
        )


class _Call:
    """What went out over one connection."""

    def __init__(self) -> None:
        self.carries_a_letter, self.sent = False, 0

    def saw(self, piece: bytes) -> None:
        if piece.startswith((b"GET ", b"POST ")):
            self.carries_a_letter, self.sent = piece.startswith(b"POST /phone/letter/"), 0
        self.sent += len(piece)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def bad_line(house: str) -> Iterator[BadLine]:
    line = BadLine(house)
    threading.Thread(target=line.serve, daemon=True).start()
    try:
        yield line
    finally:
        line.be("cut")
        _hang_up(line.door)
        line.door.close()
