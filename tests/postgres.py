"""A server of PostgreSQL for tests: of the machine's own binaries, in a temporary folder, on a socket and on loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from cordiale.model.address import Database

_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_HINT = "(apt install postgresql; pip install 'cordiale[postgres]')"
# The server refuses to run as root.
_OTHERS = ("postgres", "nobody")
_HBA = """
local all stranger scram-sha-256
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=60")
_START_SECONDS = 30.0


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, of the newest version; None where there is none."""
    found = sorted(p for pattern in _FOLDERS for p in Path("/").glob(pattern[1:]) if (p / "initdb").is_file())
    if found:
        return found[-1]
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


@dataclass(frozen=True)
class Server:
    """A running server: its socket's folder, its port (also on 127.0.0.1), and who started it."""

    folder: Path
    port: int
    user: str
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=count)
    _free: list[Database] = field(default_factory=list)

    def address(self, name: str, user: str | None = None) -> Database:
        """The address of a database on the socket."""
        return Database(f"postgresql://{user or self.user}@/{name}?host={self.folder}&port={self.port}")

    def connect(self, name: str = "postgres") -> Any:
        """A connection to a database, every statement by itself."""
        import psycopg

        return psycopg.connect(self.address(name).url, autocommit=True)

    def create(self, more: str = "") -> Database:
        """An empty database."""
        if self._free and not more:
            return self._free.pop()
        name = f"test_{next(self._numbers)}"
        with self.connect() as db:
            db.execute(f"CREATE DATABASE {name} {more}")
        return self.address(name)

    def empty(self, address: Database) -> None:
        """Take the record out of a database, which is then free for another test."""
        with self.connect(address.name) as db:
            db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
            db.execute("SET client_min_messages = warning; DROP SCHEMA IF EXISTS cordiale CASCADE")
        self._free.append(address)

    def tell(self, address: Database, *statements: str) -> None:
        """Give statements to a database, as somebody would who does not use the program."""
        with self.connect(address.name) as db:
            db.execute("SET search_path = cordiale")
            for statement in statements:
                db.execute(statement)


@contextmanager
def running() -> Iterator[Server]:
    """A server for as long as it is needed; skips the test where there are no binaries or no driver."""
    where = binaries()
    if where is None:
        pytest.skip(f"no PostgreSQL is installed here {_HINT}")
    pytest.importorskip("psycopg", reason=f"the driver of PostgreSQL is not installed {_HINT}")
    user, apart = _who()
    folder = Path(tempfile.mkdtemp(prefix="cordiale-pg-"))
    if apart:
        os.chown(folder, apart["user"], apart["group"])
    data, port = folder / "data", _free_port()
    made = [where / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "-U", user, "--no-sync"]
    # A language's own order, so that it would show if anything rested on it.
    ordered = [*made, "--locale=C", "--locale-provider=icu", "--icu-locale=en"]
    try:
        if subprocess.run(ordered, capture_output=True, cwd="/", **apart).returncode:
            subprocess.run([*made, "--locale=C"], capture_output=True, cwd="/", check=True, **apart)
        (data / "pg_hba.conf").write_text(_HBA)
        settings = [part for setting in _QUICK for part in ("-c", setting)]
        command = [where / "postgres", "-D", data, "-k", folder, "-h", "127.0.0.1", "-p", str(port), *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **apart)
        server = Server(folder, port, user, process)
        try:
            _wait_for(server)
            yield server
        finally:
            process.send_signal(2)  # ends it without waiting for those who are connected
            process.wait(_START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _who() -> tuple[str, dict[str, Any]]:
    """Who may run the server, and how a process becomes that user: somebody else than root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name, {}
    for name in _OTHERS:
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return "postgres", {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is nobody else here")


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait_for(server: Server) -> None:
    import psycopg

    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.connect().close()
            return
        except psycopg.OperationalError:
            if server.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.05)
