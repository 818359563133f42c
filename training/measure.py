"""How well a network reads marked passages: figures by the very decoders that the package uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.model.reading import RoleName
from cordiale.reader.acts import FoundAct, find_acts
from cordiale.reader.claims import find_causes, find_promises, find_sayings
from cordiale.reader.labels import CONTEXTS, CUES, LINKS, SECTORS, STATUSES, TYPES
from cordiale.reader.scores import Scores
from training.examples import Example


@dataclass(frozen=True, slots=True)
class Figure:
    """Found, wanted and right; precision, recall and F1 follow."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Right of those found."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Right of those wanted."""
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(self.found + self.wanted, 1)

    def __str__(self) -> str:
        return f"F {self.f1:.3f} (P {self.precision:.3f} R {self.recall:.3f} n {self.wanted})"


def lines_of(figures: dict[str, Figure]) -> str:
    """The figures, one a line."""
    return "\n".join(f"   {k:12} {v}" for k, v in figures.items())


Gold = tuple[int, int, int]


def gold_acts(e: Example) -> list[Gold]:
    """The marked acts of an example as (start, end, type)."""
    found = []
    for head, start, end, _ in e.spans:
        if head == "status":
            found.append((start, end, int(e.act[start]) - 1))
    return found


Count = Counter[tuple[str, int]]


def measure(examples: Sequence[Example], scores: Sequence[Scores], kinds: Sequence[str] = ()) -> dict[str, Figure]:
    """Figures by name over examples with all their scores; of some `kinds` (keys of `KINDS`) only, where they are given."""
    n: Count = Counter()
    for e, s in zip(examples, scores, strict=True):
        for kind in kinds or KINDS:
            KINDS[kind](e, s, n)
    return {k: Figure(n[k, 0], n[k, 1], n[k, 2]) for k in dict.fromkeys(k for k, _ in n)}


def _is_marked(e: Example, kind: str) -> bool:
    """Whether claims of a kind are marked in all of the example."""
    return bool((e.cue[:, CUES.index(kind)] >= 0).all())


def _said(e: Example, s: Scores, n: Count) -> None:
    if _is_marked(e, "said"):
        found = find_sayings(s)
        _runs(n, "attribution", _claimed(e, "content"), [(f.content.start, f.content.end) for f in found])
        _runs(n, "speaker", _claimed(e, "source"), [(f.speaker.start, f.speaker.end) for f in found if f.speaker])


def _bound(e: Example, s: Scores, n: Count) -> None:
    if _is_marked(e, "bound"):
        _runs(n, "commitment", _claimed(e, "what"), [(f.what.start, f.what.end) for f in find_promises(s)])


def _caused(e: Example, s: Scores, n: Count) -> None:
    if _is_marked(e, "caused"):
        found = find_causes(s)
        _runs(n, "cause", _claimed(e, "cause"), [(f.cause.start, f.cause.end) for f in found])
        _runs(n, "effect", _claimed(e, "effect"), [(f.effect.start, f.effect.end) for f in found])


def _acts(e: Example, s: Scores, n: Count) -> None:
    """Typed: right type, overlapping words. Detected: overlapping words. Status, roles: over typed matches."""
    gold, found = gold_acts(e), find_acts(s)
    pairs: dict[int, FoundAct] = {}
    loose = 0
    for start, end, kind in gold:
        over = [f for f in found if f.run.start < end and start < f.run.end]
        loose += bool(over)
        typed = [f for f in over if f.type is TYPES[kind] and f not in pairs.values()]
        if typed:
            pairs[start] = typed[0]
    n["typed", 0] += len(pairs)
    n["detected", 0] += loose
    for name in ("typed", "detected"):
        n[name, 1] += len(found)
        n[name, 2] += len(gold)
    for start, end, _ in gold:
        if start in pairs:
            _details(e, pairs[start], (start, end), n)


def _details(e: Example, act: FoundAct, run: tuple[int, int], n: Count) -> None:
    status = next(label for head, a, _, label in e.spans if head == "status" and a == run[0])
    _add(n, "status", act.status is STATUSES[status])
    modes = [label for head, a, _, label in e.spans if head == "mode" and a == run[0]]
    if modes:
        _add(n, "mode", (act.mode is None) == (modes[0] == 0))
    for _, a, _, labels in e.sets:
        if a == run[0]:
            wanted, found = {CONTEXTS[i] for i in labels}, set(act.contexts)
            n["context", 0] += len(wanted & found)
            n["context", 1] += len(found)
            n["context", 2] += len(wanted)
    for role in RoleName:
        _role(e, act, role, run[0], n)


def _role(e: Example, act: FoundAct, role: RoleName, hub: int, n: Count) -> None:
    """A part is right when a wanted word stands in it; at most as many are right as there are wanted runs."""
    target = next((t for h, link, t in e.links if h == hub and LINKS[link] == role.value), None)
    if target is None:
        return
    parts = [p.run for p in act.parts if p.role is role]
    free = [p for p in parts if not (target[p.start : p.end] == -1).all()]
    right = [p for p in free if (target[p.start : p.end] == 1).any()]
    names = _wanted(target)
    n[role.value, 0] += min(len(right), len(names))
    n[role.value, 1] += len(free)
    n[role.value, 2] += len(names)


def _wanted(target: np.ndarray) -> list[tuple[int, int]]:
    return segments(target == 1)


def segments(held: np.ndarray) -> list[tuple[int, int]]:
    """Stretches where `held` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(int), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _add(n: Count, name: str, is_right: bool) -> None:
    n[name, 0] += is_right
    n[name, 1] += 1
    n[name, 2] += 1


