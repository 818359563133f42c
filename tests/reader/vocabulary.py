"""A toy word-piece vocabulary for tests."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from cordiale.reader.windows import Pieces


def toy_pieces(folder: Path) -> Pieces:
    """Pieces of a vocabulary in which nearly every word is unknown, which is all that windows need."""
    tokenizer = Tokenizer(WordLevel({"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "japan": 4}, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    file = folder / "tokenizer.json"
    tokenizer.save(str(file))
    return Pieces(file)
