"""All that is known before a day: tallies, and what is learned from them afresh every so often."""

from __future__ import annotations

from cordiale.forecast.ranking.excitation import Excitation, Study
from cordiale.forecast.ranking.factors import Factors, factors_of, no_factors
from cordiale.forecast.ranking.facts import Facts
from cordiale.forecast.ranking.history import History

_AFRESH_AFTER = 30


class Memory:
    """History with the excitation between kinds of act and the factors of actors, both made only from earlier days."""

    def __init__(self, facts: Facts, first_use: int = 0, afresh_after: int = _AFRESH_AFTER) -> None:
        """`first_use`: nothing is asked before this day, so nothing need be learned before it; `afresh_after`: in days."""
        self.history = History(facts)
        self.factors: Factors = no_factors(self.history)
        self._study = Study(self.history)
        self.excitation: Excitation = self._study.fit()
        self._first_use = first_use
        self._afresh_after = afresh_after
        self._learned: int | None = None

    def advance(self, day: int) -> None:
        """Take in all acts before `day`; raises `ValueError` where that would go back."""
        if day < self.history.day:
            self.history.advance(day)
        for past in range(self.history.day, day):
            self.history.advance(past)
            self._study.observe(past)
        self.history.advance(day)
        if day >= self._first_use and (self._learned is None or day - self._learned >= self._afresh_after):
            self.excitation = self._study.fit()
            self.factors = factors_of(self.history)
            self._learned = day
