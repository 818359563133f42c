"""A capture read into an article."""

from __future__ import annotations

from hashlib import sha256

from cordiale.model.document import Article, BlockLabel, Capture
from cordiale.model.issue import Rejected
from cordiale.read.decode import decode
from cordiale.read.east_asian import EastAsianPage, languages_read, read_east_asian_page
from cordiale.read.given import Given, read_given
from cordiale.read.handed import as_article
from cordiale.read.header import Infer, read_header
from cordiale.read.html import read_html
from cordiale.read.language import find_language
from cordiale.read.scrape import Scrape, read_scrape
from cordiale.read.truncation import find_truncation

# No page of news has ten million characters; what does is a dump or an attack.
MOST_CHARACTERS = 1_000_000
# The longest articles and transcripts have a hundred thousand characters of prose; ten thousand headlines have more.
_LONGEST_BODY = 150_000


def read_page(capture: Capture, infer: Infer | None = None) -> Article:
    """The article of a page: its text, labelled blocks, and what it says of itself.

    `infer` is asked for the publication of an undated page with its body, before the text's
    own dates are. Raises Rejected with the codes empty, encoding, size, no_text, language.
    """
    if not capture.data.strip():
        raise Rejected("empty", f"{capture.name}: nothing but white space")
    text = decode(capture.data, capture.media_type == "text/html")
    if len(text) > MOST_CHARACTERS:
        raise Rejected("size", f"{capture.name}: {len(text):,} characters are no page of news")
    given = read_given(capture)
    is_html = capture.media_type == "text/html"
    found = read_east_asian_page(text, given, infer, is_html, capture.is_article)
    if found is not None:
        return _east_asian(capture, found, given)
    if is_html:
        page = read_html(text, given, infer)
        text, scrape, header = page.text, page.scrape, page.header
    else:
        scrape = as_article(read_scrape(text), given.title) if capture.is_article else read_scrape(text)
        header = read_header(scrape, _body(scrape), given, infer)
        header = header.trusting(given) if capture.is_article else header
    body = scrape.with_label(BlockLabel.BODY)
    language = _language(capture.name, _body(scrape) or text)
    _check_body(capture, scrape)
    return Article(
        id=article_id(capture),
        document=capture.name,
        capture=capture.id,
        text=text,
        blocks=scrape.blocks,
        title=header.title,
        byline=header.byline,
        publisher=header.publisher,
        url=capture.url,
        language=language,
        published=header.published,
        is_truncated=find_truncation(body, scrape.with_label(BlockLabel.BOILERPLATE)),
    )


def _east_asian(capture: Capture, page: EastAsianPage, given: Given) -> Article:
    _check_body(capture, page.scrape)
    header = page.header.trusting(given) if capture.is_article else page.header
    return Article(
        id=article_id(capture),
        document=capture.name,
        capture=capture.id,
        text=page.text,
        blocks=page.scrape.blocks,
        title=header.title,
        byline=header.byline,
        publisher=header.publisher,
        url=capture.url,
        language=page.language,
        published=header.published,
        is_truncated=page.is_truncated,
    )


def article_id(capture: Capture) -> str:
    """The id of the article in a capture: where it came from and what it contains, so that one wire text printed twice
    is two articles.
    """
    origin = capture.url or capture.name
    return "ar_" + sha256(origin.encode("utf-8", errors="replace") + b"\x00" + capture.data).hexdigest()[:16]


def _check_body(capture: Capture, scrape: Scrape) -> None:
    length = sum(len(line.text) for line in scrape.with_label(BlockLabel.BODY))
    if not length:
        raise Rejected("no_text", f"{capture.name}: no line of it reads as an article")
    if length > _LONGEST_BODY:
        raise Rejected("size", f"{capture.name}: {length:,} characters of prose are no article")


def _body(scrape: Scrape) -> str:
    return "\n".join(line.text for line in scrape.with_label(BlockLabel.BODY))


def _language(name: str, body: str) -> str | None:
    language = find_language(body)
    if language not in (None, "en"):
        raise Rejected(
            "language",
            f"{name}: the text is in another language ({language}); only {languages_read()} are read",
        )
    return language
