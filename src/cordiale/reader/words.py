"""Words of a sentence as the reader counts them, with their places.

The reader's own tokeniser: it is part of the weights' meaning, so the weights and this module change together.
"""

from __future__ import annotations

import re

from cordiale.model.document import Span

# In order: dotted abbreviations (U.S., a.m.), titles with their stop (Mr.), figures with separators, the possessive,
# letters and digits; every other visible character stands alone, hyphens included, so that "U.S.-Japan" is three words.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Adm|Sen|Rep|Gov|Jr|Sr|No|vs)\.(?=\s)"
    r"|\d+(?:[.,:]\d+)*"
    r"|(?<=\w)['’]s\b"
    r"|n['’]t\b"
    r"|[^\W\d_]+?(?=n['’]t\b)"
    r"|[^\W\d_]+"
    r"|[^\s\w]"
    r"|[\w]"
)


def words_of(text: str) -> list[Span]:
    """Where the words of `text` stand, in order, without overlap; white space belongs to none."""
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text)]


def shape_of(word: str) -> int:
    """How a word is written, as a number below `SHAPES`: the one thing an uncased encoder does not see.

    0 is kept for pieces that belong to no word.
    """
    if word[0].isdigit():
        return 5
    if not word[0].isalpha():
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() else 4


SHAPES = 7
