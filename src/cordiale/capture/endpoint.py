"""A language model behind an OpenAI-compatible endpoint: one question, one answer, with patience and within limits.

The protocol is that of `POST /chat/completions` as OpenAI describes it and most local servers speak it. Nothing but the
question is sent, no redirect is followed, no proxy is used, and the key is said to nobody but the endpoint.
"""

from __future__ import annotations

import json
import random
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TimeoutException

from cordiale.model.chat import Asked, Reply, Stopped, tokens_at_most
from cordiale.model.issue import Rejected, UsageError

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({401, 403})
_PATH = "/chat/completions"
_SAID = 200


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, how often to try, and how many bytes an answer may have.

    Between tries the wait begins at `pause` and doubles, up to `longest`; a server that asks for longer is left alone.
    """

    connect: float = 10.0
    silence: float = 180.0
    tries: int = 5
    pause: float = 1.0
    longest: float = 120.0
    size: int = 8 * 2**20


@dataclass(frozen=True, slots=True)
class _Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class _Manners:
    """What the server turned out not to take, learned from its first refusals, and whether it has ever answered."""

    renamed: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    has_answered: bool = False


class Endpoint:
    """A model of a name at an address such as `https://host/v1`, with the key that the server wants, if it wants one.

    `ask` may be called by several threads; `leave` ends all waiting. Raises UsageError for an address that is none, that
    holds a password, or that a key would reach unencrypted.
    """

    def __init__(self, url: str, model: str, key: str | None = None, patience: Patience = Patience()) -> None:
        self._url, self._host = _checked(url, bool(key))
        self._model, self._patience = model, patience
        self._key = _clean(key)
        self._manners = _Manners()
        self._left = threading.Event()
        self._pool = urllib3.PoolManager(maxsize=8, retries=False, ssl_context=ssl.create_default_context())

    def __repr__(self) -> str:
        return f"Endpoint({self._host}, {self._model})"

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._model

    @property
    def host(self) -> str:
        """The machine that the questions go to."""
        return self._host

    def leave(self) -> None:
        """End all waiting: what is asked from now on, or is waiting to be asked again, raises Stopped."""
        self._left.set()

    def ask(self, asked: Asked) -> Reply:
        """The answer to a question, asked again after a pause where the server is busy or fails.

        Raises Stopped when the key is refused, when there is no such model or address, or when no try is answered;
        Rejected (code refused) when the server, which has answered before, will not take this one question.
        """
        why = "no answer"
        for attempt in range(self._patience.tries):
            if self._left.is_set():
                break
            try:
                answered = self._in_its_manner(asked)
            except SSLError as trouble:
                raise Stopped(f"{self._host}: its certificate cannot be trusted, or it speaks no https") from trouble
            except (HTTPError, OSError) as trouble:
                why, wait = _said_of(trouble), None
            else:
                if answered.status == 200:
                    return self._reply(answered, asked)
                if answered.status not in _AGAIN:
                    raise self._refusal(answered)
                why, wait = f"status {answered.status}", _retry_after(answered.headers)
            if attempt + 1 < self._patience.tries:
                self._wait(attempt, wait)
        raise Stopped(f"{self._host}: {why} after {self._patience.tries} tries; what was read is kept, try again later")

    def _in_its_manner(self, asked: Asked) -> _Answered:
        """What the server answers, asked once more for each parameter that it will not take."""
        while True:
            body = self._body(asked)
            answered = self._post(body)
            if answered.status not in (400, 422) or not self._learn(answered.body, body):
                return answered

    def _post(self, question: Mapping[str, Any]) -> _Answered:
        body = json.dumps(question, ensure_ascii=True).encode("ascii")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "cordiale"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        timeout = urllib3.Timeout(connect=self._patience.connect, read=self._patience.silence)
        response = self._pool.request(
            "POST", self._url, body=body, headers=headers, timeout=timeout, redirect=False, preload_content=False
        )
        try:
            taken = response.read(self._patience.size + 1)
            if len(taken) > self._patience.size:
                response.close()  # what is still to come must not be taken for the next answer
                raise Rejected("size", f"the model's answer has more than {self._patience.size // 2**20} MB")
            return _Answered(response.status, {k.lower(): v for k, v in response.headers.items()}, taken)
        finally:
            response.release_conn()

    def _body(self, asked: Asked) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": asked.instruction},
                {"role": "user", "content": asked.material},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": asked.schema},
            },
            "temperature": 0,
            "max_tokens": asked.most,
        }
        named = {self._manners.renamed.get(name, name): value for name, value in body.items()}
        return {name: value for name, value in named.items() if name not in self._manners.dropped}

    def _learn(self, refusal: bytes, sent: Mapping[str, Any]) -> bool:
        """Whether a refusal tells of a parameter that was sent and can be left out or is called otherwise by now."""
        said = refusal.decode("utf-8", "replace")
        if "max_completion_tokens" in said and "max_tokens" in sent:
            self._manners.renamed["max_tokens"] = "max_completion_tokens"
            return True
        if "temperature" in said and "temperature" in sent:
            self._manners.dropped.add("temperature")
            return True
        return False

    def _refusal(self, answered: _Answered) -> Exception:
        """What a refusal means; the server's own words are told, except where they may repeat the key."""
        status = answered.status
        if status in _REFUSED:
            return Stopped(
                f"{self._host}: the key is refused (status {status}); set CORDIALE_LLM_KEY to one that is taken"
            )
        if status in range(300, 400):
            return Stopped(f"{self._host}: sends elsewhere (status {status}); name the address that answers by itself")
        said = self._without_key(_message(answered.body))[:_SAID]
        if self._manners.has_answered:
            return Rejected("refused", f"{self._host} did not take the question (status {status}: {said})")
        return Stopped(f"{self._host}: status {status} for model {self._model!r}: {said}")

    def _reply(self, answered: _Answered, asked: Asked) -> Reply:
        self._manners.has_answered = True
        text, is_cut, usage = "", False, None
        with suppress(ValueError, LookupError, TypeError, AttributeError):
            told = json.loads(answered.body)
            usage = told.get("usage")
            choice = told["choices"][0]
            is_cut = choice.get("finish_reason") == "length"
            content = choice["message"]["content"]
            text = content if isinstance(content, str) else ""
        usage = usage if isinstance(usage, dict) else {}
        sent = _count(usage.get("prompt_tokens"), asked.instruction + asked.material)
        return Reply(text, is_cut, sent, _count(usage.get("completion_tokens"), text))

    def _wait(self, attempt: int, asked_for: float | None) -> None:
        if asked_for is not None and asked_for > self._patience.longest:
            raise Stopped(f"{self._host}: asks to be left alone for {asked_for:,.0f} seconds; what was read is kept")
        usual = min(self._patience.pause * 2**attempt, self._patience.longest)
        # Threads that were refused together do not come back together.
        self._left.wait(asked_for if asked_for is not None else usual * random.uniform(0.75, 1.25))

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if self._key else text


