"""Where a record lies: in a file, or in a database of PostgreSQL under an address that may hold a password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from cordiale.model.issue import UsageError

_SCHEME = re.compile(r"postgres(?:ql)?:", re.IGNORECASE)
# A password with a character that should have been escaped shifts the parts of an address: such are refused, not shown.
_HOST = re.compile(r"(?:(?:[\w.%-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?(?:,|$))*")
_NAME = re.compile(r"(?:/[^/@]*)?")
_OPTION = re.compile(r"[a-z_]+=[^@]*")
_SECRETS = ("password", "sslpassword")
_MALFORMED = (
    "--record: not an address of a database; write postgresql://USER@HOST:PORT/DATABASE, with %40 for @ and the like where "
    "they are part of a name or a password"
)
_PASSWORD = re.compile(r"(postgres(?:ql)?://[^\s:@/]*):\S*@", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, repr=False)
class Database:
    """A database of PostgreSQL with a record, under the address that it was given by; written out without what is secret.

    `url` is that address, for the driver alone. UsageError where it is none, which does not repeat it.
    """

    url: str

    def __post_init__(self) -> None:
        parts = self._parts()
        host = parts.netloc.rpartition("@")[2]
        options = parts.query.split("&") if parts.query else []
        is_whole = _HOST.fullmatch(host) and _NAME.fullmatch(parts.path) and all(map(_OPTION.fullmatch, options))
        if not is_whole or parts.fragment or not self.url.partition(":")[2].startswith("//"):
            raise UsageError(_MALFORMED)

    def _parts(self) -> SplitResult:
        try:
            return urlsplit(self.url)
        except ValueError:
            raise UsageError(_MALFORMED) from None

    def _options(self) -> dict[str, str]:
        return dict(parse_qsl(self._parts().query, keep_blank_values=True))

    @property
    def user(self) -> str | None:
        """Who connects, where the address says so."""
        named = unquote(self._parts().netloc.rpartition("@")[0].partition(":")[0])
        return named or self._options().get("user") or None

    @property
    def host(self) -> str:
        """The host with its port, as far as the address says so; for a socket its folder."""
        options = self._options()
        port = f":{options['port']}" if options.get("port") else ""
        return self._parts().netloc.rpartition("@")[2] or options.get("host", "") + port

    @property
    def name(self) -> str:
        """The name of the database."""
        return unquote(self._parts().path[1:]) or self._options().get("dbname") or self.user or "postgres"

    @property
    def folder(self) -> str:
        """A name for what is kept on this machine beside the record, fit for a folder."""
        return "-".join(_UNSAFE.sub("_", part.strip("/")) for part in (self.host, self.name) if part)

    def masked(self, text: str) -> str:
        """A text in which neither the password nor the address with it stands any more."""
        secrets = {value for key, value in self._options().items() if key in _SECRETS}
        password = self._parts().netloc.rpartition("@")[0].partition(":")[2]
        secrets |= {password, unquote(password), self.url}
        for secret in sorted(secrets - {"", str(self)}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def __str__(self) -> str:
        host = self.host
        at, socket = ("", f"?host={host}") if host.startswith("/") else (host, "")
        user = f"{self.user}@" if self.user else ""
        return f"postgresql://{user}{at}/{self.name}{socket}"

    __repr__ = __str__


def names_database(given: str) -> bool:
    """Whether a text is meant as the address of a database of PostgreSQL."""
    return bool(_SCHEME.match(given))


def without_passwords(text: str) -> str:
    """A text without the passwords of addresses of databases that stand in it."""
    return _PASSWORD.sub(r"\1:***@", text)


RecordAddress = Path | Database
"""Where a record lies."""


def record_address(given: str | Path | Database) -> RecordAddress:
    """The database that an address of PostgreSQL names, else the file of that path; UsageError for an address that is none."""
    if isinstance(given, str):
        return Database(given) if names_database(given) else Path(given)
    return given
