"""A brief as a DOCX file, read back."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.brief.little import Little, little

from cordiale.brief import write_docx
from cordiale.brief.basis import LICENCE, METHOD, title_of
from cordiale.brief.choice import Question
from cordiale.brief.formats import in_sentence
from cordiale.brief.notes import Notes
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError

HELD = little()


def read(held: Little = HELD, question: Question | None = None) -> Any:
    return docx.Document(BytesIO(write_docx(held.brief(question), held.articles)))


def test_the_document_has_the_title_and_the_sections_of_the_brief_in_order() -> None:
    document, brief = read(), HELD.brief()
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert document.paragraphs[0].text == title_of(brief) == document.core_properties.title
    assert headings == [*(s.heading for s in brief.sections), "Sources", "How this was made"]


def test_each_page_is_numbered_below_and_as_large_as_paper_is_in_most_countries() -> None:
    page = read().sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    foot = page.footer.paragraphs[0]
    assert title_of(HELD.brief()) in foot.text
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_every_line_stands_with_the_numbers_of_its_notes() -> None:
    lines = [p for p in read().paragraphs if p.style.name == "List Bullet"]
    notes, passages = Notes(), [p for s in HELD.brief().sections for p in s.passages]
    assert len(lines) == len(passages)
    for line, passage in zip(lines, passages, strict=True):
        assert passage.text in line.text
        assert [link.text for link in line.hyperlinks] == [str(n) for n in notes.shown(passage)]


def test_every_number_leads_to_its_place_among_the_sources_with_its_words() -> None:
    document, notes = read(), Notes.of(HELD.brief())
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    places = {mark.get(qn("w:name")): p.text for p in document.paragraphs for mark in p._p.iter(qn("w:bookmarkStart"))}
    assert links
    assert {link.fragment for link in links} == set(places)
    for _, article, cited in notes.by_page():
        for note in cited:
            said = places[f"note_{note.page}_{note.place}"]
            assert said.startswith(f"{note}  ")
            assert in_sentence(HELD.articles[article], note.evidence.span, 240).strip("“”") in said
            assert f"characters {note.evidence.span.start}–{note.evidence.span.end}" in said


def test_marks_of_a_page_are_words_and_not_markup() -> None:
    assert "Our ties are <b>stronger</b> & *closer* than ever" in "\n".join(p.text for p in read().paragraphs)


def test_the_method_and_the_licence_are_told_at_the_end() -> None:
    assert [p.text for p in read().paragraphs[-2:]] == [METHOD, LICENCE]


def test_characters_that_no_document_can_hold_are_marked() -> None:
    articles = {id: replace(a, publisher="Ha\x07bour\x00") for id, a in HELD.articles.items()}
    text = "\n".join(p.text for p in read(Little(HELD.record, articles)).paragraphs)
    assert "Ha�bour�" in text
    assert not re.search("[\x00-\x08]", text)


def test_a_pair_that_no_page_tells_of_has_a_document_that_says_so() -> None:
    document = read(question=Question(Dyad("BRA", "CHL")))
    assert "No act between BRA and CHL is told" in document.paragraphs[1].text


def test_without_what_writes_it_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"cordiale\[documents\]"):
        write_docx(HELD.brief(), HELD.articles)
