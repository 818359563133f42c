"""Which reader reads: the learned one where its weights are installed, the plain one else or when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cordiale.extract.plain import PlainReader
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.triggers import load_triggers
from cordiale.model.issue import UsageError
from cordiale.model.reading import Reader
from cordiale.pipeline import Instruments
from cordiale.reader.hints import Hints
from cordiale.reader.learned import LearnedReader
from cordiale.settings import Settings

READERS: Mapping[str, Callable[[Lexicon], Reader]] = {
    "learned": lambda lexicon: LearnedReader(hints=_hints()),
    "plain": PlainReader,
}


def _hints() -> Hints:
    triggers = load_triggers()
    return Hints(triggers.pattern, {word: entry.type for word, entry in triggers.by_word.items()})


def instruments(reader: str | None) -> Instruments:
    """What to read with; UsageError for a reader that is not known, or asked for without its weights."""
    name = reader or Settings.from_environment().reader
    if name not in READERS:
        raise UsageError(f"no reader called {name!r}; there is {', '.join(READERS)}")
    lexicon = load_lexicon()
    try:
        return Instruments.of(lexicon, READERS[name](lexicon))
    except FileNotFoundError as e:
        if reader:
            raise UsageError(f"the {name} reader's weights are not installed ({e}); read with --reader plain") from None
        return Instruments.of(lexicon, PlainReader(lexicon))
