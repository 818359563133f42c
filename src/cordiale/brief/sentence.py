"""The sentence around cited words, as far as a line of a page tells it."""

from __future__ import annotations

from cordiale.model.document import EAST_ASIAN, Article, Span
from cordiale.text.east_asian_sentences import split_east_asian

_STARTS = (". ", "? ", "! ", "” ")
_ENDS = (". ", "? ", "! ")
_NEAR = 60


def sentence_around(article: Article, span: Span) -> Span:
    """From the beginning of the sentence that holds a span to its end; never beyond the line of the page."""
    line_start = article.text.rfind("\n", 0, span.start) + 1
    line_end = article.text.find("\n", span.end)
    line_end = len(article.text) if line_end < 0 else line_end
    if article.language in EAST_ASIAN:
        touched = [s for s in split_east_asian(article.text, Span(line_start, line_end)) if s.overlaps(span)]
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end)) if touched else span
    before, after = article.text[line_start : span.start], article.text[span.end : line_end]
    starts = [before.rfind(mark) + 2 for mark in _STARTS if mark in before]
    ends = [after.find(mark) + 1 for mark in _ENDS if mark in after]
    return Span(line_start + max(starts, default=0), span.end + min(ends, default=len(after)))


def told_as(article: Article, span: Span) -> str:
    """The sentence around a span, from its own beginning where that is near, without the quotation marks of a part."""
    whole = sentence_around(article, span)
    begun = article.text[whole.start : span.start]
    begun = begun if len(begun) <= _NEAR else f"… {begun[-_NEAR:].partition(' ')[2]}"
    return f"{begun}{article.text[span.start : whole.end]}".strip().strip("“”").rstrip(".")
