"""One state of the record, looked up in its file, with what is reckoned from it."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from cordiale import choosing, joining
from cordiale.brief.choice import Chosen, Question
from cordiale.corroborate import Place
from cordiale.lexicon import Lexicon
from cordiale.measure import RelationIndex
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.document import Article, Span
from cordiale.model.issue import Issue
from cordiale.model.mention import Evidence
from cordiale.model.record import Item, Judgement
from cordiale.relations import Material, Shift
from cordiale.store import Store
from cordiale.store.heads import Head
from cordiale.text.sentences import sentences_around
from cordiale.web.made import Made
from cordiale.web.stores import Lookup, Stores

_AT_HAND = 1_500
_SPLIT_AT_HAND = 20_000
_ITEMS_AT_HAND, _ARTICLES_AT_HAND, _TOLD_AT_HAND = 8_000, 2_000, 500
# Of each kind so many items at most, the latest, are weighed for what is said of a pair.
LATEST = 200
Found = tuple[str, Item[Any]]
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
    """One state of everything held, looked up in the file. `is_behind` says that more was written since."""

    state: str
    today: date
    made: Made
    lexicon: Lexicon
    record_file: RecordAddress
    stores: Stores
    is_behind: bool = False
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _making: dict[Hashable, threading.RLock] = field(default_factory=dict)
    _sentences: dict[tuple[str, Span], Span] = field(default_factory=dict)

    def reading(self) -> AbstractContextManager[Store]:
        """The record file as it was in this state."""
        return self.stores.lend()

    @property
    def index(self) -> RelationIndex:
        """The index of all pairs."""
        return self.made.index

    @property
    def material(self) -> Material:
        """What the index is made of."""
        return self.made.material

    @property
    def shifts(self) -> Sequence[Shift]:
        """The pairs seen lately by how far they moved."""
        return self.made.shifts

    @cached_property
    def issues(self) -> Sequence[Issue]:
        """What could not be read."""
        with self.reading() as store:
            return store.issues()

    @cached_property
    def judgements(self) -> Sequence[Judgement]:
        """The ledger."""
        with self.reading() as store:
            return store.judgements()

    @cached_property
    def articles(self) -> Lookup[str, Article]:
        """The articles under their ids."""

        def find(id: str) -> Article | None:
            with self.reading() as store:
                return store.article(id)

        def together(ids: Sequence[str]) -> Mapping[str, Article]:
            with self.reading() as store:
                return store.together.articles(ids)

        return Lookup(find, _ARTICLES_AT_HAND, together)

    @cached_property
    def heads(self) -> Lookup[str, Head]:
        """The articles as lists show them, under their ids."""

        def find(id: str) -> Head | None:
            with self.reading() as store:
                if head := store.heads.get(id):
                    return head
            # One that was taken out a moment ago, or is not joined yet.
            a = self.articles.get(id)
            return Head(id, a.document, a.day.anchor.isoformat() if a.day else None, a.publisher, 0) if a else None

        def together(ids: Sequence[str]) -> Mapping[str, Head]:
            with self.reading() as store:
                return store.together.heads(ids)

        return Lookup(find, _ITEMS_AT_HAND, together)

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """The names of the articles' pages under the articles' ids."""

        def find(id: str) -> str | None:
            head = self.heads.get(id)
            return head.document if head else None

        return Lookup(find, _ITEMS_AT_HAND)

    @cached_property
    def items(self) -> Lookup[str, Found]:
        """Every item under its id, with its kind (a field of Record)."""

        def find(id: str) -> Found | None:
            with self.reading() as store:
                return store.items.get([id]).get(id)

        def together(ids: Sequence[str]) -> Mapping[str, Found]:
            with self.reading() as store:
                return store.together.items(ids)

        return Lookup(find, _ITEMS_AT_HAND, together)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where every mention has come to lie, under its id."""

        def find(id: str) -> Place | None:
            with self.reading() as store:
                place = store.tellings.places([id]).get(id)
            return Place(*place) if place else None

        return Lookup(find, _ITEMS_AT_HAND)

    @cached_property
    def told_in(self) -> Mapping[str, Sequence[Told]]:
        """What each article tells, in the order of its text."""

        def find(id: str) -> Sequence[Told]:
            with self.reading() as store:
                items = store.items.told_in(id)
            told = [Told(k, i, m, e) for k, i in items for m in i.mentions for e in m.evidence if e.article == id]
            return sorted(told, key=lambda t: (t.evidence.span, t.kind, t.item.id))

        return Lookup(find, _TOLD_AT_HAND)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under that key from this state, made now where it was not; many are kept."""
        if key not in self._kept:
            # Those who ask at the same time wait for one of them.
            with self._making.setdefault(key, threading.RLock()):
                if key not in self._kept:
                    made: T = pickle.loads(self.made.ready[key]) if key in self.made.ready else make()
                    for former in list(self._kept)[: _AT_HAND // 2] if len(self._kept) >= _AT_HAND else ():
                        self._kept.pop(former, None)
                    self._kept[key] = made
                    return made
            self._making.pop(key, None)
        found: T = self._kept[key] if key in self._kept else make()
        return found

    def lately(self, most: int) -> Sequence[Dyad]:
        """The pairs that were asked for, those of last, so many at most."""
        return [key for key in list(self._kept) if isinstance(key, Dyad)][-most:]

    def has(self, key: Hashable) -> bool:
        """Whether something was made under that key already, or put together beforehand."""
        return key in self._kept or key in self.made.ready

    def sentence(self, evidence: Evidence) -> Span:
        """The sentences in which the words of an evidence stand, whole."""
        key = evidence.article, evidence.span
        if key not in self._sentences:
            if len(self._sentences) >= _SPLIT_AT_HAND:
                self._sentences.clear()
            self._sentences[key] = sentences_around(self.articles[evidence.article], evidence.span)
        return self._sentences[key]

    def chosen(self, dyad: Dyad) -> Chosen:
        """The items that concern a pair, chosen as for a brief from the latest of each kind."""
        with self.reading() as store:
            record, leaves = choosing.around(store, dyad, LATEST)
        return Chosen(record, leaves, Question(dyad), self._acts_in)

    def _acts_in(self, articles: Iterable[str]) -> Mapping[str, Sequence[frozenset[str]]]:
        with self.reading() as store:
            return store.together.acts_in(articles)

    def name_of(self, code: str) -> str:
        """The usual name of a state, or the code where there is none."""
        return self.lexicon.name_of(code)


def shown_of(path: RecordAddress, record_file: RecordAddress, made: Made, today: date, lexicon: Lexicon) -> Shown:
    """The present state of a file, with what was reckoned from it or from one shortly before."""
    stores = Stores(path, lambda store: state_of(store, today, of_record=True))
    return Shown(stores.state, today, made, lexicon, record_file, stores)


def state_of(store: Store, today: date, *, of_record: bool = False) -> str:
    """What a page depends on: pages, judgements, event files, trouble, and the day; `of_record`, as far as they are joined."""
    with store.snapshot():
        files = " ".join(f"{f.id}{f.stage}" for f in store.coded.files())
        changes = "part" if of_record and not joining.is_joined(store) else str(store.changes)
        return f"{changes}|{store.count_issues()}|{files}|{today}"
