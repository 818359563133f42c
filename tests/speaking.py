"""A language model on this machine: an OpenAI-compatible server that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY: Mapping[str, list[Any]] = {"acts": [], "statements": [], "commitments": [], "drivers": []}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the server: the model's text, or another status with its body and headers."""

    text: str = ""
    status: int = 200
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    finish: str = "stop"
    usage: Mapping[str, Any] | None = field(default_factory=lambda: {"prompt_tokens": 1000, "completion_tokens": 50})


def said(**lists: Any) -> Said:
    """An answer with these items."""
    return Said(json.dumps({**EMPTY, **lists}))


@dataclass
class Speaker:
    """A running server; `asked` are the requests so far, each with its headers and body."""

    port: int
    answer: Callable[[dict[str, Any]], Said]
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def materials(self) -> list[dict[str, Any]]:
        return [material(body) for _, body in self.asked]


def material(body: Mapping[str, Any]) -> dict[str, Any]:
    """The sentences that a request puts to the model."""
    shown: dict[str, Any] = json.loads(body["messages"][1]["content"])
    return shown


@contextmanager
def speaking(answer: Callable[[dict[str, Any]], Said] = lambda body: said()) -> Iterator[Speaker]:
    """A server that answers each request body by `answer`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    speaker = Speaker(server.server_port, answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with speaker.lock:
                speaker.asked.append((dict(self.headers), body))
                speaker.at_once += 1
                speaker.most_at_once = max(speaker.most_at_once, speaker.at_once)
            try:
                told = speaker.answer(body)
            finally:
                with speaker.lock:
                    speaker.at_once -= 1
            self._send(told)

        def _send(self, told: Said) -> None:
            choice = {"message": {"role": "assistant", "content": told.text}, "finish_reason": told.finish}
            usual = {"choices": [choice]} | ({} if told.usage is None else {"usage": dict(told.usage)})
            data = json.dumps(usual).encode() if told.body is None else told.body
            self.send_response(told.status)
            for name, value in told.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *given: object) -> None:
            """Quiet."""

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield speaker
    finally:
        server.shutdown()
        server.server_close()
