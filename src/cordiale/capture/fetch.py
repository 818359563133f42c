"""One request to one address: checked, bounded in time and size, never following where it is led."""

from __future__ import annotations

import ssl
import threading
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from socket import SHUT_RDWR, socket

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from cordiale.capture.address import Address, Reach, Resolve, checked_ip, look_up
from cordiale.model.issue import Rejected

_AT_ONCE = 65536
_GZIP_OR_ZLIB = 47  # window bits with which zlib tells gzip from zlib by itself
_RAW_DEFLATE = -15


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may take: seconds of silence, seconds in all, bytes as sent and bytes unpacked."""

    silence: float = 20.0
    seconds: float = 60.0
    size: int = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: `raw` as it was sent (without chunks), `body` unpacked."""

    address: Address
    ip: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """The values of a header, with commas between, or None."""
        found = [value for key, value in self.headers if key.lower() == name]
        return ", ".join(found) if found else None


@dataclass(frozen=True, slots=True)
class Line:
    """How servers are reached: as whom, how far, within which limits, and by which resolver of names."""

    agent: str
    reach: Reach = field(default_factory=Reach)
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = look_up


def fetch(address: Address, line: Line, asking: Mapping[str, str] | None = None) -> Answer:
    """Ask for an address once and take the answer, whatever its status.

    No proxy is used and no cookie kept. Raises Rejected with the codes address, unreachable, size and encoding.
    """
    ip = checked_ip(address, line.reach, line.resolve)
    connection = _connection(address, ip, line.limits)
    ended = threading.Event()
    sockets: list[socket] = []
    clock = threading.Timer(line.limits.seconds, _end, (sockets, ended))
    clock.daemon = True
    clock.start()
    try:
        connection.connect()
        if connection.sock:  # kept here, for the connection lets go of it when the body begins
            sockets.append(connection.sock)
        answer = _ask(connection, address, ip, line, asking or {})
    except (OSError, HTTPError, HTTPException, ValueError) as trouble:
        why = _said(trouble, address.host)
        answer = None
    finally:
        clock.cancel()
        connection.close()
    # What was cut off in time may look like a whole answer that ended.
    if ended.is_set():
        raise Rejected("unreachable", f"{address.host}: no whole answer within {line.limits.seconds:g} seconds")
    if answer is None:
        raise Rejected("unreachable", why)
    return answer


def _connection(address: Address, ip: str, limits: Limits) -> HTTPConnection:
    if address.scheme == "http":
        return HTTPConnection(ip, address.port, timeout=limits.silence)
    # The certificate must be the host's, though the connection goes to its checked address.
    return HTTPSConnection(
        ip,
        address.port,
        timeout=limits.silence,
        ssl_context=_trust(),
        server_hostname=address.host,
    )


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _end(sockets: list[socket], ended: threading.Event) -> None:
    """Cut an answer that drips on past its time."""
    ended.set()
    for one in sockets:
        with suppress(OSError):
            one.shutdown(SHUT_RDWR)


def _ask(connection: HTTPConnection, address: Address, ip: str, line: Line, asking: Mapping[str, str]) -> Answer:
    headers = {
        "Host": address.site.partition("://")[2],
        "User-Agent": line.agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **asking,
    }
    connection.request("GET", address.target, headers=headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    raw = _take(response, line.limits.size)
    encoding = response.headers.get("content-encoding", "")
    body = unpack(raw, encoding, line.limits.size) if raw else raw
    told = tuple((str(key), str(value)) for key, value in response.headers.items())
    return Answer(address, ip, response.status, response.reason or "", told, raw, body)


def _take(response: HTTPResponse, cap: int) -> bytes:
    taken, size = [], 0
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > cap:
        raise Rejected("size", f"{int(declared):,} bytes; at most {cap // 2**20} MB are taken")
    for part in response.stream(_AT_ONCE, decode_content=False):
        size += len(part)
        if size > cap:
            raise Rejected("size", f"more than {cap // 2**20} MB")
        taken.append(part)
    return b"".join(taken)


def unpack(raw: bytes, encoding: str, cap: int) -> bytes:
    """The bytes without their gzip or deflate coding, never more than the cap.

    Raises Rejected (size) where they unpack to more, (encoding) where the coding is another or broken.
    """
    for coding in reversed([c.strip().lower() for c in encoding.split(",") if c.strip()]):
        if coding in ("gzip", "x-gzip", "deflate"):
            raw = _inflate(raw, cap)
        elif coding != "identity":
            raise Rejected("encoding", f"sent as {coding[:20]!r}, which was not asked for")
    return raw


def _inflate(raw: bytes, cap: int) -> bytes:
    out, left, size = [], raw, 0
    while left:
        unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            part = unpacker.decompress(left, cap + 1 - size)
        except zlib.error:
            unpacker = zlib.decompressobj(_RAW_DEFLATE)
            try:
                part = unpacker.decompress(left, cap + 1 - size)
            except zlib.error:
                raise Rejected("encoding", "the packed bytes are broken") from None
        size += len(part)
        if size > cap or unpacker.unconsumed_tail:
            raise Rejected("size", f"unpacks to more than {cap // 2**20} MB")
        if not unpacker.eof:
            raise Rejected("encoding", "the packed bytes break off")
        out.append(part)
        left = unpacker.unused_data.lstrip(b"\0")
    return b"".join(out)


def _said(trouble: Exception, host: str) -> str:
    """One line without addresses of memory or of other people's libraries."""
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"{host}: its certificate cannot be trusted ({trouble.verify_message})"
    if isinstance(trouble, TimeoutError) or "timed out" in str(trouble):
        return f"{host}: no answer in time"
    if isinstance(trouble, OSError) and trouble.strerror:
        return f"{host}: {trouble.strerror}"
    cause = trouble.__cause__ or trouble.__context__
    if isinstance(cause, OSError):
        return _said(cause, host)
    return f"{host}: the answer breaks off or is no HTTP ({type(trouble).__name__})"
