from __future__ import annotations

import json

import pytest

from cordiale.appraise.gold import parse_gold
from cordiale.model.issue import UsageError


def marked(**lists: object) -> bytes:
    return json.dumps({"doc": "a.txt", **lists}).encode()


def test_parties_are_states_whoever_acts_for_them() -> None:
    event = {
        "type": "CONSULT",
        "source": ["AAA:Some Body", "BBB"],
        "target": ["ccc.gov"],
        "status": "planned",
        "evidence": ["met"],
    }
    (act,) = parse_gold("a.json", marked(events=[event])).acts
    assert (act.actors, act.recipients) == ({"AAA", "BBB"}, {"CCC"})
    assert not act.must_be_known


def test_another_markers_answer_is_right_as_well() -> None:
    event = {"type": "CONSULT", "type_alt": "SUPPORT", "status": "planned", "status_alt": "possible", "salience": 1}
    (act,) = parse_gold("a.json", marked(events=[event])).acts
    assert act.types == {"CONSULT", "SUPPORT"}
    assert act.statuses == {"planned", "possible"}
    assert act.must_be_known


def test_what_may_be_left_out_need_not_be_known() -> None:
    (act,) = parse_gold("a.json", marked(events=[{"type": "AID", "salience": 1, "optional": True}])).acts
    assert not act.must_be_known


def test_fields_that_are_not_measured_are_passed_over() -> None:
    page = parse_gold("a.json", marked(header={"title": "x"}, statements=[{"speaker": "AAA", "evidence": ["x"]}]))
    assert page.claims["statements"][0].evidence == ("x",)
    assert page.claims["drivers"] == ()


@pytest.mark.parametrize("data", [b"", b"[]", b"{", marked(events=[{"type": "WAR"}]), marked(drivers=[1]), b"\xff"])
def test_what_is_no_marked_page_is_named(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"a\.json: no marked page"):
        parse_gold("a.json", data)
