"""Little articles for tests: plain text, one block a line."""

from __future__ import annotations

from datetime import date

from cordiale.extract.actors import find_actors
from cordiale.lexicon import load_lexicon
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Sentence, Span
from cordiale.model.mention import ActorMention
from cordiale.model.time import DateInterval
from cordiale.text.sentences import split_sentences


def article_of(text: str, day: date | None = date(2024, 5, 2)) -> Article:
    """An article of body lines, published on a day."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), BlockLabel.BODY))
        at += len(line) + 1
    published = Publication(DateInterval.day(day), DateBasis.EXPLICIT) if day else None
    return Article("ar_1", "page.txt", "c0ffee", text, tuple(blocks), published=published)


def actors_of(text: str, day: date | None = date(2024, 5, 2)) -> tuple[Article, list[Sentence], list[ActorMention]]:
    """The article, its sentences, and the actors found in it."""
    article = article_of(text, day)
    sentences = split_sentences(article)
    return article, sentences, find_actors(article, sentences, load_lexicon(), article.day)


def states_named(text: str, words: str, day: date | None = date(2024, 5, 2)) -> set[str]:
    """The states that the mention of these words stands for; empty when there is no such mention."""
    _, _, actors = actors_of(text, day)
    return {c for a in actors if a.span.of(text) == words for c in a.countries}
