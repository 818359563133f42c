"""What joining tellings into items works on: articles as witnesses, and mentions as they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cordiale.model.time import DateInterval

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Witness:
    """What the standing of items needs to know of an article.

    `house` is the owner of its publisher; `voices` are the owner and the agencies it speaks for, its site where it does
    not name its publisher; `family` is the smallest id among the articles that are copies of one another by steps.
    """

    article: str
    document: str
    house: str | None
    day: DateInterval | None
    voices: tuple[str, ...]
    is_correction: bool
    family: str

    def overrules(self, other: Witness) -> bool:
        """Whether this is a correction by the outlet of another article, which is none and no younger."""
        if not self.is_correction or other.is_correction:
            return False
        if self.house is None or self.house != other.house:
            return False
        return not (self.day and other.day) or (self.day.end or other.day.anchor) >= other.day.anchor


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with its id, the words that it is compared by, and the days its page was published on.

    `is_taken_back` says that its page, a correction, tells it as what was wrong.
    """

    id: str
    mention: Any
    words: Words
    page: DateInterval | None
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """The mentions of a kind (a field of Record) that are compared with one another, by what they have in common."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention as it is compared, and the bucket of those it is compared with."""

    bucket: Bucket
    told: Told
