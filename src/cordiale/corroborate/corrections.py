"""Which pages correct what their outlet told before: what they say stands in the place of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cordiale.model.document import Article
from cordiale.model.mention import Evidence
from cordiale.sources import house_of


@dataclass(frozen=True, slots=True)
class Corrections:
    """The articles (by id) that correct something, with the house of every article and the day it was published on."""

    articles: Mapping[str, Article]
    correcting: frozenset[str]

    def overrules(self, one: str, other: str) -> bool:
        """Whether article `one` is a correction by the outlet of article `other`, which is none and no younger."""
        if one not in self.correcting or other in self.correcting:
            return False
        newer, older = self.articles[one], self.articles[other]
        if not newer.publisher or not older.publisher or house_of(newer.publisher) != house_of(older.publisher):
            return False
        return not (newer.day and older.day) or (newer.day.end or older.day.anchor) >= older.day.anchor

    def is_taken_back(self, evidence: Evidence) -> bool:
        """Whether a correction itself says of these words that they are the wrong ones ('…, not $500 billion')."""
        if evidence.article not in self.correcting:
            return False
        before = self.articles[evidence.article].text[: evidence.span.start][-40:].casefold()
        return bool(_words().withdrawing.search(before))


def find_corrections(articles: Sequence[Article]) -> Corrections:
    """Which of these articles correct what their outlet told before, by their titles and by what they say."""
    by_id = {a.id: a for a in articles}
    return Corrections(by_id, frozenset(id for id, a in by_id.items() if is_correction(a)))


def is_correction(article: Article) -> bool:
    """Whether an article is headed as a correction or says that an earlier telling was wrong."""
    words = _words()
    title = _plain(article.title or "")
    return bool(words.titles.match(title) or words.notices.search(_plain(article.text)))


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
