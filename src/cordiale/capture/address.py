"""Addresses of pages, and whether they may be reached: only the public internet, and only over HTTP."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from cordiale.model.issue import Rejected

Resolve = Callable[[str, int], Sequence[str]]
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024
_LONGEST = 2000
# IPv6 addresses of which the last 32 bits are the IPv4 address that is reached in the end (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_KEPT_AS_IS = "/%:@!$&'()*+,;=~-._"
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)")
_SECRET = re.compile(r"(?i)(?:api[-_]?)?key|.*token|.*secret|.*passw(?:or)?d|pwd|sig(?:nature)?|auth|session(?:id)?")


@dataclass(frozen=True, slots=True)
class Reach:
    """Which network addresses may be reached beside public ones: none, except where a test names its own server."""

    besides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for once its host has been looked up: scheme, host, port and what to ask there."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port, as a browser calls an origin."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.site + self.target

    def leading_to(self, location: str) -> str:
        """The address that a reference from here leads to."""
        return urljoin(self.url, location)


def is_address(text: str) -> bool:
    """Whether an argument is an address and not a path."""
    return text.lower().startswith(("http://", "https://"))


def parse_address(url: str) -> Address:
    """An address from its text, in one spelling: lower case host in ASCII, no fragment, no marks of campaigns.

    Raises Rejected (address) for another scheme than http and https, a name and password, a port that is not for pages, and
    what is no address at all.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii").rstrip(".").lower() if not host.isascii() else host.rstrip(".")
    except (ValueError, UnicodeError):
        raise Rejected("address", "not an address") from None
    if parts.scheme.lower() not in _PORTS:
        raise Rejected("address", f"{parts.scheme or 'no'} scheme; only http and https are followed")
    if not host or len(url) > _LONGEST or re.search(r"[\s/\\%]", host):
        raise Rejected("address", "not an address")
    if parts.username is not None or parts.password is not None:
        raise Rejected("address", "a name and password in the address; they are never sent")
    scheme = parts.scheme.lower()
    port = port if port is not None else _PORTS[scheme]
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise Rejected("address", f"port {port} is not for pages")
    path = quote(parts.path or "/", safe=_KEPT_AS_IS)
    return Address(scheme, host, port, urlunsplit(("", "", path, _query(parts.query), "")))


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    return quote("&".join(kept), safe=_KEPT_AS_IS + "?")


def plain_address(url: str) -> str:
    """The address as it may be shown and kept: without name and password, and with the values of keys and tokens hidden.

    In place of a value stands the beginning of its digest, so that two addresses stay two.
    """
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "not an address"
    if any(_SECRET.fullmatch(key) for key, _ in pairs):
        query = urlencode([(key, _hidden(value) if _SECRET.fullmatch(key) else value) for key, value in pairs])
    elif "@" in parts.netloc:
        query = parts.query
    else:
        return url
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _hidden(value: str) -> str:
    return f"hidden-{sha256(value.encode('utf-8', 'replace')).hexdigest()[:8]}"


def look_up(host: str, port: int) -> Sequence[str]:
    """The network addresses of a host, as the system resolves it."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def checked_ip(address: Address, reach: Reach, resolve: Resolve = look_up) -> str:
    """The one network address to connect to, looked up once and checked.

    Whoever connects takes this very address, so that a name that resolves otherwise a moment later changes nothing. Raises
    Rejected (address) where any address of the host is not public, and (unreachable) where the host is not found.
    """
    try:
        found = resolve(address.host, address.port)
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise Rejected("unreachable", f"{address.host}: no such host")
    for one in found:
        if one not in reach.besides and not is_public(one):
            raise Rejected("address", f"{address.host} is at {one}, which is not a public address")
    return found[0]


def is_public(ip: str) -> bool:
    """Whether an address belongs to the public internet, and so does every IPv4 address that it stands for."""
    try:
        parsed = ipaddress.ip_address(ip)
    except ValueError:  # with a zone, as fe80::1%eth0 has
        return False
    if parsed in _NAT64:
        return _is_global(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF))
    return all(_is_global(one) for one in (parsed, *_held_in(parsed)))


def _is_global(ip: _Ip) -> bool:
    return ip.is_global and not (
        ip.is_multicast or ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_reserved or ip.is_unspecified
    )


def _held_in(ip: _Ip) -> list[_Ip]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    held: list[_Ip | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    return [one for one in held if one is not None]
