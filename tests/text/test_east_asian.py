"""Sentences, dates and numbers of Japanese and Chinese."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.time import DateInterval
from cordiale.text.east_asian_dates import find_east_asian_dates, printed_east_asian_day
from cordiale.text.east_asian_numbers import find_east_asian_numbers, value_of
from cordiale.text.east_asian_sentences import split_east_asian
from cordiale.text.sentences import split_sentences

DAY = date(2025, 7, 24)  # a Thursday


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split_east_asian(text, Span(0, len(text)))]


def told(text: str, language: str = "ja", day: date = DAY) -> dict[str, str]:
    """The dates of a text, each with its interval."""
    published = Publication(DateInterval.day(day), DateBasis.EXPLICIT)
    blocks = (Block(Span(0, len(text)), BlockLabel.BODY),)
    article = Article("ar_1", "a.txt", "c0ffee", text, blocks, language=language, published=published)
    dates = find_east_asian_dates(article, split_sentences(article))
    return {d.span.of(text): str(d.interval) for found in dates.values() for d in found}


def test_a_stop_inside_quotation_marks_ends_no_sentence() -> None:
    text = "首相は「前進した。続ける。」と述べた。会談は終わった。"
    assert sentences(text) == ["首相は「前進した。続ける。」と述べた。", "会談は終わった。"]


def test_a_chinese_quotation_behind_a_colon_ends_its_sentence() -> None:
    assert sentences("他说：“我们反对。”双方继续磋商。") == ["他说：“我们反对。”", "双方继续磋商。"]


def test_who_said_it_belongs_to_the_quotation_before() -> None:
    assert sentences("“我们反对。”发言人表示。") == ["“我们反对。”发言人表示。"]


def test_a_mark_that_is_never_closed_does_not_swallow_the_page() -> None:
    assert len(sentences("「" + "会談した。" * 200)) > 1


@given(st.text(alphabet="日本は「」“”。！、\n 会談した（）", min_size=1, max_size=60))
def test_sentences_hold_all_that_is_no_blank(text: str) -> None:
    spans = split_east_asian(text, Span(0, len(text)))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("words", "interval"),
    [
        ("2025年7月22日", "2025-07-22"),
        ("２０２５年７月２２日", "2025-07-22"),
        ("令和7年7月22日", "2025-07-22"),
        ("令和元年", "2019"),
        ("二〇二五年七月二十二日", "2025-07-22"),
        ("7月22日", "2025-07-22"),
        ("22日", "2025-07-22"),
        ("昨日", "2025-07-23"),
        ("先週", "2025-07-14/2025-07-20"),
        ("先週火曜日", "2025-07-15"),
        ("上周五", "2025-07-18"),
        ("周一", "2025-07-21"),
        ("去年", "2024"),
        ("昨年12月3日", "2024-12-03"),
        ("来月上旬", "2025-08-01/2025-08-10"),
        ("三个月前", "2025-04"),
        ("7月20日から22日", "2025-07-20/2025-07-22"),
        ("10日至11日", "2025-07-10/2025-07-11"),
        ("1990年代", "1990-01-01/1999-12-31"),
    ],
)
def test_a_date_means_its_interval(words: str, interval: str) -> None:
    assert told(f"{words}、会談した。") == {words: interval}


def test_a_day_of_what_is_planned_lies_ahead() -> None:
    assert told("5日に会談する予定だ。") == {"5日": "2025-08-05"}
    assert told("双方将于5日举行会谈。", "zh") == {"5日": "2025-08-05"}


def test_the_same_day_is_the_day_told_last() -> None:
    assert told("20日に会談した。同日、声明を出した。")["同日"] == "2025-07-20"


def test_no_such_day_is_no_date() -> None:
    assert told("2025年2月30日に会談した。") == {}
    assert printed_east_asian_day("2025年2月30日") is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1兆5000億", 1.5e12),
        ("5500億", 5.5e11),
        ("1.5万亿", 1.5e12),
        ("三千二百", 3200),
        ("3万2千", 32000),
        ("２．５", 2.5),
        ("十", 10),
    ],
)
def test_digits_and_numerals_mean_their_number(written: str, value: float) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("約1兆5000億円を投じる", 1.5e12, "JPY", "about"),
        ("5500億ドル超の投資", 5.5e11, "USD", "over"),
        ("两千三百亿美元", 2.3e11, "USD", None),
        ("增长百分之二十", 20, "percent", None),
        ("2%の関税", 2, "percent", None),
        ("超过10万人", 1e5, "people", "over"),
        ("艦艇3隻", 3, "ships", None),
    ],
)
def test_a_figure_has_its_unit_and_what_qualifies_it(text: str, value: float, unit: str, qualifier: str | None) -> None:
    (found,) = find_east_asian_numbers(text, Span(0, len(text)))
    assert (found.value, found.unit, found.qualifier) == (value, unit, qualifier)


@given(st.text(alphabet="0123456789０１年月日万億一二三十百千、.円人%", min_size=1, max_size=40))
def test_any_run_of_signs_is_read_or_left(text: str) -> None:
    for number in find_east_asian_numbers(text, Span(0, len(text))):
        assert text[number.span.start : number.span.end] == number.span.of(text)
    assert all(words in text for words in told(text))
