"""The learned reader: sentences in, readings out, by one small network on the processor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from cordiale.model.document import Article, Sentence, Span
from cordiale.model.ontology import EventType
from cordiale.model.reading import Attribution, Causation, NameSpan, Promise, Reading, Role, RoleName, Token, Trigger
from cordiale.reader.acts import FoundAct, find_acts
from cordiale.reader.claims import FoundCause, FoundPromise, FoundSaying, find_causes, find_promises, find_sayings
from cordiale.reader.hints import Hints
from cordiale.reader.labels import SECTORS, TYPES, load_labels
from cordiale.reader.network import Network
from cordiale.reader.scores import Run, Scores
from cordiale.reader.windows import Pieces, plan

RULE = "learned"
WINDOWS_HELD = 32
OPENING = '"“„«‘'
CLOSING = '"”»'
SIDES = (RoleName.ACTOR, RoleName.RECIPIENT)
# Below this a word takes no part in an act.
LEANING = 0.003


def shipped_weights() -> Path:
    """The folder of the weights that come with the package."""
    return Path(str(files("cordiale.reader") / "weights"))


@dataclass(slots=True)
class _Draft:
    """What has been found in one sentence so far."""

    sentence: Sentence
    tokens: list[Token] = field(default_factory=list)
    names: list[NameSpan] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    causations: list[Causation] = field(default_factory=list)
    promise_chance: float = 0.0
    causation_chance: float = 0.0

    def reading(self) -> Reading:
        """The sentence's reading."""
        return Reading(
            self.sentence,
            tuple(self.tokens),
            tuple(self.names),
            tuple(self.triggers),
            tuple(self.attributions),
            tuple(self.promises),
            tuple(self.causations),
            self.promise_chance,
            self.causation_chance,
        )


class LearnedReader:
    """Reads by the weights in a folder: `model.onnx`, `tokenizer.json`, `labels.json`.

    `hints` are words known to carry acts, which are believed from a lower score on. `threads` is how many
    processor threads one forward pass may take. FileNotFoundError when the folder lacks a file.
    """

    def __init__(self, weights: Path | None = None, hints: Hints | None = None, threads: int = 1) -> None:
        folder = weights or shipped_weights()
        missing = [n for n in ("model.onnx", "tokenizer.json", "labels.json") if not (folder / n).is_file()]
        if missing:
            raise FileNotFoundError(f"no weights in {folder}: {', '.join(missing)} missing")
        self._hints = hints
        made_of = [
            *((folder / n).read_bytes() for n in ("model.onnx", "labels.json")),
            repr(hints).encode(),
        ]
        self._digest = hashlib.sha256(b"".join(made_of)).hexdigest()
        self._pieces = Pieces(folder / "tokenizer.json")
        self._labels = load_labels(folder / "labels.json")
        self._network = Network(folder / "model.onnx", self._labels, threads)

    @property
    def name(self) -> str:
        """What the reader is called in the record."""
        return "learned"

    @property
    def digest(self) -> str:
        """The sha256 of weights and labels."""
        return self._digest

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        """A reading of each sentence, in order; neighbours are read together."""
        drafts = [_Draft(s) for s in sentences]
        for scores in self.scores([s.span.of(article.text) for s in sentences]):
            _Page(article.text, scores, drafts, self._hints).fill()
        return [d.reading() for d in drafts]

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """What the network says of the sentences of one text, a value a window; a long text is never held as a whole."""
        lines = [self._pieces.cut(" " if not t.strip() else t) for t in texts]
        windows = [self._pieces.window(lines, held, context) for held, context in plan([x.length for x in lines])]
        windows = [w for w in windows if w.at]
        for at in range(0, len(windows), WINDOWS_HELD):
            yield from self._network.score(windows[at : at + WINDOWS_HELD])


