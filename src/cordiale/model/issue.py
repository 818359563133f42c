"""Trouble with a page: Rejected stops that page, an Issue is what the record keeps of it."""

from __future__ import annotations

from dataclasses import dataclass


class Rejected(Exception):
    """A page that cannot be read; `code` is a stable short name, `what` a line for people."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Issue:
    """A page, or a part of one, that was not read, and why."""

    document: str
    code: str
    what: str


class UsageError(Exception):
    """A wrong use of a verb: one line that says what and what to do; the faces exit with 2."""
