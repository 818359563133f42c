"""Where every item stands in its pages, as W3C Web Annotations (JSON-LD), for tools that show marks upon a text.

Source: Web Annotation Data Model, W3C Recommendation, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from cordiale.export.excerpts import EXCERPT
from cordiale.export.files import whole
from cordiale.export.lines import SHAPES, Line
from cordiale.export.selection import Selection
from cordiale.model.document import Article
from cordiale.model.mention import Evidence, Mention
from cordiale.model.record import NOT_BELIEVED, Item

_BESIDE = 32
_BEGIN = '{{"@context":"http://www.w3.org/ns/anno.jsonld","id":"{id}","type":"AnnotationPage","items":[\n'


def write_annotations(selection: Selection, to: Path) -> list[Path]:
    """Write one page of annotations, one for each place that tells a believed item."""
    with whole(to) as part, part.open("wb") as out:
        out.write(_BEGIN.format(id=_urn("page")).encode())
        for n, annotation in enumerate(annotation_lines(selection)):
            out.write((b",\n" if n else b"") + msgspec.json.encode(annotation))
        out.write(b"\n]}\n")
    return [to]


def annotation_lines(selection: Selection) -> Iterator[Line]:
    """The annotations, as plain values.

    The target is the page's address (or a URN made from its id) with the words and their position; positions count the
    characters of the page's text as it was read, which for an HTML page is its reading text and not its source. Of more than
    EXCERPT characters only the beginning is marked.
    """
    articles = {a.id: a for a in selection.articles}
    for kind, (name, _) in SHAPES.items():
        for item in getattr(selection.record, kind):
            if item.standing not in NOT_BELIEVED:
                yield from _of_item(name, item, articles)


def _of_item(name: str, item: Item[Any], articles: dict[str, Article]) -> Iterator[Line]:
    seen: set[tuple[str, int, int]] = set()
    for mention in item.mentions:
        for e in mention.evidence:
            place = (e.article, e.span.start, e.span.end)
            if place not in seen:
                seen.add(place)
                yield _annotation(name, item, mention, (e, articles[e.article]))


def _annotation(name: str, item: Item[Any], mention: Mention, told: tuple[Evidence, Article]) -> Line:
    e, article = told
    tags = [name, *(str(x) for x in (getattr(mention, "type", None), getattr(mention, "status", None)) if x)]
    return {
        "id": _urn(item.id, article.id, str(e.span.start), str(e.span.end)),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
            {"type": "TextualBody", "purpose": "identifying", "value": item.id},
        ],
        "target": {
            "type": "SpecificResource",
            "source": article.url or _urn(article.id),
            "selector": _selectors(e, article),
        },
    }


def _selectors(e: Evidence, article: Article) -> list[Line]:
    start, end = e.span.start, min(e.span.end, e.span.start + EXCERPT)
    text = article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _BESIDE) : start],
        "suffix": text[end : end + _BESIDE],
    }
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _urn(*parts: str) -> str:
    """A name for a thing without an address, the same every time (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'cordiale:' + ':'.join(parts))}"
