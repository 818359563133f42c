"""What stands between quotation marks, whoever speaks and whether or not it is a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cordiale.model.document import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»「」『』‘’'\n]")
_PAIRS = {"“": "”", "„": "“", "‟": "”", "«": "»", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'", "``": "''"}
_CLOSING = frozenset("”»」』")
_SINGLES = frozenset("‘'")
# Words that begin with an apostrophe.
_ELIDED = re.compile(r"(?:\d0?s|\d\d|tis|twas|til|em|cause|round|n)\b", re.IGNORECASE)
_LOOKAHEAD = 300
_DEEPEST = 8


@dataclass(slots=True)
class _Scan:
    """What is open while a paragraph is scanned: (mark, where its content starts), and what has been found.

    `begun` is all that the paragraph has opened, `paragraph` how many had been found before it.
    """

    text: str
    stop: int
    open: list[tuple[str, int]] = field(default_factory=list)
    found: list[Span] = field(default_factory=list)
    begun: list[tuple[str, int]] = field(default_factory=list)
    paragraph: int = 0

    def add(self, start: int, end: int) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.found.append(Span(start, end))

    def holds(self, mark: str) -> bool:
        return any(m == mark for m, _ in self.open)

    def begin(self, mark: str, start: int) -> None:
        """Opens `mark`; deeper than any prose goes, it is taken for ornament."""
        if len(self.open) < _DEEPEST:
            self.open.append((mark, start))
            self.begun.append((mark, start))

    def close(self, mark: str, at: int) -> None:
        """Closes the innermost `mark` and forgets what was opened inside it and never closed."""
        while self.open:
            opened, start = self.open.pop()
            if opened == mark:
                self.add(start, at)
                return

    def end_paragraph(self, at: int) -> None:
        """Gives what is still open up to the end of the paragraph, or up to where the same mark opens again."""
        for mark, start in self.open:
            if mark != "'" and (mark != "‘" or self.text.count(" ", start, min(at, start + _LOOKAHEAD)) >= 2):
                again = next((s for m, s in self.begun if m == mark and s > start), at + len(mark))
                self.add(start, self._before_crossing(start, again - len(mark)))
        self.open.clear()
        self.begun.clear()
        self.paragraph = len(self.found)

    def _before_crossing(self, start: int, end: int) -> int:
        """The end of a content from `start` to `end`, drawn in to where it would cross the end of another."""
        for other in sorted(self.found[self.paragraph :], reverse=True):
            if start <= other.start < end < other.end:
                end = other.start - 1
            elif other.start < start < other.end:
                end = min(end, other.end)
        return end


def find_quoted(text: str, within: Span) -> list[Span]:
    """The contents of quotation marks inside `within`, without the marks, by start; an inner quotation comes later.

    Reads curly, straight, angle, corner and `` '' marks. One that is never closed ends with
    its paragraph (a line), so a quotation re-opened at every paragraph gives one span for each.
    An apostrophe opens and closes nothing; words in scare quotes are given like any others.
    """
    scan = _Scan(text, min(within.end, len(text)))
    for match in _MARK.finditer(text, within.start, scan.stop):
        mark = match[0]
        if mark == "\n":
            scan.end_paragraph(match.start())
        elif mark in _CLOSING:
            _meet_closing(scan, mark, match.start())
        elif mark == '"':
            _meet_straight(scan, match.start())
        elif mark in ("’", "'", "‘"):
            _meet_single(scan, mark, match.start())
        elif mark == "''":
            scan.close("``", match.start()) if scan.holds("``") else _meet_straight(scan, match.start(), 2)
        elif mark == "“" and scan.open and scan.open[-1][0] == "„":
            scan.close("„", match.start())
        else:
            scan.begin(mark, match.end())
    scan.end_paragraph(scan.stop)
    return sorted(set(scan.found), key=lambda s: (s.start, -s.end))


def _meet_closing(scan: _Scan, mark: str, at: int) -> None:
    for opened, _ in reversed(scan.open):
        if _PAIRS[opened] == mark or (opened == '"' and mark == "”"):
            scan.close(opened, at)
            return


def _meet_straight(scan: _Scan, at: int, width: int = 1) -> None:
    follows_word = at > 0 and not scan.text[at - 1].isspace() and scan.text[at - 1] not in "([—–-"
    if scan.holds('"') and (follows_word or not _opens(scan, at + width)):
        scan.close('"', at)
    elif scan.holds("“") and follows_word and not scan.holds('"'):
        scan.close("“", at)
    elif _opens(scan, at + width) and not (follows_word and scan.text[at - 1].isalnum()):
        scan.begin('"', at + width)


def _meet_single(scan: _Scan, mark: str, at: int) -> None:
    before = scan.text[at - 1] if at > 0 else " "
    opening = "'" if mark == "'" else "‘"
    if mark != "’" and not before.isalnum() and before not in "’”)" and _opens(scan, at + 1):
        if not _ELIDED.match(scan.text, at + 1) and not (scan.holds(opening) and mark == "'"):
            scan.begin(mark, at + 1)
    elif mark != "‘" and scan.holds(opening) and _may_close(scan, mark, at):
        scan.close(opening, at)


def _opens(scan: _Scan, at: int) -> bool:
    return at < scan.stop and not scan.text[at].isspace()


def _may_close(scan: _Scan, mark: str, at: int) -> bool:
    """Whether a single mark ends a word, and is not the apostrophe of a plural."""
    ends_word = at + 1 >= scan.stop or not scan.text[at + 1].isalnum()
    return ends_word and not scan.text[at - 1].isspace() and not _is_plural_possessive(scan, mark, at)


def _is_plural_possessive(scan: _Scan, mark: str, at: int) -> bool:
    """Whether the mark at `at` is that of 'the states’ duties', because a later one closes the quotation."""
    if scan.text[at - 1] != "s" or not scan.text[at + 1 : at + 3].strip().islower():
        return False
    line_end = scan.text.find("\n", at, min(scan.stop, at + _LOOKAHEAD))
    ahead = scan.text[at + 1 : line_end if line_end >= 0 else min(scan.stop, at + _LOOKAHEAD)]
    later = re.search(rf"(?<=\S){mark}(?!\w)", ahead)
    opened = ahead.find("‘" if mark == "’" else " '")
    return later is not None and (opened < 0 or later.start() < opened)
