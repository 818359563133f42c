"""Fits which states act and which receive (cordiale.extract.sides) on passages that no training of the network has seen.

`python -m training.sides --weights FOLDER [--data FOLDER]` reads the held-out passages, and with `--data` the held-out windows
of real news, with the network in FOLDER and writes FOLDER/sides.json. It prints how often both sides of an act are right
when each fifth of the passages is left out in turn (cross-validation): that is the figure to believe.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from evals.claims import article_of
from evals.events import held_out
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from cordiale.cli.readers import trigger_hints
from cordiale.extract.actors import find_actors
from cordiale.extract.events import can_be_party, is_joint
from cordiale.extract.sides import Features, SideWeights, describe_states
from cordiale.extract.verb_groups import words_of_act
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.mention import ActorMention
from cordiale.model.reading import Trigger
from cordiale.reader.learned import LearnedReader
from training.passages import Passage

FOLDS = 5
# Chosen by cross-validation from .01 to .3 and, for the two chances, from .3 to .6 and .1 to .4.
STRENGTH = 0.05
SURE, LEAST = 0.42, 0.22
REACH = 2
Sides = tuple[set[str], set[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A trigger that the reader finds where an act is marked: the parties near it, and the sides as marked."""

    fold: int
    text: str
    trigger: Trigger
    named: tuple[ActorMention, ...]
    sentence: int
    sides: Sides

    @property
    def states(self) -> dict[str, Features]:
        """What is known of each state near the trigger."""
        return describe_states(self.text, self.trigger, self.named, self.sentence)

    def is_right(self, weights: SideWeights) -> bool:
        """Whether the weights give both sides as marked."""
        actors, recipients = weights.divide(
            self.trigger, weights.weigh(self.text, self.trigger, self.named, self.sentence)
        )
        if actors and recipients and is_joint(self.trigger, self.text):
            actors, recipients = actors | recipients, set()
        return (actors, recipients) == self.sides


def cases_of(passages: Iterable[Passage], reader: LearnedReader, lexicon: Lexicon) -> list[Case]:
    """A case for each marked act whose words the reader finds."""
    found = []
    for passage in passages:
        article, sentences, starts = article_of(passage)
        actors = find_actors(article, sentences, lexicon, article.day)
        for reading in reader.read(article, sentences):
            index = reading.sentence.index
            near = [a for a in actors if abs(a.sentence - index) <= REACH and can_be_party(a) and a.countries]
            for act in (a for a in passage.acts if a.at.sentence == index):
                at = act.at.span.shifted(starts[index])
                trigger = next((t for t in reading.triggers if t.span.overlaps(at)), None)
                if trigger is None:
                    continue
                words = words_of_act(article.text, trigger.span, [a.span for a in near])
                named = tuple(a for a in near if not a.span.overlaps(words))
                sides = (_states(act.actors, passage), _states(act.recipients, passage))
                if named:
                    fold = zlib.crc32(passage.id.encode()) // 10 % FOLDS
                    found.append(Case(fold, article.text, replace(trigger, span=words), named, index, sides))
    return found


def _states(keys: Sequence[str], passage: Passage) -> set[str]:
    return {passage.codes[k].split(".")[0] for k in keys}


def fit(cases: Sequence[Case]) -> SideWeights:
    """The weights that make the marked sides likeliest, drawn towards nothing by STRENGTH."""
    rows: list[Features] = []
    labels: list[int] = []
    for case in cases:
        for state, features in case.states.items():
            rows.append(features)
            labels.append(1 if state in case.sides[0] else 2 if state in case.sides[1] else 0)
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(vectorizer.fit_transform(rows), labels)
    names = vectorizer.get_feature_names_out()
    weights = {n: tuple(round(float(w), 4) for w in model.coef_[:, i]) for i, n in enumerate(names)}
    constant = tuple(round(float(x), 4) for x in model.intercept_)
    return SideWeights(weights, constant, SURE, LEAST)  # type: ignore[arg-type]


def cross_validated(cases: Sequence[Case]) -> float:
    """The share of cases with both sides right, each by weights fitted without its fold."""
    right = 0
    for fold in range(FOLDS):
        weights = fit([c for c in cases if c.fold != fold])
        right += sum(c.is_right(weights) for c in cases if c.fold == fold)
    return right / max(1, len(cases))


def write_sides(weights: Path, data: Path | None) -> str:
    """Fits by the network in a folder, writes `sides.json` beside it, and says how often both sides are right."""
    passages = held_out() + (held_out(data) if data else [])
    cases = cases_of(passages, LearnedReader(weights, trigger_hints()), load_lexicon())
    found = fit(cases)
    (weights / "sides.json").write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    seen = sum(c.is_right(found) for c in cases) / max(1, len(cases))
    return f"{len(cases)} acts: both sides right {cross_validated(cases):.3f} cross-validated, {seen:.3f} on what was fitted"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.sides", description=__doc__)
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder with model.onnx, tokenizer.json, labels.json"
    )
    parser.add_argument("--data", type=Path, help="folder of other people's sets")
    given = parser.parse_args()
    print(write_sides(given.weights, given.data))


if __name__ == "__main__":
    main()
