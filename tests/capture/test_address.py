from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.capture.address import Reach, checked_ip, is_public, parse_address, plain_address
from cordiale.model.issue import Rejected


@pytest.mark.parametrize(
    ("given_as", "asked_for"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=y", "https://example.org/a?id=3"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://[2606:4700::1]/x", "http://[2606:4700::1]/x"),
        (" https://example.org/a%20b\n", "https://example.org/a%20b"),
    ],
)
def test_an_address_has_one_spelling(given_as: str, asked_for: str) -> None:
    assert parse_address(given_as).url == asked_for
    assert parse_address(asked_for).url == asked_for


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org:70/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/a",
        "/a",
        "http://",
        "http://name:word@example.org/",
        "http://example.org:22/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org\\@127.0.0.1/",
        "http://[::1",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(Rejected) as refused:
        parse_address(address)
    assert refused.value.code == "address"


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            address = parse_address(url)
        except Rejected:
            continue
        assert address.url.isascii()
        assert not set(" \r\n\t") & set(address.url)
        assert parse_address(address.url) == address


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "not one",
    ],
)
def test_addresses_of_inner_networks_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert is_public(ip)


def test_a_host_with_one_inner_address_is_refused_whole() -> None:
    with pytest.raises(Rejected, match=r"at 10\.0\.0\.1, which is not a public address"):
        checked_ip(parse_address("http://a.example/"), Reach(), lambda host, port: ["8.8.8.8", "10.0.0.1"])


def test_a_host_that_is_not_found_is_unreachable_and_not_refused() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError

    with pytest.raises(Rejected) as failed:
        checked_ip(parse_address("http://a.example/"), Reach(), resolve)
    assert failed.value.code == "unreachable"


def test_a_name_is_looked_up_once_for_each_request() -> None:
    answers = [["8.8.8.8"], ["127.0.0.1"]]
    address = parse_address("http://a.example/")
    assert checked_ip(address, Reach(), lambda host, port: answers.pop(0)) == "8.8.8.8"
    assert len(answers) == 1


def test_leave_for_one_address_is_for_no_other() -> None:
    reach = Reach(frozenset({"127.0.0.1"}))
    assert checked_ip(parse_address("http://127.0.0.1/"), reach, lambda host, port: [host]) == "127.0.0.1"
    with pytest.raises(Rejected):
        checked_ip(parse_address("http://127.0.0.2/"), reach, lambda host, port: [host])


def test_secrets_in_addresses_are_not_shown_and_addresses_stay_apart() -> None:
    shown = [plain_address(f"https://me:word@example.org/feed?api_key={key}&page=2") for key in ("one", "two")]
    assert shown[0] != shown[1]
    for one in shown:
        assert "word" not in one
        assert one.startswith("https://example.org/feed?api_key=hidden-")
        assert one.endswith("&page=2")
    assert plain_address("https://example.org/a?id=3") == "https://example.org/a?id=3"
