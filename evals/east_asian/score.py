"""The invented pages of a language read and held against what a careful reader marked on them.

An actor is its words with its states and person; a statement its speaker with the first characters said; a date its words with
the interval; an act its type, status and sides. All are counted as F1 over the twelve pages of a language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cordiale.extract.east_asian.actors import find_east_asian_actors
from cordiale.extract.east_asian.reading import read_east_asian
from cordiale.lexicon import load_lexicon
from cordiale.lexicon.east_asian import load_east_asian
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.mention import ActorMention, EventMention, Mentions, Standpoint
from cordiale.model.time import DateInterval
from cordiale.text.east_asian_dates import find_east_asian_dates
from cordiale.text.sentences import split_sentences

# The pages that the rules were mended by, and those that they were not.
SETS = ("ja", "zh", "ja_unseen", "zh_unseen")
KINDS = ("actors", "said", "dates", "acts", "acts typed")
# So many characters of what is said tell which words are meant.
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found and right, found at all, and to be found."""

    right: int
    found: int
    marked: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.marked)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what was marked and found on it, kind by kind."""

    text: str
    marked: dict[str, frozenset[str]]
    found: dict[str, frozenset[str]]


@cache
def pages(name: str) -> tuple[Page, ...]:
    """The pages of a set, read."""
    table = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return tuple(_read(name.partition("_")[0], row) for row in table["page"])


def score(name: str) -> dict[str, Counts]:
    """The counts of each kind over all pages of a set."""
    counted = {}
    for kind in KINDS:
        of_pages = [(p.marked[kind], p.found[kind]) for p in pages(name)]
        counted[kind] = Counts(
            sum(len(m & f) for m, f in of_pages), sum(len(f) for _, f in of_pages), sum(len(m) for m, _ in of_pages)
        )
    return counted


def article_of(language: str, row: dict[str, Any]) -> Article:
    """The article of a marked page: its first line is the title, the others are body."""
    text = row["text"].strip("\n")
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        blocks.append(Block(Span(at, at + len(line)), BlockLabel.BODY if n else BlockLabel.TITLE))
        at += len(line) + 1
    published = Publication(DateInterval.day(row["day"]), DateBasis.EXPLICIT)
    return Article("ar_1", "page.txt", "c0ffee", text, tuple(blocks), language=language, published=published)


def _read(language: str, row: dict[str, Any]) -> Page:
    article = article_of(language, row)
    sentences = split_sentences(article)
    mentions = read_east_asian(article, load_lexicon())
    actors = find_east_asian_actors(article, sentences, load_east_asian(language), load_lexicon())
    dates = find_east_asian_dates(article, sentences)
    found = {
        "actors": frozenset(
            _words(article.text, m) for m in actors if m.standpoint is not Standpoint.PLACE and m.rule != "tie"
        ),
        "said": frozenset(_statements(mentions)),
        "dates": frozenset(
            f"{d.span.of(article.text)}={d.interval}" for told in dates.values() for d in told if d.interval
        ),
        "acts": frozenset(_act(e) for e in mentions.events),
    }
    marked = {"dates": frozenset(row["dates"])}
    marked["actors"] = frozenset(_in_order(a, "+") for a in row["actors"])
    marked["acts"] = frozenset(_in_order_of_sides(a) for a in row["acts"])
    marked["said"] = frozenset(_marked_statement(s) for s in row["said"])
    for acts in (marked, found):
        acts["acts typed"] = frozenset(_typed(a) for a in acts["acts"])
    return Page(article.text, marked, found)


def _words(text: str, mention: ActorMention) -> str:
    named = mention.actors[0].name if len(mention.actors) == 1 else None
    states = "+".join(sorted({a.country or "" for a in mention.actors}))
    is_person = mention.actors[0].office is not None and named is not None and named not in _organisations()
    return f"{mention.span.of(text)}={states}" + (f"/{named}" if is_person else "")


def _statements(mentions: Mentions) -> Iterator[str]:
    for q in mentions.statements:
        yield f"{_speaker(q.speaker)}: {q.quote[:_OPENING]}"


@cache
def _organisations() -> frozenset[str]:
    return frozenset(o.names[0] for o in load_lexicon().organisations.values())


def _speaker(actor: Actor) -> str:
    is_person = actor.office is not None and actor.name is not None and actor.name not in _organisations()
    return f"{actor.country}/{actor.name}" if is_person else f"{actor.country}"


def _marked_statement(marked: str) -> str:
    speaker, _, words = marked.partition(": ")
    return f"{speaker}: {words[:_OPENING]}"


def _act(event: EventMention) -> str:
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    sides = f"{' '.join(actors)} > {' '.join(recipients)}" if recipients else " ".join(actors)
    return f"{event.type} {event.status} {sides}"


def _codes(actors: Sequence[Actor]) -> list[str]:
    return sorted({a.country or "" for a in actors})


def _in_order(marked: str, between: str) -> str:
    words, _, states = marked.partition("=")
    return f"{words}={between.join(sorted(states.split(between)))}"


def _in_order_of_sides(marked: str) -> str:
    kind, status, *states = marked.split()
    actors, _, recipients = " ".join(states).partition(" > ")
    sides = " > ".join(" ".join(sorted(side.split())) for side in (actors, recipients) if side)
    return f"{kind} {status} {sides}"


def _typed(act: str) -> str:
    """The type of an act with its states in no order, whatever its status."""
    kind, _, *states = act.split()
    return " ".join([kind, *sorted(s for s in states if s != ">")])
