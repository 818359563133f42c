"""The mentions of a page by the sentence they stand in, so that no sentence looks at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cordiale.model.mention import ActorMention


def by_sentence(actors: Sequence[ActorMention]) -> Mapping[int, Sequence[ActorMention]]:
    """The mentions of actors under the index of their sentence, in their order; nothing for a sentence without any."""
    found: dict[int, list[ActorMention]] = defaultdict(list)
    for actor in actors:
        found[actor.sentence].append(actor)
    return found


def within(actors: Mapping[int, Sequence[ActorMention]], sentence: int, before: int, after: int) -> list[ActorMention]:
    """The mentions from so many sentences before one to so many after it, in the order of sentences."""
    return [a for index in range(sentence - before, sentence + after + 1) for a in actors.get(index, ())]
