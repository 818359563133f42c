"""A site on this machine: pages under paths, with their headers; every request is noted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cordiale.capture.address import Reach
from cordiale.capture.fetch import Limits, Line
from cordiale.settling import Clock

HERE = "127.0.0.1"
START = 1_715_200_000.0  # 8 May 2024


@dataclass(frozen=True, slots=True)
class Sent:
    """What the site answers under a path."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    etag: str | None = None


@dataclass
class Site:
    """A running site; `asked` are the requests so far: path and headers."""

    port: int
    sent: dict[str, Sent] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://{HERE}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def running_site() -> Iterator[Site]:
    """A site until the end of the block."""
    site = Site(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            sent = site.sent.get(self.path, Sent(b"not here", 404))
            if sent.etag and self.headers.get("If-None-Match") == sent.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(sent.status)
            for key, value in sent.headers:
                self.send_header(key, value)
            if sent.etag:
                self.send_header("ETag", sent.etag)
            if not any(key.lower() == "content-length" for key, _ in sent.headers):
                self.send_header("Content-Length", str(len(sent.body)))
            self.end_headers()
            self.wfile.write(sent.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer((HERE, 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def line_here(limits: Limits | None = None) -> Line:
    """A way to servers that may reach this machine at its first loopback address, and no other."""
    return Line("cordiale/test", Reach(frozenset({HERE})), limits or Limits(5, 10, 2**20))


class Hands:
    """A clock moved by hand: sleeping moves it."""

    def __init__(self, at: float = START) -> None:
        self.at = at
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def clock(self) -> Clock:
        return Clock(self.now, self.sleep, lambda: 0.5)
