"""Panels of daily counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.forecast.acts import DYADS, END, FIRST, act, panel

from cordiale.forecast.panel import panel_of
from cordiale.model.ontology import EventType, QuadClass

TALK, WAR = (QuadClass.VERBAL_COOPERATION,), (QuadClass.MATERIAL_CONFLICT,)


def test_acts_are_counted_by_month_and_class() -> None:
    acts = [act(date(2015, 1, 31)), act(date(2015, 2, 1)), act(date(2015, 2, 28), kind=EventType.ASSAULT)]
    found = panel_of(acts, DYADS[:1], FIRST, date(2015, 4, 1))
    assert found.monthly(TALK).tolist() == [[1, 1, 0]]
    assert found.monthly(WAR).tolist() == [[0, 1, 0]]
    assert found.end == date(2015, 4, 1)


def test_a_mutual_act_counts_once_and_half_in_each_direction() -> None:
    there = act(date(2015, 1, 5), event="e")
    back = replace(there, actor=there.recipient, recipient=there.actor)
    found = panel_of([there, back], DYADS[:1], FIRST, date(2015, 2, 1))
    assert found.monthly().tolist() == [[1]]
    assert found.counts[0, :, 0].sum() == found.counts[0, :, 1].sum() == 0.5


def test_an_act_in_the_future_is_left_out_and_said_to_be() -> None:
    found = panel_of(
        [act(date(2015, 1, 5)), act(date(2015, 2, 1)), act(date(2014, 1, 1))], DYADS[:1], FIRST, date(2015, 2, 1)
    )
    assert found.monthly().sum() == 1
    assert (found.late, found.early) == (1, 1)


def test_what_a_state_has_with_third_states_is_counted_beside() -> None:
    found = panel_of(
        [act(date(2015, 1, 5), DYADS[1]), act(date(2015, 1, 6), DYADS[0])], DYADS[:1], FIRST, date(2015, 2, 1)
    )
    assert found.elsewhere[0, 0].sum() == 1
    assert found.elsewhere[0, 1].sum() == 0


def test_what_could_be_seen_earlier_is_the_beginning_of_what_is_seen() -> None:
    whole = panel()
    assert whole.until(20).monthly().tolist() == whole.monthly()[:, :20].tolist()
    assert whole.until(20).end == date(2016, 9, 1)


def test_months_that_begin_earlier_hold_the_same_acts_otherwise_cut() -> None:
    whole, moved = panel(), panel().earlier(10)
    assert moved.months == whole.months - 1
    assert moved.end == date(2018, 12, 22)
    assert moved.monthly().sum() == whole.counts[..., 21 : whole.starts[-1] - 10].sum()


def test_a_panel_of_days_that_begin_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="first day of a month"):
        panel_of([], DYADS, date(2015, 1, 2), END)
    with pytest.raises(ValueError, match="first day of a month"):
        panel_of([], DYADS, END, FIRST)
