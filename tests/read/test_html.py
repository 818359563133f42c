from __future__ import annotations

import time
from datetime import date

import pytest

from cordiale.model.document import Article, BlockLabel, Capture, DateBasis
from cordiale.model.issue import Rejected
from cordiale.read import read_page

TITLE = "Neighbours sign accord on herring"
FIRST = "The two governments signed the accord on Monday after a year of talks, officials in both capitals said."
ROWS = (
    FIRST,
    "It is the first of its kind. The ministers shook hands and left without taking any questions from reporters.",
    "A second round is due in the autumn, when the quotas for cod and herring will be set for three years.",
)
BODY = "".join(f"<p>{row}</p>" for row in ROWS)


def read(head: str, body: str, shown: str = TITLE) -> Article:
    page = f'<html><head><meta charset="utf-8"><title>{shown}</title></head><body><div class="page">{head}{body}</div></body></html>'
    return read_page(Capture("c" * 64, "page.html", "text/html", page.encode()))


def labels_of(article: Article) -> dict[str, str]:
    return {block.span.of(article.text): block.label.value for block in article.blocks}


@pytest.mark.parametrize(
    "mark",
    [
        '<p class="meta">Ann Lee in Rome<br>Monday 3 May 2021</p>',
        "<div>BY <span>Ann Lee</span> · STAFF WRITER · May 3, 2021</div>",
        "<font size=2><b>By Ann Lee</b><br>Gazette correspondent<br>May 3, 2021</font>",
        '<p class="signed">Ann Lee, Rome</p><p class="dated">3 May 2021, 11:20</p>',
        "<p>Written by Ann Lee</p><p>2021年5月3日</p>",
        "<div><span>Posted on 3 May 2021</span> <span>Ann Lee</span></div>",
    ],
)
def test_writer_and_day_are_read_where_they_are_printed(mark: str) -> None:
    article = read(f"<h1>{TITLE}</h1>{mark}", BODY)
    assert article.byline == "Ann Lee"
    assert article.published
    assert (article.published.interval.start, article.published.basis) == (date(2021, 5, 3), DateBasis.EXPLICIT)


@pytest.mark.parametrize("shown", [f"{TITLE} — Weir Gazette", f"{TITLE} - Weir Gazette", f"Weir Gazette: {TITLE}"])
def test_what_the_browser_title_adds_to_the_heading_is_the_publisher(shown: str) -> None:
    article = read(f"<h2>{TITLE}</h2><p>By Ann Lee</p>", BODY, shown)
    assert (article.title, article.publisher) == (TITLE, "Weir Gazette")


def test_the_sites_own_heading_is_not_the_title() -> None:
    article = read(f'<h1 class="logo">The Weir Evening Gazette</h1><h2>{TITLE}</h2>', BODY)
    assert article.title == TITLE


def test_a_page_that_is_nothing_but_a_menu_is_no_article() -> None:
    with pytest.raises(Rejected, match="no line"):
        read("", "<nav><a href=/>Home</a> <a href=/world>World</a></nav>", "News")


def test_an_age_is_no_date() -> None:
    assert read(f"<h1>{TITLE}</h1><p>2 days ago</p><p>Written by Ann Lee</p>", BODY).published is None


def test_text_behind_a_table_in_an_old_layout_is_kept_and_the_tables_picture_has_a_caption() -> None:
    picture = '<p><table align=right><tr><td><img src="a.jpg">Nets on the quay. File photo</td></tr></table>'
    rest = "Nothing like it has bound the two since the treaty of 1961 lapsed, and no one expects another soon."
    menu = "<td><a href=a>Local</a><br><a href=b>Farm</a></td>"
    cells = f"{menu}<td><h2>{TITLE}</h2>{BODY.replace('</p>', '')}{picture}{rest}<p>{FIRST[:-1]} again.</td>"
    found = labels_of(read("", f"<table><tr>{cells}</tr></table>"))
    assert found[rest] == "body"
    assert found["Nets on the quay. File photo"] == "caption"
    assert all(found[row] == "body" for row in ROWS)


def test_section_names_subheadings_and_captions_get_their_labels() -> None:
    rows = f'<p class="img"><img src="a.jpg"><em>The bridge in winter. Photo: Gazette/A. Lee</em></p>{BODY}'
    article = read(
        f'<p class="rubric">Straits</p><h1>{TITLE}</h1>',
        f"<p>{FIRST[:-1]}, too.</p>{rows}<h2>After the vote</h2><p>{ROWS[2][:-1]}, too.</p>",
    )
    found = labels_of(article)
    assert found.get("Straits") != "body"
    assert found["The bridge in winter. Photo: Gazette/A. Lee"] == "caption"
    assert found["After the vote"] == "body"


