"""A brief as one HTML file that works offline: each line opens to its sentences, each sentence to its place in the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cordiale.brief.basis import LICENCE, METHOD, basis_of, page_details, title_of
from cordiale.brief.notes import Note, Notes, unshown
from cordiale.model.brief import Brief, Page, Passage
from cordiale.model.document import Article

_NAMED = 3
_AROUND = 140  # characters shown on either side of the words of a note


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage as it stands in the file: its own anchor, and its notes."""

    anchor: str
    passage: Passage
    notes: Sequence[Note]
    more: int
    outlets: str


def write_html(brief: Brief, articles: Mapping[str, Article]) -> str:
    """One HTML file without script or outside parts; every text of a page is escaped."""
    notes, by_id = Notes(), {p.article: p for p in brief.pages}
    sections, first_use = [], dict[str, str]()
    for s, section in enumerate(brief.sections, 1):
        lines = []
        for p, passage in enumerate(section.passages, 1):
            shown = notes.shown(passage)
            lines.append(_Line(f"s{s}-{p}", passage, shown, unshown(passage), _outlets(passage, by_id)))
            for note in shown:
                first_use.setdefault(note.anchor, f"s{s}-{p}")
        sections.append((f"s{s}", section, lines))
    cited = notes.by_page()
    numbers = {article: n for n, article, _ in cited}
    return (
        _templates()
        .get_template("brief.html")
        .render(
            title=title_of(brief),
            basis=basis_of(brief),
            method=METHOD,
            licence=LICENCE,
            sections=sections,
            pages=[
                (n, by_id[a], articles[a], page_details(by_id[a], numbers), highlighted(articles[a], places, first_use))
                for n, a, places in cited
            ],
            others=[p for p in brief.pages if p.article not in numbers],
            in_place=lambda note: in_place(articles[note.evidence.article], note),
            outlet=lambda note: by_id[note.evidence.article].outlet,
        )
    )


def _outlets(passage: Passage, pages: Mapping[str, Page]) -> str:
    """The outlets that a line rests on, three of them by name."""
    names = list(dict.fromkeys(pages[e.article].outlet for e in passage.citations))
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def in_place(article: Article, note: Note) -> Markup:
    """The words of a note, marked, with those around them in the same line of the page."""
    span = note.evidence.span
    before = article.text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = article.text[span.end : span.end + _AROUND].partition("\n")[0]
    if span.start - len(before) > 0 and len(before) == _AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Markup("{}<mark>{}</mark>{}").format(before, span.of(article.text), after)


def highlighted(article: Article, notes: Sequence[Note], first_use: Mapping[str, str]) -> Markup:
    """The article's text with each cited stretch marked and its note's number before it, leading back to the line.

    Stretches that overlap are cut at each other's ends, so that every character is marked once.
    """
    edges = sorted({e for n in notes for e in (n.evidence.span.start, n.evidence.span.end)})
    starting: dict[int, list[Note]] = {}
    for note in notes:
        starting.setdefault(note.evidence.span.start, []).append(note)
    out, at = Markup(), 0
    for start, end in _marked(notes, edges):
        out += escape(article.text[at:start])
        out += Markup().join(_anchor(n, first_use) for n in starting.get(start, ()))
        out += Markup("<mark>{}</mark>").format(article.text[start:end])
        at = end
    return out + escape(article.text[at:])


def _marked(notes: Sequence[Note], edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches between neighbouring edges that some note covers."""
    spans = sorted((n.evidence.span.start, n.evidence.span.end) for n in notes)
    for start, end in pairwise(edges):
        if any(s <= start and end <= e for s, e in spans):
            yield start, end


def _anchor(note: Note, first_use: Mapping[str, str]) -> Markup:
    return Markup('<a id="{}" class="n" href="#{}" aria-label="Note {}, back to the line that cites it">{}</a>').format(
        note.anchor, first_use[note.anchor], str(note), str(note)
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("cordiale.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
