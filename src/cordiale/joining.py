"""From what articles tell to the record, bit by bit: only what new pages and judgements touch is joined anew.

What comes out is what `corroborate.assemble` makes of everything at once, whatever the order in which pages came and
went. Each part is one transaction, after which the file is whole; a run that is cut off goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cordiale.corroborate import standing_judgements
from cordiale.corroborate.assemble import gather, tell
from cordiale.corroborate.copies import NEAR, runs_of, twin
from cordiale.corroborate.similarity import CROWD, SHARED, containment, sampled
from cordiale.corroborate.witness import witness_of
from cordiale.model.document import Article
from cordiale.model.record import Item, Judgement, Verdict
from cordiale.model.telling import Bucket
from cordiale.model.watching import Publisher
from cordiale.sources import plain_name
from cordiale.store import Store

# Raised when what joining makes of the same mentions changes, so that the record is made anew.
JOINING = "1"
# Articles that are taken in by one transaction, and buckets that are joined together.
_PART = 1_000
_BUCKETS = 500
# Groups of buckets that are read and written together, which a server at a distance is thankful for.
_AT_ONCE = 50
_JUDGED = "judged"


def is_joined(store: Store) -> bool:
    """Whether the record says all that pages and judgements say."""
    return store.built_from == _state(store)


def join(store: Store, on_part: Callable[[int], None] = lambda left: None) -> None:
    """Bring the record up to what pages and judgements say; `on_part` is told after each part how many articles are left."""
    while not is_joined(store):
        with store.change():
            _join_part(store)
            left = store.tellings.count_fresh()
        on_part(left)


def join_judged(store: Store) -> None:
    """Join anew what judgements since the last joining are on, and that alone: what else is due stays so.

    A record that was never joined, or by another version, is joined whole.
    """
    if (store.built_from or "").split("|")[0] != JOINING:
        join(store)
        return
    with store.change():
        was_joined = store.built_from == f"{JOINING}|{store.changes - 1}"
        judgements = store.judgements()
        judged = _note_judged(store, judgements)
        standing = standing_judgements(judgements)
        _join_buckets(store, judged, _joined_buckets(store, standing), standing)
        if was_joined and judged:
            store.mark_built(_state(store))


def _state(store: Store) -> str:
    return f"{JOINING}|{store.changes}"


def _join_part(store: Store) -> None:
    if (store.built_from or "").split("|")[0] != JOINING:
        store.tellings.begin_anew()
        store.keep(_JUDGED, "0")
    judgements = store.judgements()
    _note_judged(store, judgements)
    copies = _Copies(store)
    copies.take_out()
    owners = owners_told(store)
    for article, mentions in store.tellings.fresh(_PART):
        runs = runs_of(article)
        copies.take_in(article, runs)
        sample = sampled(runs)
        store.tellings.keep(article, witness_of(article, owners), sample.tobytes(), tell(article, mentions))
    copies.compare()
    standing = standing_judgements(judgements)
    together = _joined_buckets(store, standing)
    while due := store.tellings.due(_BUCKETS):
        _join_buckets(store, due, together, standing)
    is_whole = store.tellings.count_fresh() == 0
    store.mark_built(_state(store) if is_whole else f"{JOINING}|part")


# --- owners ---


def owners_told(store: Store) -> dict[str, str]:
    """Who owns the publishers that are watched, as their files say, by the plain names of publishers and their sites."""
    return {
        plain_name(name): p.source.owner
        for p in store.watches.publishers()
        if p.source.owner
        for name in (p.source.name, *p.hosts)
    }


def join_anew(store: Store, publisher: Publisher) -> None:
    """Have the articles of a publisher joined anew, since who owns it is news: two papers of one owner are one witness."""
    names = {plain_name(name) for name in (publisher.source.name, *publisher.hosts)}
    with store.change():
        # An article without a publisher may be known by its site.
        signed = [name for name in store.tellings.publishers() if not name or plain_name(name) in names]
        is_due = sum(store.tellings.expect_anew(name) for name in signed)
        if is_due and (store.built_from or "").startswith(f"{JOINING}|"):
            store.mark_built(f"{JOINING}|part")


# --- judgements ---


def _note_judged(store: Store, judgements: Sequence[Judgement]) -> list[Bucket]:
    """Make due what the judgements since the last joining are on, and say what that is."""
    by_id = {j.id: j for j in judgements}
    last = int(store.kept(_JUDGED) or 0)
    items: set[str] = set()
    for j in judgements:
        if (j.id or 0) > last:
            at: Judgement | None = j
            while at is not None:
                items.update(at.items)
                at = by_id.get(at.undoes) if at.undoes is not None else None
    judged = sorted(set(store.tellings.buckets_of(items).values()))
    if items:
        store.tellings.make_due(judged)
        store.keep(_JUDGED, str(max(j.id or 0 for j in judgements)))
    return judged


def _joined_buckets(store: Store, standing: Sequence[Judgement]) -> dict[Bucket, set[Bucket]]:
    """The buckets that judgements have put together with each bucket, itself among them."""
    together: dict[Bucket, set[Bucket]] = {}
    for j in standing:
        if j.verdict is not Verdict.SAME:
            continue
        by_kind: dict[str, set[Bucket]] = defaultdict(set)
        for bucket in store.tellings.buckets_of(j.items).values():
            by_kind[bucket.kind].add(bucket)
        for buckets in by_kind.values():
            joined = set().union(*(together.get(b, {b}) for b in buckets))
            together |= dict.fromkeys(joined, joined)
    return together


# --- buckets ---


def _join_buckets(
    store: Store, due: Iterable[Bucket], together: dict[Bucket, set[Bucket]], standing: Sequence[Judgement]
) -> None:
    seen: set[Bucket] = set()
    groups: list[list[Bucket]] = []
    for bucket in due:
        if bucket not in seen:
            groups.append(sorted(together.get(bucket, {bucket})))
            seen.update(groups[-1])
    for begin in range(0, len(groups), _AT_ONCE):
        _join_some(store, groups[begin : begin + _AT_ONCE], standing)
    store.tellings.done(seen)


def _join_some(store: Store, groups: Sequence[Sequence[Bucket]], standing: Sequence[Judgement]) -> None:
    """Join the mentions of each group of buckets; of several groups, what is read and written goes together."""
    told, witnesses = store.tellings.told(bucket for buckets in groups for bucket in buckets)
    made = {t.id: bucket for bucket, some in told.items() for t in some}
    items: dict[str, list[Item[Any]]] = defaultdict(list)
    owners: list[tuple[str, str]] = []
    for buckets in groups:
        own = [t for bucket in buckets for t in told.get(bucket, ())]
        ids = {t.id for t in own}
        of_these = [j for j in standing if not ids.isdisjoint(j.items)]
        for item, members in gather(buckets[0].kind, own, witnesses, of_these):
            items[buckets[0].kind].append(item)
            owners += [(id, item.id) for id in members]
    for kind in sorted({bucket.kind for buckets in groups for bucket in buckets}):
        of_kind = [bucket for buckets in groups for bucket in buckets if bucket.kind == kind]
        store.items.replace(kind, of_kind, made, items[kind])
    store.items.point(owners)


# --- copies ---


@dataclass(slots=True)
class _Copies:
    """Which articles are near copies of those that come, kept as `similarity.near_pairs` finds them among all at once.

    An article meets, over each of its sampled runs, the first few articles (by id) that have the run and come before it.
    """

    store: Store
    touched: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    _samples: dict[str, list[int]] = field(default_factory=dict)
    _crowds: dict[int, list[str]] = field(default_factory=dict)
    _texts: dict[str, np.ndarray] = field(default_factory=dict)

    def take_out(self) -> None:
        """Forget the articles that are gone; those that met them are compared again."""
        tellings = self.store.tellings
        for article, packed in tellings.gone():
            runs = np.frombuffer(packed, dtype=np.int64).tolist()
            self.again |= tellings.having(tellings.shared(runs), after=article)
            tellings.remove_runs(article, runs)
            self.touched |= tellings.drop_twins(article)
        self.again -= {""}

    def take_in(self, article: Article, runs: np.ndarray) -> None:
        """Put an article into the index of runs."""
        sample = sampled(runs).tolist()
        self.store.tellings.add_runs(article.id, sample)
        self._samples[article.id] = sample

    def compare(self) -> None:
        """Find the copies of what has come, and of what has met something else than before; then set families."""
        tellings = self.store.tellings
        shared = set(tellings.shared({run for sample in self._samples.values() for run in sample}))
        self._crowds |= tellings.crowds(sorted(shared), CROWD)
        again = set(self.again)
        for article, sample in self._samples.items():
            met = [run for run in sample if run in shared]
            again.add(article)
            again |= tellings.having((run for run in met if article in self._crowd(run)), after=article)
        for article in sorted(again):
            self.touched |= self._compare(article, shared)
        self._set_families()

    def _crowd(self, run: int) -> list[str]:
        if run not in self._crowds:
            self._crowds[run] = self.store.tellings.crowds([run], CROWD).get(run, [])
        return self._crowds[run]

    def _compare(self, article: str, shared: set[int]) -> set[str]:
        sample = self._samples.get(article)
        if sample is not None:
            runs: Iterable[int] = (run for run in sample if run in shared)
        elif (packed := self.store.tellings.sample(article)) is not None:
            runs = np.frombuffer(packed, dtype=np.int64).tolist()
        else:
            return set()  # gone meanwhile
        met = Counter(other for run in runs for other in self._crowd(run) if other < article)
        twins = []
        for other, number in sorted(met.items()):
            if number >= SHARED and (share := containment(self._text(other), self._text(article))) >= NEAR:
                twins.append(twin(other, article, share))
        return self.store.tellings.replace_twins(article, twins)

    def _text(self, id: str) -> np.ndarray:
        if id not in self._texts:
            if len(self._texts) > _PART:
                self._texts.clear()
            article = self.store.article(id)
            assert article is not None  # its runs are in the index
            self._texts[id] = runs_of(article)
        return self._texts[id]

    def _set_families(self) -> None:
        tellings, seen = self.store.tellings, set[str]()
        for start in sorted(self.touched):
            if start in seen:
                continue
            family, ahead = {start}, [start]
            while ahead:
                for t in tellings.twins_of(ahead.pop()):
                    ahead += {t.first, t.second} - family
                    family |= {t.first, t.second}
            seen |= family
            for article in family:
                tellings.set_family(article, min(family))
