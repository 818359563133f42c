"""Whether what is read follows what is said: pairs of sentences that differ in one known way, read through the whole path.

    python -m evals.invariance [READER]

Each pair is a sentence and its change: the states swapped, a state replaced, active turned to passive, a date put in front,
a clause put before or behind, a capital instead of the state. The surest event of the first sentence must stand, changed alike in
type, direction and status, among those of the second: many sentences tell two acts, an invitation and the visit it is for, say.
A second set changes only the verb group (did not, will, would, may), and only the status must move. A pair whose first
sentence gives no event fails: nothing can follow from nothing. The sentences are made from `frames.toml` with a fixed seed.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cordiale.cli.readers import instruments
from cordiale.extract.actors import find_actors
from cordiale.extract.events import code_events
from cordiale.lexicon import Lexicon
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.time import DateInterval
from cordiale.pipeline import Instruments
from cordiale.text.dates import find_article_dates
from cordiale.text.sentences import split_sentences

FRAMES = Path(__file__).parent / "frames.toml"
DAY = date(2024, 5, 15)
PAIRS = 500
SEED = 11
_STATUS_WORDS = {
    "did not {base}": "denied",
    "will {base}": "planned",
    "would {base}": "possible",
    "may {base}": "possible",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause with its verb forms; `participle` is None where there is no plain passive."""

    type: str
    past: str
    base: str
    tail: str
    participle: str | None = None
    mutual: bool = False

    def active(self, a: str, b: str, verb: str | None = None) -> str:
        """The clause in the active voice."""
        verb = verb or self.past
        return f"{a} and {b} {verb} {self.tail}" if self.mutual else f"{a} {verb} {b} {self.tail}"

    def passive(self, a: str, b: str) -> str:
        """The clause in the passive voice."""
        return f"{b} was {self.participle} by {a} {self.tail}"


@dataclass(frozen=True, slots=True)
class Read:
    """An event read in a sentence."""

    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str

    def renamed(self, names: Mapping[str, str]) -> Read:
        """The same with other states."""
        actors = frozenset(names.get(c, c) for c in self.actors)
        recipients = frozenset(names.get(c, c) for c in self.recipients)
        return Read(self.type, actors, recipients, self.status)


@dataclass(frozen=True, slots=True)
class InvarianceScores:
    """Shares of pairs that follow, by kind of change; `all` and `status` over all of them."""

    by_change: Mapping[str, float]
    all: float
    status: float
    pairs: int


def frames() -> list[Frame]:
    """The frames of the file."""
    return [Frame(**f) for f in tomllib.loads(FRAMES.read_text("utf-8"))["frame"]]


def read(text: str, tools: Instruments) -> list[Read]:
    """The events of a one-sentence page, the surest first."""
    block = Block(Span(0, len(text)), BlockLabel.BODY)
    published = Publication(DateInterval.day(DAY), DateBasis.EXPLICIT)
    article = Article("ar", "page", "", text, (block,), published=published)
    sentences = split_sentences(article)
    actors = find_actors(article, sentences, tools.lexicon, article.day)
    found = code_events(
        article, tools.reader.read(article, sentences), actors, find_article_dates(article, sentences), tools.acts
    )
    found.sort(key=lambda e: -e.evidence[0].score)
    return [
        Read(
            e.type.value,
            frozenset(a.country for a in e.actors if a.country),
            frozenset(a.country for a in e.recipients if a.country),
            e.status.value,
        )
        for e in found
    ]


def changes(frame: Frame, states: tuple[str, str, str], lexicon: Lexicon) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each change of the sentence `frame.active(a, b)`: its kind, the changed sentence, and how states are renamed in it."""
    one, two, third = states
    a, b, c = (lexicon.states[s].names[0] for s in states)
    yield "states swapped", sentence(frame.active(b, a)), {one: two, two: one}
    yield "state replaced", sentence(frame.active(a, c)), {two: third}
    yield "date in front", f"On Tuesday, {frame.active(a, b)}.", {}
    yield "clause in front", f"As the rains ended, {frame.active(a, b)}.", {}
    yield (
        "clause behind",
        f"{frame.active(a, b)}, state television said.".replace(frame.active(a, b), sentence(frame.active(a, b))[:-1]),
        {},
    )
    yield "capital for state", sentence(frame.active(capital(one, lexicon), b)), {}
    if frame.participle:
        yield "active to passive", sentence(frame.passive(a, b)), {}


def capital(code: str, lexicon: Lexicon) -> str:
    """The capital of a state as newspapers use it for its government; the name where there is none."""
    state = lexicon.states[code]
    return state.capital or state.names[0]


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    return clause[0].upper() + clause[1:] + "."


def score(tools: Instruments, *, pairs: int = PAIRS, show: int = 0) -> InvarianceScores:
    """Score generated pairs; prints the first `show` that do not follow."""
    rng, lexicon = random.Random(SEED), tools.lexicon
    known = sorted(c for c, s in lexicon.states.items() if s.capital and s.cow and s.capital != s.names[0])
    tried: Counter[str] = Counter()
    held: Counter[str] = Counter()
    all_frames = frames()
    while tried["*"] < pairs:
        frame = rng.choice(all_frames)
        chosen = rng.sample(known, 3)
        one, two, third = chosen
        plain = sentence(frame.active(*(lexicon.states[s].names[0] for s in (one, two))))
        base = next(iter(read(plain, tools)), None)
        for change, text, names in changes(frame, (one, two, third), lexicon):
            follows = base is not None and base.renamed(names) in read(text, tools)
            tried.update([change, "*"])
            held.update([change, "*"] if follows else [])
            if not follows and show > 0:
                show -= 1
                print(f"{change}: {plain} {base} | {text} {read(text, tools)}")
    status = _status(tools, all_frames, known, rng)
    by_change = {c: held[c] / n for c, n in tried.items() if c != "*"} | {f"'{w}'": s for w, s in status.items()}
    return InvarianceScores(by_change, held["*"] / tried["*"], sum(status.values()) / len(status), tried["*"])


def _status(tools: Instruments, all_frames: list[Frame], known: list[str], rng: random.Random) -> dict[str, float]:
    """For each change of the verb group, the share of sentences whose status is the expected one ('would' may also be planned)."""
    found = {}
    for words, expected in _STATUS_WORDS.items():
        right = 0
        for frame in all_frames:
            a, b = (tools.lexicon.states[s].names[0] for s in rng.sample(known, 2))
            got = next(iter(read(sentence(frame.active(a, b, words.format(base=frame.base))), tools)), None)
            allowed = {expected, "planned"} if words.startswith("would") else {expected}
            right += got is not None and got.status in allowed
        found[words.split(" {")[0]] = right / len(all_frames)
    return found


if __name__ == "__main__":
    arguments = sys.argv[1:]
    s = score(instruments(arguments[0] if arguments else None), show=int(arguments[1]) if len(arguments) > 1 else 0)
    print(f"{s.pairs} pairs: {s.all:.3f} follow; status moves in {s.status:.3f}")
    for change, share in s.by_change.items():
        print(f"  {change:<20} {share:.3f}")
