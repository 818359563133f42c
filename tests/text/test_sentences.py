from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Article, Block, BlockLabel, Span
from cordiale.text.sentences import sentences_around, split, split_sentences


def sentences_of(text: str) -> list[str]:
    return [s.of(text) for s in split(text, Span(0, len(text)))] if text else []


def test_a_period_ends_a_sentence_and_an_abbreviation_does_not():
    text = "Gen. J. P. Ortega met Mr. Lund at 9 a.m. in the U.S. capital. They signed. It cost 3.5 million."
    assert sentences_of(text) == [
        "Gen. J. P. Ortega met Mr. Lund at 9 a.m. in the U.S. capital.",
        "They signed.",
        "It cost 3.5 million.",
    ]


def test_a_dotted_name_ends_a_sentence_where_a_word_that_opens_sentences_follows():
    assert sentences_of("He left the U.S. The talks went on.") == ["He left the U.S.", "The talks went on."]
    assert sentences_of("The U.S. Treasury agreed.") == ["The U.S. Treasury agreed."]
    assert sentences_of("Ask Marco Diaz Jr. He knows.") == ["Ask Marco Diaz Jr.", "He knows."]


def test_a_closing_quotation_mark_stays_with_its_sentence():
    assert sentences_of("“We agree.” She left.") == ["“We agree.”", "She left."]
    assert sentences_of("“Will you come?” Lund asked.") == ["“Will you come?” Lund asked."]
    assert sentences_of("“One thing. Another thing,” he said.") == ["“One thing.", "Another thing,” he said."]


def test_an_ellipsis_within_a_sentence_does_not_end_it():
    assert sentences_of("We hope … to go on. Then ... we stop.") == ["We hope … to go on.", "Then ... we stop."]


def test_list_items_and_paragraphs_end_where_their_line_ends():
    text = "Two questions\n- What is the aim? To deter.\n- Who pays? Both do.\n\nno full stop here\n\nThe end"
    assert sentences_of(text) == [
        "Two questions",
        "- What is the aim?",
        "To deter.",
        "- Who pays?",
        "Both do.",
        "no full stop here",
        "The end",
    ]


def test_japanese_sentences_end_at_their_own_mark():
    assert sentences_of("首相は訪問した。会談は続く。") == ["首相は訪問した。", "会談は続く。"]


def test_sentences_are_read_in_titles_bodies_and_captions_only_and_blocks_never_merge():
    text = "A title\nBy Somebody\nA body that goes on\nA caption."
    labels = [BlockLabel.TITLE, BlockLabel.BYLINE, BlockLabel.BODY, BlockLabel.CAPTION]
    blocks, at = [], 0
    for line, label in zip(text.split("\n"), labels, strict=True):
        blocks.append(Block(Span(at, at + len(line)), label))
        at += len(line) + 1
    found = split_sentences(Article("a", "d", "c", text, tuple(blocks)))
    assert [(s.index, s.span.of(text), s.label) for s in found] == [
        (0, "A title", BlockLabel.TITLE),
        (1, "A body that goes on", BlockLabel.BODY),
        (2, "A caption.", BlockLabel.CAPTION),
    ]


@given(st.text(alphabet=st.sampled_from("aA.!?…。“”\"' \n-1U.S"), min_size=1) | st.text(min_size=1))
def test_sentences_stand_in_order_and_hold_every_character_but_blanks(text: str):
    spans = split(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(s.of(text) for s in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_what_is_longer_than_any_sentence_is_cut_at_blanks_and_nothing_is_lost() -> None:
    text = "ministers and " * 1000
    spans = split(text, Span(0, len(text)))
    assert max(map(len, spans)) <= 1200
    assert [word for span in spans for word in span.of(text).split()] == text.split()
    assert max(map(len, split("x" * 5000, Span(0, 5000)))) <= 1200


def test_words_stand_in_the_whole_of_the_sentences_they_touch_and_in_no_other_block():
    first, second = "One came. Two went on.", "Three stayed. Four left."
    text = f"{first}\n\n{second}"
    at = len(first) + 2
    blocks = (Block(Span(0, len(first)), BlockLabel.BODY), Block(Span(at, len(text)), BlockLabel.BODY))
    page = Article("ar_1", "a.txt", "0" * 64, text, blocks)

    def around(words: str) -> str:
        start = text.index(words)
        return sentences_around(page, Span(start, start + len(words))).of(text)

    assert around("went") == "Two went on."
    assert around("stayed. Four") == second
    assert around("came. Two") == first
    outside = Article("ar_1", "a.txt", "0" * 64, text, blocks[:1])
    assert sentences_around(outside, Span(at, at + 5)) == Span(at, at + 5)
