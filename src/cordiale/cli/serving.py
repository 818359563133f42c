"""The verb that opens the record in the browser: serve."""

from __future__ import annotations

import errno
import gc
import socket
import sys
from typing import Annotated

import typer

from cordiale.cli.options import RecordOption, echo, record_at
from cordiale.model.issue import UsageError
from cordiale.store import Store

_DEFAULT_PORT = 8765
# Pages are made by threads that look things up a hundred times each: at every look-up a thread waits this long at most (in
# seconds) for one that reckons, instead of the usual five milliseconds.
_TURN = 0.0005
# So many new objects are looked through for garbage at a time; a page makes some ten thousand.
_YOUNG = 20_000


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("serve")(serve)


def serve(
    record: RecordOption = None,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; any other than loopback asks visitors for a key.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = _DEFAULT_PORT,
) -> None:
    """Open the record in the browser, until stopped with Ctrl+C.

    Example: cordiale serve --record asia.cordiale --port 9000
    """
    path = record_at(record)
    with Store(path, must_exist=True) as store:
        pages = store.count_pages()
    import uvicorn  # loading the server takes longer than most verbs

    from cordiale.web import Access, make_app

    listening = _listen(host, port)
    access = Access.on(host)
    echo(f"The record {path} ({pages:,} pages) is at {_address(listening, host, access.key)}")
    echo("Stop with Ctrl+C.")
    sys.stdout.flush()  # whoever reads it through a pipe wants the address now
    app = make_app(path, access)
    _make_quick()
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return


def _make_quick() -> None:
    """Set the interpreter to many short answers at once beside what stays for as long as the server runs."""
    sys.setswitchinterval(_TURN)
    # Modules and tables stay to the end: nobody need look through them for garbage again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)


def _listen(host: str, port: int) -> socket.socket:
    """An open port; UsageError where it is taken or not ours to open."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as e:
        raise UsageError(f"no host {host!r} on this machine ({e.strerror})") from None
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen()  # whoever opens the address as soon as it is printed waits for the server instead of being refused
    except OSError as e:
        opened.close()
        why = (
            "is taken; name another"
            if e.errno == errno.EADDRINUSE
            else f"cannot be opened ({e.strerror}); name another"
        )
        raise UsageError(f"port {port} on {host} {why} with --port") from None
    return opened


def _address(listening: socket.socket, host: str, key: str | None) -> str:
    name, port = f"[{host}]" if ":" in host else host, listening.getsockname()[1]
    return f"http://{name}:{port}/" + (f"?key={key}" if key else "")
