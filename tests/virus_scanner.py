"""A clamd of our own on this machine: it speaks the protocol, and finds one thing."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The test file of the European Institute for Computer Antivirus Research, put together only here:
# written in one, scanners would find this file.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*").encode()
NAME = "Eicar-Test-Signature"


class VirusScanner:
    """What it was asked about, and what it answers: `says` overrules everything."""

    def __init__(self, port: int = 0) -> None:
        self.asked: list[bytes] = []
        self.says: bytes | None = None
        self._line = socket.create_server(("127.0.0.1", port))
        self.setting = f"127.0.0.1:{self._line.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self._line.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as both:
                try:
                    both.write(self._answer(both) + b"\0")
                    both.flush()
                except OSError:
                    continue

    def _answer(self, both: object) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += both.read(1)  # type: ignore[attr-defined]
        if command == b"zPING\0":
            return self.says if self.says is not None else b"PONG"
        content = b""
        while size := struct.unpack("!L", both.read(4))[0]:  # type: ignore[attr-defined]
            content += both.read(size)  # type: ignore[attr-defined]
        self.asked.append(content)
        if self.says is not None:
            return self.says
        return f"stream: {NAME} FOUND".encode() if EICAR in content else b"stream: OK"


@contextmanager
def virus_scanner(port: int = 0) -> Iterator[VirusScanner]:
    scanner = VirusScanner(port)
    try:
        yield scanner
    finally:
        scanner.close()
