"""Connections under TLS: the certificate is checked against the host's name, though its checked address is connected to."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.site import HERE

from cordiale.capture import fetch as fetching
from cordiale.capture.address import Reach, parse_address
from cordiale.capture.fetch import Limits, Line, fetch
from cordiale.model.issue import Rejected


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"hi")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for name.example alone, which is trusted here."""
    if not shutil.which("openssl"):
        pytest.skip("makes a certificate with openssl, which is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    told = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=name.example".split()
    told += ["-addext", "subjectAltName=DNS:name.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        told,
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer((HERE, 0), _Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(fetching, "_trust", lambda: ssl.create_default_context(cafile=str(certificate)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def line() -> Line:
    return Line("cordiale/test", Reach(frozenset({HERE})), Limits(5, 10, 2**20), lambda host, port: [HERE])


def test_the_certificate_of_the_host_is_trusted(port: int) -> None:
    assert fetch(parse_address(f"https://name.example:{port}/"), line()).body == b"hi"


def test_the_certificate_of_another_host_is_not(port: int) -> None:
    with pytest.raises(Rejected, match=r"other\.example: its certificate cannot be trusted"):
        fetch(parse_address(f"https://other.example:{port}/"), line())


def test_a_certificate_that_nobody_vouches_for_is_not(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_trust", ssl.create_default_context)
    with pytest.raises(Rejected, match="its certificate cannot be trusted"):
        fetch(parse_address(f"https://name.example:{port}/"), line())
