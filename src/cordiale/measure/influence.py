"""What one act does to the estimate of its period: the estimate less what it would be without the act."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.series import share_of

_ROUNDS = 30
_STEP = 1.5
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Cell:
    """A period of a pair: the estimate of its log-odds and the variance, and what its acts and the cooperative ones count for."""

    state: float
    variance: float
    good: float
    total: float

    def without(self, weight: float, is_good: bool) -> float:
        """The estimate were one act of that weight left out.

        What the other periods tell of this one is what is left of its estimate when its own acts are taken off (the cavity
        of expectation propagation: Minka, Uncertainty in Artificial Intelligence 17, 2001); the acts but one are put back.
        """
        mode = self.state - _lean(self.state, self.variance, self.total)
        p = share_of(mode)
        precision = max(1 / self.variance - self.total * p * (1 - p), 0.02 / self.variance)
        prior = mode - (self.good - self.total * p) / precision
        total, good = max(self.total - weight, 0.0), max(self.good - weight * is_good, 0.0)
        x = mode
        for _ in range(_ROUNDS):
            p = share_of(x)
            step = (good - total * p - (x - prior) * precision) / (precision + total * p * (1 - p))
            x += min(_STEP, max(-_STEP, step))
            if abs(step) < _NEAR:
                break
        p = share_of(x)
        return x + _lean(x, 1 / (precision + total * p * (1 - p)), total)


def _lean(state: float, variance: float, total: float) -> float:
    """How far the mean lies from the mode, as in `state`."""
    p = share_of(state)
    return 0.5 * variance**2 * total * p * (1 - p) * (2 * p - 1)
