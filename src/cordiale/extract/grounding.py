"""Evidence at a span: the one place where a mention is pinned to an article's characters."""

from __future__ import annotations

from cordiale.model.document import Article, Span
from cordiale.model.mention import Evidence


def evidence_at(article: Article, span: Span, sentence: int, rule: str, score: float) -> Evidence:
    """Evidence with the words that stand at the span, white space at its ends left out; ValueError when nothing is left."""
    quote = span.of(article.text)
    start = span.start + len(quote) - len(quote.lstrip())
    trimmed = Span(start, start + len(quote.strip()))
    return Evidence(article.id, trimmed, trimmed.of(article.text), sentence, rule, round(min(max(score, 0.0), 1.0), 4))
