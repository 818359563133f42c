"""What may come: forecasts with their baselines, questions about announced things, what became of them, and scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cordiale.model.actor import Dyad
from cordiale.model.ontology import QuadClass
from cordiale.model.time import DateInterval, Precision

LONGEST_HORIZON = 6


@dataclass(frozen=True, slots=True)
class NegativeBinomial:
    """Counts with mean `mean` and variance mean + dispersion * mean squared; dispersion 0 is Poisson.

    Raises ValueError unless the mean is above 0 and the dispersion at least 0.
    """

    mean: float
    dispersion: float

    def __post_init__(self) -> None:
        if not (0 < self.mean < float("inf") and 0 <= self.dispersion < float("inf")):
            raise ValueError(f"no negative binomial has mean {self.mean} and dispersion {self.dispersion}")


@dataclass(frozen=True, slots=True)
class Sample:
    """Counts that have been seen, each as likely as the others; ValueError when there is none or one is below 0."""

    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.counts or min(self.counts) < 0:
            raise ValueError("a sample needs counts, none of them below 0")


@dataclass(frozen=True, slots=True)
class Pool:
    """Shapes mixed by weights that sum to 1 (within a millionth; ValueError otherwise)."""

    parts: tuple[tuple[float, NegativeBinomial | Sample], ...]

    def __post_init__(self) -> None:
        weights = [weight for weight, _ in self.parts]
        if not weights or min(weights) < 0 or abs(sum(weights) - 1) > 1e-6:
            raise ValueError(f"the weights of a pool must sum to 1, not {sum(weights)}")


Shape = NegativeBinomial | Sample | Pool


@dataclass(frozen=True, slots=True)
class Distribution:
    """How likely each count is: the shape that gives every probability, and its mean and quantiles for reading.

    `quantiles` are (level, count) in rising order of both, `band` the counts from and to (both included) that hold
    `band_mass` of the probability, as near to 0.9 as whole counts allow. Raises ValueError when the quantiles fall.
    """

    shape: Shape
    mean: float
    quantiles: tuple[tuple[float, int], ...]
    band: tuple[int, int]
    band_mass: float

    def __post_init__(self) -> None:
        levels, counts = [q[0] for q in self.quantiles], [q[1] for q in self.quantiles]
        if not levels or levels != sorted(levels) or counts != sorted(counts):
            raise ValueError("quantiles must rise with their levels")
        if self.band[0] > self.band[1] or not 0 < self.band_mass <= 1:
            raise ValueError(f"no band runs from {self.band[0]} to {self.band[1]} with mass {self.band_mass}")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a plain rule says of the same counts: the name of the rule and its distribution."""

    name: str
    distribution: Distribution


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many acts of a quad class a pair will have in one month, as seen from a day, beside what a plain rule says.

    `origin` is the first day of the first month not yet seen; `horizon` (1 to 6) says which month from there on.
    `inputs` is a digest of all that the forecaster saw, `cautions` what makes the distribution wider than usual. Raises
    TypeError without a baseline; ValueError for another horizon, an origin within a month, or no digest.
    """

    forecaster: str
    dyad: Dyad
    quad_class: QuadClass
    origin: date
    horizon: int
    distribution: Distribution
    baseline: Baseline
    inputs: str
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.baseline, Baseline):
            raise TypeError("a forecast needs its baseline")
        if not 1 <= self.horizon <= LONGEST_HORIZON:
            raise ValueError(f"a horizon is 1 to {LONGEST_HORIZON} months, not {self.horizon}")
        if self.origin.day != 1:
            raise ValueError(f"an origin is the first day of a month, not {self.origin}")
        if not self.inputs:
            raise ValueError("a forecast needs the digest of its inputs")

    @property
    def month(self) -> DateInterval:
        """The month that the forecast is about."""
        whole = self.origin.year * 12 + self.origin.month + self.horizon - 2
        first, following = date(whole // 12, whole % 12 + 1, 1), date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
        return DateInterval(first, date.fromordinal(following.toordinal() - 1), Precision.MONTH)


class Rule(StrEnum):
    """What decides a question."""

    SAME_ACT = "a later act of the same type between the same states inside the window"
    FATE = "what later pages say has become of the commitment"


@dataclass(frozen=True, slots=True)
class Kind:
    """The sort of thing asked about, within which base rates are reckoned: a rule and an event type or a domain."""

    rule: Rule
    of: str


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often questions of a kind came out yes: `yes` of `resolved`, with a beta prior of weights `prior_yes`, `prior_no`."""

    yes: int
    resolved: int
    prior_yes: float
    prior_no: float

    def __post_init__(self) -> None:
        if not (0 <= self.yes <= self.resolved and self.prior_yes > 0 and self.prior_no > 0):
            raise ValueError(f"no rate is {self.yes} of {self.resolved} with prior {self.prior_yes}, {self.prior_no}")

    @property
    def probability(self) -> float:
        """The mean of the beta posterior."""
        return (self.yes + self.prior_yes) / (self.resolved + self.prior_yes + self.prior_no)


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an announced thing will come about: who, what, in which days, by which rule, and how likely it is.

    `item` is the event or commitment of the record that announces it, `asked` the day from which later pages may
    answer, `window` the days in which it must happen. Raises ValueError when the window has no last day or ends before
    the question is asked, or when there are no parties.
    """

    item: str
    kind: Kind
    parties: tuple[str, ...]
    what: str
    asked: date
    window: DateInterval
    base_rate: BaseRate

    def __post_init__(self) -> None:
        if self.window.end is None or self.window.end < self.asked:
            raise ValueError(f"the window of a question must end on or after the day it is asked, {self.asked}")
        if not self.parties:
            raise ValueError("a question needs parties")

    @property
    def probability(self) -> float:
        """How likely yes is."""
        return self.base_rate.probability

    @property
    def due(self) -> date:
        """The last day of the window."""
        assert self.window.end is not None  # the constructor refuses an open end
        return self.window.end


class Outcome(StrEnum):
    """How a question came out; void when what announced it was withdrawn or called off by no party's doing."""

    YES = "yes"
    NO = "no"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a forecast or a question, named by its digest: a count or an outcome, on which day, and by which items.

    Raises ValueError unless exactly one of `count` and `outcome` is given.
    """

    of: str
    on: date
    items: tuple[str, ...]
    count: int | None = None
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        if (self.count is None) == (self.outcome is None):
            raise ValueError("a resolution has either a count or an outcome")
        if self.count is not None and self.count < 0:
            raise ValueError(f"a count cannot be {self.count}")


@dataclass(frozen=True, slots=True)
class Score:
    """How well a forecast or a question (named by its digest) did; smaller is better in all three.

    `brier` is for questions, `crps` for counts; `log` is minus the natural logarithm of the probability given to what
    happened. `baseline_crps` and `baseline_log` are those of the baseline on the same counts.
    """

    of: str
    log: float
    brier: float | None = None
    crps: float | None = None
    baseline_crps: float | None = None
    baseline_log: float | None = None