def _checked(url: str, has_key: bool) -> tuple[str, str]:
    """The address to post to and the machine it is on."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError("--endpoint needs an address such as https://host/v1 or http://localhost:11434/v1")
    if parts.username or parts.password:
        raise UsageError("--endpoint holds a name or a password; put the key into the environment as CORDIALE_LLM_KEY")
    if has_key and parts.scheme == "http" and not _is_own_machine(host):
        raise UsageError(
            f"the key would reach {host} unencrypted; use https, or unset CORDIALE_LLM_KEY if it wants none"
        )
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    return parts._replace(path=path, fragment="").geturl(), host


def _is_own_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _clean(key: str | None) -> str | None:
    key = (key or "").strip()
    if not key:
        return None
    if not (key.isascii() and key.isprintable()):
        raise UsageError("CORDIALE_LLM_KEY holds characters that no key has; set it anew")
    return key


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a time (RFC 9110, 10.2.3); None without one."""
    given = headers.get("retry-after", "").strip()
    if given.isdecimal():
        return float(given)
    with suppress(ValueError, TypeError):
        then = parsedate_to_datetime(given)
        return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None


def _message(body: bytes) -> str:
    """What a server says of its refusal, on one line."""
    said: object = body.decode("utf-8", "replace")
    with suppress(ValueError, LookupError, TypeError):
        error = json.loads(body)["error"]
        said = error["message"] if isinstance(error, dict) else error
    return " ".join(str(said).split())


def _count(given: object, text: str) -> int:
    """The number of tokens that the server counted, or where it does not say, no fewer than there are."""
    is_number = isinstance(given, int) and not isinstance(given, bool) and given >= 0
    return int(given) if is_number and isinstance(given, int) else tokens_at_most(text)


def _said_of(trouble: Exception) -> str:
    if isinstance(trouble, TimeoutException) and not isinstance(trouble, NewConnectionError):
        return "no answer in time"
    return f"cannot be reached ({type(trouble).__name__})"