@dataclass(frozen=True, slots=True)
class _Page:
    """One window of a text with the drafts of all its sentences."""

    text: str
    scores: Scores
    drafts: list[_Draft]
    hints: Hints | None = None

    def fill(self) -> None:
        """Adds what the window says of its own sentences to their drafts; of those read before it says nothing."""
        self._fill_words()
        self._fill_names()
        for act in find_acts(self.scores, self._hinted()):
            if (draft := self._draft(act.run)) is not None:
                draft.triggers.append(self._trigger(act))
        self._fill_claims()

    def _fill_words(self) -> None:
        """The words of each sentence, and how likely any of them binds or tells a cause."""
        promised, caused = self.scores.cue_chances("bound"), self.scores.cue_chances("caused")
        for place, (index, span) in enumerate(self.scores.window.at):
            if self._is_new(index):
                draft = self.drafts[index]
                draft.tokens.append(Token(span.shifted(draft.sentence.span.start)))
                draft.promise_chance = max(draft.promise_chance, float(promised[place]))
                draft.causation_chance = max(draft.causation_chance, float(caused[place]))

    def _hinted(self) -> dict[int, EventType]:
        """The types that the hints give to words, by the place of the word in the window."""
        if self.hints is None:
            return {}
        sentences = {i for i, _ in self.scores.window.at}
        known = {i: list(self.hints.find(self.drafts[i].sentence.span.of(self.text))) for i in sentences}
        return {
            place: kind
            for place, (index, span) in enumerate(self.scores.window.at)
            for words, kind in known[index]
            if words.overlaps(span)
        }

    def _fill_claims(self) -> None:
        for saying in find_sayings(self.scores):
            if (draft := self._draft(saying.content)) is not None:
                draft.attributions.append(self._attribution(saying))
        for promise in find_promises(self.scores):
            if (draft := self._draft(promise.what)) is not None:
                draft.promises.append(self._promise(promise))
        for cause in find_causes(self.scores):
            if (draft := self._draft(cause.effect)) is not None:
                draft.causations.append(self._causation(cause))

    def _fill_names(self) -> None:
        for run in self.scores.names("actor"):
            if (draft := self._draft(run)) is not None:
                sector = SECTORS[int(self.scores.pooled("sector", run).argmax())]
                draft.names.append(NameSpan(self._span(run), sector, run.score))

    def _is_new(self, sentence: int) -> bool:
        window = self.scores.window
        return sentence not in window.sentences[: window.context]

    def _draft(self, run: Run) -> _Draft | None:
        index = self.scores.sentence_of(run.start)
        return self.drafts[index] if self._is_new(index) else None

    def _span(self, run: Run) -> Span:
        start = self.drafts[self.scores.sentence_of(run.start)].sentence.span.start
        return self.scores.span_of(run).shifted(start)

    def _maybe(self, run: Run | None) -> Span | None:
        return None if run is None else self._span(run)

    def _trigger(self, act: FoundAct) -> Trigger:
        others = (Role(p.role, self._span(p.run), p.run.score) for p in act.parts if p.role not in SIDES)
        roles = (*self._sides(self._peak(act)), *others)
        return Trigger(self._span(act.run), act.type, act.mode, act.status, act.contexts, act.run.score, RULE, roles)

    def _peak(self, act: FoundAct) -> int:
        """The place of the word that carries the act most surely: a run of words may begin with a name drawn into it."""
        types = self.scores.of("act")[act.run.start : act.run.end]
        return act.run.start + int((types[:, 1 + TYPES.index(act.type)] - types[:, 0]).argmax())

    def _sides(self, peak: int) -> Iterator[Role]:
        """How much each word leans to being an actor or a recipient, so that names the network misses can be weighed too."""
        for role in SIDES:
            for word, score in enumerate(self.scores.link(peak, role.value)):
                if score > LEANING and word != peak:
                    yield Role(role, self._span(Run(word, word + 1, float(score))), float(score))

    def _attribution(self, found: FoundSaying) -> Attribution:
        content = self._span(found.content)
        return Attribution(
            content,
            self._maybe(found.speaker),
            self._maybe(found.cue),
            is_quoted(self.text, content),
            found.tone,
            found.content.score,
            RULE,
        )

    def _promise(self, found: FoundPromise) -> Promise:
        return Promise(
            self._span(found.what),
            self._maybe(found.party),
            self._maybe(found.cue),
            found.domain,
            found.state,
            found.what.score,
            RULE,
        )

    def _causation(self, found: FoundCause) -> Causation:
        return Causation(
            self._span(found.cause),
            self._span(found.effect),
            self._maybe(found.signal),
            found.sign,
            found.effect.score,
            RULE,
        )


def is_quoted(text: str, span: Span) -> bool:
    """Whether a quotation mark opens at the start of the span, or just before it, or one closes at its end or just after."""
    before, after = text[max(span.start - 1, 0) : span.start + 1], text[span.end - 1 : span.end + 2]
    return any(c in OPENING for c in before) or any(c in CLOSING for c in after)
