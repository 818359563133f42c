"""Links to pages, out of feeds, sitemaps and lists of articles; without entities and without bombs."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.sax
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

import feedparser
from defusedxml import DefusedXmlException, ElementTree, sax

from cordiale.capture.address import is_address
from cordiale.capture.fetch import unpack
from cordiale.model.issue import Rejected
from cordiale.model.watching import AddressKind, Link

# The sitemap protocol allows 50,000 addresses in a file and 50 MB unpacked.
_MOST_LINKS = 50_000
_GZIP = b"\x1f\x8b"
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
# Columns of GDELT in which an article's address stands: the DOC API's lists and the tables of events and graphs.
_ADDRESS_FIELDS = ("url", "sourceurl", "documentidentifier", "mentionidentifier", "v2documentidentifier")
_DAY_FIELDS = ("seendate", "date", "dateadded", "published")
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")


def read_links(data: bytes, kind: AddressKind, cap: int) -> tuple[list[Link], list[Link]]:
    """The pages that a feed, a sitemap or a list points to, and the further sitemaps that a sitemap points to.

    Raises Rejected with the codes feed, sitemap, list (not one), entities (XML that declares entities) and size.
    """
    if data.startswith(_GZIP):
        data = unpack(data, "gzip", cap)
    if kind is AddressKind.FEED:
        return _once(_feed(data)), []
    if kind is AddressKind.SITEMAP:
        pages, maps = _sitemap(data)
        return _once(pages), maps
    return _once(_list(data)), []


def _once(links: Iterator[Link] | list[Link]) -> list[Link]:
    found: dict[str, Link] = {}
    for link in links:
        if len(found) >= _MOST_LINKS:
            break
        found.setdefault(link.address, link)
    return list(found.values())


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    head = data[:2048].lower()
    return not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<!doctype html", b"<html")) and bool(
        re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", head)
    )


def _feed(data: bytes) -> Iterator[Link]:
    _refuse_entities(data)
    # As a stream: a string or bytes would be taken for an address or the name of a file.
    try:
        told = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    except ValueError as e:  # a reference beyond Unicode
        raise Rejected("feed", f"a feed that cannot be read ({e})") from e
    if not told.entries and not told.get("version"):
        raise Rejected("feed", "not a feed of RSS or Atom")
    for entry in told.entries:
        address = entry.get("link") or (entry.get("id") if is_address(str(entry.get("id", ""))) else None)
        if address:
            day = entry.get("published_parsed") or entry.get("updated_parsed")
            yield Link(str(address), _iso(day))


def _iso(day: object) -> str | None:
    try:
        return datetime(*tuple(day)[:6], tzinfo=UTC).isoformat() if day else None  # type: ignore[arg-type, misc]
    except (TypeError, ValueError):
        return None


class _Heard(xml.sax.ContentHandler):
    """Stops at the first element: what declares entities stands before it."""

    def startElement(self, name: str, attrs: object) -> None:
        raise _Enough


class _Enough(Exception):
    """The prolog is over."""


def _refuse_entities(data: bytes) -> None:
    """Raise Rejected where XML declares entities; XML that is merely broken is left to who reads it."""
    try:
        sax.parseString(data, _Heard(), forbid_dtd=False, forbid_entities=True, forbid_external=False)
    except DefusedXmlException:
        raise Rejected("entities", "the XML declares entities, which can be made to grow without end") from None
    except (_Enough, xml.sax.SAXException, ValueError, LookupError):
        return


def _sitemap(data: bytes) -> tuple[list[Link], list[Link]]:
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Rejected("entities", "the XML declares a document type or entities") from None
    except (ParseError, ValueError, LookupError):
        raise Rejected("sitemap", "not a sitemap: broken XML") from None
    if _name(root) == "sitemapindex":
        return [], _once(_locations(root, "sitemap"))
    if _name(root) != "urlset":
        raise Rejected("sitemap", f"not a sitemap: its first element is {_name(root)[:40]!r}")
    return list(_locations(root, "url")), []


def _locations(root: Element, of: str) -> Iterator[Link]:
    for part in root:
        told: dict[str, str] = {}
        for x in part.iter():
            if _name(x) in ("loc", "lastmod", "publication_date"):
                told.setdefault(_name(x), (x.text or "").strip())
        if _name(part) == of and told.get("loc"):
            day = told.get("publication_date") or told.get("lastmod") or ""
            yield Link(told["loc"], day if _DAY.match(day) else None)


def _name(x: Element) -> str:
    return str(x.tag).rpartition("}")[2].lower()


def _list(data: bytes) -> list[Link]:
    """GDELT's lists of articles (JSON or CSV of its DOC API, tables with SOURCEURL), or one address a line."""
    text = data.decode("utf-8-sig", "replace")
    found = list(_json_list(text) if text.lstrip().startswith(("{", "[")) else _table(text))
    if not found and text.strip():
        raise Rejected("list", "no addresses of articles in it")
    return found


def _json_list(text: str) -> Iterator[Link]:
    try:
        told = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise Rejected("list", "not a list of articles: broken JSON") from None
    articles = told.get("articles") if isinstance(told, dict) else told
    for article in articles if isinstance(articles, list) else ():
        fields = {str(k).lower(): str(v) for k, v in article.items()} if isinstance(article, dict) else {"url": article}
        yield from _of_fields(fields)


def _of_fields(fields: dict[str, str]) -> Iterator[Link]:
    address = next((fields[f] for f in _ADDRESS_FIELDS if is_address(str(fields.get(f, "")).strip())), None)
    if address:
        compact = next((m for f in _DAY_FIELDS if (m := _COMPACT_DAY.fullmatch(fields.get(f, "").strip()))), None)
        yield Link(address.strip(), "-".join(compact.groups()) if compact else None)


def _table(text: str) -> Iterator[Link]:
    lines = text.splitlines()
    mark = "\t" if lines and "\t" in lines[0] else ","
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error as trouble:
        raise Rejected("list", f"not a table: {trouble}") from None
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    if any(name in _ADDRESS_FIELDS for name in head):
        for row in rows[1:]:
            yield from _of_fields(dict(zip(head, row, strict=False)))
        return
    # Without a header (GDELT's daily files) an address is the last cell that looks like one.
    for row in rows:
        address = next((cell.strip() for cell in reversed(row) if is_address(cell.strip())), None)
        if address:
            yield Link(address)
