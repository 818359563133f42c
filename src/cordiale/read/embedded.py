"""What a page's markup states for machines: the day of publication, pictures' captions, its heading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from cordiale.read.given import day_of

_DATE_KEYS = frozenset(
    "article:published_time og:published_time og:article:published_time published_time datepublished date "
    "pubdate publishdate publish_date publish-date publication_date dc.date dc.date.issued dc.date.created "
    "dcterms.created dcterms.issued dcterms.date "
    "sailthru.date parsely-pub-date article.published article_date_original cxenseparse:recs:publishtime "
    "originalpublicationdate date.created citation_publication_date rnews:datepublished".split()
)
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage|Opinion", re.IGNORECASE)
_LONGEST = 2_000_000
_MOST_NODES = 20_000


def published_day(tree: HtmlElement) -> date | None:
    """The day of first publication in JSON-LD, meta tags or a marked time element, or None."""
    return _in_linked_data(tree) or _in_meta(tree) or _in_time(tree)


def take_captions(tree: HtmlElement) -> list[str]:
    """The captions of a page's pictures, in order, each once; their elements are taken out of the tree."""
    captions: dict[str, None] = {}
    for element in tree.xpath("//figcaption | //*[contains(@class, 'wp-caption-text')]"):
        text = " ".join(element.text_content().split())
        if len(text.split()) >= 3:
            captions.setdefault(text)
        if element.getparent() is not None:
            element.drop_tree()
    return list(captions)


def main_heading(tree: HtmlElement) -> str | None:
    """The text of the page's only first-level heading, or None."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headings = [text for text in headings if len(text.split()) >= 3]
    return headings[0] if len(headings) == 1 else None


def _in_linked_data(tree: HtmlElement) -> date | None:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        content = script.text or ""
        if len(content) > _LONGEST:
            continue
        try:
            data = json.loads(content, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if _ARTICLE.search(str(node.get("@type", ""))):
                day = _day(node.get("datePublished")) or _day(node.get("dateCreated"))
                if day:
                    return day
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0) if len(waiting) < 64 else waiting.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node)


def _in_meta(tree: HtmlElement) -> date | None:
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if key.lower() in _DATE_KEYS:
            day = _day(meta.get("content"))
            if day:
                return day
    return None


def _in_time(tree: HtmlElement) -> date | None:
    for element in tree.iter("time"):
        marks = " ".join(element.get(name) or "" for name in ("class", "itemprop", "pubdate")).lower()
        if "publish" in marks or "pubdate" in element.attrib or "entry-date" in marks:
            day = _day(element.get("datetime"))
            if day:
                return day
    return None


def _day(value: Any) -> date | None:
    return day_of(value) if isinstance(value, str) else None
