"""The verbs together, and the one place where trouble becomes a line and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Annotated, Any

import typer

from cordiale import __version__
from cordiale.cli import (
    appraisal,
    coding,
    foresight,
    handing,
    ledger,
    listing,
    measures,
    querying,
    reading,
    serving,
    spreading,
    watching,
)
from cordiale.cli.options import printable
from cordiale.cli.states import PAIR_HINT
from cordiale.model.address import without_passwords
from cordiale.model.issue import UsageError
from cordiale.store import StoreError

app = typer.Typer(
    name="cordiale",
    help="Reads news pages about states and keeps the record of their relations; every line opens to its sentence.",
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

# What Typer raises for options and arguments that it cannot take; its name has moved between Typer's versions.
_Complaint: Any = typer.BadParameter.__mro__[2]

for part in (
    reading,
    spreading,
    watching,
    handing,
    listing,
    measures,
    foresight,
    ledger,
    coding,
    querying,
    appraisal,
    serving,
):
    part.add_to(app)


@app.callback(invoke_without_command=True)
def _without_verb(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        typer.echo(f"cordiale {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: list[str] | None = None) -> None:
    """Run a verb: exit 0 when done, 1 when the answer is no or the record cannot be used, 2 for wrong use."""
    _replace_what_cannot_be_shown()
    try:
        returned = app(args=arguments, prog_name="cordiale", standalone_mode=False)
    except (BrokenPipeError, SystemExit):  # Typer leaves by itself when the reader of a pipe has left
        _discard_output()
        sys.exit(0)
    except (UsageError, StoreError, _Complaint, typer.Abort, typer.Exit, KeyboardInterrupt, OSError) as trouble:
        code, line = _told(trouble)
        if line:
            typer.echo(f"cordiale: {printable(without_passwords(line))}", err=True)
        sys.exit(code)
    sys.exit(returned if isinstance(returned, int) else 0)


def _told(trouble: BaseException) -> tuple[int, str]:
    """The exit code and the line for people."""
    if isinstance(trouble, UsageError):
        return 2, str(trouble)
    if isinstance(trouble, _Complaint):
        context = getattr(trouble, "ctx", None)
        hint = f" (see `{context.command_path} --help`)" if context else ""
        said = " ".join(trouble.format_message().split())
        return 2, said + (f" {PAIR_HINT}" if "'--between'" in said else "") + hint
    if isinstance(trouble, typer.Exit):
        return trouble.exit_code, ""
    if isinstance(trouble, StoreError):
        return 1, str(trouble)
    if isinstance(trouble, OSError):
        return 1, _told_of_system(trouble)
    return 130, "stopped; what was read so far is kept, run the same command again to go on"


def _told_of_system(trouble: OSError) -> str:
    """What the system would not do, with the path and what helps."""
    where = trouble.filename or "output"
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where}: permission denied; name another place, or a file that you may write"
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}: {trouble.strerror}; free some space or name another place, then run this again"
    return f"{where}: {trouble.strerror or trouble}; name another place, then run this again"


def _replace_what_cannot_be_shown() -> None:
    """Let a terminal that lacks a character still get the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter's last flush finds no closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
