"""What forecasters see: nothing that lies ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forecast.acts import panel

from cordiale.forecast.sight import FIRST, look
from cordiale.model.ontology import QuadClass

TALK = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)


@settings(max_examples=10, deadline=None)
@given(st.integers(FIRST + 2, 46), st.integers(0, 3))
def test_no_feature_changes_when_later_days_do(month: int, seed: int) -> None:
    whole = panel(seed)
    counts, elsewhere = whole.counts.copy(), whole.elsewhere.copy()
    since = int(whole.starts[month])
    counts[..., since:] += 7
    elsewhere[..., since:] += 3
    before, after = look(whole, TALK), look(replace(whole, counts=counts, elsewhere=elsewhere), TALK)
    assert np.array_equal(before.features[:, : month + 1], after.features[:, : month + 1])
    assert not np.array_equal(before.features[:, month + 1], after.features[:, month + 1])


@pytest.mark.parametrize("month", [FIRST + 2, 30, 48])
def test_a_look_cut_short_is_a_look_at_what_was_cut(month: int) -> None:
    whole = panel()
    cut, looked = look(whole, TALK).until(month), look(whole.until(month), TALK)
    assert np.array_equal(cut.counts, looked.counts)
    assert np.allclose(cut.features, looked.features)
    for one, other in zip(cut.between, looked.between, strict=True):
        assert np.array_equal(one.counts, other.counts)
        assert np.allclose(one.features, other.features)


def test_features_are_numbers_even_where_nothing_happened() -> None:
    whole = panel()
    empty = replace(whole, counts=np.zeros_like(whole.counts), elsewhere=np.zeros_like(whole.elsewhere))
    assert np.isfinite(look(empty, TALK).features).all()


def test_a_look_at_no_class_is_refused() -> None:
    with pytest.raises(ValueError, match="no quad class"):
        look(panel(), ())
