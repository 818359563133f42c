from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordiale.model.document import Article, BlockLabel, Capture, DateBasis, Publication
from cordiale.model.issue import Rejected
from cordiale.model.time import DateInterval, Precision
from cordiale.read import read_page

BODY = (
    "The two governments signed an accord on fishing in the strait on Monday, officials in both capitals said.\n"
    "It is the first of its kind. The ministers shook hands and left without taking questions.\n"
    "A second round is due in the autumn, when the quotas for cod and herring will be set.\n"
)


def capture(data: str | bytes, media: str = "text/plain", name: str = "page.txt", **more: object) -> Capture:
    content = data.encode() if isinstance(data, str) else data
    metadata = tuple(more.get("metadata", ()))  # type: ignore[call-overload]
    return Capture("c" * 64, name, media, content, more.get("url"), metadata)  # type: ignore[arg-type]


def read(data: str | bytes, media: str = "text/plain", **more: object) -> Article:
    return read_page(capture(data, media, **more))


def test_a_scrape_gives_title_byline_and_printed_date() -> None:
    article = read(f"Neighbours Sign Fishing Accord\nBy: Ann Lee\nMay 3, 2021\n{BODY}")
    assert (article.title, article.byline, article.language) == ("Neighbours Sign Fishing Accord", "Ann Lee", "en")
    assert article.published == Publication(DateInterval.day(date(2021, 5, 3)), DateBasis.EXPLICIT)


def test_offsets_count_characters_of_the_text_with_single_newlines() -> None:
    article = read(f"Neighbours Sign Accord\r\n{BODY}".replace("\n", "\r\n").replace("\r\r", "\r"))
    assert "\r" not in article.text
    assert article.blocks[0].span.of(article.text) == "Neighbours Sign Accord"


def test_one_text_printed_by_two_papers_stays_two_articles() -> None:
    assert read(BODY, name="one.txt").id != read(BODY, name="two.txt").id
    assert read(BODY, name="one.txt").id == read(BODY, name="one.txt").id
    assert read(BODY, url="https://a.example/1").id != read(BODY, url="https://b.example/1").id


def test_a_date_in_the_data_is_metadata_and_one_in_the_address_is_url() -> None:
    by_data = read(BODY, metadata=(("date", "2020-02-01T10:00:00Z"), ("source", "The Strait Times")))
    assert by_data.published == Publication(DateInterval.day(date(2020, 2, 1)), DateBasis.METADATA)
    assert by_data.publisher == "The Strait Times"
    by_url = read(BODY, url="https://www.example.org/2019/07/04/accord.html")
    assert by_url.published == Publication(DateInterval.day(date(2019, 7, 4)), DateBasis.URL)
    assert by_url.publisher == "example.org"


def test_a_date_after_the_page_was_fetched_is_not_believed() -> None:
    article = read(BODY, metadata=(("date", "2031-01-01"), ("fetched", "2021-05-05")))
    assert article.published is None


def test_a_page_without_any_date_has_none() -> None:
    assert read(BODY).published is None


def test_the_callers_inference_is_asked_before_the_texts_own() -> None:
    known = Publication(DateInterval(date(2020, 1, 1), None, Precision.RANGE), DateBasis.INFERRED, "a tenure")
    assert read_page(capture(f"{BODY}May 2021 proved to be quiet."), lambda body: known).published == known
    own = read_page(capture(f"{BODY}May 2021 proved to be a quiet month."), lambda body: None).published
    assert own is not None
    assert (str(own.interval), own.basis) == ("2021-06", DateBasis.INFERRED)
    assert own.why is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"Home\nNews\nSport\n", "no_text"),
        (
            "일본과 미국의 정상은 월요일 도쿄에서 회담하고 동맹을 강화하기로 했다. 두 정상은 공동성명을 발표했다.".encode(),
            "language",
        ),
        (
            "التقى وزيرا خارجية البلدين في العاصمة يوم الاثنين لبحث العلاقات الثنائية بينهما في إطار الحوار.".encode(),
            "language",
        ),
        (
            "Les deux ministres ont signé lundi un accord sur la pêche dans le détroit, après un an de débats.".encode(),
            "language",
        ),
        (b"a " * 6_000_000, "size"),
        ("\n".join(f"Ministers warn neighbours over ships {n}" for n in range(10_000)).encode(), "size"),
    ],
)
def test_a_page_of_no_use_is_rejected_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(Rejected) as trouble:
        read(data)
    assert trouble.value.code == code
    assert "page.txt" in trouble.value.what or code == "encoding"


HTML = f"""<!doctype html><html lang="en"><head><title>Neighbours Sign Fishing Accord | The Strait Times</title>
<meta property="og:title" content="Neighbours Sign Fishing Accord">
<meta property="og:site_name" content="The Strait Times">
<meta name="author" content="Ann Lee"><script type="application/ld+json">
{{"@type": "NewsArticle", "datePublished": "2021-05-03T08:00:00+09:00", "dateModified": "2024-01-01"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Neighbours Sign Fishing Accord</h1>
<figure><img src="a.jpg"><figcaption>The ministers shake hands in the harbour hall</figcaption></figure>
{"".join(f"<p>{line}</p>" for line in BODY.splitlines())}<h2>What comes next</h2>
<p>The parliaments of both countries have until the end of the year to approve the text, which runs to ninety pages.</p>
</article><footer>© 2026 The Strait Times</footer></body></html>"""


