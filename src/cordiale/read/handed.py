"""Text that was handed over as an article: its sentences are read though they do not look like a page of news."""

from __future__ import annotations

from dataclasses import replace

from cordiale.model.document import BlockLabel
from cordiale.read.furniture import label_alone
from cordiale.read.lines import Line, key_of
from cordiale.read.scrape import Scrape

_SENTENCE = 2
# What has no two words of letters is no language.
_FEWEST_WORDS = 2
_BY_PLACE = frozenset({BlockLabel.TITLE, BlockLabel.SECTION, BlockLabel.BOILERPLATE, BlockLabel.CAPTION})


def as_article(scrape: Scrape, title: str | None) -> Scrape:
    """The scrape with those lines as body that only their place made furniture, and all that are language where nothing
    else is body.

    A line equal to the `title` that came with the text is the title; another that was taken for it is text.
    """
    key = key_of(title) if title else None
    found = [
        _relabelled(line, label, key, is_title=i == scrape.title)
        for i, (line, label) in enumerate(zip(scrape.lines, scrape.labels, strict=True))
    ]
    at = scrape.title if scrape.title is not None and found[scrape.title] is BlockLabel.TITLE else None
    if BlockLabel.BODY not in found:
        # Of a text of one line that line is the article, even where it could be a headline.
        found = [
            BlockLabel.BODY if _is_language(line) else label for line, label in zip(scrape.lines, found, strict=True)
        ]
        at = None
    return replace(scrape, labels=tuple(found), title=at)


def _relabelled(line: Line, label: BlockLabel, title: str | None, is_title: bool) -> BlockLabel:
    if title is not None and line.key == title:
        return BlockLabel.TITLE
    if label not in _BY_PLACE or label_alone(line) is not None:
        return label
    is_sentence = line.is_closed and line.words >= _SENTENCE
    return BlockLabel.BODY if is_sentence or (is_title and title is not None) else label


def _is_language(line: Line) -> bool:
    return sum(any(map(str.isalpha, word)) for word in line.text.split()) >= _FEWEST_WORDS
