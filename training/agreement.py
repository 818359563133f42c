"""How far two annotators of the marked passages agree, the second having seen the plain words only.

`python -m training.agreement blank` prints the chosen passages without marks, to be marked anew into corpus/second;
`python -m training.agreement score` compares those files with the first marks and prints a table; `python -m
training.agreement beside DATA` does so for windows of real news, the texts of which lie under DATA. None writes a file.
"""

from __future__ import annotations

import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from training.passages import Act, Bound, Caused, Malformed, Mention, Passage, Place, Said, blocks_of, read_block
from training.sets.beside import FOLDER, read_beside

CORPUS = Path(__file__).parent / "corpus"
SECOND = CORPUS / "second"
SECOND_BESIDE = CORPUS / "beside_second"
LIMIT = 320  # passages at most: of more, the first in a random order of their ids (seed 1)
ROUNDS = 1000  # resamplings of the passages for an interval

T = TypeVar("T")
Row = tuple[int, int, int]
"""What both annotators marked alike, what the first marked, what the second marked."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage as one annotator marked it, with the ISO value of each date by key, which the reading leaves out."""

    passage: Passage
    values: dict[str, str]


@dataclass(slots=True)
class Comparison:
    """Two markings of one passage: rows of counts, and labels given to what both marked, pair by pair."""

    rows: dict[str, Row] = field(default_factory=dict)
    labels: dict[str, list[tuple[Hashable, Hashable]]] = field(default_factory=dict)


def is_chosen(name: str) -> bool:
    """Whether the passage of this id belongs to the tenth that is marked twice."""
    return zlib.crc32(f"second {name}".encode()) % 10 == 0


def read_marked(paths: Iterable[Path]) -> dict[str, Marked]:
    """The well-formed passages of the files by id."""
    found = {}
    for path in paths:
        kinds, blocks = blocks_of(path.read_text(encoding="utf-8"))
        for _, block in blocks:
            try:
                passage = read_block(block, kinds)
            except Malformed:
                continue
            values = dict(re.findall(r"<[^<>|]+\|([a-z]\w*):([\d/-]+)>", block))
            found[passage.id] = Marked(passage, values)
    return found


def first_marks(folder: Path) -> dict[str, Marked]:
    """The first marks of the files w*.txt and a*.txt by id."""
    return read_marked(sorted([*folder.glob("w*.txt"), *folder.glob("a*.txt")]))


def marked_beside(data: Path, folder: Path) -> dict[str, Marked]:
    """The windows of real news that are marked in a folder, by id."""
    return {p.id: Marked(p, {d.key: d.value for d in p.dates if d.value}) for p in read_beside(data, folder)}


def chosen(folder: Path) -> list[Passage]:
    """The passages to be marked twice, in order of id; no more than LIMIT.

    The choice moves as the corpus grows: what was marked twice is what stands in corpus/second.
    """
    found = {name: m.passage for name, m in first_marks(folder).items() if is_chosen(name)}
    order = sorted(found)
    random.Random(1).shuffle(order)
    return [found[name] for name in sorted(order[:LIMIT])]


def blank(passage: Passage) -> str:
    """The head and the sentences of a passage without any mark."""
    return "\n".join([f"= {passage.id} | {passage.day} | {passage.style}", *passage.sentences])


def shared(a: Place, b: Place) -> int:
    """How many characters two places share."""
    if a.sentence != b.sentence:
        return 0
    return max(0, min(a.span.end, b.span.end) - max(a.span.start, b.span.start))


