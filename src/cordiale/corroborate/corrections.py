"""Which pages correct what their outlet told before: what they say stands in the place of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cordiale.model.document import Article
from cordiale.model.mention import Evidence


def is_correction(article: Article) -> bool:
    """Whether an article is headed as a correction or says that an earlier telling was wrong."""
    words = _words()
    title = _plain(article.title or "")
    return bool(words.titles.match(title) or words.notices.search(_plain(article.text)))


def are_taken_back(evidence: Sequence[Evidence], correction: Article) -> bool:
    """Whether a correction itself says of all these words in it that they are the wrong ones ('…, not $500 billion')."""
    withdrawing = _words().withdrawing
    return all(withdrawing.search(correction.text[: e.span.start][-40:].casefold()) for e in evidence)


@dataclass(frozen=True, slots=True)
class _Words:
    titles: re.Pattern[str]
    notices: re.Pattern[str]
    withdrawing: re.Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(files("cordiale.corroborate").joinpath("corrections.toml").read_text("utf-8"))
    return _Words(
        titles=re.compile(rf"(?:{_any(table['titles'])})\s*(?:[:—–|-]|$)"),
        notices=re.compile(rf"\b(?:{_any(table['notices'])})\b"),
        withdrawing=re.compile(rf"\b(?:{_any(table['withdrawing'])})\s+(?:the |a )?$"),
    )


def _any(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))


def _plain(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text.casefold().replace("’", "'")).strip()
