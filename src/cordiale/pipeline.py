"""The path: captures -> articles -> mentions -> record. Start reading here."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cordiale import joining
from cordiale.brief import busiest_pair, compose
from cordiale.brief.compose import Question
from cordiale.corroborate import Place, assemble, places_of, standing_judgements
from cordiale.export.lines import SHAPES
from cordiale.extract.actors import find_actors
from cordiale.extract.commitments import PromiseRules, find_commitments
from cordiale.extract.dating import find_dates_of, infer_publication
from cordiale.extract.drivers import CausalRules, find_drivers
from cordiale.extract.east_asian.reading import read_east_asian
from cordiale.extract.events import ActWeights, code_events
from cordiale.extract.groupings import find_groupings
from cordiale.extract.offices import find_offices
from cordiale.extract.quantities import find_quantities
from cordiale.extract.quotations import find_quotations
from cordiale.lexicon import Lexicon
from cordiale.lexicon.digest import tables_digest
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief
from cordiale.model.document import EAST_ASIAN, Article, Capture
from cordiale.model.issue import Issue, Rejected, UsageError
from cordiale.model.mention import Mentions
from cordiale.model.reading import Reader
from cordiale.model.record import Judgement, Record
from cordiale.read import read_page
from cordiale.store import Store
from cordiale.text.sentences import split_sentences

# Raised when what the stages give for the same page changes, so that stored results are made anew.
STAGES = "4"


@dataclass(frozen=True, slots=True)
class Instruments:
    """What pages are read with: the words we know, the reader of sentences, and rules that are made once for all pages."""

    lexicon: Lexicon
    reader: Reader
    promises: PromiseRules
    causes: CausalRules
    acts: ActWeights | None = None

    @classmethod
    def of(cls, lexicon: Lexicon, reader: Reader, acts: ActWeights | None = None) -> Instruments:
        """The instruments that a lexicon and a reader make, with the rules for where the reader finds nothing.

        `acts` are the weights that come with a reader of roles.
        """
        return cls(lexicon, reader, PromiseRules(lexicon.cues), CausalRules(lexicon.cues), acts)

    @property
    def stage(self) -> str:
        """The version of the stages with the digests of lexicon and reader: the key under which results are kept."""
        parts = f"{STAGES}|{tables_digest()}|{self.reader.name}|{self.reader.digest}|{self.acts}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


ReadPage = tuple[Article, Mentions] | Issue
"""An article with all that it says, or why its page could not be read."""


class Workforce(Protocol):
    """Those who read pages, `at_once` of them at a time."""

    @property
    def at_once(self) -> int:
        """How many pages may be under way."""

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        """Give a page to be read; what is returned waits for the result."""


_UnderWay = tuple[str, Capture, Callable[[], ReadPage]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run of `read_captures` did: pages read anew, of them those that took the place of an earlier page of the same
    name, pages already held unchanged, and what was not read.
    """

    read: int
    replaced: int
    unchanged: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The record and the articles that it rests on, from one state of the file."""

    record: Record
    articles: tuple[Article, ...]

    @property
    def by_id(self) -> dict[str, Article]:
        """The articles under their ids."""
        return {a.id: a for a in self.articles}

    @property
    def documents(self) -> dict[str, str]:
        """The names of the articles' pages under the articles' ids."""
        return {a.id: a.document for a in self.articles}

    def places(self) -> dict[str, Place]:
        """Where every mention of the record has come to lie, under its id, which a judgement may name."""
        return places_of(self.record, self.documents)


@dataclass(frozen=True, slots=True)
class Lost:
    """An item that a standing judgement rests on and that the record has no more, with its page where that is known."""

    judgement: Judgement
    item: str
    document: str | None
    is_page_held: bool


def read_article(article: Article, instruments: Instruments) -> Mentions:
    """All that an article says, from its text alone."""
    lexicon = instruments.lexicon
    if article.language in EAST_ASIAN:
        return read_east_asian(article, lexicon)
    sentences = split_sentences(article)
    readings = instruments.reader.read(article, sentences)
    dates = find_dates_of(article, sentences, lexicon)
    actors = find_actors(article, sentences, lexicon, article.day)
    quotations = find_quotations(article, readings, actors, lexicon.cues)
    return Mentions(
        article.id,
        events=tuple(code_events(article, readings, actors, dates, instruments.acts)),
        statements=tuple(quotations),
        commitments=tuple(find_commitments(article, readings, actors, dates, instruments.promises)),
        drivers=tuple(find_drivers(article, readings, actors, quotations, instruments.causes)),
        quantities=tuple(find_quantities(article, sentences, actors, dates)),
        offices=tuple(find_offices(article, actors, dates, lexicon)),
        groupings=tuple(find_groupings(article, sentences, actors, lexicon)),
    )


def dated(article: Article, lexicon: Lexicon) -> Article:
    """The article, dated by the office-holders it names where the page itself does not tell its day."""
    if article.published is not None:
        return article
    return replace(article, published=infer_publication(article, split_sentences(article), lexicon))


def read_capture(capture: Capture, instruments: Instruments) -> ReadPage:
    """The article of a page with all that it says, or why it cannot be read."""
    try:
        article = dated(read_page(capture), instruments.lexicon)
    except Rejected as e:
        return Issue(capture.name, e.code, e.what)
    return article, read_article(article, instruments)


def read_captures(
    captures: Iterable[Capture | Issue],
    store: Store,
    instruments: Instruments,
    on_page: Callable[[str], None] = lambda name: None,
    workforce: Workforce | None = None,
) -> Summary:
    """Read pages into the record file; each page is kept whole, in the order in which they come, and a bad one is an Issue.

    A `workforce` reads several pages at once; the record is the same as without.
    """
    tally = _Tally()
    under_way: deque[_UnderWay] = deque()
    workers = workforce or _Alone(instruments)
    for capture in map(storable, captures):
        # What is under way has no name in the record yet; two folders may have files of one name.
        while under_way and (
            len(under_way) >= workers.at_once or _name_of(capture) in {name for name, _, _ in under_way}
        ):
            on_page(_keep(under_way.popleft(), store, instruments.stage, tally))
        name = _name_of(capture)
        if isinstance(capture, Capture):
            capture = store.named_apart(capture)
        if isinstance(capture, Issue):
            store.save_issue(capture)
            tally.issues.append(capture)
            on_page(name)
        elif store.is_read(capture, instruments.stage):
            earlier = store.issues_of(capture.name)
            tally.unchanged += not earlier
            tally.issues += earlier
            on_page(capture.name)
        else:
            under_way.append((name, capture, workers.begin(capture)))
    while under_way:
        on_page(_keep(under_way.popleft(), store, instruments.stage, tally))
    return Summary(tally.read, tally.replaced, tally.unchanged, tuple(tally.issues))


@dataclass(slots=True)
class _Tally:
    """What a run of `read_captures` has done so far."""

    read: int = 0
    replaced: int = 0
    unchanged: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Alone:
    """Nobody but the process itself: a page is read when its result is asked for."""

    instruments: Instruments
    at_once: int = 1

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        return lambda: read_capture(capture, self.instruments)


def _name_of(capture: Capture | Issue) -> str:
    return capture.document if isinstance(capture, Issue) else capture.name


def _keep(page: _UnderWay, store: Store, stage: str, tally: _Tally) -> str:
    """Wait for a page, keep it, and return its name."""
    _, capture, result = page
    is_known = store.has_page(capture.name)
    found = result()
    if isinstance(found, Issue):
        store.save_rejected(capture, stage, found)
        tally.issues.append(found)
    else:
        store.save_page(capture, stage, *found)
        tally.read += 1
        tally.replaced += is_known
    return capture.name


def storable(capture: Capture | Issue) -> Capture | Issue:
    """The same with question marks for halves of characters in names and metadata, which cannot be written as UTF-8."""
    if isinstance(capture, Issue):
        return replace(capture, document=_whole(capture.document), what=_whole(capture.what))
    metadata = tuple((_whole(key), _whole(value)) for key, value in capture.metadata)
    url, origin = capture.url and _whole(capture.url), capture.origin and _whole(capture.origin)
    return replace(capture, name=_whole(capture.name), url=url, metadata=metadata, origin=origin)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def hold(store: Store) -> Held:
    """The whole record with its articles, joined first where pages or judgements came since.

    All is read from one state of the file, so that a reading that goes on beside this one cannot tear it. A file that may
    only be read and is behind is joined in memory.
    """
    while True:
        with store.snapshot():
            is_joined = joining.is_joined(store)
            if is_joined or store.is_read_only:
                articles = tuple(store.articles())
                return Held(store.record() if is_joined else _assembled(store, articles), articles)
        joining.join(store)


def _assembled(store: Store, articles: tuple[Article, ...]) -> Record:
    return assemble(articles, tuple(store.mentions()), store.judgements(), joining.owners_told(store))


def lost_judgements(store: Store) -> list[Lost]:
    """What the judgements in force rest on and the record has no more: their pages have changed or were taken out."""
    lost = []
    for j in standing_judgements(store.judgements()):
        held = store.tellings.buckets_of(j.items)
        pages = dict(zip(j.items, j.documents, strict=False))
        for id in j.items:
            page = pages.get(id)
            if id not in held:
                lost.append(Lost(j, id, page, page is not None and store.has_page(page)))
    return lost


def current_record(store: Store) -> Record:
    """The record, rebuilt first where it no longer says all that pages and judgements say."""
    return hold(store).record


def brief_of(
    held: Held,
    issues: Sequence[Issue],
    lexicon: Lexicon,
    dyad: Dyad | None = None,
    choice: Callable[[Dyad], Question] = Question,
) -> Brief:
    """The brief of a pair, or of the busiest one, by what `choice` asks of it.

    UsageError when the record tells of no pair at all, or holds no item that is picked by hand.
    """
    pair = dyad or busiest_pair(held.record)
    if pair is None:
        raise UsageError("the record tells of no act between two states yet; read more pages with cordiale read PAGES")

    asked = choice(pair)
    unknown = sorted((asked.pinned | asked.dropped) - held.places().keys()) if asked.pinned | asked.dropped else []
    if unknown:
        raise UsageError(f"no item {', '.join(unknown)} in the record; `cordiale events --json` shows the ids")
    return compose(held.record, held.by_id, issues, asked, lexicon.name_of)


def ungrounded(store: Store) -> list[str]:
    """Every evidence whose words do not stand where it says, as a line each; empty when all do."""
    faults = []
    with store.snapshot():
        for article, mentions in zip(store.articles(), store.mentions(), strict=True):
            for mention in (m for kind in SHAPES for m in getattr(mentions, kind)):
                for e in mention.evidence:
                    if e.article != article.id or e.span.of(article.text) != e.quote:
                        faults.append(f"{e.article} {e.span.start}-{e.span.end}: the words there are not {e.quote!r}")
    return faults
