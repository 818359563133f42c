"""Forecasters: the table, what they say, how they are held against what comes."""

from __future__ import annotations

import importlib
from datetime import date
from importlib.util import find_spec

import numpy as np
import pytest
from tests.forecast.acts import DYADS, END, FIRST, act, history, panel

from cordiale.forecast.backtest import COLUMNS, backtest, summary
from cordiale.forecast.baselines import smoothed
from cordiale.forecast.canonical import canonical
from cordiale.forecast.distributions import mean_of
from cordiale.forecast.forecasters import BASELINE, BASELINES, EXTRA, FORECASTER, FORECASTERS
from cordiale.forecast.issue import FEW_ACTS, Order, issue, order_for
from cordiale.forecast.panel import panel_of
from cordiale.forecast.regression import fit
from cordiale.forecast.sight import look
from cordiale.model.forecast import NegativeBinomial, Sample
from cordiale.model.ontology import EventType, QuadClass

TALK = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
AT_HAND = [name for name in FORECASTERS if name not in EXTRA or find_spec("lightgbm")]


@pytest.mark.parametrize("module", ["baselines", "counts", "boosting"])
def test_every_forecaster_of_a_module_is_in_the_table(module: str) -> None:
    found = vars(importlib.import_module(f"cordiale.forecast.{module}"))
    own = [f for f in found.values() if callable(f) and getattr(f, "__module__", "").endswith(module)]
    makers = [f for f in own if getattr(f, "__annotations__", {}).get("return") == "tuple[Shape, ...]"]
    public = [f for f in makers if not f.__name__.startswith("_") and "horizon" in f.__annotations__]
    assert public
    assert all(f in FORECASTERS.values() and f.__doc__ for f in public)


def test_what_is_used_unasked_needs_nothing_extra() -> None:
    assert FORECASTER in FORECASTERS.keys() - EXTRA
    assert BASELINE in BASELINES.keys() - EXTRA


@pytest.mark.parametrize("name", AT_HAND)
@pytest.mark.parametrize("horizon", [1, 6])
def test_every_forecaster_puts_a_busy_pair_above_a_quiet_one(name: str, horizon: int) -> None:
    said = FORECASTERS[name](look(panel(), TALK), horizon)
    assert len(said) == len(DYADS)
    means = [mean_of(shape) for shape in said]
    assert means[0] > means[1] > means[3] >= 0
    assert means[0] == pytest.approx(0.6 * 30.4 * 3 / 5, rel=0.5)


@pytest.mark.parametrize("name", AT_HAND)
def test_every_forecaster_can_say_something_of_next_to_no_past(name: str) -> None:
    acts = [act(date(2015, 1, 3)), act(date(2015, 2, 3)), act(date(2015, 2, 4))]
    said = FORECASTERS[name](look(panel_of(acts, DYADS, FIRST, date(2015, 4, 1)), TALK), 1)
    assert len(said) == len(DYADS)


def test_a_regression_finds_the_coefficients_that_made_the_counts() -> None:
    dice = np.random.default_rng(3)
    rows = dice.normal(size=(6000, 2))
    mean = np.exp(1.0 + 0.5 * rows[:, 0] - 0.3 * rows[:, 1])
    counts = dice.negative_binomial(2.0, 2.0 / (2.0 + mean)).astype(float)
    widths = np.column_stack([np.ones(6000), np.zeros(6000)])
    found = fit(rows, widths, counts, np.full(2, 0.1))
    assert found.mean[1:] / found.scale == pytest.approx([0.5, -0.3], abs=0.05)
    levels = np.column_stack([np.ones(6000), np.log(found.means(rows))])
    assert np.median(found.dispersions(levels)) == pytest.approx(0.5, abs=0.07)


def test_smoothing_moves_toward_each_month() -> None:
    counts = np.array([[10.0] * 12 + [20.0, 20.0]])
    assert smoothed(counts, 0.5)[0, -3:].tolist() == [10, 15, 17.5]


def test_a_back_test_gives_a_forecaster_nothing_from_the_origin_on() -> None:
    sight, seen = look(panel(), TALK), []

    def forecaster(given, horizon):  # type: ignore[no-untyped-def]
        seen.append((given.months, given.counts.shape[1], given.features.shape[1], given.panel.end))
        return tuple(Sample((0,)) for _ in given.counts)

    found = backtest(sight, forecaster, range(30, 33), horizon=2)
    assert seen == [(30, 30, 31, date(2017, 7, 1)), (31, 31, 32, date(2017, 8, 1)), (32, 32, 33, date(2017, 9, 1))]
    assert found.counts.tolist() == sight.counts[:, 31:34].T.tolist()
    assert found.column("crps").tolist() == found.counts.tolist()


