from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.agreement import (
    Comparison,
    Marked,
    blank,
    chosen,
    compare,
    f1,
    first_marks,
    interval,
    is_chosen,
    kappa,
    main,
    pair,
    read_marked,
    table,
)
from training.passages import read_block, read_corpus

CORPUS = Path(__file__).parents[2] / "training" / "corpus"
HEAD = "# marks: events quotations commitments drivers\n\n"
FIRST = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {will send|1:AID planned} grain to [Peru|b:PER] <next month|d:2024-05>, [its envoy|c:NOR.GOV] said in @[Lima|p:PER].
Drought is driving [the two countries|a+b] together.
> 1: a -> b @d in p #economic,humanitarian
" c | said | Norway … next month | indirect favourable
! a | will | send grain to Peru | humanitarian pledged due:2024-05
~ Drought | is driving | the two countries together | + -
"""
SECOND = """= t-1 | 2024-04-12 | wire
[Norway|x:NOR] will {send grain|1:AGREE planned} to [Peru|y:PER] <next month|d:2024-06>, its envoy said in @[Lima|p:PER].
Drought is driving the two countries together.
> 1: x+y @d #economic
~ Drought | is driving | together | - -
"""


def marked(text: str, tmp_path: Path) -> Marked:
    path = tmp_path / "w0-01.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    (found,) = read_marked([path]).values()
    return found


@pytest.fixture
def twice(tmp_path: Path) -> Comparison:
    return compare(marked(FIRST, tmp_path), marked(SECOND, tmp_path))


def test_a_blank_passage_has_its_head_and_words_and_no_mark() -> None:
    plain = blank(read_block(FIRST)).split("\n")
    assert plain[0] == "= t-1 | 2024-04-12 | wire"
    assert plain[1] == "Norway will send grain to Peru next month, its envoy said in Lima."
    assert not set("".join(plain[1:])) & set("[]{}<>|@")


def test_about_a_tenth_of_ids_is_chosen_and_always_the_same() -> None:
    ids = [f"w1-{i:04}" for i in range(5000)]
    assert 400 < sum(map(is_chosen, ids)) < 600
    assert is_chosen("a1-0007")
    assert not is_chosen("a1-0008")


def test_passages_are_chosen_from_the_corpus_itself_and_not_from_the_second_marks(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    block = FIRST.replace("t-1", "a1-0007")
    for path in (tmp_path / "a1-01.txt", tmp_path / "x1-01.txt", tmp_path / "second" / "a1-02.txt"):
        path.write_text(HEAD + block, encoding="utf-8")
    assert [p.id for p in chosen(tmp_path)] == ["a1-0007"]
    assert list(first_marks(tmp_path)) == ["a1-0007"]


def test_reading_the_training_text_does_not_descend_into_the_second_marks(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "s-01.txt").write_text(HEAD + FIRST, encoding="utf-8")
    assert read_corpus(tmp_path) == ([], [])


def test_an_act_found_by_both_is_detected_though_its_type_differs(twice: Comparison) -> None:
    assert twice.rows["events: detected"] == (1, 1, 1)
    assert twice.rows["events: typed"] == (0, 1, 1)
    assert twice.labels["event type"] == [("AID", "AGREE")]
    assert twice.labels["event status"] == [("planned", "planned")]


def test_sides_are_compared_by_state_and_dates_by_value(twice: Comparison) -> None:
    ((first, second),) = twice.labels["event sides"]
    assert first == (frozenset({"NOR"}), frozenset({"PER"}))
    assert second == (frozenset({"NOR", "PER"}), frozenset())
    assert twice.labels["event date"] == [("2024-05", "2024-06")]


def test_what_only_one_annotator_marked_counts_against_both(twice: Comparison) -> None:
    assert twice.rows["actor mentions: overlap"] == (2, 4, 2)
    assert twice.rows["attributions: same sentence"] == (0, 1, 0)
    assert twice.rows["commitments: same sentence"] == (0, 1, 0)


def test_a_driver_of_the_other_sign_is_found_but_not_alike(twice: Comparison) -> None:
    assert twice.rows["drivers: same sentence"] == (1, 1, 1)
    assert twice.rows["drivers: same sentence, sign"] == (0, 1, 1)
    assert twice.rows["drivers: cause and effect overlap"] == (1, 1, 1)


def test_marks_compared_with_themselves_agree_wholly(tmp_path: Path) -> None:
    same = compare(marked(FIRST, tmp_path), marked(FIRST, tmp_path))
    assert all(both == first == second for both, first, second in same.rows.values())
    assert all(kappa(pairs) == 1 for pairs in same.labels.values())
    assert "| events: detected | 1 | 1 | 1 | 1.000 | 1.000 to 1.000 |" in table([same])


def test_kappa_of_a_worked_example_is_two_fifths() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_never_exceeds_plain_agreement(pairs: list[tuple[str, str]]) -> None:
    assert kappa(pairs) <= sum(a == b for a, b in pairs) / len(pairs) + 1e-9


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_each_thing_is_paired_at_most_once(first: list[int], second: list[int]) -> None:
    pairs = pair(first, second, lambda a, b: int(a == b))
    wanted = sum(min(first.count(x), second.count(x)) for x in set(first))
    assert len(pairs) == wanted


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_an_interval_is_in_order_and_within_nought_and_one(rows: list[tuple[int, int, int]]) -> None:
    rows = [(both, both + a, both + b) for both, a, b in rows]
    low, high = interval(rows)
    assert 0 <= low <= high <= 1
    assert all(0 <= f1(r) <= 1 for r in rows)


def test_an_unknown_command_says_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark"]) == 2
    assert "score" in capsys.readouterr().err


def test_every_second_passage_keeps_to_the_notation_and_to_the_first_ones_words() -> None:
    passages, faults = read_corpus(CORPUS / "second")
    first = first_marks(CORPUS)
    assert not faults
    assert len(passages) == 320
    assert all(is_chosen(p.id) and first[p.id].passage.sentences == p.sentences for p in passages)
