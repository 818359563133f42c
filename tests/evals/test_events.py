"""Scoring events in passages: what counts, and how marked and found acts are paired."""

import pytest
from evals.events import Told, _pairs, do_agree, marked
from training.passages import read_block

from cordiale.model.ontology import EventType, Status

PASSAGE = read_block(
    "= t-1 | 2024-05-02 | wire\n"
    "[Ghana|a:GHA] {condemned|1:ACCUSE.disapprove happened} [Togo|b:TGO].\n"
    "[Mali|c:MLI] {praised|2:SUPPORT happened} its army and {deployed|3:MOBILIZE happened} tanks.\n"
    "> 1: a -> b\n> 2: c\n> 3: c"
)


def told(sentence: int, kind: EventType, actors: set[str], recipients: set[str]) -> Told:
    return Told(frozenset({sentence}), kind, Status.HAPPENED, frozenset(actors), frozenset(recipients), None, "")


def test_an_act_of_one_state_counts_only_where_one_does_it_alone():
    assert [t.type for t in marked(PASSAGE)] == [EventType.ACCUSE, EventType.MOBILIZE]


def test_acts_are_paired_by_sentence_and_states_and_the_right_type_first():
    gold = marked(PASSAGE)
    wrong, right = told(0, EventType.REJECT, {"GHA"}, {"TGO"}), told(0, EventType.ACCUSE, {"GHA"}, {"TGO"})
    assert _pairs(gold, [wrong, right]) == [(gold[0], right)]


def test_acts_of_other_states_or_sentences_are_not_paired():
    gold = marked(PASSAGE)
    assert (
        _pairs(gold, [told(0, EventType.ACCUSE, {"FRA"}, {"PER"}), told(1, EventType.ACCUSE, {"GHA"}, {"TGO"})]) == []
    )


def test_an_act_that_is_told_twice_is_marked_once_with_both_sentences():
    passage = read_block(
        "= t-2 | 2024-05-02 | wire\n"
        "[Ghana|a:GHA] and [Togo|b:TGO] {met|1:CONSULT happened} in Lome.\n"
        "[The two|a+b] {met|2:CONSULT happened} on <1 May|d:2024-05-01>.\n"
        "> 1: a+b\n> 2: a+b @d"
    )
    assert [(t.sentences, t.day) for t in marked(passage)] == [(frozenset({0, 1}), "2024-05-01")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-05-03", "2024-05-03", True),
        ("2024-05", "2024-05-03", True),
        ("2024-05-03", "2024-05-04", False),
        ("2024", "2024-05-03", False),
        ("2024/2025", "2024-05-03", True),
        (None, "2024-05-03", False),
        (None, None, True),
    ],
)
def test_a_coarser_date_agrees_with_a_day_of_its_month_and_none_only_with_none(one, other, expected):
    assert do_agree(one, other) is expected
