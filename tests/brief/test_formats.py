"""A brief in its four forms."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.little import Little, little
from tests.corroborate.telling import page

from cordiale.brief import FORMATS
from cordiale.brief.basis import basis_of
from cordiale.brief.choice import Question
from cordiale.brief.formats import in_sentence, write_html, write_json, write_markdown, write_text
from cordiale.brief.html import highlighted
from cordiale.brief.notes import Note, Notes
from cordiale.brief.sentence import sentence_around
from cordiale.model.actor import Dyad
from cordiale.model.document import Span
from cordiale.model.issue import Issue
from cordiale.model.mention import Evidence

GOLDEN = Path(__file__).with_name("golden.txt")
HELD = little()


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def sections_of(text: str) -> list[str]:
    """The lines of the plain text's sections, each joined to one."""
    body = text.split("\nSources\n", maxsplit=1)[0]
    return [" ".join(part.split()) for part in re.split(r"\n(?=- )", body)[1:]]


def test_the_text_of_the_little_record_is_as_it_was_agreed() -> None:
    assert write_text(HELD.brief(), HELD.articles) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_the_text_fits_the_terminal_and_is_never_wider_than_100(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = write_text(HELD.brief(), HELD.articles).splitlines()
    assert max(map(len, lines)) <= min(columns, 100)


def test_every_line_of_the_text_is_cited_and_every_number_is_among_the_sources() -> None:
    text = write_text(HELD.brief(), HELD.articles)
    known = set(re.findall(r"(?m)^  (\d+\.\d+)  “", text))
    lines = sections_of(text)
    assert len(lines) == sum(len(s.passages) for s in HELD.brief().sections)
    for line in lines:
        marks = re.findall(r"\[((?:\d+\.\d+(?:, )?)+)(?: \+\d+)?\]", line)
        assert marks, line
        assert set(marks[-1].split(", ")) <= known


def test_every_footnote_of_the_markdown_is_used_and_every_use_has_its_footnote() -> None:
    text = write_markdown(HELD.brief(), HELD.articles)
    used, given_ = set(re.findall(r"\[\^([\d.]+)\](?!:)", text)), re.findall(r"(?m)^\[\^([\d.]+)\]:", text)
    assert used == set(given_)
    assert len(given_) == len(set(given_))
    assert all("[^" in line for line in text.splitlines() if line.startswith("- "))


def test_markdown_takes_no_mark_of_a_page_for_its_own() -> None:
    text = write_markdown(HELD.brief(), HELD.articles)
    assert r"\<b\>stronger\</b\> & \*closer\*" in text
    assert "<script>" not in text


def html_of(held: Little = HELD, question: Question | None = None) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(write_html(held.brief(question), held.articles))


def test_every_link_of_the_html_has_its_anchor_and_no_anchor_is_given_twice() -> None:
    root = html_of()
    ids = root.xpath("//@id")
    links = root.xpath("//a/@href")
    assert len(ids) == len(set(ids))
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(ids)
    assert any(re.fullmatch(r"#n\d+-\d+", link) for link in links)


def test_every_line_of_the_html_opens_to_the_words_it_rests_on() -> None:
    brief = HELD.brief()
    lines = html_of().xpath("//ul[@class='lines']/li")
    passages = [p for s in brief.sections for p in s.passages]
    assert len(lines) == len(passages)
    for line, passage in zip(lines, passages, strict=True):
        marked = [m.text_content() for m in line.xpath(".//blockquote//mark")]
        assert marked == [c.quote for c in passage.citations[:4]]


def test_the_html_runs_nothing_that_a_page_says() -> None:
    root = html_of()
    assert not root.xpath("//script")
    assert not root.xpath("//main//b")
    assert "<script>alert(1)</script>" in root.text_content()


def test_the_html_loads_nothing_from_outside() -> None:
    root = html_of()
    assert not root.xpath("//@src | //link | //iframe | //img")
    assert "url(" not in root.xpath("string(//style)")


def test_the_html_has_landmarks_a_language_and_headings_in_order() -> None:
    root = html_of()
    assert (root.get("lang"), len(root.xpath("//main")), len(root.xpath("//nav")), len(root.xpath("//h1"))) == (
        "en",
        1,
        1,
        1,
    )
    levels = [int(h.tag[1]) for h in root.iter("h1", "h2", "h3")]
    assert all(b <= a + 1 for a, b in pairwise(levels))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#") if len(colour) == 7 else "".join(c * 2 for c in colour.lstrip("#"))
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stand_out_from_their_ground_by_four_and_a_half_to_one_in_light_and_dark() -> None:
    themes = re.findall(r":root \{[^}]*--ink[^}]*--warn[^}]*\}", html_of().xpath("string(//style)"))
    assert len(themes) == 2
    for theme in themes:
        colour = dict(re.findall(r"--(\w+): (#\w+)", theme))
        for ink, ground in [(i, g) for i in ("ink", "soft", "link", "warn") for g in ("paper", "well")] + [
            ("ink", "mark"),
            ("ink", "on"),
        ]:
            light, dark = sorted((_luminance(colour[ink]), _luminance(colour[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_json_has_every_passage_with_the_words_that_stand_in_the_page() -> None:
    value = json.loads(write_json(HELD.brief(), HELD.articles))
    passages = [p for s in value["sections"] for p in s["passages"]]
    assert passages
    for passage in passages:
        assert passage["citations"]
        assert passage["items"]
        for c in passage["citations"]:
            text = HELD.articles[c["article"]].text
            assert text[c["span"]["start"] : c["span"]["end"]] == c["quote"]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=5, max_size=60), st.data())
def test_whatever_is_marked_the_text_of_the_page_stays_as_it_is(text: str, data: st.DataObject) -> None:
    article = page("a", text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), min_size=1, max_size=6))
    notes = []
    for n, (start, length) in enumerate(dict.fromkeys(spans), 1):
        span = Span(start, min(len(text), start + length))
        notes.append(Note(1, n, Evidence(article.id, span, span.of(text), 0, "test", 1.0)))
    marked = str(highlighted(article, notes, {n.anchor: "s1-1" for n in notes}))
    bare = re.sub(r"<a id=[^>]*>[\d.]+</a>|</?mark>", "", marked)
    assert bare == str(highlighted(article, [], {}))
    for note in notes:
        after = marked.split(f'id="{note.anchor}"', 1)[1]
        words = "".join(re.findall(r"<mark>(.*?)</mark>", after, re.DOTALL))
        quote = str(highlighted(page("q", note.evidence.quote), [], {}))
        assert words.startswith(quote)


def test_a_brief_of_a_period_without_events_says_so_in_every_form() -> None:
    question = Question(Dyad("JPN", "USA"), since=date(2030, 1, 1))
    brief = HELD.brief(question)
    assert not any(s.passages for s in brief.sections)
    for form in FORMATS.values():
        assert "No act between Japan and United States" in form(brief, HELD.articles)


def test_a_pair_that_no_page_tells_of_has_an_empty_brief() -> None:
    brief = HELD.brief(Question(Dyad("BRA", "CHL")))
    assert brief.pages == ()
    assert brief.sections == ()
    said = write_text(brief, HELD.articles)
    assert said.count("\n") == 5
    assert "No act between BRA and CHL is told in the pages read; read pages that tell of" in said
    assert "(cordiale read PAGES)" in said
    assert "<nav" not in write_html(brief, HELD.articles)


def test_pages_that_could_not_be_read_are_counted_without_their_inner_troubles() -> None:
    brief = HELD.brief(issues=(Issue("bad.html", "no_text", "no line of it reads as an article"),))
    for form in FORMATS.values():
        said = form(brief, HELD.articles)
        assert "1 page of this record could not be read: cordiale check" in " ".join(said.split())
        assert "no line of it reads" not in said


def test_markdown_has_never_two_blank_lines_and_one_around_every_heading() -> None:
    for question in (Question(Dyad("JPN", "USA")), Question(Dyad("BRA", "CHL"))):
        text = write_markdown(HELD.brief(question), HELD.articles)
        assert "\n\n\n" not in text
        assert not re.findall(r"[^\n]\n#|\n#[^\n]*\n[^\n]", text)


def test_the_sources_show_the_sentence_around_the_words_of_a_line() -> None:
    text = " ".join(write_text(HELD.brief(), HELD.articles).split("Sources\n")[1].split())
    assert "“Prime Minister »Kishida met President Biden« in Washington on Wednesday.”" in text
    assert "Japan will invest »$550 billion« in the United States under the agreement." in text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=3, max_size=300), st.data())
