"""Japanese and Chinese pages: what each line is for, and what the page says of itself."""

from __future__ import annotations

from datetime import date

from cordiale.model.document import BlockLabel, Capture, DateBasis
from cordiale.read import read_page
from cordiale.read.language import find_east_asian

JA = """東都日報
国際
ログイン
両国首脳、供給網で合意
2025年10月28日 18:30
記者 山田太郎
写真：会談に臨む両首脳＝28日、東京
高市早苗首相とトランプ米大統領は28日、東京で会談し、供給網を強化することで合意した。
首相は会談後、記者団に「新たな時代を築く」と述べた。
関連記事
中国、輸出規制を強化
無断転載を禁じます
"""
ZH = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>中美元首通电话_海东网</title>
<meta property="og:site_name" content="海东网"><meta property="article:published_time" content="2025-11-25T10:00:00+08:00"></head>
<body><nav><a href="/">首页</a></nav><article><h1>中美元首通电话</h1>
<p>国家主席习近平24日晚同美国总统特朗普通电话，双方就有关问题交换意见，同意继续保持沟通。</p>
<p>外交部发言人毛宁25日在例行记者会上表示，此次通话是积极的、友好的、建设性的。</p></article>
<footer>版权所有 海东网</footer></body></html>"""


def capture(text: str, media_type: str = "text/plain", is_article: bool = False) -> Capture:
    return Capture("c0ffee", "a.txt", media_type, text.encode(), is_article=is_article)


def test_a_japanese_page_has_its_header_and_each_line_its_label() -> None:
    article = read_page(capture(JA))
    assert (article.language, article.title, article.byline, article.publisher) == (
        "ja",
        "両国首脳、供給網で合意",
        "山田太郎",
        "東都日報",
    )
    assert article.published is not None
    assert (article.published.interval.start, article.published.basis) == (date(2025, 10, 28), DateBasis.EXPLICIT)
    labels = {b.span.of(article.text): b.label for b in article.blocks}
    assert labels["国際"] is BlockLabel.SECTION
    assert labels["写真：会談に臨む両首脳＝28日、東京"] is BlockLabel.CAPTION
    assert (
        labels["中国、輸出規制を強化"] is labels["無断転載を禁じます"] is labels["ログイン"] is BlockLabel.BOILERPLATE
    )
    assert list(labels.values()).count(BlockLabel.BODY) == 2


def test_a_chinese_page_of_markup_has_its_title_day_and_site() -> None:
    article = read_page(capture(ZH, "text/html"))
    assert (article.language, article.title, article.publisher) == ("zh", "中美元首通电话", "海东网")
    assert article.published is not None
    assert (article.published.interval.start, article.published.basis) == (date(2025, 11, 25), DateBasis.METADATA)
    assert "版权所有" not in article.text
    assert article.text.count("\n") == 2


def test_a_text_handed_over_as_an_article_is_read_whatever_its_length() -> None:
    article = read_page(capture("中国とロシアが合意", is_article=True))
    assert [b.label for b in article.blocks] == [BlockLabel.BODY]


def test_a_mark_that_the_article_goes_on_elsewhere_is_noticed() -> None:
    assert read_page(capture(JA.replace("関連記事", "この記事は有料会員限定です。残り500文字"))).is_truncated
    assert not read_page(capture(JA)).is_truncated


def test_the_language_is_told_by_the_script() -> None:
    assert find_east_asian("首相は東京で会談し、合意したと述べた。") == "ja"
    assert find_east_asian("双方在北京举行会谈，达成多项协议。") == "zh"
    assert find_east_asian("日米首脳会談東京開催決定", "ja-JP") == "ja"
    assert find_east_asian("The word 東京 means eastern capital, and 北京 the northern one.") is None
    assert find_east_asian("plain words") is None
