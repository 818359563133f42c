from __future__ import annotations

from pathlib import Path

from tests.reader.scored import Sheet

from cordiale.reader.claims import find_causes, find_promises, find_sayings


def test_a_cue_brings_its_content_and_speaker(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway said the talks had failed")
    sheet.cue(range(1, 2), "said")
    sheet.link(1, range(0, 1), "source")
    sheet.link(1, range(2, 6), "content")
    (saying,) = find_sayings(sheet.scores())
    assert (saying.content.start, saying.content.end) == (2, 6)
    assert saying.speaker is not None
    assert saying.speaker.start == 0


def test_content_without_a_cue_is_found_by_its_words_alone(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "We shall not give in today")
    sheet.part(range(0, 6), "content")
    (saying,) = find_sayings(sheet.scores())
    assert saying.cue is None
    assert (saying.content.start, saying.content.end) == (0, 6)


def test_a_gap_of_a_word_does_not_break_a_part(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway will build a new port there")
    sheet.cue(range(1, 2), "bound")
    sheet.link(1, range(0, 1), "party")
    sheet.link(1, range(2, 4), "what")
    sheet.link(1, range(5, 7), "what")
    (promise,) = find_promises(sheet.scores())
    assert (promise.what.start, promise.what.end) == (2, 7)


def test_a_speaker_in_the_cues_own_sentence_goes_before_a_longer_one_elsewhere(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "The foreign ministry of Norway", "It said no more talks")
    sheet.cue(range(6, 7), "said")
    sheet.link(6, range(0, 5), "source")
    sheet.link(6, range(5, 6), "source")
    sheet.link(6, range(7, 10), "content")
    (saying,) = find_sayings(sheet.scores())
    assert saying.speaker is not None
    assert saying.speaker.start == 5


def test_two_cues_of_one_promise_give_it_once(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway has vowed to build a port")
    for cue in (range(1, 2), range(2, 3)):
        sheet.cue(cue, "bound")
        sheet.link(cue.start, range(4, 7), "what")
    assert len(find_promises(sheet.scores())) == 1


def test_a_cause_needs_both_its_sides_apart(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Fear of war drove Norway to arm")
    sheet.cue(range(3, 4), "caused")
    sheet.link(3, range(0, 3), "cause")
    assert find_causes(sheet.scores()) == []
    sheet.link(3, range(4, 7), "effect")
    (cause,) = find_causes(sheet.scores())
    assert (cause.cause.end, cause.effect.start) == (3, 4)