def pair(first: Sequence[T], second: Sequence[T], weigh: Callable[[T, T], int]) -> list[tuple[T, T]]:
    """One-to-one pairs of what weighs above nothing, the heaviest pair first."""
    weights = [(weigh(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)]
    left, right, pairs = set(range(len(first))), set(range(len(second))), []
    for weight, i, j in sorted(weights, key=lambda w: (-w[0], w[1], w[2])):
        if weight > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((first[i], second[j]))
    return pairs


def states(keys: Iterable[str], codes: dict[str, str]) -> frozenset[str]:
    """The states, or organisations of states, that actor keys stand for."""
    return frozenset(code if (code := codes[k]).startswith("IGO") else code[:3] for k in keys)


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of paired labels; 1 where both annotators use one and the same label throughout.

    Source: J. Cohen, A coefficient of agreement for nominal scales (1960).
    """
    n = len(pairs)
    seen = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[x] * second[x] for x in first) / n**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def compare(a: Marked, b: Marked) -> Comparison:
    """Everything that is counted of a passage marked twice."""
    found = Comparison()
    _compare_acts(a, b, found)
    _compare_mentions(a.passage, b.passage, found)
    _compare_said(a.passage.said, b.passage.said, found)
    _compare_bound(a.passage.bound, b.passage.bound, found)
    _compare_caused(a.passage.caused, b.passage.caused, found)
    _compare_sentences(a.passage, b.passage, found)
    return found


def _compare_acts(a: Marked, b: Marked, found: Comparison) -> None:
    def sides(act: Act, marked: Marked) -> tuple[frozenset[str], frozenset[str]]:
        codes = marked.passage.codes
        return states(act.actors, codes), states(act.recipients, codes)

    pairs = pair(a.passage.acts, b.passage.acts, lambda x, y: shared(x.at, y.at))
    total = len(a.passage.acts), len(b.passage.acts)
    labels: dict[str, list[tuple[Hashable, Hashable]]] = {
        "type": [(x.type.value, y.type.value) for x, y in pairs],
        "status": [(x.status.value, y.status.value) for x, y in pairs],
        "sides": [(sides(x, a), sides(y, b)) for x, y in pairs],
        "date": [(a.values.get(x.date or ""), b.values.get(y.date or "")) for x, y in pairs],
    }
    alike = {name: [p == q for p, q in column] for name, column in labels.items()}
    typed = alike["type"]
    found.rows["events: detected"] = len(pairs), *total
    found.rows["events: typed"] = sum(typed), *total
    for name, words in (("sides", "actors and recipients"), ("status", "status"), ("date", "date")):
        found.rows[f"events: typed, {words}"] = sum(t and x for t, x in zip(typed, alike[name], strict=True)), *total
    found.rows["events: all of these"] = sum(all(x) for x in zip(*alike.values(), strict=True)), *total
    found.labels.update({f"event {name}": column for name, column in labels.items()})


def _compare_mentions(a: Passage, b: Passage, found: Comparison) -> None:
    def alike(x: Mention, y: Mention) -> bool:
        return states(x.keys, a.codes) == states(y.keys, b.codes)

    pairs = pair(a.mentions, b.mentions, lambda x, y: shared(x.at, y.at))
    total = len(a.mentions), len(b.mentions)
    found.rows["actor mentions: overlap"] = len(pairs), *total
    found.rows["actor mentions: same state"] = sum(alike(x, y) for x, y in pairs), *total


def _near(a: Place, b: Place) -> int:
    """Weight for being in one sentence, and more for sharing words."""
    return (a.sentence == b.sentence) + shared(a, b)


def _compare_said(first: Sequence[Said], second: Sequence[Said], found: Comparison) -> None:
    pairs = pair(first, second, lambda x, y: _near(x.content, y.content))
    total = len(first), len(second)
    found.rows["attributions: same sentence"] = len(pairs), *total
    found.rows["attributions: content overlaps"] = sum(shared(x.content, y.content) > 0 for x, y in pairs), *total
    found.labels["attribution direct"] = [(x.is_direct, y.is_direct) for x, y in pairs]
    found.labels["attribution tone"] = [(x.tone.value, y.tone.value) for x, y in pairs]


def _compare_bound(first: Sequence[Bound], second: Sequence[Bound], found: Comparison) -> None:
    pairs = pair(first, second, lambda x, y: _near(x.what, y.what))
    total = len(first), len(second)
    found.rows["commitments: same sentence"] = len(pairs), *total
    found.rows["commitments: words overlap"] = sum(shared(x.what, y.what) > 0 for x, y in pairs), *total
    found.labels["commitment state"] = [(x.state.value, y.state.value) for x, y in pairs]


def _compare_caused(first: Sequence[Caused], second: Sequence[Caused], found: Comparison) -> None:
    def weigh(x: Caused, y: Caused) -> int:
        crossed = x.cause.sentence == y.effect.sentence or x.effect.sentence == y.cause.sentence
        return crossed + 2 * (_near(x.cause, y.cause) + _near(x.effect, y.effect))

    pairs = pair(first, second, weigh)
    total = len(first), len(second)
    same = [shared(x.cause, y.cause) > 0 and shared(x.effect, y.effect) > 0 for x, y in pairs]
    found.rows["drivers: same sentence"] = len(pairs), *total
    found.rows["drivers: same sentence, sign"] = sum(x.sign == y.sign for x, y in pairs), *total
    found.rows["drivers: cause and effect overlap"] = sum(same), *total
    found.labels["driver sign"] = [(x.sign, y.sign) for x, y in pairs]


def _compare_sentences(a: Passage, b: Passage, found: Comparison) -> None:
    """Whether each sentence has a mark of each kind: the labels over which the kappa of a sentence is taken."""
    places: dict[str, Callable[[Passage], set[int]]] = {
        "event": lambda p: {x.at.sentence for x in p.acts},
        "attribution": lambda p: {x.content.sentence for x in p.said},
        "commitment": lambda p: {x.what.sentence for x in p.bound},
        "driver": lambda p: {s for x in p.caused for s in (x.cause.sentence, x.effect.sentence)},
    }
    for name, of in places.items():
        first, second = of(a), of(b)
        found.labels[f"sentence has {name}"] = [(i in first, i in second) for i in range(len(a.sentences))]


def add(rows: Iterable[Row]) -> Row:
    """The sum of rows of counts."""
    both, first, second = (sum(column) for column in zip(*rows, strict=True))
    return both, first, second


def f1(row: Row) -> float:
    """Twice what both marked over all that either marked; 1 where neither marked anything."""
    return 2 * row[0] / (row[1] + row[2]) if row[1] + row[2] else 1.0


def interval(rows: Sequence[Row]) -> tuple[float, float]:
    """The middle 95 percent of F1 over resamplings of the passages (bootstrap, seed 1)."""
    draw = random.Random(1)
    values = sorted(f1(add(draw.choices(rows, k=len(rows)))) for _ in range(ROUNDS))
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS) - 1]


def table(compared: Sequence[Comparison]) -> str:
    """The figures as lines of Markdown: F1 of each row, kappa of each label, and the most frequent confusions."""
    lines = ["| | both | first | second | F1 | 95 % |", "|---|---|---|---|---|---|"]
    for name in compared[0].rows:
        rows = [c.rows[name] for c in compared]
        both, first, second = add(rows)
        low, high = interval(rows)
        lines.append(f"| {name} | {both} | {first} | {second} | {f1(add(rows)):.3f} | {low:.3f} to {high:.3f} |")
    lines += ["", "| label of what both marked | pairs | alike | kappa |", "|---|---|---|---|"]
    for name in compared[0].labels:
        pairs = [p for c in compared for p in c.labels[name]]
        if pairs:
            alike = sum(x == y for x, y in pairs) / len(pairs)
            chance = "" if name in {"event sides", "event date"} else f"{kappa(pairs):.3f}"
            lines.append(f"| {name} | {len(pairs)} | {alike:.3f} | {chance} |")
    for name in ("event type", "event status"):
        wrong = Counter(p for c in compared for p in c.labels[name] if p[0] != p[1])
        lines += ["", f"{name}, first and second: " + ", ".join(f"{x}/{y} {n}" for (x, y), n in wrong.most_common(12))]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Runs the command named; 2 for any other, 1 when nothing is marked twice."""
    if arguments == ["blank"]:
        print("\n\n".join(blank(p) for p in chosen(CORPUS)))
        return 0
    if arguments == ["score"] or (arguments[:1] == ["beside"] and len(arguments) == 2):
        if arguments[0] == "score":
            first, second = first_marks(CORPUS), read_marked(sorted(SECOND.glob("*.txt")))
        else:
            data = Path(arguments[1])
            first, second = marked_beside(data, FOLDER), marked_beside(data, SECOND_BESIDE)
        twice = sorted(name for name in second if name in first)
        if not twice:
            print("no passage is marked twice", file=sys.stderr)
            return 1
        changed = [n for n in twice if first[n].passage.sentences != second[n].passage.sentences]
        print(f"{len(twice)} passages marked twice; {len(changed)} left out, their words having changed since.\n")
        print(table([compare(first[n], second[n]) for n in twice if n not in changed]))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
