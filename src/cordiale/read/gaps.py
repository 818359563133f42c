"""Headings and paragraphs that the extraction of a page's text left out between those it took."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from lxml.html import HtmlElement

from cordiale.read.furniture import label_alone
from cordiale.read.lines import Line, key_of, split_lines
from cordiale.read.phrases import phrases

_STANDFIRST = re.compile(
    r"standfirst|sub-?(?:title|heading|headline|deck|head)|(?:^|[\s_-])(?:dek|deck|drophead)(?:$|[\s_-])"
)
_FEWEST, _MOST = 4, 45
_HEADINGS = frozenset({"h2", "h3", "h4"})
_HEADING_WORDS = 14
_SENTENCE = 8
# Paragraphs are told apart by so many of their first characters.
_START = 240
_MOST_LINKS = 0.4


def fill_gaps(tree: HtmlElement, paragraphs: Sequence[str], known: Container[str]) -> list[str]:
    """The extracted paragraphs with the headings and sentences put back that stand between two of them in one element.

    Lines whose keys are `known` (furniture) stay out.
    """
    taken = {key_of(text[:_START]): i for i, text in enumerate(paragraphs)}
    after: dict[int, list[str]] = {}
    last: int | None = None
    waiting: list[tuple[HtmlElement, str]] = []
    parents: set[HtmlElement | None] = set()
    for element in tree.iter("p", *_HEADINGS):
        text = " ".join(element.text_content().split())
        key = key_of(text[:_START])
        if key in taken:
            parents.add(element.getparent())
            if last is not None and taken[key] == last + 1:
                after[last] = [
                    t
                    for e, t in waiting
                    if e.getparent() in parents and (e.tag == "p" or e.getparent() is element.getparent())
                ]
            last, waiting = taken[key], []
        elif last is not None and key and key_of(text) not in known and _belongs(element, text):
            waiting.append((element, text))
    filled: list[str] = _standfirst(tree, taken)
    for i, text in enumerate(paragraphs):
        filled += [text, *after.get(i, ())]
    return filled


def _standfirst(tree: HtmlElement, taken: Container[str]) -> list[str]:
    """The line between heading and text that classes call a standfirst, if the extraction left it out."""
    for element in tree.iter("p", "div", "h2", "h3"):
        if not _STANDFIRST.search((element.get("class") or "").lower()):
            continue
        text = " ".join(element.text_content().split())
        key = key_of(text[:_START])
        line = next(split_lines(text), None)
        if line and key not in taken and _FEWEST <= line.words <= _MOST and label_alone(line) is None:
            return [text]
        return []
    return []


def _belongs(element: HtmlElement, text: str) -> bool:
    line = next(split_lines(text), None)
    if line is None or label_alone(line) is not None or _is_listed(line):
        return False
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    if linked > _MOST_LINKS * len(text):
        return False
    return line.words <= _HEADING_WORDS if element.tag in _HEADINGS else line.words >= _SENTENCE and line.is_closed


def _is_listed(line: Line) -> bool:
    words = phrases()
    return line.key in words.lists or line.key in words.endings or line.key in words.boxes
