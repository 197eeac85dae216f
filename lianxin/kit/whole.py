"""完整 A request that breaks off on its way is an error, not a shorter request.

A web server hands on what came, and where the line broke, a form ends in the middle: a letter with half its
words, a picture with half its points. How long the whole is was said at the beginning.
"""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class BrokenOff(OSError):
    """断了 Less came than was announced."""


class _Whole:
    """What a request brings, down to its last announced byte."""

    def __init__(self, body: Any, length: int) -> None:
        self.body, self.left = body, length

    def read(self, size: int = -1) -> bytes:
        asked = self.left if size is None or size < 0 else min(size, self.left)
        pieces = []
        while asked > 0:
            piece = self.body.read(asked)
            if not piece:
                raise BrokenOff("the request broke off")
            pieces.append(piece)
            asked -= len(piece)
            self.left -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self.body.readline(size)
        if not line and size != 0 and self.left > 0:
            raise BrokenOff("the request broke off")
        self.left -= len(line)
        return line


def whole(application: Application) -> Application:
    """The same application, to which nothing comes by halves."""

    def guarded(environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = _Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return guarded
