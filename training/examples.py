"""From marked passages to what the network is trained on: windows with a label, a mask or a target a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cordiale.model.document import Span
from cordiale.model.ontology import Sector
from cordiale.reader.labels import CONTEXTS, CUES, LINKS, NAMES, PARTS, SECTORS, SIGNS, STATES, STATUSES, TONES, TYPES
from cordiale.reader.windows import Pieces, Window
from training.passages import Act, Bound, Caused, Mention, Passage, Place, Said

UNKNOWN = -100
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tree:
    """The grammar of a window, a number a word: classes of `pos` and `relation`, and in `head` the window's index of the
    word it hangs on, its own where it is a root."""

    pos: Labels
    head: Labels
    relation: Labels


@dataclass(slots=True)
class Example:
    """One window and all that is known of it; what is not known is masked (`UNKNOWN`, or -1 in targets).

    `act`, `name` are a class a word; `cue` one column a kind; `part` 0 or 1 a part. `spans` are classes of runs of
    words (head, start, end, class); `sets` the same with several classes at once. `links` are targets of a hub word:
    (hub, link, one of 0, 1, -1 a word). `some` says that a word of a run carries an act of one of these types.
    `pair` is the type of a marked pair, `marks` where its two sides stand (a number a piece). `tree` and `entities`
    (a class a word) are what treebanks and sets of names know.
    """

    window: Window
    act: Labels
    name: Labels
    cue: Labels
    part: Labels
    spans: list[tuple[str, int, int, int]] = field(default_factory=list)
    sets: list[tuple[str, int, int, tuple[int, ...]]] = field(default_factory=list)
    links: list[tuple[int, int, Labels]] = field(default_factory=list)
    some: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    pair: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()
    weight: float = 1.0
    tree: Tree | None = None
    entities: Labels | None = None


def blank(window: Window) -> Example:
    """An example of which nothing is known."""
    n = len(window.at)
    full = lambda *shape: np.full(shape, UNKNOWN, dtype=np.int64)  # noqa: E731
    return Example(window, full(n), full(n), full(n, len(CUES)), full(n, len(PARTS)))


class Finder:
    """Finds the words of a window that a place in a passage covers."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.sentence = np.array([s for s, _ in window.at])
        self.start = np.array([w.start for _, w in window.at])
        self.end = np.array([w.end for _, w in window.at])

    def words(self, at: Place) -> tuple[int, int] | None:
        """The run of words that share a character with the place; None when none does."""
        hit = np.flatnonzero((self.sentence == at.sentence) & (self.start < at.span.end) & (self.end > at.span.start))
        return (int(hit[0]), int(hit[-1]) + 1) if len(hit) else None


def encode(passage: Passage, pieces: Pieces, modes: Sequence[str]) -> Example:
    """The example of a whole passage."""
    lines = [pieces.cut(s) for s in passage.sentences]
    window = pieces.window(lines, range(len(lines)))
    example, finder = blank(window), Finder(window)
    example.name[:] = 0
    for kind, found in zip(NAMES, (passage.mentions, passage.dates, passage.places), strict=True):
        for item in found:
            _tag(example.name, finder.words(item.at), 1 + 2 * NAMES.index(kind))
    for mention in passage.mentions:
        _sector(example, finder.words(mention.at), mention, passage)
    example.act[:] = 0
    for act in passage.acts:
        if (run := finder.words(act.at)) is not None:
            _act(example, run, act, modes)
            _roles(example, run, act, passage, finder)
    _claims(example, passage, finder)
    return example


def _tag(column: Labels, run: tuple[int, int] | None, begin: int) -> None:
    if run is not None:
        column[run[0] : run[1]] = begin + 1
        column[run[0]] = begin


def _sector(example: Example, run: tuple[int, int] | None, mention: Mention, passage: Passage) -> None:
    if run is None:
        return
    found = {sector_of(passage.codes[k]) for k in mention.keys}
    if len(found) == 1:
        example.spans.append(("sector", *run, SECTORS.index(found.pop())))