@pytest.mark.parametrize(
    "box",
    [
        '<blockquote class="pullquote">A day without a tariff</blockquote>',
        '<div class="key-points"><h3>In short</h3><ul><li>Quota for herring</li></ul></div>',
        "<p>Reading level: advanced</p>",
        "<h2>Questions for the classroom</h2><ul><li>Who gains more?</li><li>Who pays?</li></ul>",
        "<div><h4>Did you know?</h4><p>Herring have been counted here for more than two hundred years by now.</p></div>",
    ],
    ids=["pull", "points", "level", "questions", "fact"],
)
def test_boxes_inside_an_article_are_no_part_of_it(box: str) -> None:
    article = read(f"<h1>{TITLE}</h1>", f"{BODY}{box}<p>{ROWS[1][:-1]} at all.</p>")
    body = [block.span.of(article.text) for block in article.blocks if block.label is BlockLabel.BODY]
    assert body == [*ROWS, f"{ROWS[1][:-1]} at all."]


def test_a_name_below_the_text_signs_it() -> None:
    article = read(f"<h1>{TITLE}</h1>", f"{BODY}<p>Zoë Barta</p>")
    assert article.byline == "Zoë Barta"


def test_layouts_nested_deep_take_time_in_proportion() -> None:
    told = "".join(f"<p>{FIRST[:-1]}, for the {n}th time since the war.</p>" for n in range(400))
    started = time.process_time()
    article = read(f"<h1>{TITLE}</h1>", "<table><tr><td>" * 90 + told + "</td></tr></table>" * 90)
    assert "for the 399th time" in article.text
    assert time.process_time() - started < 10


def test_a_standfirst_and_a_note_on_the_writer_are_told_from_the_body() -> None:
    note = "Ann Lee writes about the coast from Lund."
    article = read(
        f'<header><h1>{TITLE}</h1><p class="entry-subtitle">Herring unites what cod divided</p></header><p>By Ann Lee</p>',
        f"{BODY}<p>{note}</p>",
    )
    found = labels_of(article)
    assert (found["Herring unites what cod divided"], found[note]) == ("body", "credit")


def test_the_day_below_the_heading_goes_before_the_day_above_it() -> None:
    article = read(f"<p>Tuesday, May 4, 2021</p><h1>{TITLE}</h1><p>3 May 2021 - 19:30</p>", BODY)
    assert str(article.day) == "2021-05-03"


ITEMS = (
    "Home",
    "World",
    "Sport",
    "Opinion and letters to the editor",
    "Want to write for us?",
    "Subscribe to our newsletter",
)
LINKS = [f"<a href='/{i}'>{item}</a>" for i, item in enumerate(ITEMS)]


@pytest.mark.parametrize(
    "menu",
    [
        "<ul>" + "".join(f"<li>{link}</li>" for link in LINKS) + "</ul>",
        "<nav>" + " | ".join(LINKS) + "</nav><p>Copyright 2024 Harrow Lane. All rights reserved.</p>",
        "<div>" + "<br>".join(ITEMS) + "</div>",
        "<ul>"
        + "<li><a href='/1'>Peru opens a second crossing on the coast road after ten years</a></li>" * 3
        + "</ul>",
    ],
    ids=["list", "bar", "lines", "headlines"],
)
def test_a_page_of_nothing_but_a_menu_is_rejected(menu: str) -> None:
    with pytest.raises(Rejected) as trouble:
        read_page(Capture("c" * 64, "menu.html", "text/html", f"<html><body>{menu}</body></html>".encode()))
    assert trouble.value.code == "no_text"


@pytest.mark.parametrize(
    "text", ["Peru and Chile met on Tuesday.", "Peru and Chile agreed on Tuesday to open a second crossing"]
)
def test_a_single_sentence_below_a_menu_is_an_article(text: str) -> None:
    page = f"<html><body><nav>{''.join(LINKS)}</nav><p>{text}</p></body></html>"
    article = read_page(Capture("c" * 64, "short.html", "text/html", page.encode()))
    assert [b.span.of(article.text) for b in article.blocks if b.label is BlockLabel.BODY] == [text]
