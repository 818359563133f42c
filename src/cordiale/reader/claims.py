"""Claims read off a window's scores: what is said, what is promised, what is said to cause what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.model.ontology import CommitmentState, Context, Tone
from cordiale.reader.labels import CONTEXTS, PARTS, SIGNS, STATES, TONES
from cordiale.reader.scores import Run, Scores, sigmoid

# Words of a part between which at most so many fall below the threshold are one part.
GAP = 3


@dataclass(frozen=True, slots=True)
class FoundSaying:
    """An attribution with its words; `content.score` is how sure it is."""

    content: Run
    speaker: Run | None
    cue: Run | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """A commitment with its words."""

    what: Run
    party: Run | None
    cue: Run | None
    domain: Context
    state: CommitmentState


@dataclass(frozen=True, slots=True)
class FoundCause:
    """A causal claim with its words."""

    cause: Run
    effect: Run
    signal: Run | None
    sign: str


def find_sayings(scores: Scores) -> list[FoundSaying]:
    """What is said or thought, by cue; then the content that no cue claims."""
    found: list[FoundSaying] = []
    for cue in scores.cues("said"):
        content = _linked(scores, cue, "content")
        if content is not None and not any(_covers(f.content, content) for f in found):
            found.append(FoundSaying(content, _linked(scores, cue, "source"), cue, _tone(scores, content)))
    for content in _loose(scores, "content"):
        if not any(f.content.overlaps(content) for f in found):
            found.append(FoundSaying(content, None, None, _tone(scores, content)))
    return sorted(found, key=lambda f: f.content.start)


def find_promises(scores: Scores) -> list[FoundPromise]:
    """Who is bound to what, by the words that bind."""
    found: list[FoundPromise] = []
    for cue in scores.cues("bound"):
        what = _linked(scores, cue, "what")
        if what is not None and not any(_covers(f.what, what) for f in found):
            domain = CONTEXTS[int(scores.pooled("context", what).argmax())]
            state = STATES[int(scores.pooled("state", cue).argmax())]
            found.append(FoundPromise(what, _linked(scores, cue, "party"), cue, domain, state))
    return found


def find_causes(scores: Scores) -> list[FoundCause]:
    """What is said to bring about or prevent what, by the words that say so."""
    found: list[FoundCause] = []
    for signal in scores.cues("caused"):
        cause, effect = _linked(scores, signal, "cause"), _linked(scores, signal, "effect")
        if cause is None or effect is None or cause.overlaps(effect):
            continue
        if not any(_covers(f.cause, cause) and _covers(f.effect, effect) for f in found):
            sign = SIGNS[int(scores.pooled("sign", signal).argmax())]
            found.append(FoundCause(cause, effect, signal, sign))
    return found


def _covers(one: Run, other: Run) -> bool:
    """Whether the two share more than half of the words of both together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * (max(one.end, other.end) - min(one.start, other.start))


def _tone(scores: Scores, content: Run) -> Tone:
    return TONES[int(scores.pooled("tone", content).argmax())]


def _linked(scores: Scores, cue: Run, name: str) -> Run | None:
    """The likeliest run of words that the cue links to under `name`; one in the cue's own sentence goes first."""
    p = scores.link(cue.start, name)
    runs = _closed(scores, scores.runs(p > scores.labels.threshold(f"link {name}")))
    runs = [r for r in runs if scores.sentence_of(r[0]) == scores.sentence_of(cue.start)] or runs
    if not runs:
        return None
    start, end = max(runs, key=lambda r: (float(p[r[0] : r[1]].sum()), -r[0]))
    return Run(start, end, float(np.mean(p[start:end])))


def _closed(scores: Scores, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs with those of one sentence joined that stand at most `GAP` words apart."""
    found: list[tuple[int, int]] = []
    for start, end in runs:
        if found and start - found[-1][1] <= GAP and scores.sentence_of(start) == scores.sentence_of(found[-1][0]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _loose(scores: Scores, part: str) -> list[Run]:
    """Runs that the head of parts alone holds for `part`, at least three words long."""
    p = sigmoid(scores.of("part")[:, PARTS.index(part)])
    threshold = scores.labels.threshold(f"part {part}")
    runs = _closed(scores, scores.runs(p > threshold))
    return [Run(a, b, float(np.mean(p[a:b]))) for a, b in runs if b - a >= 3]
