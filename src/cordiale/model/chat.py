"""What a language model is asked and what it answers, and why asking ends early."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a language model: the instruction, the material it is about, the JSON schema of the answer, its length.

    `most` is the most tokens that the answer may have.
    """

    instruction: str
    material: str
    schema: Mapping[str, Any]
    most: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a language model answered, whether the answer was cut off for its length, and the tokens that were counted."""

    text: str
    is_cut: bool
    tokens_in: int
    tokens_out: int


class LanguageModel(Protocol):
    """Anything that answers questions; safe to be asked by several threads at once."""

    @property
    def model(self) -> str:
        """The name of the model."""
        ...

    def ask(self, asked: Asked) -> Reply:
        """The answer; Rejected where this one question cannot be answered, Stopped where none can be any more."""
        ...


class Stopped(Exception):
    """Nothing more can be asked: the budget is spent, the key is refused, or nobody answers; one line for people."""


class BudgetSpent(Stopped):
    """The next question could take more tokens than are left of the budget."""


def tokens_at_most(text: str) -> int:
    """More tokens than a text is likely to have: a token has three bytes or more in nearly all writing."""
    return len(text.encode("utf-8", "replace")) // 3 + 1
