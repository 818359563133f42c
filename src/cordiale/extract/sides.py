"""Which states act and which receive: what a reader leans to, weighed with where and how each state is named.

A multinomial logistic regression over the states named near an act (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 5);
its weights come with the reader's and are fitted by `python -m training.sides` on passages that no training has seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cordiale.extract.verb_groups import is_passive
from cordiale.model.document import Span
from cordiale.model.mention import ActorMention
from cordiale.model.ontology import EventType
from cordiale.model.reading import RoleName, Trigger

# Leanings are clipped here, so that a reader that is very sure does not outweigh everything else.
_LEAST = 0.002
_NOBODY = -6.0
# Acts of both sides together.
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
_BEFORE_NAMES = frozenset(
    "by with to against from on in for of between than over at into and that the a , toward towards about as but both 's ’s".split()
)
_WORD_BEFORE = re.compile(r"([\w’']+|,)[^\w’',]*$")

Features = dict[str, float]
Named = Sequence[ActorMention]
Chances = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SideWeights:
    """For each feature how much it speaks for standing aside, acting and receiving; and from which chance on a state takes a side.

    A state with a lesser chance is taken, down to `least`, where an act would have one party only.
    """

    weights: Mapping[str, tuple[float, float, float]]
    constant: tuple[float, float, float]
    sure: float
    least: float

    def chances(self, features: Features) -> tuple[float, float]:
        """The chances that a state acts and that it receives."""
        scores = list(self.constant)
        for name, value in features.items():
            for i, weight in enumerate(self.weights.get(name, ())):
                scores[i] += value * weight
        top = max(scores)
        aside, acts, receives = (math.exp(s - top) for s in scores)
        total = aside + acts + receives
        return acts / total, receives / total

    def weigh(self, text: str, trigger: Trigger, named: Named, sentence: int) -> Chances:
        """For each state named near an act the chances that it acts and that it receives."""
        return {s: self.chances(f) for s, f in describe_states(text, trigger, named, sentence).items()}

    def divide(self, trigger: Trigger, found: Chances) -> tuple[set[str], set[str]]:
        """The codes of the states that act and of those that receive, by their chances; a state is on one side only."""
        actors = {s for s, (a, r) in found.items() if a >= r and a > self.sure}
        recipients = {s for s, (a, r) in found.items() if r > a and r > self.sure}
        if not actors and not recipients and found:
            _take(max(found, key=lambda s: max(found[s])), found, actors, recipients)
        if trigger.type not in MUTUAL and len(actors) > 1 and not recipients:
            _give_way(found, actors, recipients, self.least)
        left = [s for s in found if s not in actors | recipients]
        if left and len(actors) == 1 and not recipients:
            best = max(left, key=lambda s: sum(found[s]))
            if sum(found[best]) > self.least:
                _take(best, found, actors, recipients)
        elif left and recipients and not actors:
            best = max(left, key=lambda s: found[s][0])
            if found[best][0] > self.least:
                actors.add(best)
        return actors, recipients


def _take(state: str, found: Chances, actors: set[str], recipients: set[str]) -> None:
    acts, receives = found[state]
    (actors if acts >= receives else recipients).add(state)


def _give_way(found: Chances, actors: set[str], recipients: set[str], least: float) -> None:
    """Of several that would do to nobody what one does to another, the likeliest to receive it does, if it is likely enough."""
    best = max(sorted(actors), key=lambda s: found[s][1] - found[s][0])
    if found[best][1] > least:
        actors.discard(best)
        recipients.add(best)


def describe_states(text: str, trigger: Trigger, named: Named, sentence: int) -> dict[str, Features]:
    """What is known of each state named near an act, by its code: of its likeliest mention, and of all together."""
    leanings = [leaning_of(trigger, m.span) for m in named]
    states: dict[str, list[int]] = {}
    for i, mention in enumerate(named):
        for code in sorted(mention.countries):
            states.setdefault(code, []).append(i)
    described = {}
    for code, mine in states.items():
        best = max(mine, key=lambda i: max(leanings[i]))
        others = [i for i in range(len(named)) if i not in mine]
        rivals = [max((leanings[i][side] for i in others), default=_NOBODY) for side in (0, 1)]
        most = [max(leanings[i][side] for i in mine) for side in (0, 1)]
        described[code] = {
            "acts": most[0],
            "receives": most[1],
            "acts here": leanings[best][0],
            "receives here": leanings[best][1],
            "others act": rivals[0],
            "others receive": rivals[1],
            "acts more": most[0] - rivals[0],
            "receives more": most[1] - rivals[1],
            "states": min(len(states), 6) / 3,
            "mentions": min(len(named), 10) / 5,
            "own mentions": min(len(mine), 4) / 2,
            "organisation": float(code == "IGO"),
            **_standing(text, trigger, named, best, sentence),
        }
    return described


def leaning_of(trigger: Trigger, span: Span) -> tuple[float, float]:
    """The log-odds that words act and that they receive, by the reader."""
    found = [_LEAST, _LEAST]
    for role in trigger.roles:
        if role.span.overlaps(span) and role.name in (RoleName.ACTOR, RoleName.RECIPIENT):
            side = int(role.name is RoleName.RECIPIENT)
            found[side] = max(found[side], min(role.score, 1 - _LEAST))
    return math.log(found[0] / (1 - found[0])), math.log(found[1] / (1 - found[1]))


def _standing(text: str, trigger: Trigger, named: Named, at: int, sentence: int) -> Features:
    """Where a mention stands to the trigger, and how it is named."""
    mention = named[at]
    before = [i for i, m in enumerate(named) if m.sentence == sentence and m.span.end <= trigger.span.start]
    after = [i for i, m in enumerate(named) if m.sentence == sentence and m.span.start >= trigger.span.end]
    where = "before" if at in before else "after" if at in after else "elsewhere"
    is_mutual = trigger.type in MUTUAL
    voice = "passive" if is_passive(text, trigger.span) else "active"
    gap = max(trigger.span.start - mention.span.end, mention.span.start - trigger.span.end, 0)
    found = {
        where: 1.0,
        f"sentence {mention.sentence - sentence:+d}": 1.0,
        f"{'mutual' if is_mutual else 'one way'} {where}": 1.0,
        f"{voice} {where}": 1.0,
        f"{trigger.type} {where}": 1.0,
        f"{mention.kind}": 1.0,
        f"{mention.standpoint} {where}": 1.0,
        "nearest before": float(bool(before) and at == before[-1]),
        "first before": float(bool(before) and at == before[0]),
        "nearest after": float(bool(after) and at == after[0]),
        f"gap {where}": math.log1p(gap) / 4,
    }
    preceding = _WORD_BEFORE.search(text[max(0, mention.span.start - 30) : mention.span.start])
    if preceding and preceding[1].lower() in _BEFORE_NAMES:
        word = f"'{preceding[1].lower()}'"
        found[word] = found[f"{word} {where}"] = found[f"{word} {voice}"] = 1.0
    if text.startswith(("'s", "’s"), mention.span.end):
        found[f"owns {where}"] = 1.0
    return found
