"""How well actors are found and resolved: the marked passages' mentions against what `find_actors` gives.

    python -m evals.actors [CORPUS_FOLDER]

A mention counts as found when a mention of ours overlaps it, and as right when both stand for the same states.
Precision counts our actors (not places, not modifiers) that overlap a marked mention or place at all.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from training.passages import read_corpus

from cordiale.extract.actors import find_actors
from cordiale.lexicon import load_lexicon
from cordiale.model.mention import ActorMention, Standpoint
from evals.claims import article_of


@dataclass(frozen=True, slots=True)
class ActorScores:
    """Shares from 0 to 1: marked mentions found, found with the right states, and ours that are marked at all."""

    found: float
    right: float
    precision: float
    mentions: int


def score(corpus: Path, *, show: int = 0) -> ActorScores:
    """Score all passages of a folder; prints the first `show` mistakes."""
    lexicon, n = load_lexicon(), Counter[str]()
    for passage in read_corpus(corpus)[0]:
        article, sentences, _ = article_of(passage)
        ours = find_actors(article, sentences, lexicon, article.day)
        marked = []
        for m in passage.mentions:
            span = m.at.span.shifted(sentences[m.at.sentence].span.start)
            states = {passage.codes[k].split(".")[0] for k in m.keys}
            marked.append(span)
            hits = [o for o in ours if o.span.overlaps(span)]
            n["gold"] += 1
            n["found"] += bool(hits)
            right = any(o.countries == states for o in hits)
            n["right"] += right
            if not right and n["shown"] < show:
                n["shown"] += 1
                got = [(o.span.of(article.text), sorted(o.countries)) for o in hits]
                print(f"{passage.id}: {span.of(article.text)!r} {sorted(states)} not {got}")
        marked += [p.at.span.shifted(sentences[p.at.sentence].span.start) for p in passage.places]
        for o in ours:
            if _counts(o):
                n["ours"] += 1
                n["marked"] += any(o.span.overlaps(s) for s in marked)
    gold, own = max(n["gold"], 1), max(n["ours"], 1)
    return ActorScores(n["found"] / gold, n["right"] / gold, n["marked"] / own, n["gold"])


def _counts(mention: ActorMention) -> bool:
    return mention.standpoint is Standpoint.ACTOR


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "training" / "corpus"
    s = score(folder, show=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(
        f"actors: {s.mentions} mentions, found {s.found:.3f}, right states {s.right:.3f}; ours that are marked {s.precision:.3f}"
    )
