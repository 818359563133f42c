from __future__ import annotations

import pytest

from cordiale.model.ontology import EventType
from cordiale.reader.learned import shipped_weights
from cordiale.reader.pair import PairCoder, unmark

needs_weights = pytest.mark.skipif(
    not (shipped_weights() / "model.onnx").is_file(), reason="no weights are shipped yet"
)


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, spans = unmark("<s>Norway</s> praised <t>Peru</t>.")
    assert text == "Norway praised Peru."
    assert {k: s.of(text) for k, s in spans.items()} == {"s": "Norway", "t": "Peru"}


def test_a_sentence_without_any_mark_is_refused_with_its_words() -> None:
    with pytest.raises(ValueError, match="Norway praised Peru"):
        unmark("Norway praised Peru.")


@needs_weights
def test_a_pair_gets_a_type_and_probabilities_that_add_up_to_one() -> None:
    (code,) = PairCoder().code(["<s>Norway</s> condemned <t>Peru</t> for the arrests."])
    assert code.type is EventType.ACCUSE
    assert sum(code.scores.values()) == pytest.approx(1, abs=1e-4)
    assert max(code.scores, key=lambda t: code.scores[t]) is code.type
