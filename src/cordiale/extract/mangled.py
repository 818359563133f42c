"""Apostrophes that a page's encoding has mangled put right, every other character in its place."""

from __future__ import annotations

import re
from dataclasses import replace

from cordiale.model.document import Article

# U+2019 written as its escape without the backslash, and its bytes in UTF-8 read as Windows-1252.
_MANGLED = re.compile(r"(?<=[A-Za-z.])u201[89]|â€[™˜]")


def with_apostrophes(article: Article) -> Article:
    """The article with mangled apostrophes as '’', spaces before them, so that all offsets stay; itself when it has none."""
    if "u201" not in article.text and "â€" not in article.text:
        return article
    return replace(article, text=_MANGLED.sub(lambda m: "’".rjust(len(m[0])), article.text))
