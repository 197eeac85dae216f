"""WeChat and Weibo as servers on this machine, which answer what a test tells them to answer."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


class Platform:
    """What was sent to whom, and what lies there; `answers` is what it says next instead."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.answers: dict[str, list[Any]] = defaultdict(list)
        self.tokens = 0
        self.url = ""

    def told(self, who: str) -> list[str]:
        return [words for to, words in self.sent if to == who]

    # Each gives a status, a media type and the content; None cuts the line.

    def stable_token(self, _query: Any, said: Any) -> Any:
        self.tokens += bool(json.loads(said)["force_refresh"]) or not self.tokens
        return {"access_token": f"token-{self.tokens}", "expires_in": 7200}

    def custom_send(self, query: Any, said: Any) -> Any:
        if query["access_token"] != [f"token-{self.tokens}"]:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        message = json.loads(said)
        assert rb"\u" not in said, "the telephone would show it as it is written"
        self.sent.append((message["touser"], message["text"]["content"]))
        return {"errcode": 0, "errmsg": "ok"}

    def media_get(self, query: Any, _said: Any) -> Any:
        name = query["media_id"][0]
        if name not in self.files:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        return 200, *self.files[name]

    def msget(self, query: Any, _said: Any) -> Any:
        name = query["fid"][0]
        return (200, *self.files[name]) if name in self.files else (404, "text/html", b"no such file")

    def reply(self, _query: Any, said: Any) -> Any:
        form = {name: values[0] for name, values in parse_qs(said.decode()).items()}
        if "receiver_id" not in form:
            return 400, "application/json", b'{"error": "miss required parameter", "error_code": 10016}'
        self.sent.append((form["receiver_id"], json.loads(form["data"])["text"]))
        return {"result": True}


ROADS = {
    "/cgi-bin/stable_token": "stable_token",
    "/cgi-bin/message/custom/send": "custom_send",
    "/cgi-bin/media/get": "media_get",
    "/2/messages/reply.json": "reply",
    "/2/mss/msget": "msget",
}


class _Handler(BaseHTTPRequestHandler):
    platform: Platform

    def answer(self) -> None:
        where = urlsplit(self.path)
        said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        road = ROADS.get(where.path, "")
        waiting = self.platform.answers[road]
        usual = getattr(self.platform, road, None)
        told = waiting.pop(0) if waiting else usual(parse_qs(where.query), said) if usual else (404, "x", b"")
        if told is None:
            self.close_connection = True
            return
        status, kind, content = (
            told if isinstance(told, tuple) else (200, "application/json", json.dumps(told).encode())
        )
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *_said: Any) -> None:
        pass


@contextmanager
def platform_server(port: int = 0) -> Iterator[Platform]:
    """The server, from now until the end."""
    platform = Platform()
    handler = type("Handler", (_Handler,), {"platform": platform})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