def sector_of(code: str) -> Sector | None:
    """The sector that an actor code shows: IGO for organisations of states, None for a bare state."""
    head, *rest = code.split(".")
    if head == "IGO":
        return Sector.IGO
    return Sector(rest[0]) if rest and rest[0] in set(Sector) else None


def _act(example: Example, run: tuple[int, int], act: Act, modes: Sequence[str]) -> None:
    example.act[run[0] : run[1]] = 1 + TYPES.index(act.type)
    example.spans.append(("status", *run, STATUSES.index(act.status)))
    if act.mode is None or act.mode in modes:
        example.spans.append(("mode", *run, 0 if act.mode is None else 1 + modes.index(act.mode)))
    if act.contexts:
        example.sets.append(("context", *run, tuple(CONTEXTS.index(c) for c in act.contexts)))


def _roles(example: Example, run: tuple[int, int], act: Act, passage: Passage, finder: Finder) -> None:
    """Targets of the act's links: mentions in its sentence first, else the nearest before it, else any."""
    for name, keys in (("actor", act.actors), ("recipient", act.recipients)):
        target = np.zeros(len(example.act), dtype=np.int64)
        for key in keys:
            _aim(target, key, act, passage, finder)
        example.links.append((run[0], LINKS.index(name), target))
    for name, key, named in (("date", act.date, passage.dates), ("place", act.place, passage.places)):
        target = np.zeros(len(example.act), dtype=np.int64)
        for item in named:
            if item.key == key and (found := finder.words(item.at)) is not None:
                target[found[0] : found[1]] = 1
        example.links.append((run[0], LINKS.index(name), target))


def _aim(target: Labels, key: str, act: Act, passage: Passage, finder: Finder) -> None:
    mine = [m for m in passage.mentions if key in m.keys]
    here = [m for m in mine if m.at.sentence == act.at.sentence]
    before = [m for m in mine if m.at.sentence < act.at.sentence]
    wanted = here or before[-1:] or mine[:1]
    for mention in mine:
        found = finder.words(mention.at)
        if found is not None and not (target[found[0] : found[1]] == 1).any():
            target[found[0] : found[1]] = 1 if mention in wanted else -1


def _claims(example: Example, passage: Passage, finder: Finder) -> None:
    """Labels of what is said, caused and promised, for the kinds that the passage's file marks."""
    for kind, cue, parts in (
        ("quotations", "said", ("content", "source")),
        ("drivers", "caused", ("cause", "effect")),
        ("commitments", "bound", ("what",)),
    ):
        if kind in passage.kinds:
            example.cue[:, CUES.index(cue)] = 0
            for part in parts:
                example.part[:, PARTS.index(part)] = 0
    for said in passage.said:
        add_saying(example, finder, said, passage)
    for caused in passage.caused:
        add_cause(example, finder, caused)
    for bound in passage.bound:
        _promise(example, finder, bound, passage)


def add_saying(example: Example, finder: Finder, said: Said, passage: Passage | None = None) -> None:
    """Labels of an attribution."""
    content = finder.words(said.content)
    _inside(example, content, "content")
    if isinstance(said.speaker, Place):
        _inside(example, finder.words(said.speaker), "source")
    if content is not None and passage is not None:
        example.spans.append(("tone", *content, TONES.index(said.tone)))
    cue = finder.words(said.cue) if said.cue else None
    if cue is None:
        return
    _tag(example.cue[:, CUES.index("said")], cue, 1)
    _link(example, cue[0], "content", [content])
    _link(example, cue[0], "source", _holders(said.speaker, said.content.sentence, passage, finder))


