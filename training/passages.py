"""Marked passages (corpus/FORMAT.md) as values: a strict parser, and a check of whole files.

`python -m training.passages FILE...` prints each fault as file:line and the counts, and exits 1 on faults.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cordiale.model.document import Span
from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone
from training.notation import BESIDE, FRAME, MARK, MARK_KINDS, STYLES


class Malformed(ValueError):
    """A passage that does not keep to FORMAT.md; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one sentence of a passage: the sentence's index and the span in it."""

    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for the actors `keys`."""

    at: Place
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A date expression or a place with its key; `value` is what a date resolves to."""

    at: Place
    key: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger with its frame: who (`actors`), to whom, when and where, by key; None and () where unknown."""

    at: Place
    type: EventType
    mode: str | None
    status: Status
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    contexts: tuple[Context, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution; the speaker is a place in the text, actor keys, or neither."""

    speaker: Place | tuple[str, ...]
    cue: Place | None
    content: Place
    is_direct: bool
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bound:
    """A commitment of the actors `parties`."""

    parties: Place | tuple[str, ...]
    cue: Place | None
    what: Place
    domain: Context
    state: CommitmentState


@dataclass(frozen=True, slots=True)
class Caused:
    """A causal claim."""

    cause: Place
    signal: Place | None
    effect: Place
    sign: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One block: its sentences without marks, and what is marked in them.

    `kinds` says which kinds its file marks, `is_real` that the words are not ours but those of real news.
    """

    id: str
    day: str
    style: str
    sentences: tuple[str, ...]
    kinds: frozenset[str]
    codes: dict[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    dates: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    acts: tuple[Act, ...] = ()
    said: tuple[Said, ...] = ()
    bound: tuple[Bound, ...] = ()
    caused: tuple[Caused, ...] = ()
    is_real: bool = False


@dataclass(slots=True)
class _Draft:
    """What has been read of a block so far."""

    sentences: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    dates: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    triggers: dict[str, Act] = field(default_factory=dict)
    framed: dict[str, Act] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)
    caused: list[Caused] = field(default_factory=list)


def read_block(block: str, kinds: frozenset[str] = frozenset({"events"})) -> Passage:
    """The passage that a block of FORMAT.md marks; raises Malformed with the reason."""
    lines = [x.rstrip() for x in block.split("\n") if x.strip()]
    head = re.fullmatch(r"= ([\w-]+) \| (\d{4}-\d\d-\d\d) \| (\w+)", lines[0])
    if not head or head[3] not in STYLES:
        raise Malformed("first line is not '= id | date | style'")
    draft = _Draft()
    beside = [x for x in lines[1:] if _is_beside(x)]
    for line in lines[1:]:
        if not _is_beside(line):
            _read_sentence(line, draft)
    if not draft.sentences:
        raise Malformed("no text")
    for line in beside:
        (_read_frame if line[0] == ">" else _read_claim)(line, draft)
    if unframed := set(draft.triggers) - set(draft.framed):
        raise Malformed(f"no frame for {', '.join(sorted(unframed))}")
    return Passage(
        head[1],
        head[2],
        head[3],
        tuple(draft.sentences),
        kinds,
        draft.codes,
        tuple(draft.mentions),
        tuple(draft.dates),
        tuple(draft.places),
        tuple(draft.framed.values()),
        tuple(draft.said),
        tuple(draft.bound),
        tuple(draft.caused),
    )


def _is_beside(line: str) -> bool:
    return line.startswith((">", "! ", "~ ", '" ')) and (line[0] != '"' or bool(BESIDE['"'].fullmatch(line)))


def _read_sentence(line: str, draft: _Draft) -> None:
    """Takes one line's marks out and files them; the plain words become the next sentence."""
    text, last, index = "", 0, len(draft.sentences)
    for m in MARK.finditer(line):
        text += line[last : m.start()]
        last = m.end()
        words = m["place"] or m["actor"] or m["act"] or m["date"]
        at = Place(index, Span(len(text), len(text) + len(words)))
        text += words
        if m["place"]:
            draft.places.append(Named(at, m["place_key"]))
        elif m["date"]:
            draft.dates.append(Named(at, m["date_key"], m["date_value"]))
        elif m["actor"]:
            _file_mention(m, at, draft)
        else:
            _file_trigger(m, at, draft)
    text += line[last:]
    if re.search(r"[][{}|]", text):
        raise Malformed(f"a mark that does not parse: {text[:100]}")
    draft.sentences.append(text)


def _file_mention(m: re.Match[str], at: Place, draft: _Draft) -> None:
    keys = tuple(m["actor_key"].split("+"))
    if m["code"] and len(keys) == 1:
        draft.codes.setdefault(keys[0], m["code"])
    for key in keys:
        if key not in draft.codes:
            raise Malformed(f"actor {key} has no code at its first mention")
    draft.mentions.append(Mention(at, keys))


def _file_trigger(m: re.Match[str], at: Place, draft: _Draft) -> None:
    if m["number"] in draft.triggers:
        raise Malformed(f"event {m['number']} twice")
    try:
        draft.triggers[m["number"]] = Act(at, EventType(m["type"]), m["mode"], Status(m["status"]))
    except ValueError as error:
        raise Malformed(f"{m[0]}: {error}") from None


