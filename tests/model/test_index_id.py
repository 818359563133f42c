"""Ids of index points: each names its point and can be read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.actor import Dyad
from cordiale.model.index_id import IndexId, Kind
from cordiale.model.series import Direction, Domain, Grain, Period

PAIR = Dyad.of("USA", "JPN")


@given(
    st.sampled_from(Kind),
    st.sampled_from(Domain),
    st.sampled_from(Direction),
    st.builds(Period.of, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(Grain)),
)
def test_an_id_can_be_read_back(kind: Kind, domain: Domain, direction: Direction, period: Period) -> None:
    id = IndexId(kind, PAIR, domain, direction, period)
    assert IndexId.parse(str(id)) == id


def test_an_id_says_what_it_names() -> None:
    month = Period.of(date(2014, 8, 3))
    assert str(IndexId(Kind.ACTS, PAIR, Domain.ALL, Direction.BOTH, month)) == "ix_JPN-USA_all_2014-08"
    backward = IndexId(Kind.TALK, PAIR, Domain.ALL, Direction.BACKWARD, month)
    assert str(backward) == "it_USA-to-JPN_all_2014-08"


def test_the_states_of_an_id_may_be_turned_round() -> None:
    assert IndexId.parse("ix_USA-JPN_all_2014-08") == IndexId.parse("ix_JPN-USA_all_2014-08") is not None


@pytest.mark.parametrize(
    "id",
    ["", "ix_JPN-JPN_all_2014-08", "ix_JPN-USA_sport_2014-08", "ix_JPN-USA_all_2014-13", "ix_JPN-USA_all_2014-W60"],
)
def test_what_names_no_point_is_no_id(id: str) -> None:
    assert IndexId.parse(id) is None
