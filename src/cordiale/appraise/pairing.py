"""Which marked item is which found one: the pairing that together fits best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from cordiale.model.document import Span
from cordiale.text.sentences import split

_Marked = TypeVar("_Marked")
_Found = TypeVar("_Found")


class Places:
    """The sentences of a text, by which it is told whether two items speak of the same place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = split(text, Span(0, len(text))) if text else []

    def of_quotes(self, quotes: Iterable[str]) -> frozenset[int]:
        """The sentences that verbatim words touch, at the first place where they stand; none where they do not."""
        starts = ((self._text.find(q), len(q)) for q in quotes if q)
        return self.of_spans(Span(start, start + length) for start, length in starts if start >= 0)

    def of_spans(self, spans: Iterable[Span]) -> frozenset[int]:
        """The sentences that spans touch."""
        held = list(spans)
        return frozenset(n for n, s in enumerate(self._sentences) if any(s.overlaps(span) for span in held))


def pair_up(
    marked: Sequence[_Marked], found: Sequence[_Found], fit: Callable[[_Marked, _Found], float]
) -> list[tuple[int, int]]:
    """Pairs of indices, each used once, whose fits have the greatest sum; what fits by 0 is never paired.

    The method is that of linear assignment (Kuhn 1955; Crouse 2016), as SciPy has it.
    """
    # Loading it takes longer than most verbs, and only this one needs it.
    from scipy.optimize import linear_sum_assignment

    if not marked or not found:
        return []
    fits = np.array([[fit(m, f) for f in found] for m in marked])
    rows, columns = linear_sum_assignment(fits, maximize=True)
    return [(int(m), int(f)) for m, f in zip(rows, columns, strict=True) if fits[m, f] > 0]
