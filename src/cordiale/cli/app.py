"""The verbs together, and the one place where trouble becomes a line and an exit code."""

from __future__ import annotations

import io
import os
import sys

import click
import typer

from cordiale import __version__
from cordiale.cli import coding, handing, ledger, listing, reading
from cordiale.cli.options import printable
from cordiale.model.issue import UsageError
from cordiale.store import StoreError

app = typer.Typer(
    name="cordiale",
    help="Reads news pages about states and keeps the record of their relations; every line opens to its sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
for part in (reading, handing, listing, ledger, coding):
    part.add_to(app)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    if version:
        typer.echo(f"cordiale {__version__}")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Run a verb: exit 0 when done, 1 when the answer is no or the record cannot be used, 2 for wrong use."""
    _replace_what_cannot_be_shown()
    try:
        app(args=arguments, standalone_mode=False)
    except UsageError as e:
        _leave(2, str(e))
    except click.exceptions.NoArgsIsHelpError as e:
        typer.echo(e.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as e:
        context = e.ctx if isinstance(e, click.UsageError) else None
        _leave(2, e.format_message() + (f" (see `{context.command_path} --help`)" if context else ""))
    except (click.Abort, KeyboardInterrupt):
        _leave(130, "stopped; what was read so far is kept, run the same command again to go on")
    except click.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except StoreError as e:
        _leave(1, str(e))
    except BrokenPipeError:
        _discard_output()
        sys.exit(0)
    except OSError as e:
        _leave(
            1,
            f"{e.filename or 'output'}: {e.strerror or e}; free some space or name another place, then run this again",
        )
    sys.exit(0)


def _replace_what_cannot_be_shown() -> None:
    """Let a terminal that lacks a character still get the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Send what is still to be written nowhere, so that the interpreter's last flush finds no closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)


def _leave(code: int, line: str) -> None:
    typer.echo(f"cordiale: {printable(line)}", err=True)
    sys.exit(code)
