from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.reader.vocabulary import toy_pieces

from cordiale.reader.windows import MOST_PIECES, arrays, plan


@given(st.lists(st.integers(1, MOST_PIECES - 1), max_size=40))
def test_every_sentence_is_new_in_exactly_one_window(lengths: list[int]) -> None:
    new = [i for held, context in plan(lengths) for i in held[context:]]
    assert new == list(range(len(lengths)))


@given(st.lists(st.integers(1, MOST_PIECES - 1), max_size=40))
def test_no_window_is_longer_than_allowed(lengths: list[int]) -> None:
    assert all(1 + sum(lengths[i] for i in held) <= MOST_PIECES for held, _ in plan(lengths))


def test_a_short_sentence_before_a_window_comes_along_as_context() -> None:
    assert plan([150, 30, 60]) == [((0, 1), 0), ((1, 2), 1)]


def test_words_know_their_sentence_and_their_pieces(tmp_path: Path) -> None:
    pieces = toy_pieces(tmp_path)
    window = pieces.window([pieces.cut("Japan met."), pieces.cut("It left.")], [0, 1])
    assert [s for s, _ in window.at] == [0, 0, 0, 1, 1, 1]
    assert window.ids[0] == pieces.start
    assert window.ids[window.first[0]] == 4
    assert window.ids[4] == window.ids[-1] == pieces.stop


def test_a_sentence_too_long_for_a_window_loses_its_end(tmp_path: Path) -> None:
    line = toy_pieces(tmp_path).cut("word " * 500)
    assert line.length <= MOST_PIECES - 1


def test_shorter_windows_are_padded_with_zeros(tmp_path: Path) -> None:
    pieces = toy_pieces(tmp_path)
    lines = [pieces.cut("Japan."), pieces.cut("Japan and Japan.")]
    held = arrays([pieces.window(lines, [0]), pieces.window(lines, [1])])
    assert held["mask"].sum(axis=1).tolist() == [4, 6]
    assert held["ids"][0, 4:].tolist() == [0, 0]
