"""What reading by a language model has taken: questions, tokens, cost; what was kept and dropped; and the budget it may take."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cordiale.model.chat import BudgetSpent, Reply

PER = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, those sent and those answered, in any currency; None where it is not known."""

    sent: float | None = None
    answered: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What has been taken so far; `kept` and `dropped` count items by kind and by why."""

    asked: int
    cached: int
    tokens_in: int
    tokens_out: int
    cost: float | None
    kept: Mapping[str, int]
    dropped: Mapping[str, int]

    @property
    def tokens(self) -> int:
        """Tokens sent and answered."""
        return self.tokens_in + self.tokens_out


class Tally:
    """A running total that several threads add to; `on_change` is told after each answer.

    With a `budget` no question is asked that could take more tokens than are left of it.
    """

    def __init__(self, prices: Prices = Prices(), budget: int | None = None) -> None:
        self._prices, self._budget = prices, budget
        self._lock = threading.Lock()
        self._reserved = self._in = self._out = self._asked = self._cached = 0
        self._kept: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self.on_change: Callable[[], None] = _nobody_told

    def reserve(self, most: int) -> None:
        """Set aside what a question may take at most; BudgetSpent when the budget has not that much left."""
        with self._lock:
            left = None if self._budget is None else self._budget - self._in - self._out - self._reserved
            if left is not None and left < most:
                raise BudgetSpent(
                    f"the budget of {self._budget:,} tokens is spent: {self._in + self._out:,} were taken, and the next question "
                    f"may take {most:,}; what was read is kept"
                )
            self._reserved += most

    def settle(self, most: int, reply: Reply | None) -> None:
        """Put what a question really took in the place of what was set aside for it; nothing where it was not answered."""
        with self._lock:
            self._reserved -= most
            if reply:
                self._asked += 1
                self._in += reply.tokens_in
                self._out += reply.tokens_out
        self.on_change()

    def note_cached(self) -> None:
        """An answer came from the cache."""
        with self._lock:
            self._cached += 1

    def note_items(self, kept: Mapping[str, int], dropped: Mapping[str, int]) -> None:
        """So many items were kept and dropped."""
        with self._lock:
            self._kept.update(kept)
            self._dropped.update(dropped)

    def taken(self) -> Taken:
        """The total so far."""
        with self._lock:
            return Taken(
                self._asked, self._cached, self._in, self._out, self._cost(), dict(self._kept), dict(self._dropped)
            )

    def _cost(self) -> float | None:
        prices = self._prices
        if prices.sent is None and prices.answered is None:
            return None
        return (self._in * (prices.sent or 0) + self._out * (prices.answered or 0)) / PER


def _nobody_told() -> None:
    """Nobody is told."""
