"""How well acts are read in the held-out passages, through the whole path: `python -m evals.events [--reader R] [--show N]`.

With `--data FOLDER` the passages are windows of real news instead: our marks beside other people's texts in that folder.

Gold and found events are paired as the scorer of whole pages does: they touch a common sentence and their states overlap
(Jaccard at least one half); then type, direction and status are compared. Only passages that no training has seen count.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from training.holdout import is_held_out
from training.passages import Act, Passage, read_corpus
from training.sets.beside import read_beside

from cordiale.cli.readers import instruments
from cordiale.extract.actors import find_actors
from cordiale.extract.events import LONE_ACTS, code_events
from cordiale.model.mention import EventMention
from cordiale.model.ontology import EventType, Status
from cordiale.pipeline import Instruments
from cordiale.text.dates import find_article_dates
from evals.claims import article_of

CORPUS = Path(__file__).parents[1] / "training" / "corpus"


@dataclass(frozen=True, slots=True)
class Told:
    """An event, marked or found: where it stands, what it is, and the states on either side."""

    sentences: frozenset[int]
    type: EventType
    status: Status
    actors: frozenset[str]
    recipients: frozenset[str]
    day: str | None
    shown: str

    def overlap(self, other: Told) -> float:
        """The share of states in common; 0 when no sentence is."""
        every = self.states.union(other.states)
        if not every or self.sentences.isdisjoint(other.sentences):
            return 0.0
        return len(self.states.intersection(other.states)) / len(every)

    @property
    def states(self) -> frozenset[str]:
        """The states on either side."""
        return self.actors.union(self.recipients)


@dataclass(frozen=True, slots=True)
class EventScores:
    """Shares from 0 to 1; `false_alarms` are events found for every 500 words of passages without any."""

    detected: float
    typed: float
    directed: float
    status: float
    dated: float
    precision: float
    recall: float
    false_alarms: float
    events: int


def held_out(data: Path | None = None) -> list[Passage]:
    """The passages that no training sees: invented ones or, with `data`, windows of real news."""
    passages = read_corpus(CORPUS)[0] if data is None else read_beside(data)
    return [p for p in passages if is_held_out(p.id)]


def score(tools: Instruments, passages: Iterable[Passage], *, show: int = 0) -> EventScores:
    """Score passages; prints the first `show` mistakes."""
    n: Counter[str] = Counter()
    for passage in passages:
        gold, ours = marked(passage), found(passage, tools)
        pairs = tally(passage, gold, ours, n)
        if n["shown"] < show:
            _show(passage, gold, ours, pairs, n)
    return scores_of(n)


def scores_of(n: Counter[str]) -> EventScores:
    """The shares that what `tally` counted comes to."""
    gold, found = max(n["gold"], 1), max(n["found"], 1)

    def f1(hits: int) -> float:
        return 2 * hits / (gold + found)

    alarms = 500 * n["alarms"] / max(n["quiet words"], 1)
    status = n["status"] / max(n["paired"], 1)
    return EventScores(
        f1(n["paired"]),
        f1(n["typed"]),
        f1(n["directed"]),
        status,
        n["dated"] / max(n["paired"], 1),
        n["typed"] / found,
        n["typed"] / gold,
        alarms,
        n["gold"],
    )


def tally(passage: Passage, gold: list[Told], ours: list[Told], n: Counter[str]) -> list[tuple[Told, Told]]:
    """Counts what of a passage's marked acts is among ours, adding to `n`; the two paired."""
    n["gold"] += len(gold)
    n["found"] += len(ours)
    if not gold:
        n["alarms"] += len(ours)
        n["quiet words"] += sum(len(s.split()) for s in passage.sentences)
    pairs = _pairs(gold, ours)
    for g, o in pairs:
        n["paired"] += 1
        n["typed"] += g.type is o.type
        n["directed"] += (g.type, g.actors, g.recipients) == (o.type, o.actors, o.recipients)
        n["status"] += g.status is o.status
        n["dated"] += do_agree(g.day, o.day)
    return pairs


