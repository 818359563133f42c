"""Our marks on other people's texts, without the texts: `training/corpus/beside/*.jsonl`.

A line names a document of training/sets/documents.py, the sentences by their characters, a digest of their words, and the marks of
FORMAT.md by sentence and characters. With the sets under `--data` the lines become passages like any other; without them they are
left out. `python -m training.sets.beside FILE…` prints the lines for marked blocks whose ids and sentences are in FILE's
neighbour `windows.jsonl`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cordiale.model.document import Span
from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone
from training.passages import Act, Bound, Caused, Malformed, Mention, Named, Passage, Place, Said, read_file
from training.sets.documents import read_documents

FOLDER = Path(__file__).parents[1] / "corpus" / "beside"
Row = dict[str, Any]


def digest(sentences: tuple[str, ...]) -> str:
    """Twelve hex digits that change with any letter of the sentences."""
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:12]


def take_marks(passage: Passage, document: str, spans: list[list[int]]) -> Row:
    """The marks of a passage as a line that holds none of its words."""
    return {
        "id": passage.id,
        "day": passage.day,
        "style": passage.style,
        "document": document,
        "sentences": spans,
        "digest": digest(passage.sentences),
        "kinds": sorted(passage.kinds),
        "codes": passage.codes,
        "mentions": [[*_place(m.at), "+".join(m.keys)] for m in passage.mentions],
        "dates": [[*_place(d.at), d.key, d.value] for d in passage.dates],
        "places": [[*_place(p.at), p.key] for p in passage.places],
        "acts": [_act(a) for a in passage.acts],
        "said": [
            [_holder(s.speaker), s.cue and _place(s.cue), _place(s.content), s.is_direct, s.tone.value]
            for s in passage.said
        ],
        "bound": [
            [_holder(b.parties), b.cue and _place(b.cue), _place(b.what), b.domain.value, b.state.value]
            for b in passage.bound
        ],
        "caused": [[_place(c.cause), c.signal and _place(c.signal), _place(c.effect), c.sign] for c in passage.caused],
    }


def put_marks(row: Row, text: str) -> Passage:
    """The passage that a line's marks make of its document's text; raises Malformed when the text is another."""
    sentences = tuple(text[a:b] for a, b in row["sentences"])
    if digest(sentences) != row["digest"]:
        raise Malformed(f"{row['id']}: the text of {row['document']} is not the one that was marked")
    return Passage(
        row["id"],
        row["day"],
        row["style"],
        sentences,
        frozenset(row["kinds"]),
        row["codes"],
        tuple(Mention(_at(m[:3]), tuple(m[3].split("+"))) for m in row["mentions"]),
        tuple(Named(_at(d[:3]), d[3], d[4]) for d in row["dates"]),
        tuple(Named(_at(p[:3]), p[3]) for p in row["places"]),
        tuple(_read_act(a) for a in row["acts"]),
        tuple(Said(_held(s[0]), s[1] and _at(s[1]), _at(s[2]), s[3], Tone(s[4])) for s in row["said"]),
        tuple(
            Bound(_held(b[0]), b[1] and _at(b[1]), _at(b[2]), Context(b[3]), CommitmentState(b[4]))
            for b in row["bound"]
        ),
        tuple(Caused(_at(c[0]), c[1] and _at(c[1]), _at(c[2]), c[3]) for c in row["caused"]),
        is_real=True,
    )


def read_beside(data: Path, folder: Path = FOLDER) -> Iterator[Passage]:
    """The passages of all lines whose documents are under `data`, in order of file and line."""
    texts = {d.name: d.text for d in read_documents(data)}
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row["document"] in texts:
                yield put_marks(row, texts[row["document"]])


def _place(at: Place) -> list[int]:
    return [at.sentence, at.span.start, at.span.end]


def _at(found: list[int]) -> Place:
    return Place(found[0], Span(found[1], found[2]))


def _holder(who: Place | tuple[str, ...]) -> Row:
    return {"at": _place(who)} if isinstance(who, Place) else {"keys": list(who)}


def _held(found: Row) -> Place | tuple[str, ...]:
    return _at(found["at"]) if "at" in found else tuple(found["keys"])


def _act(act: Act) -> list[Any]:
    sides = [list(act.actors), list(act.recipients)]
    return [
        _place(act.at),
        act.type.value,
        act.mode,
        act.status.value,
        *sides,
        act.date,
        act.place,
        [c.value for c in act.contexts],
    ]


def _read_act(found: list[Any]) -> Act:
    at, kind, mode, status, actors, recipients, date, place, contexts = found
    return Act(
        _at(at),
        EventType(kind),
        mode,
        Status(status),
        tuple(actors),
        tuple(recipients),
        date,
        place,
        tuple(map(Context, contexts)),
    )


def main(names: list[str]) -> int:
    """Prints the lines for the marked files named; 1 when a block is malformed or its sentences are not the window's."""
    faults = 0
    for name in names:
        path = Path(name)
        with (path.parent / "windows.jsonl").open(encoding="utf-8") as file:
            windows = {w["id"]: w for w in map(json.loads, file)}
        for line, passage in read_file(path):
            window = None if isinstance(passage, Malformed) else windows.get(passage.id)
            if isinstance(passage, Malformed) or window is None or list(passage.sentences) != window["text"]:
                faults += 1
                print(
                    f"{name}:{line}: {passage if isinstance(passage, Malformed) else 'not the window'}", file=sys.stderr
                )
            else:
                print(json.dumps(take_marks(passage, window["doc"], window["spans"]), ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
