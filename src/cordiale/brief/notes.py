"""Notes of a brief: pages numbered in order of first use, and the places cited in each ('3.2' is the second place in page 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cordiale.model.brief import Brief, Passage
from cordiale.model.mention import Evidence

# A line shows so many of its notes; the JSON form and `cordiale trace` have them all.
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Note:
    """A cited place and its number."""

    page: int
    place: int
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.page}.{self.place}"

    @property
    def anchor(self) -> str:
        """The note's name in a file: 'n3-2'."""
        return f"n{self.page}-{self.place}"


@dataclass(slots=True)
class Notes:
    """The notes of a brief, given out line by line."""

    _pages: dict[str, list[Evidence]] = field(default_factory=dict)

    @classmethod
    def of(cls, brief: Brief) -> Notes:
        """All the notes that the lines of a brief show."""
        notes = cls()
        for section in brief.sections:
            for passage in section.passages:
                notes.shown(passage)
        return notes

    def shown(self, passage: Passage) -> list[Note]:
        """The notes of a line, at most four."""
        return [self._note(e) for e in passage.citations[:_SHOWN]]

    def _note(self, evidence: Evidence) -> Note:
        cited = self._pages.setdefault(evidence.article, [])
        if evidence not in cited:
            cited.append(evidence)
        return Note(list(self._pages).index(evidence.article) + 1, cited.index(evidence) + 1, evidence)

    def by_page(self) -> list[tuple[int, str, Sequence[Note]]]:
        """Page number, article and its notes, in order of the numbers."""
        return [
            (n, article, [Note(n, k, e) for k, e in enumerate(cited, 1)])
            for n, (article, cited) in enumerate(self._pages.items(), 1)
        ]


def unshown(passage: Passage) -> int:
    """How many of a line's places are not shown as notes."""
    return max(0, len(passage.citations) - _SHOWN)