def add_cause(example: Example, finder: Finder, caused: Caused) -> None:
    """Labels of a causal claim; without a signal the effect's first word is the hub."""
    cause, effect = finder.words(caused.cause), finder.words(caused.effect)
    _inside(example, cause, "cause")
    _inside(example, effect, "effect")
    signal = finder.words(caused.signal) if caused.signal else None
    if signal is None:
        return
    _tag(example.cue[:, CUES.index("caused")], signal, 1)
    if caused.sign:
        example.spans.append(("sign", *signal, SIGNS.index(caused.sign)))
    _link(example, signal[0], "cause", [cause])
    _link(example, signal[0], "effect", [effect])


def _promise(example: Example, finder: Finder, bound: Bound, passage: Passage) -> None:
    what = finder.words(bound.what)
    _inside(example, what, "what")
    cue = finder.words(bound.cue) if bound.cue else None
    if what is not None:
        example.sets.append(("context", *what, (CONTEXTS.index(bound.domain),)))
    if cue is None:
        return
    example.spans.append(("state", *cue, STATES.index(bound.state)))
    _tag(example.cue[:, CUES.index("bound")], cue, 1)
    _link(example, cue[0], "what", [what])
    _link(example, cue[0], "party", _holders(bound.parties, bound.what.sentence, passage, finder))


def _inside(example: Example, run: tuple[int, int] | None, part: str) -> None:
    if run is not None:
        example.part[run[0] : run[1], PARTS.index(part)] = 1


def _holders(
    who: Place | tuple[str, ...], sentence: int, passage: Passage | None, finder: Finder
) -> list[tuple[int, int] | None]:
    """The words that stand for the holder of a claim, in its sentence or the nearest before."""
    if isinstance(who, Place):
        return [finder.words(who)]
    if passage is None:
        return []
    found: list[tuple[int, int] | None] = []
    for key in who:
        mine = [m for m in passage.mentions if key in m.keys and m.at.sentence <= sentence]
        here = [m for m in mine if m.at.sentence == sentence] or mine[-1:]
        found.extend(finder.words(m.at) for m in here)
    return found


def _link(example: Example, hub: int, name: str, runs: Sequence[tuple[int, int] | None]) -> None:
    target = np.zeros(len(example.act), dtype=np.int64)
    for run in runs:
        if run is not None:
            target[run[0] : run[1]] = 1
    example.links.append((hub, LINKS.index(name), target))


def encode_pair(
    text: str, source: Span | None, target: Span | None, types: tuple[int, ...], pieces: Pieces
) -> Example | None:
    """The example of a sentence with a marked pair and an act of one of `types`; None when a marked side is cut off."""
    window = pieces.window([pieces.cut(text)], [0])
    finder, example = Finder(window), blank(window)
    marks = [0] * len(window.ids)
    for number, span in ((1, source), (2, target)):
        if span is None:
            continue
        run = finder.words(Place(0, span))
        if run is None:
            return None
        for piece in range(window.first[run[0]], window.last[run[1] - 1] + 1):
            marks[piece] = number
    example.pair, example.marks = types, tuple(marks)
    return example


def pairs_in(passage: Passage, pieces: Pieces) -> list[Example]:
    """A pair example for each act of a passage whose two sides stand in its own sentence."""
    found = []
    for act in passage.acts:
        sides = (act.actors[:1], act.recipients[:1]) if act.recipients else (act.actors[:1], act.actors[1:2])
        spans = [_nearest(act, keys, passage) for keys in sides]
        if spans[0] is None or spans[1] is None:
            continue
        example = encode_pair(passage.sentences[act.at.sentence], spans[0], spans[1], (TYPES.index(act.type),), pieces)
        if example is not None:
            found.append(example)
    return found


def _nearest(act: Act, keys: tuple[str, ...], passage: Passage) -> Span | None:
    """Of the mentions of one actor alone in the act's sentence, the one nearest to the act's words."""
    spans = [m.at.span for m in passage.mentions if m.keys == keys and m.at.sentence == act.at.sentence]
    return min(spans, key=lambda s: abs(s.start - act.at.span.start), default=None)
