"""Which reader reads: the learned one where its weights are installed, the plain one else or when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from cordiale.extract.belief import BeliefWeights
from cordiale.extract.events import ActWeights
from cordiale.extract.plain import PlainReader
from cordiale.extract.sides import SideWeights
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.triggers import load_triggers
from cordiale.model.issue import UsageError
from cordiale.model.reading import Reader
from cordiale.pipeline import Instruments
from cordiale.reader.hints import Hints
from cordiale.reader.learned import LearnedReader, shipped_weights
from cordiale.settings import Settings

READERS: Mapping[str, Callable[[Lexicon], Reader]] = {
    "learned": lambda lexicon: LearnedReader(hints=trigger_hints()),
    "plain": PlainReader,
}

# The reader that asks a language model, which needs an address besides its name; see `cli.language`.
LANGUAGE = "llm"


def usual(reader: str | None) -> str:
    """The reader of that name, or the one that the environment names."""
    return reader or Settings.from_environment().reader


def trigger_hints() -> Hints:
    """The words that the table of triggers knows to carry acts."""
    triggers = load_triggers()
    return Hints(triggers.pattern, {word: entry.type for word, entry in triggers.by_word.items()})


def act_weights(folder: Path | None = None) -> ActWeights | None:
    """What comes beside a learned reader's weights to code acts by its roles; None where nothing does."""
    folder = folder or shipped_weights()
    sides, belief = folder / "sides.json", folder / "belief.json"
    if not sides.is_file():
        return None
    return ActWeights(
        msgspec.json.decode(sides.read_bytes(), type=SideWeights),
        msgspec.json.decode(belief.read_bytes(), type=BeliefWeights) if belief.is_file() else None,
    )


def instruments(reader: str | None) -> Instruments:
    """What to read with; UsageError for a reader that is not known, or asked for without its weights."""
    name = usual(reader)
    if name == LANGUAGE:
        raise UsageError(
            f"the reader {LANGUAGE} is asked by cordiale read and cordiale eval; name {' or '.join(READERS)} here"
        )
    if name not in READERS:
        raise UsageError(f"no reader called {name!r}; there is {', '.join(READERS)}")
    lexicon = load_lexicon()
    try:
        return Instruments.of(lexicon, READERS[name](lexicon), act_weights())
    except FileNotFoundError as e:
        if reader:
            raise UsageError(f"the {name} reader's weights are not installed ({e}); read with --reader plain") from None
        return Instruments.of(lexicon, PlainReader(lexicon))
