from __future__ import annotations

from pathlib import Path

import pytest
from training.passages import Malformed, Passage, Place, blocks_of, count, read_block, read_corpus

from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone

CORPUS = Path(__file__).parents[2] / "training" / "corpus"
BLOCK = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {will send|1:AID planned} grain to [Peru|b:PER] <next month|d:2024-05>, [its envoy|c:NOR.GOV] said in @[Lima|p:PER].
Drought is driving [the two countries|a+b] together.
> 1: a -> b @d in p #economic,humanitarian
" c | said | Norway … next month | indirect favourable
! a | will | send grain to Peru | humanitarian pledged due:2024-05
~ Drought | is driving | the two countries together | + -
"""


def words(passage: Passage, at: Place) -> str:
    return at.span.of(passage.sentences[at.sentence])


def test_marks_are_taken_out_of_the_sentences() -> None:
    passage = read_block(BLOCK)
    assert passage.sentences[0] == "Norway will send grain to Peru next month, its envoy said in Lima."


def test_an_act_has_its_words_and_its_frame() -> None:
    passage = read_block(BLOCK)
    (act,) = passage.acts
    assert words(passage, act.at) == "will send"
    assert (act.type, act.mode, act.status) == (EventType.AID, None, Status.PLANNED)
    assert (act.actors, act.recipients, act.date, act.place) == (("a",), ("b",), "d", "p")
    assert act.contexts == (Context.ECONOMIC, Context.HUMANITARIAN)


def test_what_is_said_promised_and_caused_is_found_in_the_words() -> None:
    passage = read_block(BLOCK)
    (said,), (bound,), (caused,) = passage.said, passage.bound, passage.caused
    assert words(passage, said.content) == "Norway will send grain to Peru next month"
    assert (said.speaker, said.is_direct, said.tone) == (("c",), False, Tone.FAVOURABLE)
    assert (words(passage, bound.what), bound.state) == ("send grain to Peru", CommitmentState.PLEDGED)
    assert (words(passage, caused.cause), words(passage, caused.effect)) == ("Drought", "the two countries together")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("| wire", "| gossip", "first line"),
        ("> 1: a -> b", "> 1: a -> z", "no marked actor z"),
        ("> 1: a -> b", "> 2: a -> b", "frame 2 has no mark"),
        ("#economic", "#sport", "sport"),
        ("1:AID", "1:HELP", "HELP"),
        ("[Norway|a:NOR]", "[Norway|a]", "no code"),
        ("| is driving |", "| was driving |", "stands 0 times"),
        ("[Norway|a:NOR]", "[Norway|a:NOR", "does not parse"),
        ("humanitarian pledged", "humanitarian hoped", "does not parse"),
    ],
)
def test_a_malformed_block_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        read_block(BLOCK.replace(old, new))


def test_a_file_says_which_kinds_it_marks_and_marks_events_where_it_says_nothing() -> None:
    kinds, blocks = blocks_of("# marks: events drivers\n\n" + BLOCK + "\n" + BLOCK)
    assert kinds == {"events", "drivers"}
    assert [line for line, _ in blocks] == [3, 11]
    assert blocks_of(BLOCK)[0] == {"events"}


def test_an_id_that_comes_twice_is_a_fault_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(BLOCK + "\n" + BLOCK)
    passages, faults = read_corpus(tmp_path)
    assert len(passages) == 1
    assert faults == ["x.txt:9: id t-1 twice"]


def test_our_own_corpus_keeps_to_the_format_and_marks_every_type_and_status() -> None:
    passages, faults = read_corpus(CORPUS)
    total = count(passages)
    assert len(faults) < 0.01 * len(passages), faults
    assert all(total[t.value] > 90 for t in EventType)
    assert all(total[f"status {s.value}"] > 90 for s in Status)
    assert total["passages without event"] > 0.2 * total["passages"]
