"""The command line: a verb per stage."""

from cordiale.cli.app import main

__all__ = ["main"]
