from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest
from tests.reader.language.made import act, answer

from cordiale.reader.language.answers import MOST, Act, Binding, Cause, Misshapen, Saying, answer_schema, parse_answer

SCHEMA = answer_schema(["visit"])
SHAPES = {"acts": Act, "statements": Saying, "commitments": Binding, "drivers": Cause}


def test_the_schema_asks_for_what_is_taken() -> None:
    for kind, shape in SHAPES.items():
        asked = SCHEMA["properties"][kind]["items"]
        assert set(asked["properties"]) == set(asked["required"]) == {f.name for f in msgspec.structs.fields(shape)}
        assert asked["additionalProperties"] is False


def test_an_answer_of_the_schema_is_taken_whole() -> None:
    text = answer(
        acts=[act()],
        statements=[{"sentence": 1, "content": "x", "speaker": None, "cue": None, "tone": "neutral"}],
        commitments=[{"sentence": 1, "what": "x", "party": None, "cue": None, "domain": "legal", "state": "pledged"}],
        drivers=[{"sentence": 1, "cause": "x", "effect": "y", "signal": None, "polarity": "-"}],
    )
    jsonschema.validate(json.loads(text), SCHEMA)
    taken = parse_answer(text)
    assert [len(getattr(taken, kind)) for kind in SHAPES] == [1, 1, 1, 1]
    assert taken.misshapen == 0


def test_a_list_without_end_is_cut() -> None:
    taken = parse_answer(answer(acts=[act()] * (MOST + 7)))
    assert len(taken.acts) == MOST
    assert taken.misshapen == 7


@pytest.mark.parametrize("text", ["", "{}", "null", '{"acts": [], "statements": [], "commitments": []}', "{]"])
def test_what_has_not_the_four_lists_is_no_answer(text: str) -> None:
    with pytest.raises(Misshapen):
        parse_answer(text)
