from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.ontology import EventType
from cordiale.reader.learned import LearnedReader, is_quoted, shipped_weights

needs_weights = pytest.mark.skipif(
    not (shipped_weights() / "model.onnx").is_file(), reason="no weights are shipped yet"
)

TEXT = (
    "Norway's foreign minister visited Lima on Monday and met President Quispe of Peru. "
    "Peru condemned Norway over the arrest of two fishermen. "
    "“We will answer in kind,” the Norwegian minister said. "
    "The town hall serves soup on Fridays. "
) * 6


def article(text: str) -> tuple[Article, list[Sentence]]:
    spans = [Span(*m.span()) for m in re.finditer(r"\S.*?[.](?=\s|$)", text)]
    return Article("a", "d", "c", text, ()), [Sentence(i, s, BlockLabel.BODY) for i, s in enumerate(spans)]


def test_a_folder_without_weights_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"model\.onnx"):
        LearnedReader(tmp_path)


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("“We will act,” he said.", "We will act,", True),
        ('It was "a mistake", he said.', "a mistake", True),
        ("He said Peru’s navy had left.", "Peru’s navy had left", False),
        ("He said Lima had left.", "Lima had left", False),
    ],
)
def test_words_between_quotation_marks_are_direct(text: str, words: str, quoted: bool) -> None:
    start = text.index(words)
    assert is_quoted(text, Span(start, start + len(words))) is quoted


@needs_weights
def test_each_sentence_gets_one_reading_in_order_and_spans_stay_inside_the_text() -> None:
    page, sentences = article(TEXT)
    readings = LearnedReader().read(page, sentences)
    assert [r.sentence for r in readings] == sentences
    for r in readings:
        assert all(r.sentence.span.contains(t.span) for t in r.triggers)
        assert all(r.sentence.span.contains(n.span) for n in r.names)
        assert all(role.span.end <= len(page.text) and 0 <= role.score <= 1 for t in r.triggers for role in t.roles)


@needs_weights
def test_a_plain_condemnation_is_read() -> None:
    page, sentences = article(TEXT)
    readings = LearnedReader().read(page, sentences)
    assert EventType.ACCUSE in {t.type for t in readings[1].triggers}
    assert readings[3].triggers == ()


@needs_weights
def test_reading_twice_gives_the_same() -> None:
    reader = LearnedReader()
    assert reader.read(*article(TEXT)) == reader.read(*article(TEXT))


@needs_weights
def test_a_text_without_sentences_has_no_readings() -> None:
    assert LearnedReader().read(Article("a", "d", "c", "", ()), []) == []


@needs_weights
def test_a_sentence_that_binds_somebody_is_likelier_to_promise_than_one_that_does_not() -> None:
    bound, rained = LearnedReader().read(
        *article("Ghana pledged to double its aid to Togo. It rained in Accra all day.")
    )
    assert bound.promise_chance is not None
    assert rained.promise_chance is not None
    assert 0 <= rained.promise_chance < 0.05 < bound.promise_chance <= 1