def test_html_gives_header_body_and_captions() -> None:
    article = read(HTML, "text/html")
    assert (article.title, article.byline, article.publisher) == (
        "Neighbours Sign Fishing Accord",
        "Ann Lee",
        "The Strait Times",
    )
    assert article.published == Publication(DateInterval.day(date(2021, 5, 3)), DateBasis.METADATA)
    assert article.text.count("Neighbours Sign Fishing Accord") == 1
    lines = {block.span.of(article.text): block.label for block in article.blocks}
    assert lines["The ministers shake hands in the harbour hall"] is BlockLabel.CAPTION
    assert lines["Neighbours Sign Fishing Accord"] is BlockLabel.TITLE
    assert lines["What comes next"] is BlockLabel.BODY
    assert all(lines[row] is BlockLabel.BODY for row in BODY.splitlines())


def test_html_without_a_date_has_none() -> None:
    assert (
        read(f"<html><body><article>{'<p>'.join(BODY.splitlines())}</article></body></html>", "text/html").published
        is None
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + BODY,
        "<b>" * 100_000 + BODY + "</b>" * 100_000,
        f"<p>{BODY}</p>" + "<script>" * 30_000,
        "<" * 300_000 + BODY,
        f"<p>{BODY}" + "&amp;" * 200_000,
    ],
    ids=["divs", "bold", "scripts", "brackets", "entities"],
)
def test_hostile_markup_is_read_or_rejected_in_seconds(markup: str) -> None:
    started = time.process_time()
    with suppress(Rejected):
        read(markup, "text/html")
    assert time.process_time() - started < 10


@pytest.mark.parametrize("media", ["text/plain", "text/html"])
def test_fifty_megabytes_of_one_line_are_rejected_quickly(media: str) -> None:
    started = time.process_time()
    with pytest.raises(Rejected):
        read(b"a word " * 7_500_000, media)
    assert time.process_time() - started < 10


def check(data: bytes, media: str) -> None:
    try:
        article = read(data, media)
    except Rejected:
        return
    end = 0
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert block.span.of(article.text).strip()
        end = block.span.end


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html"]))
def test_no_bytes_crash_the_reading(data: bytes, media: str) -> None:
    check(data, media)


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<h1>",
        "<time datetime='x'>",
        "<figcaption>",
        "<table><tr><td>",
    ]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(TAGS, st.sampled_from(BODY.splitlines()), st.text(max_size=20)), max_size=30))
def test_no_markup_crashes_the_reading(parts: list[str]) -> None:
    check("".join(parts).encode("utf-8", "replace"), "text/html")


def test_a_copyright_year_in_a_footer_is_no_date() -> None:
    page = f"<html><body><article>{''.join(f'<p>{row}</p>' for row in BODY.splitlines())}</article>"
    assert read(page + "<footer>Copyright 2019 The Strait Times</footer></body></html>", "text/html").published is None


def test_a_published_day_that_lies_ahead_of_the_fetching_is_dropped_from_html() -> None:
    page = HTML.replace("2021-05-03T08:00:00+09:00", "2021-09-09T08:00:00Z").replace("2024-01-01", "")
    published = read(page, "text/html", metadata=(("fetched", "2021-05-10"),)).published
    assert published is None


def test_the_day_below_the_title_goes_before_the_sites_own_day_above_it() -> None:
    article = read(f"Weir Gazette\nTuesday, May 4, 2021\nNeighbours Sign Fishing Accord\n3 May 2021\n{BODY}")
    assert str(article.day) == "2021-05-03"


def test_a_doubtful_date_is_read_by_the_pages_own_domain() -> None:
    page = f"https://www.weir-gazette.co.uk/accord\nNeighbours Sign Fishing Accord\nBy Ann Lee\n03/04/2024\n{BODY}"
    assert str(read(page).day) == "2024-04-03"
    assert read(page.split("\n", 1)[1]).published is None


def test_the_agency_of_a_credit_line_is_the_writer_only_where_nobody_is_named() -> None:
    page = f"Neighbours Sign Fishing Accord\nBy Ann Lee\n{BODY}Source: Harbour News Agency\n© 2021 Weir Gazette"
    assert (read(page).byline, read(page).publisher) == ("Ann Lee", "Weir Gazette")
    assert read(page.replace("By Ann Lee\n", "")).byline == "Harbour News Agency"


def test_the_outlet_beside_a_credited_writer_is_the_publisher_where_no_other_is_named() -> None:
    article = read(f"Neighbours Sign Fishing Accord\n{BODY}Credit: Ann Lee, weir.example")
    assert (article.byline, article.publisher) == ("Ann Lee", "weir.example")