def _read_frame(line: str, draft: _Draft) -> None:
    m = FRAME.fullmatch(line)
    if not m:
        raise Malformed(f"frame does not parse: {line}")
    trigger = draft.triggers.get(m["number"])
    if trigger is None:
        raise Malformed(f"frame {m['number']} has no mark")
    is_known = (
        m["date"] in {None, *(d.key for d in draft.dates)},
        m["place"] in {None, *(p.key for p in draft.places)},
    )
    if not all(is_known):
        raise Malformed(f"frame {m['number']}: date or place is not marked")
    try:
        contexts = tuple(Context(c) for c in (m["contexts"] or "").split(",") if c)
    except ValueError as error:
        raise Malformed(str(error)) from None
    actors, recipients = _keys(m["actors"], draft), _keys(m["recipients"], draft)
    draft.framed[m["number"]] = Act(
        trigger.at, trigger.type, trigger.mode, trigger.status, actors, recipients, m["date"], m["place"], contexts
    )


def _keys(text: str | None, draft: _Draft) -> tuple[str, ...]:
    keys = tuple(text.split("+")) if text else ()
    if unknown := set(keys) - set(draft.codes):
        raise Malformed(f"no marked actor {', '.join(sorted(unknown))}")
    return keys


def _read_claim(line: str, draft: _Draft) -> None:
    """Files a line of marks beside the text: said, bound or caused."""
    m = BESIDE[line[0]].fullmatch(line)
    if not m:
        raise Malformed(f"does not parse: {line}")
    if line[0] == "~":
        cause, effect = _part(m[1], draft), _part(m[3], draft)
        if cause is None or effect is None:
            raise Malformed(f"a driver needs a cause and an effect: {line}")
        _holder(m[5], draft)
        draft.caused.append(Caused(cause, _part(m[2], draft), effect, m[4]))
        return
    content = _part(m[3], draft)
    if content is None:
        raise Malformed(f"nothing said or promised: {line}")
    holder, cue = _holder(m[1], draft), _part(m[2], draft)
    if line[0] == '"':
        draft.said.append(Said(holder, cue, content, m[4] == "direct", Tone(m[5])))
        return
    try:
        draft.bound.append(Bound(holder, cue, content, Context(m[4]), CommitmentState(m[5].replace("-", " "))))
    except ValueError as error:
        raise Malformed(str(error)) from None


def _holder(text: str, draft: _Draft) -> Place | tuple[str, ...]:
    if text.startswith("="):
        return _part(text[1:], draft) or ()
    return () if text == "-" else _keys(text, draft)


def _part(text: str, draft: _Draft) -> Place | None:
    """Where the words of a part stand, shortened or whole; raises Malformed unless exactly once."""
    if text == "-":
        return None
    first, shortened, last = text.partition(" … ")
    pattern = re.escape(first.strip())
    if shortened:
        pattern += rf"(?:(?!{pattern}).)*?" + re.escape(last.strip())
    pattern = rf"(?<!\w){pattern}(?!\w)"
    found = [Place(i, Span(*m.span())) for i, s in enumerate(draft.sentences) for m in re.finditer(pattern, s)]
    if len(found) != 1:
        raise Malformed(f"stands {len(found)} times in the passage, not once: {text}")
    return found[0]


def blocks_of(text: str) -> tuple[frozenset[str], list[tuple[int, str]]]:
    """The kinds of mark that a file's first line declares, and its blocks with the line each starts on."""
    declared = re.match(r"# marks: ([a-z ]+)$", text, re.M)
    kinds = frozenset(declared[1].split()) if declared else frozenset({"events"})
    if unknown := kinds - MARK_KINDS:
        raise Malformed(f"unknown kinds of mark: {', '.join(sorted(unknown))}")
    found = [(text.count("\n", 0, m.start()) + 1, m[0]) for m in re.finditer(r"(?:.+(?:\n|$))+", text)]
    return kinds, [(line, block) for line, block in found if not block.startswith("#")]


def read_file(path: Path) -> Iterator[tuple[int, Passage | Malformed]]:
    """Each block of a file with its line: the passage, or what is wrong with it."""
    kinds, blocks = blocks_of(path.read_text(encoding="utf-8"))
    for line, block in blocks:
        try:
            yield line, read_block(block, kinds)
        except Malformed as fault:
            yield line, fault


def read_corpus(folder: Path) -> tuple[list[Passage], list[str]]:
    """The well-formed passages of all files of a folder in order of name, and the faults as `file:line: reason`."""
    passages: dict[str, Passage] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        for line, found in read_file(path):
            if isinstance(found, Malformed):
                faults.append(f"{path.name}:{line}: {found}")
            elif found.id in passages:
                faults.append(f"{path.name}:{line}: id {found.id} twice")
            else:
                passages[found.id] = found
    return list(passages.values()), faults


def count(passages: list[Passage]) -> Counter[str]:
    """How many passages, sentences and marks of each kind there are."""
    total: Counter[str] = Counter(passages=len(passages))
    for p in passages:
        total["passages without event"] += not p.acts
        total["sentences"] += len(p.sentences)
        total.update(mentions=len(p.mentions), events=len(p.acts), quotations=len(p.said))
        total.update(commitments=len(p.bound), drivers=len(p.caused))
        total.update(a.type.value for a in p.acts)
        total.update(f"status {a.status.value}" for a in p.acts)
    return total


def main(names: list[str]) -> int:
    """Checks the files named; 1 when a fault was found."""
    passages: dict[str, Passage] = {}
    faults = 0
    for name in names:
        for line, found in read_file(Path(name)):
            if isinstance(found, Malformed) or found.id in passages:
                faults += 1
                print(f"{name}:{line}: {found if isinstance(found, Malformed) else f'id {found.id} twice'}")
            else:
                passages[found.id] = found
    print(f"{faults} faults;", ", ".join(f"{k} {v}" for k, v in sorted(count(list(passages.values())).items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
