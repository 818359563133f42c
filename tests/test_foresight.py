"""Forecasts from a record: what they see, what is kept, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cordiale import foresight
from cordiale.forecast.canonical import digest
from cordiale.foresight import Seen, acts_in, foresee, inputs_of, panel_before, resolve, resolved
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType, QuadClass
from cordiale.model.series import Act, Period
from cordiale.store import Store
from tests.test_relations import read, rows

TODAY = date(2026, 1, 1)
PAIR = Dyad.of("CHN", "JPN")


def act(day: date, number: int = 0, pair: tuple[str, str] = ("CHN", "JPN")) -> Act:
    return Act(f"e{day}{number}{pair}", *pair, day, EventType.CONSULT, frozenset())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.cordiale") as opened:
        read(opened, tmp_path, "a.tab", rows(2012, 2, 1) + rows(2013, 2, 1) + "2013-12-31\tJapan\tFrance\t057\n")
        yield opened


def later(store: Store, tmp_path: Path) -> None:
    """Read on: January 2014 to its end."""
    lines = [f"2014-01-{n:02}\tJapan\tChina\t057\n" for n in (3, 4, 5)] + ["2014-02-02\tJapan\tFrance\t057\n"]
    read(store, tmp_path, "b.tab", "".join(lines))


def test_a_month_is_over_when_an_act_is_dated_on_its_last_day_or_later() -> None:
    cut, whole = Seen.of([act(date(2014, 5, 30))]), Seen.of([act(date(2014, 5, 31))])
    assert cut
    assert whole
    assert (cut.end, cut.is_cut) == (date(2014, 5, 1), True)
    assert (whole.end, whole.is_cut) == (date(2014, 6, 1), False)
    assert Seen.of([]) is None


def test_an_act_of_long_ago_does_not_make_decades_of_peace() -> None:
    acts = [act(date(1945, 8, 15)), *(act(date(2012, 1, 1) + timedelta(days=9 * n)) for n in range(100))]
    assert panel_before(acts, PAIR, date(2014, 6, 1)).first == date(2012, 1, 1)


def test_a_pair_is_in_its_panel_however_quiet_it_is() -> None:
    acts = sorted(
        (act(date(2014, 1, 1 + n % 28), n, ("AAA", f"B{n % 60:02}")) for n in range(600)), key=lambda a: a.day
    )
    panel = panel_before([*acts, act(date(2014, 1, 31))], PAIR, date(2014, 2, 1))
    assert PAIR in panel.dyads
    assert len(panel.dyads) == 51


def test_forecasts_of_every_class_are_issued_once_from_the_same_inputs(store: Store) -> None:
    first = foresee(store, TODAY, PAIR, (1, 2))
    assert [(f.quad_class, f.horizon) for f in first.forecasts] == [(c, h) for c in QuadClass for h in (1, 2)]
    assert {f.origin for f in first.forecasts} == {date(2014, 1, 1)}
    assert first.new == 8
    again = foresee(store, TODAY, PAIR, (1, 2))
    assert (again.new, again.forecasts, again.kept) == (0, first.forecasts, first.kept)


def test_a_dry_run_keeps_nothing(store: Store) -> None:
    found = foresee(store, TODAY, PAIR, is_kept=False)
    assert len(found.forecasts) == 4
    assert (found.new, dict(found.kept), store.issued.of_kind("forecast")) == (0, {}, [])


def test_what_is_read_later_does_not_change_the_inputs_of_a_forecast(store: Store, tmp_path: Path) -> None:
    forecast = foresee(store, TODAY, PAIR).forecasts[0]
    later(store, tmp_path)
    inputs = inputs_of(store, TODAY, forecast)
    assert inputs
    assert inputs.is_same
    assert inputs.acts[-1].day < forecast.origin
    read(store, tmp_path, "c.tab", "2013-05-20\tJapan\tChina\t057\n")
    inputs = inputs_of(store, TODAY, forecast)
    assert inputs
    assert not inputs.is_same


def test_a_pair_without_acts_is_said_to_have_none(store: Store) -> None:
    found = foresee(store, TODAY, Dyad.of("AAA", "BBB"))
    assert found.forecasts == ()
    assert found.why
    assert "no act between them" in found.why


def test_acts_of_one_unfinished_month_give_no_forecast(tmp_path: Path) -> None:
    with Store(tmp_path / "few.cordiale") as few:
        read(few, tmp_path, "few.tab", "2014-06-01\tJapan\tChina\t057\n")
        found = foresee(few, TODAY, PAIR)
    assert found.forecasts == ()
    assert found.why
    assert "2014-06" in found.why


def test_a_forecast_waits_until_its_month_is_over_and_is_then_scored(store: Store, tmp_path: Path) -> None:
    foresee(store, TODAY, PAIR)
    assert [d.resolution for d in resolve(store, TODAY)] == [None] * 4
    later(store, tmp_path)
    due = resolve(store, TODAY)
    assert [d.resolution.count for d in due if d.resolution] == [3, 0, 0, 0]
    first = due[0]
    assert first.resolution
    assert first.score
    assert len(first.resolution.items) == 3
    assert first.resolution.of == first.score.of == digest(first.forecast)
    assert [x.kind for x in store.issued.about(digest(first.forecast))] == ["resolution", "score"]


def test_scoring_twice_keeps_one_score_and_a_changed_record_adds_another(store: Store, tmp_path: Path) -> None:
    name = digest(foresee(store, TODAY, PAIR).forecasts[0])
    later(store, tmp_path)
    resolve(store, TODAY)
    resolve(store, TODAY)
    assert len(store.issued.about(name)) == 2
    read(store, tmp_path, "c.tab", "2014-01-20\tJapan\tChina\t057\n")
    resolve(store, TODAY)
    kinds = [x.kind for x in store.issued.about(name)]
    assert kinds == ["resolution", "score"] * 2
    assert len(store.issued.of_kind("forecast")) == 4


def test_a_month_of_which_nothing_was_read_settles_nothing(store: Store, tmp_path: Path) -> None:
    forecast = foresee(store, TODAY, PAIR).forecasts[0]
    seen = Seen.of([act(date(2013, 12, 31)), act(date(2014, 3, 31))])
    assert seen
    assert acts_in(seen, Period.of(date(2014, 1, 1))) == []
    assert resolved(forecast, seen) is None


def test_a_mutual_act_counts_once(store: Store) -> None:
    forecast = foresee(store, TODAY, PAIR).forecasts[0]
    day = date(2014, 1, 5)
    both = [Act("e", a, b, day, EventType.CONSULT, frozenset()) for a, b in (("CHN", "JPN"), ("JPN", "CHN"))]
    seen = Seen.of([*both, act(date(2014, 1, 31), pair=("AAA", "BBB"))])
    assert seen
    found = resolved(forecast, seen)
    assert found
    assert (found.count, found.items) == (1, ("e",))


def test_a_record_that_may_only_be_read_is_not_written_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "is_read_only", property(lambda self: True))
    assert len(foresee(store, TODAY, PAIR).forecasts) == 4
    assert store.issued.of_kind("forecast") == []
    assert foresight.resolve(store, TODAY) == ()
