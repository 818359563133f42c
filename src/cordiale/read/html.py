"""HTML pages: trafilatura finds the text, htmldate and the page's own data the day, and our labels say what each line
is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from cordiale.model.document import BlockLabel
from cordiale.read.embedded import published_day, take_captions
from cordiale.read.furniture import is_biography, is_biography_of, label_alone
from cordiale.read.gaps import fill_gaps
from cordiale.read.given import Given, day_in_url, day_of, host_of
from cordiale.read.header import Header, Infer, Text, find_publication, read_header
from cordiale.read.imprint import dateline_day
from cordiale.read.layout import flatten_tables, take_picture_tables, wrap_loose_text
from cordiale.read.lines import Line, key_of, split_lines
from cordiale.read.marks import find_marks, take_marked_captions
from cordiale.read.markup import nesting_depth, strip_markup
from cordiale.read.order import DayOrder, find_order
from cordiale.read.phrases import phrases
from cordiale.read.scrape import Scrape, read_scrape
from cordiale.read.visible import Heading, Shown, find_heading, find_owner, read_shown

for _library in ("trafilatura", "htmldate", "charset_normalizer"):
    # Their remarks on broken pages are for their authors; what stops a page is raised as Rejected.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

# Beyond these a parse takes seconds or exhausts the stack; such markup is read as lines of text.
_LARGEST = 4_000_000
_MOST_TAGS = 40_000
_DEEPEST = 200
# Characters that XML does not know (XML 1.0, 2.2).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Without a single line of so many words, or of twice as many where no stop ends it, there is a menu, no article.
_FEWEST_WORDS = 5
_EARLIEST = date(1990, 1, 1)


_AROUND_YEARS = re.compile(r"(?:©|&copy;|copyright)[^<]{0,24}", re.IGNORECASE)
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The reading text of a page, its labelled lines and its header."""

    text: str
    scrape: Scrape
    header: Header


@dataclass(frozen=True, slots=True)
class _Found:
    """What a page's markup gives: `given` what it states for machines, `dated` a day found by searching it, `around` the
    years in its copyright lines, `marks` labels by class.
    """

    given: Given
    dated: date | None
    around: str
    order: DayOrder | None
    marks: dict[str, BlockLabel]


def read_html(markup: str, given: Given, infer: Infer | None) -> HtmlPage:
    """The article in a page's markup; text, title line, byline and date are laid out a line each, captions last."""
    tree = parse_markup(markup)
    if tree is None:
        return _as_lines(markup, given, infer)
    latest = given.seen or date.today()
    day = published_day(tree)
    given = replace(given, day=given.day or (day if day and _EARLIEST <= day <= latest else None))
    try:
        lines = tuple(split_lines(strip_markup(markup)))
        linked = frozenset(key_of(" ".join(link.text_content().split())) for link in tree.iter("a"))
        heading = find_heading(tree)
        found = _metadata(tree, given, latest, heading, lines)
        found = replace(
            found, order=find_order(markup, found.given.url), around=" ".join(_AROUND_YEARS.findall(markup))
        )
        captions = [*take_captions(tree), *take_picture_tables(tree), *take_marked_captions(tree)]
        flatten_tables(tree)
        wrap_loose_text(tree)
        found = replace(found, marks=find_marks(tree))
        # The extraction changes the tree that it is given.
        paragraphs = fill_gaps(tree, main_paragraphs(deepcopy(tree)), found.marks)
    except (ValueError, etree.LxmlError, RecursionError):
        # The libraries stumble over some broken markup (control characters by reference, odd addresses).
        return _as_lines(markup, given, infer)
    shown = read_shown(lines, found.given.title, paragraphs, found.order)
    page = _lay_out(found, shown, paragraphs, list(dict.fromkeys(captions)), infer)
    if _tells(page, linked):
        return page
    # Of markup that nests too deep the parser keeps only what stands above.
    page = _as_lines(markup, found.given, infer)
    return page if _tells(page, linked) else _without_body(page)


def _tells(page: HtmlPage, linked: Container[str]) -> bool:
    """Whether a line of the body is more than an item of a menu: no mere link, and a sentence or as long as one."""
    return any(
        line.key not in linked
        and line.words >= _FEWEST_WORDS * (1 if line.is_closed and line.text[-1] not in "?!" else 2)
        for line in page.scrape.with_label(BlockLabel.BODY)
    )


def _without_body(page: HtmlPage) -> HtmlPage:
    labels = (BlockLabel.BOILERPLATE if label is BlockLabel.BODY else label for label in page.scrape.labels)
    return replace(page, scrape=replace(page.scrape, labels=tuple(labels)))


