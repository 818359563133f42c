"""Which reader reads: the learned one where its weights are installed, the plain one when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cordiale.extract.plain import PlainReader
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.issue import UsageError
from cordiale.model.reading import Reader
from cordiale.pipeline import Instruments
from cordiale.settings import Settings

READERS: Mapping[str, Callable[[Lexicon], Reader]] = {"plain": PlainReader}


def instruments(reader: str | None) -> Instruments:
    """What to read with; UsageError for a reader that is not known."""
    name = reader or Settings.from_environment().reader
    if name not in READERS:
        raise UsageError(f"no reader called {name!r}; there is {', '.join(READERS)}")
    lexicon = load_lexicon()
    return Instruments.of(lexicon, READERS[name](lexicon))
