"""A brief as a DOCX file: lines with numbers that lead to the sentences they rest on, and the sentences back to the pages.

Written by python-docx, the extra `documents`. Numbers are links within the file to bookmarks at its end, as footnotes are in
print: the same place may be cited by several lines, which a footnote of the format cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from cordiale.brief.basis import LICENCE, METHOD, basis_of, page_details, title_of
from cordiale.brief.formats import in_sentence
from cordiale.brief.notes import Note, Notes, unshown
from cordiale.model.brief import Brief, Passage, Section
from cordiale.model.document import Article
from cordiale.model.issue import UsageError

_AROUND = 240
# XML has no place for these characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_A4 = 21.0, 29.7  # centimetres
_SMALL = 8.5  # points
_NARROW = 2.2  # centimetres between text and the edge of the paper
_LINK = "0B4F9C"


def write_docx(brief: Brief, articles: Mapping[str, Article]) -> bytes:
    """A DOCX file. UsageError where python-docx is not installed."""
    try:
        import docx  # loading it takes longer than most verbs
    except ImportError:
        raise UsageError(
            "docx is written by python-docx, which is not here: pip install 'cordiale[documents]'"
        ) from None
    document = docx.Document()
    _set_up(document, brief)
    notes, numbering = Notes(), iter(range(1, 1_000_000))
    document.add_heading(_clean(title_of(brief)), 0)
    document.add_paragraph(_clean(" ".join(basis_of(brief))))
    for section in brief.sections:
        document.add_heading(_clean(section.heading), 1)
        for passage in section.passages:
            _line(document.add_paragraph(style="List Bullet"), passage, notes.shown(passage))
        for measured in section.measured:
            line = document.add_paragraph(_clean(measured.text), style="List Bullet")
            line.add_run(_clean(f" cordiale trace {' '.join(measured.points)}")).italic = True
        for said in _asides(section):
            document.add_paragraph(_clean(said)).runs[0].italic = True
    _sources(document, brief, articles, (notes, numbering))
    document.add_heading("How this was made", 1)
    document.add_paragraph(METHOD)
    document.add_paragraph(LICENCE)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, brief: Brief) -> None:
    from docx.shared import Cm, Pt

    told = document.core_properties
    told.title, told.author, told.comments, told.language = _clean(title_of(brief)), "Cordiale", "", "en"
    document.styles["Normal"].font.size = Pt(10.5)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(_A4[0]), Cm(_A4[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(_NARROW))
    foot = page.footer.paragraphs[0]
    foot.add_run(_clean(f"{title_of(brief)} · ")).font.size = Pt(_SMALL)
    _number_pages(foot, Pt(_SMALL))


def _number_pages(line: Any, size: Any) -> None:
    """The number of each page, which whatever shows the file fills in."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run = line.add_run("1")
    run.font.size = size
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    run._r.addprevious(number)
    number.append(run._r)


def _line(line: Any, passage: Passage, notes: list[Note]) -> None:
    line.add_run(_clean(passage.text))
    if passage.tag:
        line.add_run(f" [{_clean(passage.tag)}]").italic = True
    line.add_run(" ")
    for n, note in enumerate(notes):
        if n:
            line.add_run(", ").font.superscript = True
        _link(line, str(note), _bookmark(note))
    if unshown(passage):
        line.add_run(f" +{unshown(passage)}").font.superscript = True


def _asides(section: Section) -> Iterator[str]:
    if not section.passages and section.note and not section.measured:
        yield section.note
    if section.more:
        yield f"and {section.more} more: {section.see}"


def _sources(document: Any, brief: Brief, articles: Mapping[str, Article], given: tuple[Notes, Iterator[int]]) -> None:
    notes, numbering = given
    cited = notes.by_page()
    if not cited:
        return
    numbers = {article: n for n, article, _ in cited}
    pages = {p.article: p for p in brief.pages}
    document.add_heading("Sources", 1)
    for n, article, places in cited:
        page = pages[article]
        title = f": {page.title}" if page.title else ""
        outlet = f"{page.publisher}, " if page.publisher else ""
        line = document.add_paragraph()
        line.add_run(_clean(f"[{n}] {outlet}{page_details(page, numbers)}{title} ({page.document})")).bold = True
        for note in places:
            span = note.evidence.span
            words = in_sentence(articles[article], span, _AROUND).strip("“”")
            told = document.add_paragraph(style="List Continue")
            _mark(told, _bookmark(note), next(numbering), str(note))
            told.add_run(_clean(f"  “{words}” "))
            told.add_run(f"characters {span.start}–{span.end}").italic = True


def _bookmark(note: Note) -> str:
    return f"note_{note.page}_{note.place}"


def _link(line: Any, text: str, to: str) -> None:
    """A raised number that leads to a bookmark of the file."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    run = line.add_run(text)
    run.font.superscript, run.font.color.rgb = True, RGBColor.from_string(_LINK)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), to)
    run._r.addprevious(link)
    link.append(run._r)


def _mark(line: Any, name: str, number: int, text: str) -> None:
    """A bookmark around a text."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run = line.add_run(text)
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for edge in (begin, end):
        edge.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    run._r.addprevious(begin)
    run._r.addnext(end)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
