"""The pages of an article: its text with every mention, the page as captured, its header, and what was extracted and how."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import msgspec
from fastapi import Query

from cordiale.brief.wording import say_date
from cordiale.export.lines import SHAPES, header_line
from cordiale.model.document import Article
from cordiale.web.address import article_address, source_address
from cordiale.web.asked import StepAsked
from cordiale.web.lines import page_line
from cordiale.web.marks import LABELS, Mention, marked_text, mentions_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Missing, Table, View

_SHOWN_BYTES = 200_000
_BASES = {
    "explicit": "it is written in the page",
    "metadata": "the page or whoever handed it over says so in its metadata",
    "url": "it stands in the page's address",
    "inferred": "it is inferred from what the page tells",
}


def article_of(shown: Shown, id: str) -> Article:
    """The article of that id; Missing where there is none."""
    article = shown.articles.get(id)
    if article is None:
        raise Missing(f"No article has the id {id!r}.", "It may have been taken out, or read anew under another id.")
    return article


def show_article(shown: Now, id: str, asked: Annotated[StepAsked, Query()]) -> View:
    """The text of an article with every mention marked and linked."""
    article = article_of(shown, id)
    mentions = mentions_of(shown, id)
    at = min(asked.at, len(mentions)) if asked.at and mentions else None
    values = _frame(shown, article, "text") | {
        "text": marked_text(article, mentions, at),
        "mentions": mentions,
        "at": at,
        "here": mentions[at - 1] if at else None,
        "kinds": Counter(m.name for m in mentions),
        "step": _steps(article, mentions, at),
    }

    def plain() -> dict[str, Any]:
        told = {"text": article.text, "mentions": [_mention_line(m) for m in mentions]}
        return page_line(shown, id) | told

    return View(_title(article), "article.html", values, plain, lambda: _table(mentions))


def show_captured(shown: Now, id: str) -> View:
    """The page as it was captured: its bytes as text, where it came from, and their sha256."""
    article = article_of(shown, id)
    came, data = captured(shown, article)
    text = data[:_SHOWN_BYTES].decode("utf-8", "replace")
    more = max(0, len(data) - _SHOWN_BYTES)
    values = _frame(shown, article, "captured") | {"came": came, "captured": text, "more": more, "size": len(data)}
    told = {**came, "capture": article.capture, "size": len(data), "download": f"{article_address(id)}/capture.txt"}
    return View(_title(article), "captured.html", values, lambda: page_line(shown, id) | told)


def captured(shown: Shown, article: Article) -> tuple[dict[str, str], bytes]:
    """How the page of an article came, and its bytes."""
    from cordiale.store import Store

    with Store(shown.record_file, must_exist=True) as store:
        came, data = store.page_of(article.id), store.capture(article.capture)
    if data is None:
        raise Missing("The bytes of this page are no longer in the record.")
    metadata = msgspec.json.decode(came.pop("metadata", "{}"))
    return came | {f"metadata {k}": str(v) for k, v in metadata.items()}, data


def show_header(shown: Now, id: str) -> View:
    """What a page says of itself: headline, byline, publisher, date with its ground, and the use of its blocks."""
    article = article_of(shown, id)
    line = header_line(article)
    blocks = [
        {**b, "says": LABELS[block.label], "words": block.span.of(article.text)}
        for b, block in zip(line["blocks"], article.blocks, strict=True)
    ]
    with shown.reading() as store:
        twins = sorted(store.tellings.twins_of(id), key=lambda t: (t.first, t.second))
    copies = [
        {"page": page_line(shown, other), "why": t.why, "similarity": t.similarity}
        for t in twins
        if (other := t.second if t.first == id else t.first) in shown.articles
    ]
    p = article.published
    values = _frame(shown, article, "header") | {
        "line": line,
        "blocks": blocks,
        "copies": copies,
        "date": say_date(p.interval) if p else None,
        "why": f"{_BASES[p.basis]}{': ' + p.why if p.why else ''}" if p else "the page does not tell its day",
        "source": source_address(article.publisher) if article.publisher else None,
    }
    columns = ("start", "end", "label", "words")
    return View(
        _title(article),
        "header.html",
        values,
        lambda: page_line(shown, id) | line | {"copies": copies},
        lambda: Table(columns, blocks),
    )


def show_extracted(shown: Now, id: str) -> View:
    """What was extracted from an article, each with the rule or reader that found it and its score."""
    article = article_of(shown, id)
    mentions = mentions_of(shown, id)
    values = _frame(shown, article, "extracted") | {
        "mentions": mentions,
        "kinds": Counter(m.name for m in mentions),
        "rules": Counter(m.rule for m in mentions).most_common(),
    }

    def plain() -> dict[str, Any]:
        return page_line(shown, id) | {"mentions": [_mention_line(m) for m in mentions]}

    return View(_title(article), "extracted.html", values, plain, lambda: _table(mentions))


def _title(article: Article) -> str:
    return article.title or article.document


def _frame(shown: Shown, article: Article, tab: str) -> dict[str, Any]:
    """What all the pages of an article show at their head."""
    p, path = article.published, article_address(article.id)
    return {
        "article": article,
        "path": path,
        "tab": tab,
        "tabs": [
            ("text", "Text", path),
            ("captured", "As captured", f"{path}/captured"),
            ("header", "Header and date", f"{path}/header"),
            ("extracted", "What was extracted", f"{path}/extracted"),
        ],
        "day": say_date(p.interval) if p else "undated",
        "is_inferred": bool(p and p.basis == "inferred"),
        "source_href": source_address(article.publisher) if article.publisher else None,
    }


def _steps(article: Article, mentions: list[Mention], at: int | None) -> dict[str, str | None]:
    """The addresses of the mention before and after the one that is stepped to."""
    path = article_address(article.id)

    def to(number: int) -> str | None:
        return f"{path}?at={number}#{mentions[number - 1].anchor}" if 0 < number <= len(mentions) else None

    return {"before": to((at or 0) - 1), "after": to((at or 0) + 1)}


def _mention_line(m: Mention) -> dict[str, Any]:
    return {
        "number": m.number,
        "kind": SHAPES[m.kind][0],
        "item": m.item,
        "says": m.says,
        "start": m.span.start,
        "end": m.span.end,
        "quote": m.quote,
        "sentence": m.sentence,
        "rule": m.rule,
        "score": round(m.score, 4),
        "address": m.href,
    }


def _table(mentions: list[Mention]) -> Table:
    columns = "number kind item says start end quote sentence rule score address".split()
    return Table(tuple(columns), [_mention_line(m) for m in mentions])
