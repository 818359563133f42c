"""Acts read off a window's scores: triggers with type, mode, status and contexts, and who takes part in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.model.ontology import Context, EventType, Status
from cordiale.model.reading import RoleName
from cordiale.reader.labels import CONTEXTS, STATUSES, TYPES
from cordiale.reader.scores import Floats, Run, Scores, sigmoid, softmax

# A word may start an act of another type than its neighbour's only when both are this sure of their own.
SURE_OF_TYPE = 0.6
# What a word must score that a table of trigger words knows to carry acts, and how much more the table's type weighs. On
# held-out windows of real news typed F1 is .643 so, .639 without the table and .625 when it is believed from .1 on.
HINTED = 0.3
HINT_WEIGHT = 8.0
# An act whose own type is less likely than this is left out (held-out typed F1 .520 against .519, with fewer false ones).
LEAST_OF_TYPE = 0.2


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words with the role it plays in an act."""

    role: RoleName
    run: Run


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act with its words; `run.score` is the probability that they carry an act of this type."""

    run: Run
    type: EventType
    mode: str | None
    status: Status
    contexts: tuple[Context, ...]
    parts: tuple[Part, ...]


def find_acts(scores: Scores, hinted: Mapping[int, EventType] | None = None) -> list[FoundAct]:
    """The acts of a window in the order of their words.

    Words that `hinted` names (by their place, with the type a table gives them) count from a lower score on, and their
    type weighs more.
    """
    types = softmax(scores.of("act"))
    least = np.full(len(types), scores.labels.threshold("act"))
    for place, kind in (hinted or {}).items():
        least[place] = min(HINTED, least[place])
        types[place, 1:] = _weighed(types[place, 1:], TYPES.index(kind))
    held = scores.runs(1 - types[:, 0] > least)
    names = {role: scores.names(kind) for role, kind in _KIND_OF.items()}
    found = []
    for start, end in held:
        for run, kind in _typed(types, start, end):
            if run.score < LEAST_OF_TYPE:
                continue
            found.append(
                FoundAct(
                    run,
                    kind,
                    mode_of(scores, run, kind),
                    STATUSES[int(scores.pooled("status", run).argmax())],
                    _contexts(scores, run),
                    _parts(scores, run, names),
                )
            )
    return found


def _weighed(types: Floats, kind: int) -> Floats:
    """The probabilities of the types with one of them weighed by HINT_WEIGHT, their sum unchanged."""
    weights = np.ones_like(types)
    weights[kind] = HINT_WEIGHT
    return np.asarray(types * weights * (types.sum() / max(float((types * weights).sum()), 1e-9)))


_KIND_OF = {RoleName.ACTOR: "actor", RoleName.DATE: "date", RoleName.PLACE: "place"}


def _typed(types: Floats, start: int, end: int) -> list[tuple[Run, EventType]]:
    """The run cut where the type changes and both sides are sure of theirs."""
    best = types[:, 1:].argmax(axis=1)
    cuts = [start]
    for i in range(start + 1, end):
        before, after = types[cuts[-1] : i, 1:].mean(axis=0), types[i, 1:]
        if before.argmax() != best[i] and before.max() > SURE_OF_TYPE and after.max() > SURE_OF_TYPE:
            cuts.append(i)
    found = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        kind = int(types[a:b, 1:].sum(axis=0).argmax())
        found.append((Run(a, b, float(types[a:b, 1 + kind].max())), TYPES[kind]))
    return found


def mode_of(scores: Scores, run: Run, kind: EventType) -> str | None:
    """The likeliest mode among those of the type; None when none is likelier."""
    modes = scores.labels.modes
    allowed = [0, *(1 + modes.index(m) for m in scores.labels.modes_of.get(kind.value, ()))]
    logits = scores.pooled("mode", run)[allowed]
    best = allowed[int(logits.argmax())]
    return modes[best - 1] if best else None


def _contexts(scores: Scores, run: Run) -> tuple[Context, ...]:
    """The domains that pass the threshold, or the likeliest one when none does."""
    p = sigmoid(scores.pooled("context", run))
    passed = [c for c, x in zip(CONTEXTS, p, strict=True) if x > scores.labels.threshold("context")]
    return tuple(passed) or (CONTEXTS[int(p.argmax())],)


def _parts(scores: Scores, run: Run, names: dict[RoleName, list[Run]]) -> tuple[Part, ...]:
    """Who takes part: for each name the likelier of actor and recipient, and each date and place that passes."""
    actor, recipient = scores.link(run.start, "actor"), scores.link(run.start, "recipient")
    threshold = scores.labels.threshold("link")
    found = []
    for name in names[RoleName.ACTOR]:
        as_actor, as_recipient = _mean(actor, name), _mean(recipient, name)
        score = max(as_actor, as_recipient)
        if score > threshold:
            role = RoleName.ACTOR if as_actor >= as_recipient else RoleName.RECIPIENT
            found.append(Part(role, Run(name.start, name.end, score)))
    for role in (RoleName.DATE, RoleName.PLACE):
        found.extend(_best(scores.link(run.start, role.value), role, names[role], threshold))
    return tuple(found)


def _best(p: Floats, role: RoleName, names: Sequence[Run], threshold: float) -> list[Part]:
    """The likeliest name of a role of which there is at most one."""
    ranked = sorted(((_mean(p, n), n) for n in names), key=lambda x: (-x[0], x[1].start))
    return [Part(role, Run(n.start, n.end, s)) for s, n in ranked[:1] if s > threshold]


def _mean(p: Floats, run: Run) -> float:
    return float(np.mean(p[run.start : run.end]))
