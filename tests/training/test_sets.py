from __future__ import annotations

from pathlib import Path

from tests.reader.vocabulary import toy_pieces
from training.examples import UNKNOWN
from training.sets.causal import example_of, untag
from training.sets.coded import read_plv, types_of
from training.sets.domestic import is_domestic
from training.sets.polnear import attributions_of, sentences_of
from training.vocabulary import read_vocabulary

from cordiale.model.document import Span
from cordiale.model.ontology import EventType
from cordiale.reader.labels import CUES, LINKS, PARTS, TYPES


def test_nested_tags_of_cause_effect_and_signal_give_their_places() -> None:
    tagged = "<ARG1>They marched</ARG1> <ARG0><SIG0>to</SIG0> stop it</ARG0> ."
    text = "They marched to stop it ."
    assert {k: s.of(text) for k, s in untag(tagged).items()} == {
        "ARG1": "They marched",
        "ARG0": "to stop it",
        "SIG0": "to",
    }


def test_a_causal_sentence_is_labelled_and_what_it_does_not_say_is_unknown(tmp_path: Path) -> None:
    tagged = "<ARG1>They marched</ARG1> <SIG0>after</SIG0> <ARG0>the arrests</ARG0>"
    example = example_of("They marched after the arrests", [tagged], toy_pieces(tmp_path))
    assert example.cue[:, CUES.index("caused")].tolist() == [0, 0, 1, 0, 0]
    assert example.part[:, PARTS.index("effect")].tolist() == [1, 1, 0, 0, 0]
    assert {LINKS[link] for _, link, _ in example.links} == {"cause", "effect"}
    assert (example.act == UNKNOWN).all()


def test_stand_off_attributions_are_read_with_divided_parts() -> None:
    annotation = (
        "T1\tCue 10 14\tsaid\nT2\tContent 15 20;22 30\twords\nT3\tSource 0 9\tLund\n"
        "E1\tAttribution:T4 Source:T3 Content:T2 Cue:T1\n"
    )
    (one,) = attributions_of(annotation)
    assert one.content == (Span(15, 20), Span(22, 30))
    assert (one.source, one.cue) == ((Span(0, 9),), (Span(10, 14),))


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "Sen. Rask met Mr. Lund. They talked."
    assert [s.of(text) for s in sentences_of(text)] == ["Sen. Rask met Mr. Lund.", "They talked."]


def test_codes_of_others_become_sets_of_types() -> None:
    assert types_of("YIELD") == (TYPES.index(EventType.CONCEDE), TYPES.index(EventType.RETREAT))
    assert {TYPES[i] for i in types_of("2-material cooperation")} == {
        EventType.COOPERATE,
        EventType.AID,
        EventType.RETREAT,
    }
    assert types_of("0-statement") == ()


def test_a_set_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    assert list(read_plv(tmp_path, toy_pieces(tmp_path))) == []


def test_only_sentences_without_anything_foreign_are_domestic() -> None:
    vocabulary = read_vocabulary()
    assert is_domestic("The senator accused the governor of lying.", vocabulary)
    assert not is_domestic("The senator accused Norway of lying.", vocabulary)
    assert not is_domestic("The senator spoke of a treaty.", vocabulary)
