"""The table of forecasters of counts: every one takes what is seen and a horizon, and gives each pair a distribution."""

from __future__ import annotations

from cordiale.forecast.backtest import Forecaster
from cordiale.forecast.baselines import climatology, last_value, last_year, smoothing
from cordiale.forecast.boosting import blend, boosting
from cordiale.forecast.counts import autoregression, linear, regression

BASELINES: dict[str, Forecaster] = {
    "climatology": climatology,
    "last year": last_year,
    "last value": last_value,
    "smoothing": smoothing,
    "autoregression": autoregression,
}
FORECASTERS: dict[str, Forecaster] = {
    **BASELINES,
    "linear": linear,
    "regression": regression,
    "boosting": boosting,
    "blend": blend,
}
# What is used where nobody says otherwise: both need numpy alone.
FORECASTER = "regression"
BASELINE = "smoothing"
# These need the extra `foresight`.
EXTRA = frozenset({"boosting", "blend"})
