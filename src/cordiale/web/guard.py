"""Who may ask, what may be asked from where, and what a browser may do with the answers."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "cordiale_key"
KEY = "key"
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # A form must tell where it is sent from, other sites need not know what is read here.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "private, no-cache",
}
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Refused(Exception):
    """What was asked is not let through; one line says why."""


def _new_token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Access:
    """Where the server listens, the key that others than this machine's own users need (None: none), and the token of forms."""

    host: str = "127.0.0.1"
    key: str | None = None
    token: str = field(default_factory=_new_token)

    @classmethod
    def on(cls, host: str) -> Access:
        """Access for a server on a host: free on loopback, by a new key on any other."""
        return cls(host, None if is_loopback(host) else _new_token())

    def knows(self, host: str) -> bool:
        """Whether a request may be meant for this server: a name that is led to loopback from outside is not."""
        name = urlsplit(f"//{host}").hostname or ""
        return self.key is not None or name in _OWN_NAMES | {self.host}


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_post(request: Request, token: str) -> None:
    """Refused unless a form was sent from a page of this server: from its origin and with its token."""
    access: Access = request.app.state.access
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise Refused("a form is taken from pages of this server only")
    if not secrets.compare_digest(token.encode(), access.token.encode()):
        raise Refused("the form is from before the server was started; go back, load the page anew and send it again")


class Guard:
    """Lets through requests that are meant for this server, with its key where one is needed, and sets the headers."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_head = scope["method"] == "HEAD"
        scope = {**scope, "method": "GET"} if is_head else scope

        async def with_headers(message: Message) -> None:
            if is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._access.knows(headers.get("host", "")):
            return PlainTextResponse("This server is not meant by that name.\n", 421)
        if self._access.key is None:
            return None
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if KEY in asked:
            return self._with_cookie(scope, asked)
        given = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        if given and secrets.compare_digest(given.value.encode(), self._access.key.encode()):
            return None
        return PlainTextResponse("A key is needed: open the address that `cordiale serve` printed.\n", 401)

    def _with_cookie(self, scope: Scope, asked: dict[str, str]) -> Response:
        """Take the key out of the address and into a cookie."""
        assert self._access.key is not None
        if not secrets.compare_digest(asked.pop(KEY).encode(), self._access.key.encode()):
            return PlainTextResponse("The key is another: open the address that `cordiale serve` printed.\n", 401)
        to = scope["path"] + (f"?{urlencode(asked)}" if asked else "")
        answer = RedirectResponse("/" + to.lstrip("/"), 303)
        answer.set_cookie(COOKIE, self._access.key, httponly=True, samesite="strict")
        return answer
