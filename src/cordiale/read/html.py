"""HTML pages: trafilatura finds the text, htmldate and the page's own data the day, and our labels say what each line
is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from cordiale.model.document import BlockLabel
from cordiale.read.embedded import main_heading, published_day, take_captions
from cordiale.read.furniture import label_alone
from cordiale.read.given import Given, day_in_url, day_of, host_of
from cordiale.read.header import Header, Infer, Text, find_publication, read_header
from cordiale.read.lines import key_of, split_lines
from cordiale.read.markup import nesting_depth, strip_markup
from cordiale.read.scrape import Scrape, read_scrape

for _library in ("trafilatura", "htmldate", "charset_normalizer"):
    # Their remarks on broken pages are for their authors; what stops a page is raised as Rejected.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

# Beyond these a parse takes seconds or exhausts the stack; such markup is read as lines of text.
_LARGEST = 4_000_000
_MOST_TAGS = 40_000
_DEEPEST = 200
# Characters that XML does not know (XML 1.0, 2.2).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The reading text of a page, its labelled lines and its header."""

    text: str
    scrape: Scrape
    header: Header


def read_html(markup: str, given: Given, infer: Infer | None) -> HtmlPage:
    """The article in a page's markup; text, title line, byline and date are laid out a line each, captions last."""
    tree = _parse(markup)
    if tree is None:
        return _as_lines(markup, given, infer)
    latest = given.seen or date.today()
    day = published_day(tree)
    given = replace(given, day=given.day or (day if day and _EARLIEST <= day <= latest else None))
    try:
        found = _metadata(tree, given, latest)
        captions = take_captions(tree)
        paragraphs = _paragraphs(tree)
    except (ValueError, etree.LxmlError, RecursionError):
        # The libraries stumble over some broken markup (control characters by reference, odd addresses).
        return _as_lines(markup, given, infer)
    if not paragraphs:
        return _as_lines(markup, found.given, infer)
    return _lay_out(found, paragraphs, captions, infer)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the markup and the capture together say: `printed` is a day that only the page's visible text shows."""

    given: Given
    printed: date | None


def _parse(markup: str) -> HtmlElement | None:
    if len(markup) > _LARGEST or markup.count("<") > _MOST_TAGS or nesting_depth(markup) > _DEEPEST:
        return None
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return document_fromstring(_CONTROL.sub(" ", markup).encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _metadata(tree: HtmlElement, given: Given, latest: date) -> _Found:
    dates = {"original_date": True, "extensive_search": False, "max_date": latest.isoformat()}
    heading = main_heading(tree)
    said = extract_metadata(tree, default_url=given.url, date_config=dates)
    title = said.title
    if heading and (not title or title.startswith(heading)):
        title = heading
    complete = Given(
        title=given.title or title,
        byline=given.byline or _names(said.author),
        publisher=given.publisher or said.sitename,
        day=given.day,
        url=given.url or said.url,
        seen=given.seen,
    )
    printed = day_of(said.date) if said.date and not (complete.day or day_in_url(complete.url)) else None
    return _Found(complete, printed)


def _names(author: str | None) -> str | None:
    names = [name.strip() for name in (author or "").split(";")]
    return ", ".join(name.removeprefix("By ").removeprefix("by ") for name in names if name) or None


def _paragraphs(tree: HtmlElement) -> list[str]:
    """Paragraphs and headings of the main text, in order: the precise mode first, the usual one where that finds
    nothing.
    """
    for is_precise in (True, False):
        document = bare_extraction(tree, favor_precision=is_precise, include_comments=False, include_tables=False)
        text = getattr(document, "text", None)
        if text:
            return [paragraph for paragraph in map(_flat, str(text).split("\n")) if paragraph]
    return []


def _flat(text: str) -> str:
    return " ".join(line.text for line in split_lines(" ".join(text.split())))


def _lay_out(found: _Found, paragraphs: Sequence[str], captions: Sequence[str], infer: Infer | None) -> HtmlPage:
    given = found.given
    body = "\n".join(paragraphs)
    published = find_publication(found.printed, given, Text(body), infer)
    header = Header(given.title, given.byline, given.publisher or host_of(given.url), published)
    head: list[tuple[str, BlockLabel]] = []
    if header.title:
        head.append((header.title, BlockLabel.TITLE))
    if header.byline:
        head.append((f"By {header.byline}", BlockLabel.BYLINE))
    if published and not published.why:
        head.append((str(published.interval), BlockLabel.DATE))
    head_keys = {key_of(text) for text, _ in head}
    rest = [(text, _label(text)) for text in paragraphs if key_of(text) not in head_keys]
    below = [(text, BlockLabel.CAPTION) for text in captions if text not in set(paragraphs)]
    rows = [(flat, label) for text, label in [*head, *rest, *below] if (flat := _flat(text))]
    text = "\n".join(row for row, _ in rows)
    title = 0 if rows and rows[0][1] is BlockLabel.TITLE else None
    return HtmlPage(text, Scrape(tuple(split_lines(text)), tuple(label for _, label in rows), title), header)


def _label(text: str) -> BlockLabel:
    """The label of an extracted paragraph: body unless its words show furniture, a caption or a credit."""
    line = next(split_lines(text), None)
    label = label_alone(line) if line else None
    return (
        label
        if label in {BlockLabel.BOILERPLATE, BlockLabel.CAPTION, BlockLabel.CREDIT, BlockLabel.BYLINE}
        else BlockLabel.BODY
    )


def _as_lines(markup: str, given: Given, infer: Infer | None) -> HtmlPage:
    text = strip_markup(markup)
    scrape = read_scrape(text)
    body = "\n".join(line.text for line in scrape.with_label(BlockLabel.BODY))
    return HtmlPage(text, scrape, read_header(scrape, body, given, infer))
