"""How well statements, commitments and drivers are read in the marked passages: `python -m evals.claims [FOLDER]`.

FOLDER holds passages in the notation of training/corpus/FORMAT.md. Each passage becomes an article of
one block; a claim is found when a predicted one of its kind stands in the same sentence (one for one).
Beside that: the share of found ones whose content shares half its words with the marked one, and, for
statements and commitments, whose speaker or parties are of the marked states.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from training.passages import Bound, Caused, Passage, Place, Said, read_corpus

from cordiale.extract.actors import find_actors
from cordiale.extract.commitments import PromiseRules, find_commitments
from cordiale.extract.drivers import CausalRules, find_drivers
from cordiale.extract.quotations import find_quotations
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Sentence, Span
from cordiale.model.mention import CommitmentMention, DriverMention, Quotation
from cordiale.model.reading import Reading
from cordiale.model.time import DateInterval
from cordiale.text.dates import find_article_dates

CLAIMED = frozenset({"quotations", "commitments", "drivers"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, marked or found: the sentences it stands in, the words of its content, the states of who makes it."""

    sentences: frozenset[int]
    words: frozenset[str]
    states: frozenset[str]
    shown: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one kind: marked, found, paired by sentence; of the pairs, those alike in content and in states."""

    gold: int = 0
    found: int = 0
    paired: int = 0
    alike: int = 0
    same_states: int = 0

    def plus(self, other: Score) -> Score:
        """Both added up."""
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.paired + other.paired,
            self.alike + other.alike,
            self.same_states + other.same_states,
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of the pairs."""
        return 2 * self.paired / max(1, self.gold + self.found)

    def __str__(self) -> str:
        pairs = max(1, self.paired)
        return (
            f"gold {self.gold} found {self.found}: P {self.paired / max(1, self.found):.3f} R"
            f" {self.paired / max(1, self.gold):.3f} F1 {self.f1:.3f}; of the pairs, content {self.alike / pairs:.2f}"
            f" states {self.same_states / pairs:.2f}"
        )


def article_of(passage: Passage) -> tuple[Article, list[Sentence], list[int]]:
    """The passage as an article of one block, its sentences, and where each begins."""
    starts, at = [], 0
    for line in passage.sentences:
        starts.append(at)
        at += len(line) + 1
    text = " ".join(passage.sentences)
    day = Publication(DateInterval.day(date.fromisoformat(passage.day)), DateBasis.METADATA)
    article = Article(
        passage.id, passage.id, "", text, (Block(Span(0, len(text)), BlockLabel.BODY),), published=day, language="en"
    )
    sentences = [
        Sentence(i, Span(s, s + len(line)), BlockLabel.BODY)
        for i, (s, line) in enumerate(zip(starts, passage.sentences, strict=True))
    ]
    return article, sentences, starts


def marked(passage: Passage) -> dict[str, list[Claim]]:
    """The marked claims of a passage, by kind."""

    def words(place: Place) -> str:
        return place.span.of(passage.sentences[place.sentence])

    def states(holder: Place | tuple[str, ...]) -> frozenset[str]:
        return frozenset() if isinstance(holder, Place) else frozenset(passage.codes[k].split(".")[0] for k in holder)

    def claim(content: Place, holder: Place | tuple[str, ...], *further: Place | None) -> Claim:
        places = [content, *(p for p in further if p)]
        shown = " | ".join(words(p) for p in (*[p for p in further if p], content))
        return Claim(frozenset(p.sentence for p in places), _words(words(content)), states(holder), shown)

    def said(s: Said) -> Claim:
        return claim(s.content, s.speaker, s.cue)

    def bound(b: Bound) -> Claim:
        return claim(b.what, b.parties, b.cue)

    def caused(c: Caused) -> Claim:
        return claim(c.effect, (), c.cause, c.signal)

    return {
        "statement": [said(s) for s in passage.said],
        "commitment": [bound(b) for b in passage.bound],
        "driver": [caused(c) for c in passage.caused],
    }