def _names(e: Example, s: Scores, n: Count) -> None:
    """Actor mentions, exact; sectors over the exact ones."""
    starts = np.flatnonzero(e.name == 1)
    gold = set()
    for a in starts:
        b = a + 1
        while b < len(e.name) and e.name[b] == 2:
            b += 1
        gold.add((int(a), int(b)))
    found = s.names("actor")
    exact = [r for r in found if (r.start, r.end) in gold]
    n["names", 0] += len(exact)
    n["names", 1] += len(found)
    n["names", 2] += len(gold)
    sectors = {(a, b): label for head, a, b, label in e.spans if head == "sector"}
    for r in exact:
        if (r.start, r.end) in sectors:
            _add(n, "sector", SECTORS[int(s.pooled("sector", r).argmax())] == SECTORS[sectors[r.start, r.end]])


def _claimed(e: Example, link: str) -> list[tuple[int, int]]:
    """The runs that cues are linked to, each once."""
    found = [run for _, k, target in e.links if LINKS[k] == link for run in _wanted(target)]
    return list(dict.fromkeys(found))


def _runs(n: Count, name: str, gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    """Runs match, one to one, when they share at least half of the words of both together."""
    left = list(gold)
    right = 0
    for a, b in dict.fromkeys(found):
        best: Callable[[tuple[int, int]], float] = lambda g: _jaccard((a, b), g)  # noqa: B023, E731
        match = max(left, key=best, default=None)
        if match is not None and best(match) >= 0.5:
            left.remove(match)
            right += 1
    n[name, 0] += right
    n[name, 1] += len(set(found))
    n[name, 2] += len(gold)


def _jaccard(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def exact(examples: Sequence[Example], scores: Sequence[Scores]) -> dict[str, Figure]:
    """Spans that are right in both their ends: cue, source and content of sayings; signal, cause and effect of causes."""
    n: Count = Counter()
    for e, s in zip(examples, scores, strict=True):
        sayings, causes = find_sayings(s), find_causes(s)
        found = {
            "cue": [f.cue for f in sayings],
            "source": [f.speaker for f in sayings],
            "content": [f.content for f in sayings],
            "cause": [f.cause for f in causes],
            "effect": [f.effect for f in causes],
        }
        known = ("cue", "source", "content") if (e.cue[:, CUES.index("said")] >= 0).all() else ("cause", "effect")
        for name in known:
            gold = _cue_runs(e) if name == "cue" else _claimed(e, name)
            runs = {(r.start, r.end) for r in found[name] if r is not None}
            n[name, 0] += len(runs & set(gold))
            n[name, 1] += len(runs)
            n[name, 2] += len(gold)
    return {k: Figure(n[k, 0], n[k, 1], n[k, 2]) for k in dict.fromkeys(k for k, _ in n)}


def _cue_runs(e: Example) -> list[tuple[int, int]]:
    """The marked cues of sayings."""
    tags = e.cue[:, CUES.index("said")]
    found = []
    for a in np.flatnonzero(tags == 1):
        b = int(a) + 1
        while b < len(tags) and tags[b] == 2:
            b += 1
        found.append((int(a), b))
    return found


def false_alarms(examples: Sequence[Example], scores: Sequence[Scores]) -> float:
    """Acts found a 500 words in windows that are known to hold none."""
    empty = [(e, s) for e, s in zip(examples, scores, strict=True) if (e.act == 0).all()]
    words = sum(len(e.act) for e, _ in empty)
    return 500 * sum(len(find_acts(s)) for _, s in empty) / max(words, 1)


KINDS: dict[str, Callable[[Example, Scores, Count], None]] = {
    "acts": _acts,
    "names": _names,
    "said": _said,
    "bound": _bound,
    "caused": _caused,
}
