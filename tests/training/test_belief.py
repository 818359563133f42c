"""Fitting which acts are believed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evals.events import Told
from tests.extract.test_belief import candidate
from training.passages import Passage

from cordiale.extract.belief import NAMES, believe
from cordiale.model.ontology import EventType, Status

pytest.importorskip("sklearn")
from training.belief import Case, cross_validated, fit

ACCUSED = Told(
    frozenset({0}), EventType.ACCUSE, Status.HAPPENED, frozenset({"GHA"}), frozenset({"TGO"}), None, "accused"
)


def case(number: int) -> Case:
    """A passage that accuses, surely read, and in every other an act that is none and is read with doubt."""
    passage = Passage(f"p-{number}", "2024-05-02", "wire", ("Ghana accused Togo.", "Mali watched."), frozenset())
    doubtful = [candidate(0.55, 1, "MLI TGO", MLI=0.3)] if number % 2 else []
    return Case(passage, [ACCUSED], [candidate(0.9), *doubtful])


CASES = [case(n) for n in range(60)]


def test_what_is_marked_is_likelier_than_what_is_not() -> None:
    weights = fit(CASES, 0.5)
    assert set(weights.weights) == set(NAMES)
    for c in CASES:
        assert len(believe(c.candidates, weights)) == 1


def test_each_case_is_scored_by_weights_fitted_without_it() -> None:
    (scores,) = cross_validated([CASES], 0.5)
    assert (scores.typed, scores.precision, scores.recall) == (1, 1, 1)


def test_an_act_of_another_type_than_the_marked_is_none() -> None:
    others = [replace(c, marked=[replace(ACCUSED, type=EventType.AGREE)]) for c in CASES[::2]]
    weights = fit([*CASES, *others], 0.5)
    surely = fit(CASES, 0.5)
    (known,) = (c for c in CASES[0].candidates)
    assert (
        believe([known], surely)[0].evidence[0].score
        > believe([known], replace(weights, least=0.0))[0].evidence[0].score
    )
