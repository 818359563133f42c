"""The record as the pages show it: read once, kept in memory for as long as the file says the same."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from cordiale import pipeline, relations
from cordiale.brief.choice import Chosen, Question
from cordiale.corroborate import Place
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.measure import RelationIndex
from cordiale.model.actor import Actor, Dyad
from cordiale.model.document import Article, Span
from cordiale.model.issue import Issue
from cordiale.model.mention import Evidence
from cordiale.model.record import Item, Judgement, Record
from cordiale.model.selection import countries_of
from cordiale.pipeline import Held
from cordiale.relations import Material, Shift
from cordiale.store import Store, StoreError
from cordiale.store.kinds import KINDS
from cordiale.text.sentences import split_sentences

_LOG = logging.getLogger(__name__)
# While pages are being read the record is put together anew at most this often, and for a sixth of the time at most.
_PAUSE_SECONDS = 2.0
_SHARE = 5
_AT_HAND = 300
_SPLIT_AT_HAND = 5_000
# Kinds that are told of a pair where they concern one of its states.
_OF_EITHER = ("commitments", "quantities", "offices")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """A place in an article that an item rests on."""

    kind: str
    item: Item[Any]
    mention: Any
    evidence: Evidence


@dataclass(frozen=True, eq=False)
class Shown:
    """One state of everything held, with what the pages look things up by. `is_behind` says that more was written since."""

    state: str
    today: date
    held: Held
    issues: Sequence[Issue]
    judgements: Sequence[Judgement]
    index: RelationIndex
    material: Material
    lexicon: Lexicon
    record_file: Path
    is_behind: bool = False
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _sentences: dict[str, Sequence[Span]] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        """The record."""
        return self.held.record

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The articles under their ids."""
        return self.held.by_id

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """The names of the articles' pages under the articles' ids."""
        return self.held.documents

    @cached_property
    def items(self) -> Mapping[str, tuple[str, Item[Any]]]:
        """Every item under its id, with its kind (a field of Record)."""
        return {item.id: (kind, item) for kind in KINDS for item in getattr(self.record, kind)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where every mention has come to lie, under its id."""
        return self.held.places()

    @cached_property
    def told_in(self) -> Mapping[str, Sequence[Told]]:
        """What each article tells, in the order of its text."""
        found: dict[str, list[Told]] = defaultdict(list)
        for kind, item in self.items.values():
            for mention in item.mentions:
                for evidence in mention.evidence:
                    found[evidence.article].append(Told(kind, item, mention, evidence))
        return {a: sorted(told, key=lambda t: (t.evidence.span, t.kind, t.item.id)) for a, told in found.items()}

    @cached_property
    def of_state(self) -> Mapping[str, Sequence[tuple[str, Item[Any]]]]:
        """The items that concern each state."""
        found: dict[str, list[tuple[str, Item[Any]]]] = defaultdict(list)
        for kind, item in self.items.values():
            for code in countries_of(item.best):
                found[code].append((kind, item))
        return found

    @cached_property
    def of_name(self) -> Mapping[tuple[str | None, str], Sequence[tuple[str, Item[Any]]]]:
        """The items in which somebody acts, speaks or holds office by name, under state and name."""
        found: dict[tuple[str | None, str], dict[str, tuple[str, Item[Any]]]] = defaultdict(dict)
        for kind, item in self.items.values():
            for mention in item.mentions:
                for actor in named_in(kind, mention):
                    found[actor.country, actor.name or actor.office or ""].setdefault(item.id, (kind, item))
        return {who: list(items.values()) for who, items in found.items()}

    @cached_property
    def shifts(self) -> Sequence[Shift]:
        """The pairs seen lately by how far they moved."""
        from cordiale.model.series import Domain

        return relations.shifts(self.index, Domain.ALL)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under that key from this state, made now where it was not; a few hundred are kept."""
        if key not in self._kept:
            made = make()
            if len(self._kept) >= _AT_HAND:
                self._kept.clear()
            self._kept[key] = made
            return made
        found: T = self._kept[key]
        return found

    def sentence(self, evidence: Evidence) -> Span:
        """The sentence in which the words of an evidence stand, or begin."""
        article = self.articles[evidence.article]
        if article.id not in self._sentences:
            if len(self._sentences) >= _SPLIT_AT_HAND:
                self._sentences.clear()
            self._sentences[article.id] = [s.span for s in split_sentences(article)]
        spans = self._sentences[article.id]
        return spans[evidence.sentence] if evidence.sentence < len(spans) else evidence.span

    def chosen(self, dyad: Dyad) -> Chosen:
        """The items that concern a pair, chosen as for a brief."""
        return Chosen(self._around(dyad), self.articles, Question(dyad))

    def _around(self, dyad: Dyad) -> Record:
        """The part of the record that a pair can be told from: all of either state, and the acts told beside theirs."""
        near: dict[str, dict[str, Item[Any]]] = {kind: {} for kind in KINDS}
        one, other = (dict.fromkeys(i.id for _, i in self.of_state.get(c, ())) for c in (dyad.first, dyad.second))
        for code in (dyad.first, dyad.second):
            for kind, item in self.of_state.get(code, ()):
                if kind in _OF_EITHER or (item.id in one and item.id in other):
                    near[kind][item.id] = item
        core = [i for kind in ("events", "statements", "drivers") for i in near[kind].values()]
        for article in {e.article for i in core for e in i.evidence}:
            near["events"].update((t.item.id, t.item) for t in self.told_in[article] if t.kind == "events")
        return Record(**{kind: tuple(items.values()) for kind, items in near.items()}, twins=self.record.twins)

    def name_of(self, code: str) -> str:
        """The usual name of a state, or the code where there is none."""
        state = self.lexicon.states.get(code)
        return state.names[0] if state else code


def named_in(kind: str, mention: Any) -> Sequence[Actor]:
    """Those whom a mention names as acting, speaking, claiming or holding office."""
    if kind == "events":
        found = [*mention.actors, *mention.recipients]
    elif kind == "statements":
        found = [mention.speaker, *([mention.within] if mention.within else [])]
    elif kind == "drivers":
        found = [mention.claimed_by] if mention.claimed_by else []
    elif kind == "offices":
        found = [Actor(mention.country, None, mention.person, mention.office)]
    else:
        found = []
    return [a for a in found if a.name or (a.country is None and a.office)]


class Shelf:
    """Keeps the state last read of a record file, and renews it when the file has changed.

    A request waits for the first state and for one that it has changed itself; for what another command writes meanwhile
    a thread of its own reads the new state while pages go on showing the former one, and say so. `make_ready` then puts
    together in a thread of its own what is likely to be asked for.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], date] = date.today,
        make_ready: Callable[[Shown], None] = lambda shown: None,
    ) -> None:
        self.path = path
        self._make_ready = make_ready
        self._clock = clock
        self._lexicon = load_lexicon()
        self._shown: Shown | None = None
        self._building = threading.Lock()
        self._next = 0.0

    def open(self) -> Store:
        """The record file, to be closed by the caller; UsageError or StoreError where it cannot be used."""
        return Store(self.path, must_exist=True)

    def now(self) -> Shown:
        """The record as it is, or as it was just before another command began to change it."""
        with self.open() as store:
            state = _state(store, self._clock())
        shown = self._shown
        if shown is None:
            return self.renewed()
        if shown.state == state:
            return shown
        if time.monotonic() >= self._next and self._building.acquire(blocking=False):
            threading.Thread(target=self._renew_beside, daemon=True).start()
        behind = copy(shown)  # with all that it has looked up already
        object.__setattr__(behind, "is_behind", True)
        return behind

    def renewed(self) -> Shown:
        """The record as it is now, whoever changed it."""
        with self._building:
            return self._build()

    def _renew_beside(self) -> None:
        try:
            self._build()
        except StoreError as e:
            _LOG.warning("the pages show an earlier state: %s", e)
        finally:
            self._building.release()

    def _build(self) -> Shown:
        begun = time.monotonic()
        with self.open() as store:
            state = _state(store, self._clock())
            if self._shown is None or self._shown.state != state:
                self._shown = _read(store, state, self._clock(), self._lexicon)
                threading.Thread(target=self._make_ready, args=(self._shown,), daemon=True).start()
        taken = time.monotonic() - begun
        self._next = time.monotonic() + max(_PAUSE_SECONDS, _SHARE * taken)
        return self._shown


def _state(store: Store, today: date) -> str:
    """What a page depends on: pages, judgements, event files, trouble, and the day."""
    with store.snapshot():
        files = " ".join(f"{f.id}{f.stage}" for f in store.coded.files())
        return f"{store.changes}|{len(store.issues())}|{files}|{today}"


def _read(store: Store, state: str, today: date, lexicon: Lexicon) -> Shown:
    held = pipeline.hold(store)
    index, material = relations.index_of(store, today)
    shown = Shown(state, today, held, store.issues(), store.judgements(), index, material, lexicon, store.path)
    # Made here and not by the first who asks.
    _ = shown.articles, shown.items, shown.places, shown.told_in, shown.of_state, shown.of_name, shown.shifts
    return shown


def current(request: Request) -> Shown:
    """The record as it is shown now."""
    shelf: Shelf = request.app.state.shelf
    return shelf.now()


Now = Annotated[Shown, Depends(current)]
