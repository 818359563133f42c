"""The words we know, as TOML tables with a checked shape."""

from cordiale.lexicon.lexicon import Lexicon
from cordiale.lexicon.load import load_lexicon, read_lexicon
from cordiale.lexicon.tables import LexiconError

__all__ = ["Lexicon", "LexiconError", "load_lexicon", "read_lexicon"]
