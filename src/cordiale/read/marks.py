"""What the names of classes say of a page's parts: sections, pull quotes, boxes, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from cordiale.model.document import BlockLabel
from cordiale.read.lines import key_of
from cordiale.read.phrases import phrases

_SECTION = re.compile(
    r"(?:^|[\s_-])(?:kicker|kick|rubric|rubrik|category|categories|cat|cat-links|eyebrow|overline|section|section-name"
    r"|sec|topic|breadcrumbs?|crumbs?)(?:$|[\s_-])"
)
_BOX = re.compile(
    r"pull-?quote|(?:^|[\s_-])pull(?:$|[\s_-])|key-?(?:points|facts|takeaways)|takeaways|fact-?(?:box|file)|info-?box"
    r"|newsletter-?(?:box|form|signup)|sign-?up|subscription|related|also-?read|read-?(?:also|more)|promo|call-?out"
    r"|donat|support-us|author-?(?:box|bio|info)|share-?bar|tag-?(?:s|list|links)\b|reading-level"
)
_QUOTE = re.compile(r"(?:^|[\s_-])(?:quote|blockquote)(?:$|[\s_-])")
_CAPTION = re.compile(r"caption|(?:^|[\s_-])(?:legend|cutline|img-note|image-note|photo-note)(?:$|[\s_-])")
_LARGEST_BOX = 120
_SECTION_WORDS = 6
_QUOTE_WORDS = 20
_CAPTION_WORDS = 70
_WHOLE = frozenset({"html", "body", "main", "article"})
_BOXES = frozenset({"aside", "div", "section"})
_BLOCKS = ("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd")


def find_marks(tree: HtmlElement) -> dict[str, BlockLabel]:
    """The keys of lines whose elements' classes or place show them to be no running text, with their labels.

    What holds more words than a box does is never marked.
    """
    marks: dict[str, BlockLabel] = {}
    for element in tree.iter():
        named = _names_of(element)
        if named is None or element.tag in _WHOLE:
            continue
        if _SECTION.search(named):
            text = _flat(element)
            if len(text.split()) <= _SECTION_WORDS:
                marks[key_of(text)] = BlockLabel.SECTION
        if _BOX.search(named) or (_QUOTE.search(named) and _is_pulled(element)):
            _mark_box(element, marks)
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6", "b", "strong"):
        box = heading.getparent()
        key = key_of(_flat(heading)) if box is not None and box.tag in _BOXES else None
        if box is not None and key in phrases().boxes and _flat(box).lower().startswith(str(key)):
            _mark_box(box, marks)
    return marks


def _mark_box(element: HtmlElement, marks: dict[str, BlockLabel]) -> None:
    if len(element.text_content().split()) <= _LARGEST_BOX:
        for text in _lines_of(element):
            marks[key_of(text)] = BlockLabel.BOILERPLATE


def _is_pulled(element: HtmlElement) -> bool:
    """Whether a quotation is as short as one pulled out of the text, and no sentence."""
    text = _flat(element)
    return len(text.split()) <= _QUOTE_WORDS and not re.search(r"[.!?][”\"’]?$", text)


def take_marked_captions(tree: HtmlElement) -> list[str]:
    """The texts of elements that are captions by class, or paragraphs beside a picture inside them; taken out."""
    captions: list[str] = []
    for element in list(tree.iter("p", "div", "span", "em", "small", "td", "h6")):
        if element.getparent() is None:
            continue
        named = " ".join((element.get("class") or "", element.get("id") or "")).lower()
        by_class = bool(_CAPTION.search(named))
        if not by_class and not (element.tag == "p" and next(element.iter("img"), None) is not None):
            continue
        text = _flat(element)
        if 3 <= len(text.split()) <= _CAPTION_WORDS:
            captions.append(text)
            element.drop_tree()
    return captions


def _names_of(element: HtmlElement) -> str | None:
    if not isinstance(element.tag, str):
        return None
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip().lower()
    return named or None


def _lines_of(element: HtmlElement) -> Iterator[str]:
    yield _flat(element)
    for block in element.iter(*_BLOCKS):
        yield _flat(block)


def _flat(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
