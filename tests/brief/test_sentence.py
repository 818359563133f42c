"""The sentence that a line of a brief quotes."""

from __future__ import annotations

from cordiale.brief.sentence import sentence_around, told_as
from cordiale.model.document import Article, Block, BlockLabel, Span

TEXT = "首相は会談した。大統領は「前進だ。続ける」と歓迎した。協議は続く。"


def article(language: str | None) -> Article:
    return Article("ar_1", "a.txt", "c0ffee", TEXT, (Block(Span(0, len(TEXT)), BlockLabel.BODY),), language=language)


def test_a_sentence_without_blanks_ends_at_its_own_stop() -> None:
    at = TEXT.index("歓迎")
    assert sentence_around(article("ja"), Span(at, at + 2)).of(TEXT) == "大統領は「前進だ。続ける」と歓迎した。"
    assert told_as(article("ja"), Span(at, at + 2)) == "大統領は「前進だ。続ける」と歓迎した。"