def parse_markup(markup: str) -> HtmlElement | None:
    """The tree of a page; None for markup that is too large or nests too deep to be parsed."""
    if len(markup) > _LARGEST or markup.count("<") > _MOST_TAGS or nesting_depth(markup) > _DEEPEST:
        return None
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return document_fromstring(_CONTROL.sub(" ", markup).encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _metadata(tree: HtmlElement, given: Given, latest: date, heading: Heading, lines: Sequence[Line]) -> _Found:
    dates = {"original_date": True, "extensive_search": False, "max_date": latest.isoformat()}
    said = extract_metadata(tree, default_url=given.url, date_config=dates)
    # Of a browser title the library takes a part for the site's name, which may be the headline.
    site = said.sitename if said.sitename and said.sitename not in (heading.title or "") else None
    if site and heading.site and site.lower() == heading.site.lower().replace(" ", ""):
        site = heading.site
    complete = Given(
        title=given.title or heading.title or said.title,
        byline=given.byline or _names(said.author),
        publisher=given.publisher or site or heading.site or find_owner(tree, lines),
        day=given.day,
        url=given.url or said.url,
        seen=given.seen,
    )
    dated = day_of(said.date) if said.date and not (complete.day or day_in_url(complete.url)) else None
    return _Found(complete, dated, "", None, {})


def _names(author: str | None) -> str | None:
    names = [name.strip() for name in (author or "").split(";") if not any(map(str.isdigit, name))]
    return ", ".join(name.removeprefix("By ").removeprefix("by ") for name in names if name) or None


def main_paragraphs(tree: HtmlElement) -> list[str]:
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


def _lay_out(
    found: _Found, shown: Shown, paragraphs: Sequence[str], captions: Sequence[str], infer: Infer | None
) -> HtmlPage:
    given = found.given
    byline = given.byline or shown.writers.persons
    labels = _labels(paragraphs, {**found.marks, **shown.labels}, byline)
    body = "\n".join(text for text, label in zip(paragraphs, labels, strict=True) if label is BlockLabel.BODY)
    # What a page states for machines is the more exact: it is never the day of an update or of another story.
    printed = None if given.day else (shown.day or dateline_day(body.split("\n"), found.order) or found.dated)
    published = find_publication(printed, given, Text(body, found.around), infer)
    header = Header(given.title, byline, given.publisher or shown.writers.outlet or host_of(given.url), published)
    head: list[tuple[str, BlockLabel]] = []
    if header.title:
        head.append((header.title, BlockLabel.TITLE))
    if header.byline:
        head.append((f"By {header.byline}", BlockLabel.BYLINE))
    if published and not published.why:
        head.append((str(published.interval), BlockLabel.DATE))
    head = [(flat, label) for text, label in head if (flat := _flat(text))]
    head_keys = {key_of(text) for text, _ in head}
    rest = [(text, label) for text, label in zip(paragraphs, labels, strict=True) if key_of(text) not in head_keys]
    standing = set(paragraphs)
    below = [(flat, BlockLabel.CAPTION) for text in captions if text not in standing and (flat := _flat(text))]
    rows = [*head, *rest, *below]
    text = "\n".join(row for row, _ in rows)
    title = 0 if rows and rows[0][1] is BlockLabel.TITLE else None
    return HtmlPage(text, Scrape(tuple(split_lines(text)), tuple(label for _, label in rows), title), header)


_ABOVE = frozenset({BlockLabel.DATE, BlockLabel.SECTION})
_KEPT = frozenset({BlockLabel.BOILERPLATE, BlockLabel.CAPTION, BlockLabel.CREDIT, BlockLabel.BYLINE})


def _labels(paragraphs: Sequence[str], known: dict[str, BlockLabel], byline: str | None) -> list[BlockLabel]:
    """The labels of extracted paragraphs: as known from the page, furniture by their words or below a box's heading, else
    body.

    Dates and sections are no text only above the first sentence.
    """
    labels: list[BlockLabel] = []
    is_box = False
    for text in paragraphs:
        line = next(split_lines(text), None)
        if line is None:
            labels.append(BlockLabel.BOILERPLATE)
            continue
        is_head = BlockLabel.BODY not in labels
        is_late = len(labels) >= max(3, len(paragraphs) - 2)
        is_item = text.startswith(_BULLET) and not text.endswith(".")
        is_box = line.key in phrases().boxes or (is_box and is_item)
        label = known.get(line.key) or label_alone(line)
        if is_late and label is None and (is_biography(line) or is_biography_of(byline, line)):
            label = BlockLabel.CREDIT
        is_furniture = (
            label in _KEPT
            or (is_late and label is BlockLabel.DATE)
            or line.key in known
            or (is_head and label in _ABOVE)
        )
        labels.append(BlockLabel.BOILERPLATE if is_box else (label if label and is_furniture else BlockLabel.BODY))
    return labels


def _as_lines(markup: str, given: Given, infer: Infer | None) -> HtmlPage:
    text = strip_markup(markup)
    scrape = read_scrape(text)
    body = "\n".join(line.text for line in scrape.with_label(BlockLabel.BODY))
    return HtmlPage(text, scrape, read_header(scrape, body, given, infer))