def _show(
    passage: Passage, gold: list[Told], ours: list[Told], pairs: list[tuple[Told, Told]], n: Counter[str]
) -> None:
    wrong = [
        f"{g.shown}  ->  {o.shown}"
        for g, o in pairs
        if (g.type, g.actors, g.recipients) != (o.type, o.actors, o.recipients)
    ]
    missed = [f"MISSED {g.shown}" for g in gold if all(g is not x for x, _ in pairs)]
    false = [f"FALSE {o.shown}" for o in ours if all(o is not x for _, x in pairs)]
    for line in (*wrong, *missed, *false):
        n["shown"] += 1
        print(passage.id, line)


def _pairs(gold: list[Told], ours: list[Told]) -> list[tuple[Told, Told]]:
    """One for one, the best first: states in common, then type, then sides."""
    near = sorted(
        (
            (1 + o + 2 * (g.type is p.type) + 0.5 * (g.actors == p.actors), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(ours)
            if (o := g.overlap(p)) >= 0.5
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, i, j in near:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return [(gold[i], ours[j]) for i, j in taken.items()]


def do_agree(one: str | None, other: str | None) -> bool:
    """Whether the dates are the same, or the coarser one's beginning holds the finer one's; none agrees with none."""
    if not one or not other:
        return not one and not other
    short, long = sorted((one.split("/")[0], other.split("/")[0]), key=len)
    return long.startswith(short) and (len(short) >= 7 or len(long) == 4 or "/" in one + other)


def marked(passage: Passage) -> list[Told]:
    """The marked acts that are coded: between two states, or of a kind that one does alone; one told twice is one act."""
    told: dict[tuple[object, ...], Told] = {}
    for act in passage.acts:
        t = _told(passage, act)
        if len(t.states) > 1 or (t.actors and t.type in LONE_ACTS):
            frame: tuple[object, ...] = (t.type, t.status, t.actors, t.recipients)
            same = told.get(frame)
            if same and t.day and same.day not in (None, t.day):
                frame = (*frame, t.day)
                same = told.get(frame)
            told[frame] = (
                t if same is None else replace(same, sentences=same.sentences | t.sentences, day=same.day or t.day)
            )
    return list(told.values())


def _day_of(passage: Passage, act: Act) -> str | None:
    return next((d.value for d in passage.dates if d.key == act.date), None)


def _told(passage: Passage, act: Act) -> Told:
    def states(keys: tuple[str, ...]) -> frozenset[str]:
        return frozenset(passage.codes[k].split(".")[0] for k in keys)

    words = act.at.span.of(passage.sentences[act.at.sentence])
    actors, recipients = states(act.actors), states(act.recipients)
    shown = f"{words!r} {act.type} {act.status} {sorted(actors)} > {sorted(recipients)}"
    return Told(frozenset({act.at.sentence}), act.type, act.status, actors, recipients, _day_of(passage, act), shown)


def found(passage: Passage, tools: Instruments) -> list[Told]:
    """The acts that the path reads in a passage."""
    article, sentences, _ = article_of(passage)
    readings = tools.reader.read(article, sentences)
    actors = find_actors(article, sentences, tools.lexicon, article.day)
    return [
        told_of(e) for e in code_events(article, readings, actors, find_article_dates(article, sentences), tools.acts)
    ]


def told_of(event: EventMention) -> Told:
    """A found event in the shape in which it is compared."""
    actors = frozenset(a.country for a in event.actors if a.country)
    recipients = frozenset(a.country for a in event.recipients if a.country)
    quote = event.evidence[0].quote
    shown = (
        f"{quote!r} {event.type} {event.status} {sorted(actors)} > {sorted(recipients)} [{event.evidence[0].score:.2f}]"
    )
    return Told(
        frozenset(e.sentence for e in event.evidence),
        event.type,
        event.status,
        actors,
        recipients,
        # The marks are of words that give a date; the day of a page's news is not said of the act.
        str(event.date) if event.date and event.date.is_told else None,
        shown,
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.events", description=__doc__)
    parser.add_argument("--reader", help="learned or plain")
    parser.add_argument("--data", type=Path, help="folder of other people's texts, to score on real news")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N mistakes")
    given = parser.parse_args()
    s = score(instruments(given.reader), held_out(given.data), show=given.show)
    print(
        f"events: {s.events}; detected {s.detected:.3f} typed {s.typed:.3f} (P {s.precision:.3f} R {s.recall:.3f}) "
        f"directed {s.directed:.3f} status {s.status:.3f} date {s.dated:.3f}; false alarms {s.false_alarms:.2f} in 500 words"
    )


if __name__ == "__main__":
    main()