def test_an_origin_whose_month_has_not_been_seen_cannot_be_tested() -> None:
    sight = look(panel(), TALK)
    with pytest.raises(ValueError, match="origins"):
        backtest(sight, FORECASTERS["climatology"], [sight.months], 1)


def test_a_summary_averages_over_all_forecasts() -> None:
    found = backtest(look(panel(), TALK), FORECASTERS["climatology"], range(40, 44))
    assert summary([found, found]) == pytest.approx(summary([found]))
    assert summary([found])["crps"] == pytest.approx(found.column("crps").mean())
    assert set(summary([found])) <= set(COLUMNS)


def test_steady_random_pairs_are_foreseen_with_honest_bands() -> None:
    found = summary([backtest(look(panel(), TALK), FORECASTERS["linear"], range(36, 48))])
    assert 0.8 < found["randomised"] < 0.99


def test_a_forecast_is_issued_for_each_class_and_month_beside_its_baseline() -> None:
    found = issue(panel(), [DYADS[1]], Order(horizons=(1, 3), forecaster="linear"))
    assert [(f.quad_class, f.horizon) for f in found] == [(c, h) for c in QuadClass for h in (1, 3)]
    assert {f.origin for f in found} == {END}
    assert {f.baseline.name for f in found} == {BASELINE}
    assert found[1].month.start == date(2019, 3, 1)
    assert len({f.inputs for f in found}) == 1


def test_the_same_inputs_give_the_same_forecast_and_others_another_digest() -> None:
    order = Order((QuadClass.VERBAL_COOPERATION,), (1,), "linear")
    one, again, other = (issue(panel(seed), DYADS, order) for seed in (0, 0, 1))
    assert [canonical(f) for f in one] == [canonical(f) for f in again]
    assert one[0].inputs != other[0].inputs


def test_a_pair_with_three_acts_is_said_to_have_three_and_gets_a_wider_forecast() -> None:
    few = [act(date(2016, month, 3), DYADS[3], event=f"few {month}") for month in (2, 5, 7)]
    acts = [a for a in history() if {a.actor, a.recipient} != {"CCC", "DDD"}] + few
    order = Order((QuadClass.VERBAL_COOPERATION,), (1,), "linear")
    (found,) = issue(panel_of(acts, DYADS, FIRST, END), [DYADS[3]], order)
    assert any(c.startswith("only 3 such acts") for c in found.cautions)
    said = FORECASTERS["linear"](look(panel_of(acts, DYADS, FIRST, END), order.classes), 1)[3]
    assert isinstance(said, NegativeBinomial)
    assert isinstance(found.distribution.shape, NegativeBinomial)
    assert found.distribution.shape.dispersion == pytest.approx(said.dispersion + 1 / 4, abs=1e-4)
    assert FEW_ACTS > 3


def test_months_without_any_act_and_acts_in_the_future_are_said() -> None:
    acts = [a for a in history() if a.day < date(2018, 10, 1)] + [act(date(2019, 2, 2), kind=EventType.AID)]
    (found,) = issue(
        panel_of(acts, DYADS, FIRST, END), DYADS[:1], Order((QuadClass.VERBAL_COOPERATION,), (1,), "linear")
    )
    assert "3 of the last 12 months hold no act of any pair" in found.cautions
    assert "1 acts dated on or after 2019-01-01 left out" in found.cautions


def test_orders_for_unknown_forecasters_and_far_horizons_are_refused() -> None:
    with pytest.raises(ValueError, match="no forecaster is called"):
        Order(forecaster="oracle")
    with pytest.raises(ValueError, match="horizons"):
        Order(horizons=(7,))


def test_a_panel_that_is_too_short_to_learn_from_is_smoothed() -> None:
    whole = panel()
    assert order_for(whole, (1,)).forecaster == FORECASTER
    short = order_for(whole.until(24), (1, 2))
    assert (short.forecaster, short.baseline, short.horizons) == ("smoothing", "climatology", (1, 2))
    alone = panel_of(history(), DYADS[:1], FIRST, END)
    assert order_for(alone, (1,)).forecaster == "smoothing"
