"""How much of a page's words an export hands on: excerpts, never the text of an article."""

from __future__ import annotations

from cordiale.model.mention import Evidence

# Of a page's words at one place no more than so many characters leave the record in formats that carry excerpts.
EXCERPT = 300


def excerpt(evidence: Evidence) -> str:
    """The words that a mention rests on, cut off after EXCERPT characters."""
    return evidence.quote[:EXCERPT]
