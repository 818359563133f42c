"""How well actors are found and resolved: the marked passages' mentions against what `find_actors` gives.

    python -m evals.actors [--corpus FOLDER] [--data FOLDER] [--tune] [--show N] [--kind KIND] [--false]

With `--data FOLDER` the passages are windows of real news instead: our marks beside other people's texts in that folder, of them
those held out, or with `--tune` the others. A mention counts as found when a mention of ours overlaps it, and as right when both
stand for the same states, those of parts marked one by one taken together. Precision counts our actors (not places, not modifiers)
that overlap a marked mention or place at all.
`--show N` prints the first N mistakes, `--kind` those of one kind of words, `--false` ours that nobody marked.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.holdout import is_held_out
from training.passages import Passage, read_corpus
from training.sets.beside import read_beside

from cordiale.extract.actors import find_actors
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.entries import HitKind
from cordiale.lexicon.references import load_references
from cordiale.model.document import Span
from cordiale.model.mention import ActorMention, Standpoint
from evals.claims import article_of

CORPUS = Path(__file__).parents[1] / "training" / "corpus"
_PRONOUN = re.compile(
    r"(?:I|me|my|we|us|ours?|he|him|his|she|hers?|it|its|they|them|theirs?|both|who|you|your|these|those|\w+sel(?:f|ves))",
    re.IGNORECASE,
)
_KINDS = {
    HitKind.STATE: "state",
    HitKind.NATIONALITY: "adjective",
    HitKind.CAPITAL: "capital or metonym",
    HitKind.METONYM: "capital or metonym",
    HitKind.LOCALITY: "capital or metonym",
    HitKind.ORGANISATION: "organisation",
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many mentions of one kind are marked, found, and found with the right states."""

    marked: int
    found: int
    right: int


@dataclass(frozen=True, slots=True)
class ActorScores:
    """Shares from 0 to 1: marked mentions found, found with the right states, and ours that are marked at all."""

    found: float
    right: float
    precision: float
    mentions: int
    kinds: Mapping[str, Share] = field(default_factory=dict)
    false: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mistakes to print: at most so many, of one kind of words, false ones instead of missed ones."""

    show: int = 0
    kind: str | None = None
    is_false: bool = False


def score(passages: Iterable[Passage], wanted: Wanted | None = None) -> ActorScores:
    """Score passages; prints the mistakes wanted."""
    tally = _Tally(load_lexicon(), wanted or Wanted())
    for passage in passages:
        tally.count(passage)
    n = tally.n
    gold, own = max(n["gold"], 1), max(n["ours"], 1)
    kinds = {k: Share(m, n[f"found {k}"], n[f"right {k}"]) for k, m in sorted(tally.kinds.items())}
    return ActorScores(n["found"] / gold, n["right"] / gold, n["marked"] / own, n["gold"], kinds, dict(tally.false))


@dataclass(slots=True)
class _Tally:
    lexicon: Lexicon
    wanted: Wanted
    n: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)

    def count(self, passage: Passage) -> None:
        article, sentences, starts = article_of(passage)
        ours = find_actors(article, sentences, self.lexicon, article.day)
        gold = [
            (m.at.span.shifted(starts[m.at.sentence]), {passage.codes[k].split(".")[0] for k in m.keys})
            for m in passage.mentions
        ]
        marked = [span for span, _ in gold]
        for span, states in gold:
            hits = [o for o in ours if o.span.overlaps(span)]
            kind = kind_of(span.of(article.text), self.lexicon)
            right = any(o.countries == states or o.countries == _within(o.span, gold) for o in hits)
            self.kinds[kind] += 1
            self.n.update({"gold": 1, "found": bool(hits), f"found {kind}": bool(hits)})
            self.n.update({"right": right, f"right {kind}": right})
            if not right and not self.wanted.is_false:
                got = [(o.span.of(article.text), sorted(o.countries)) for o in hits]
                self._show(passage, kind, f"{_around(article.text, span)} {sorted(states)} not {got}")
        marked += [p.at.span.shifted(starts[p.at.sentence]) for p in passage.places]
        for o in ours:
            if _counts(o):
                is_marked = any(o.span.overlaps(s) for s in marked)
                self.n.update({"ours": 1, "marked": is_marked})
                self.false[o.kind.value] += not is_marked
                if not is_marked and self.wanted.is_false:
                    self._show(passage, o.kind.value, f"{_around(article.text, o.span)} {sorted(o.countries)}")

    def _show(self, passage: Passage, kind: str, line: str) -> None:
        if self.n["shown"] < self.wanted.show and self.wanted.kind in (None, kind):
            self.n["shown"] += 1
            print(f"{passage.id} {kind}: {line}")


def kind_of(words: str, lexicon: Lexicon) -> str:
    """What sort of words a marked mention is: the last name of the tables in it decides, else how it is written."""
    if _PRONOUN.fullmatch(words):
        return "pronoun"
    if words.lower() in load_references().reference:
        return "description"
    hits = lexicon.find(words)
    if any(h.kind in (HitKind.PERSON, HitKind.SURNAME) for h in hits):
        return "person"
    rest = words[hits[-1].span.end :] if hits else words
    last = hits[-1].kind if hits else None
    if last is HitKind.OFFICE:
        return "person" if re.match(r",?\s+[A-Z]\w+", rest) else "office"
    if last is HitKind.BODY:
        return "body"
    if re.fullmatch(r"(?:[’']s?)?", rest) and last is not None:
        return _KINDS[last]
    names = re.findall(r"\b[A-Z]\w+", rest)
    if len(names) > 1 and not re.search(r"\b[a-z]{3,}", rest):
        return "unknown name"
    return "description"


def _within(span: Span, gold: Iterable[tuple[Span, set[str]]]) -> set[str]:
    """The states of all marked mentions that lie in a mention of ours ('U.S.-Japan' is two where it is marked by parts)."""
    return {code for at, states in gold if span.contains(at) for code in states}


def _around(text: str, span: Span) -> str:
    return f"{text[max(0, span.start - 50) : span.start]}[{span.of(text)}]{text[span.end : span.end + 30]}"


def _counts(mention: ActorMention) -> bool:
    return mention.standpoint is Standpoint.ACTOR


def windows(data: Path, *, are_held_out: bool = True) -> list[Passage]:
    """The marked windows of real news, those held out or the others."""
    return [p for p in read_beside(data) if is_held_out(p.id) is are_held_out]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.actors", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of marked passages")
    parser.add_argument("--data", type=Path, help="folder of other people's texts, to score on real news")
    parser.add_argument("--tune", action="store_true", help="score the windows that are not held out")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N mistakes")
    parser.add_argument("--kind", help="print the mistakes of this kind only")
    parser.add_argument("--false", action="store_true", help="print actors that nobody marked")
    given = parser.parse_args()
    passages = windows(given.data, are_held_out=not given.tune) if given.data else read_corpus(given.corpus)[0]
    s = score(passages, Wanted(given.show, given.kind, given.false))
    for kind, share in s.kinds.items():
        part = max(share.marked, 1)
        print(f"{kind:19}{share.marked:6}  found {share.found / part:.3f}  right {share.right / part:.3f}")
    print("not marked:", ", ".join(f"{k} {n}" for k, n in sorted(s.false.items())))
    print(
        f"actors: {s.mentions} mentions, found {s.found:.3f}, right states {s.right:.3f}; ours that are marked {s.precision:.3f}"
    )


if __name__ == "__main__":
    main()
