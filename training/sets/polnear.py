"""PolNeAR (networkdynamics/PolNeAR): political news with source, cue and content of every attribution.

Looked for in `quotes/polnear/train` with the folders `text` and `attributions` (brat stand-off).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cordiale.model.document import Span
from cordiale.reader.labels import CUES, LINKS, PARTS
from cordiale.reader.windows import Pieces
from training.examples import Example, Finder, blank
from training.holdout import is_held_out
from training.passages import Place

FOLDER = Path("quotes") / "polnear" / "train"
MOST_PIECES = 150
_END = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[A-Z“\"‘])|\n+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|vs|No|[A-Z])|U\.S)\.$")
_LINE = re.compile(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution: the spans of each of its parts in the document."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def sentences_of(text: str) -> list[Span]:
    """Sentences by a plain rule, good enough for windows."""
    found, start = [], 0
    for m in _END.finditer(text):
        if _ABBREVIATED.search(text[start : m.start()]):
            continue
        if text[start : m.start()].strip():
            found.append(Span(start, m.start()))
        start = m.end()
    if text[start:].strip():
        found.append(Span(start, len(text)))
    return found


def attributions_of(annotation: str) -> list[Attributed]:
    """The attributions of a stand-off file."""
    parts = {m[1]: (m[2], _spans(m[3])) for m in map(_LINE.match, annotation.splitlines()) if m}
    found = []
    for line in annotation.splitlines():
        if not line.startswith("E"):
            continue
        held: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for name in re.findall(r":(T\d+)", line):
            if name in parts:
                held[parts[name][0]].extend(parts[name][1])
        if held["Content"]:
            found.append(Attributed(*(tuple(held[k]) for k in ("Source", "Cue", "Content"))))
    return found


def _spans(text: str) -> list[Span]:
    pairs = [list(map(int, p.split())) for p in text.split(";")]
    return [Span(a, b) for a, b in pairs if a < b]


def read_polnear(
    data: Path, pieces: Pieces, rng: random.Random, most: int, is_domestic: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[bool, Example]]:
    """Windows of up to `most` documents, with whether the document is held out; domestic windows hold no act."""
    names = sorted((data / FOLDER / "text").glob("*.txt")) if (data / FOLDER / "text").is_dir() else []
    rng.shuffle(names)
    for path in names[:most]:
        annotations = sorted((data / FOLDER / "attributions").glob(f"{path.stem}*.ann"))
        if annotations:
            text = path.read_text(encoding="utf-8")
            for example in _windows(text, attributions_of(annotations[0].read_text(encoding="utf-8")), pieces):
                if is_domestic(" ".join(sentences_of(text)[i].of(text) for i in example.window.sentences)):
                    example.act[:] = 0
                yield is_held_out(path.stem), example


def _windows(text: str, attributed: list[Attributed], pieces: Pieces) -> Iterator[Example]:
    sentences = sentences_of(text)
    lines = [pieces.cut(s.of(text)) for s in sentences]
    held: list[int] = []
    for i, line in enumerate(lines):
        if held and sum(lines[j].length for j in held) + line.length > MOST_PIECES:
            yield _example(held, lines, sentences, attributed, pieces)
            held = []
        held.append(i)
    if held:
        yield _example(held, lines, sentences, attributed, pieces)


def _example(
    held: list[int], lines: list, sentences: list[Span], attributed: list[Attributed], pieces: Pieces
) -> Example:  # type: ignore[type-arg]
    window = pieces.window(lines, held)
    example, finder = blank(window), Finder(window)
    example.cue[:, CUES.index("said")] = 0
    for part in ("content", "source"):
        example.part[:, PARTS.index(part)] = 0
    for one in attributed:
        _mark(example, finder, one, sentences)
    return example


def _mark(example: Example, finder: Finder, one: Attributed, sentences: list[Span]) -> None:
    runs = {name: _runs(finder, spans, sentences) for name, spans in (("source", one.source), ("content", one.content))}
    for name, found in runs.items():
        for a, b in found:
            example.part[a:b, PARTS.index(name)] = 1
    cues = _runs(finder, one.cue[:1], sentences)
    if not cues or not runs["content"]:
        return
    a, b = cues[0]
    example.cue[a:b, CUES.index("said")] = 2
    example.cue[a, CUES.index("said")] = 1
    for name, found in runs.items():
        target = example.act * 0
        for start, end in found:
            target[start:end] = 1
        example.links.append((a, LINKS.index(name), target))


def _runs(finder: Finder, spans: tuple[Span, ...], sentences: list[Span]) -> list[tuple[int, int]]:
    """The words that spans of the document cover, sentence by sentence."""
    found = []
    for span in spans:
        for index in set(finder.sentence.tolist()):
            sentence = sentences[index]
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            if start < end:
                run = finder.words(Place(index, Span(start - sentence.start, end - sentence.start)))
                if run is not None:
                    found.append(run)
    return found
