"""HTML without a parser, in one pass: how deep it nests, and its text when it is too deep, too large or too broken to
parse.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
# Elements that need no end tag (HTML Standard, 13.1.2.4), or never have one, tell nothing of depth.
_FLAT = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp br hr img input meta link "
    "source wbr area base col embed param track".split()
)
_SILENT = ("script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe", "textarea", "select")
_BREAKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table section article header footer main aside "
    "blockquote figure figcaption title hr dt dd pre address body head html option".split()
)
_COMMENT = ("<!--", "-->")


def nesting_depth(markup: str) -> int:
    """How many elements stand open inside one another at the deepest place; elements without end tags are left out."""
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def strip_markup(markup: str) -> str:
    """The text of a page with a line for each block, without scripts, styles, menus and comments; linear in its
    length.
    """
    text = _without(markup, *_COMMENT)
    for name in _SILENT:
        text = _without(text, f"<{name}", f"</{name}")
    text = " ".join(text.split())
    return unescape(_TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKS else "", text))


def _without(text: str, opening: str, closing: str) -> str:
    """The text without every stretch from an opening mark to its closing one; an opening without closing is left as it
    is.
    """
    folded = text.lower()
    if len(folded) != len(text):
        # A few capitals change length in lower case; then only the usual spelling is found.
        folded = text
    kept: list[str] = []
    at = 0
    while (start := folded.find(opening, at)) >= 0:
        end = folded.find(closing, start + len(opening))
        if end < 0:
            break
        kept.append(text[at:start])
        end = folded.find(">", end)
        at = len(text) if end < 0 else end + 1
    kept.append(text[at:])
    return " ".join(kept)
