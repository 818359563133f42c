from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.site import HERE, Sent, Site, line_here, running_site

from cordiale.capture.address import Reach, parse_address
from cordiale.capture.fetch import Limits, Line, fetch, unpack
from cordiale.model.issue import Rejected

CAP = 2**20


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@contextmanager
def speaking(*parts: bytes, pause: float = 0.0) -> Iterator[int]:
    """A server that says these bytes to whoever connects, with pauses between; its port."""
    server = socket.create_server((HERE, 0))

    def serve() -> None:
        try:
            talk, _ = server.accept()
            with talk:
                talk.recv(65536)
                for part in parts:
                    talk.sendall(part)
                    time.sleep(pause)
        except OSError:
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()
        thread.join(5)


def code_of(port: int, limits: Limits) -> str:
    with pytest.raises(Rejected) as failed:
        fetch(parse_address(f"http://{HERE}:{port}/"), line_here(limits))
    return failed.value.code


def test_a_page_comes_with_its_headers_and_from_where(site: Site) -> None:
    site.sent["/a"] = Sent(b"<p>hello", etag='"1"')
    answer = fetch(parse_address(f"{site.root}/a"), line_here())
    assert (answer.status, answer.body, answer.ip, answer.header("etag")) == (200, b"<p>hello", HERE, '"1"')


def test_we_say_who_we_are_and_send_no_cookies(site: Site) -> None:
    fetch(parse_address(f"{site.root}/a"), line_here())
    headers = site.asked[0][1]
    assert headers["user-agent"] == "cordiale/test"
    assert headers["host"] == f"{HERE}:{site.port}"
    assert "cookie" not in headers


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """The name resolves to this site once and elsewhere ever after, as in an attack by rebinding."""
    given: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        given.append(host)
        return [HERE] if len(given) == 1 else ["127.0.0.2"]

    line = Line("cordiale/test", Reach(frozenset({HERE})), Limits(5, 10, CAP), resolve)
    answer = fetch(parse_address(f"http://name.example:{site.port}/a"), line)
    assert (given, answer.ip, answer.status) == (["name.example"], HERE, 404)
    assert site.asked[0][1]["host"] == f"name.example:{site.port}"
    with pytest.raises(Rejected, match="not a public address"):
        fetch(parse_address(f"http://name.example:{site.port}/a"), line)


def test_a_redirect_is_an_answer_and_not_followed(site: Site) -> None:
    site.sent["/a"] = Sent(b"", 302, (("Location", "/b"),))
    assert fetch(parse_address(f"{site.root}/a"), line_here()).status == 302
    assert site.paths == ["/a"]


def test_packed_pages_are_unpacked_and_kept_as_they_came(site: Site) -> None:
    packed = gzip.compress(b"hello" * 1000)
    site.sent["/a"] = Sent(packed, headers=(("Content-Encoding", "gzip"),))
    answer = fetch(parse_address(f"{site.root}/a"), line_here())
    assert (answer.raw, answer.body) == (packed, b"hello" * 1000)


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    site.sent["/a"] = Sent(gzip.compress(b"\0" * 200 * 2**20, 9), headers=(("Content-Encoding", "gzip"),))
    assert len(site.sent["/a"].body) < CAP
    assert code_of_page(site, "/a") == "size"


def test_a_bomb_in_a_bomb_is_not_unpacked(site: Site) -> None:
    inner = gzip.compress(b"\0" * 200 * 2**20, 9)
    site.sent["/a"] = Sent(gzip.compress(inner), headers=(("Content-Encoding", "gzip, gzip"),))
    assert code_of_page(site, "/a") == "size"


def code_of_page(site: Site, path: str) -> str:
    with pytest.raises(Rejected) as failed:
        fetch(parse_address(site.root + path), line_here(Limits(5, 10, CAP)))
    return failed.value.code


def test_a_page_that_says_it_is_too_large_is_not_taken(site: Site) -> None:
    site.sent["/a"] = Sent(b"x", headers=(("Content-Length", str(10 * CAP)),))
    assert code_of_page(site, "/a") == "size"


def test_a_page_that_goes_on_and_on_is_cut_off() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 40) as port:
        assert code_of(port, Limits(5, 10, CAP)) == "size"


def test_an_answer_that_drips_ends_with_its_time() -> None:
    begun = time.monotonic()
    with speaking(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 30, pause=0.1) as port:
        assert code_of(port, Limits(1, 0.5, CAP)) == "unreachable"
        assert time.monotonic() - begun < 2


def test_headers_that_drip_end_with_their_time() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 30, pause=0.1) as port:
        assert code_of(port, Limits(1, 0.5, CAP)) == "unreachable"


def test_silence_is_not_waited_out() -> None:
    with speaking(b"HTTP/1.1 200", b"", pause=1.0) as port:
        assert code_of(port, Limits(0.2, 5, CAP)) == "unreachable"


@pytest.mark.parametrize(
    "said",
    [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"],
    ids=["nothing", "no HTTP", "no status", "half a page"],
)
def test_what_is_no_whole_answer_is_one_line_of_trouble(said: bytes) -> None:
    with speaking(said) as port:
        assert code_of(port, Limits(2, 5, CAP)) == "unreachable"


def test_headers_without_end_are_cut_off() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n" * 10_000] * 20) as port:
        assert code_of(port, Limits(2, 5, CAP)) == "unreachable"


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.create_server((HERE, 0)) as server:
        port = server.getsockname()[1]
    assert code_of(port, Limits(2, 5, CAP)) == "unreachable"


def test_a_coding_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(Rejected, match="'br'"):
        unpack(b"x", "br", CAP)


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "identity", "raw deflate", ""]))
def test_unpacking_undoes_packing(data: bytes, coding: str) -> None:
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "raw deflate": _raw}.get(coding, bytes)(data)
    assert unpack(packed, coding.removeprefix("raw "), CAP) == data


def _raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(min_size=1, max_size=300))
def test_broken_packing_is_refused_or_gives_bytes(data: bytes) -> None:
    """Whatever else is raised is a bug."""
    with suppress(Rejected):
        assert len(unpack(data, "gzip", CAP)) <= CAP


def test_members_one_after_another_are_all_unpacked() -> None:
    assert unpack(gzip.compress(b"one") + gzip.compress(b"two"), "gzip", CAP) == b"onetwo"