def found(passage: Passage, lexicon: Lexicon) -> dict[str, list[Claim]]:
    """The claims that the rules read in a passage, by kind."""
    article, sentences, _ = article_of(passage)
    readings = [Reading(s) for s in sentences]
    actors = find_actors(article, sentences, lexicon, article.day)
    dates = find_article_dates(article, sentences)
    quotations = find_quotations(article, readings, actors, lexicon.cues)
    promises = find_commitments(article, readings, actors, dates, PromiseRules(lexicon.cues))
    causes = find_drivers(article, readings, actors, quotations, CausalRules(lexicon.cues))
    return {
        "statement": [_claim(q, q.quote, {q.speaker.country}) for q in quotations],
        "commitment": [_claim(c, c.what, set(c.parties)) for c in promises],
        "driver": [_claim(d, d.effect, set()) for d in causes],
    }


def _claim(mention: Quotation | CommitmentMention | DriverMention, content: str, states: set[str | None]) -> Claim:
    shown = f"[{mention.evidence[0].rule}] {mention.evidence[0].quote} => {content}"
    sentences = frozenset(e.sentence for e in mention.evidence)
    return Claim(sentences, _words(content), frozenset(s for s in states if s), shown)


def _words(text: str) -> frozenset[str]:
    return frozenset(w.strip(".,;:“”\"'’‘?!()").lower() for w in text.split()) - {""}


def pair(gold: Sequence[Claim], ours: Sequence[Claim]) -> list[tuple[int, int]]:
    """Gold and found claims that share a sentence, one for one, those with most words in common first."""
    near = sorted(
        ((-_likeness(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours) if g.sentences & o.sentences)
    )
    pairs: dict[int, int] = {}
    for _, i, j in near:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


def _likeness(one: Claim, other: Claim) -> float:
    return len(one.words & other.words) / max(1, len(one.words | other.words))


def score_passages(
    passages: Iterable[Passage], lexicon: Lexicon, on_pair: Callable[[str, str], None] = lambda kind, line: None
) -> dict[str, Score]:
    """The scores by kind; `on_pair` is told of every miss, false claim and pair, for reading them through."""
    totals: Counter[str] = Counter()
    scores = {kind: Score() for kind in ("statement", "commitment", "driver")}
    for passage in passages:
        totals["passages"] += 1
        gold, ours = marked(passage), found(passage, lexicon)
        for kind, so_far in scores.items():
            pairs = pair(gold[kind], ours[kind])
            both = [(gold[kind][i], ours[kind][j]) for i, j in pairs]
            scores[kind] = so_far.plus(
                Score(
                    len(gold[kind]),
                    len(ours[kind]),
                    len(pairs),
                    sum(_likeness(g, o) >= 0.5 for g, o in both),
                    sum(g.states == o.states for g, o in both),
                )
            )
            for line in _differences(gold[kind], ours[kind], pairs):
                on_pair(kind, f"{passage.id} {line}")
    return scores


def _differences(gold: Sequence[Claim], ours: Sequence[Claim], pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    paired, spent = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (f"MISSED {g.shown}" for i, g in enumerate(gold) if i not in paired)
    yield from (f"FALSE {o.shown}" for j, o in enumerate(ours) if j not in spent)
    for i, j in pairs:
        if _likeness(gold[i], ours[j]) < 0.5:
            yield f"UNLIKE {gold[i].shown} <> {ours[j].shown}"
        if gold[i].states != ours[j].states:
            yield f"STATES {sorted(gold[i].states)} <> {sorted(ours[j].states)} {ours[j].shown}"


def claiming_passages(folder: Path) -> list[Passage]:
    """The passages of a folder whose files mark quotations, commitments and drivers."""
    passages, _ = read_corpus(folder)
    return [p for p in passages if p.kinds >= CLAIMED]


def main() -> None:
    """Prints a line a kind; with `--show KIND`, every difference of that kind before it."""
    arguments = sys.argv[1:]
    shown = arguments.pop(arguments.index("--show") + 1) if "--show" in arguments else None
    folders = [a for a in arguments if a != "--show"]
    folder = Path(folders[0]) if folders else Path(__file__).parents[1] / "training" / "corpus"
    passages = claiming_passages(folder)
    scores = score_passages(passages, load_lexicon(), lambda kind, line: print(kind, line) if kind == shown else None)
    for kind, score in scores.items():
        print(f"{kind:11}{score}")


if __name__ == "__main__":
    main()