def test_cited_words_stand_in_at_least_sixty_characters_of_their_sentence_or_all_of_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, min(len(text), start + 30))))
    said = in_sentence(page("a", text), span, 72)
    assert span.of(text) in said
    assert len(said) <= 76
    whole = sentence_around(page("a", text), span)
    assert len(said) >= min(60, len(whole)) or len(text.split()) < 3


def test_the_contents_name_only_sections_that_have_lines_each_with_their_number() -> None:
    items = html_of().xpath("//nav//li")
    assert all(int(li.xpath("string(span)")) > 0 for li in items)
    told = [s.heading for s in HELD.brief().sections if s.passages]
    assert [li.xpath("string(a)") for li in items] == [*told, "The pages"]


def test_near_copies_of_one_outlet_are_told_as_pages_of_it() -> None:
    articles = {id: replace(a, publisher="Lowland Courier") for id, a in HELD.articles.items()}
    said = " ".join(basis_of(Little(HELD.record, articles).brief()))
    assert "2 pages of Lowland Courier are near copies of one text, and so one witness." in said


def test_notes_are_numbered_by_page_and_place() -> None:
    notes = Notes()
    shown = [str(n) for s in HELD.brief().sections for p in s.passages for n in notes.shown(p)]
    assert shown[0] == "1.1"
    assert {n.split(".")[0] for n in shown} == {str(n) for n, _, _ in notes.by_page()}
