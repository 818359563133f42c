"""A brief written down: plain text, Markdown, HTML that opens each sentence in its page, and JSON."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Iterator, Mapping

import msgspec

from cordiale.brief.basis import LICENCE, METHOD, basis_of, page_details, title_of
from cordiale.brief.html import write_html
from cordiale.brief.notes import Note, Notes, unshown
from cordiale.brief.sentence import sentence_around
from cordiale.brief.wording import shorten
from cordiale.model.brief import Brief, Passage, Section
from cordiale.model.document import Article, Span

Articles = Mapping[str, Article]
_WIDEST, _NARROWEST = 100, 40
# Characters of the sentence around a cited place which the list of sources shows, on as many lines as it takes.
_AROUND = 120


def write_text(brief: Brief, articles: Articles) -> str:
    """Plain text as wide as the terminal, 100 columns at most, with the sources and their words at the end."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    notes = Notes()
    out = [*_wrapped(title_of(brief), "", width), "=" * min(width, len(title_of(brief))), ""]
    out += _wrapped(" ".join(basis_of(brief)), "", width)
    for section in brief.sections:
        out += ["", section.heading, "-" * len(section.heading)]
        for passage in section.passages:
            tag = f" [{passage.tag}]" if passage.tag else ""
            out += _wrapped(f"{passage.text}{tag} {_marks(passage, notes.shown(passage))}", "- ", width)
        for measured in section.measured:
            out += _wrapped(f"{measured.text} [cordiale trace {' '.join(measured.points)}]", "- ", width)
        out += [line for said in _asides(section) for line in _wrapped(said, "  ", width)]
    return "\n".join([*out, *_text_sources(brief, articles, notes, width)]) + "\n"


def _marks(passage: Passage, notes: list[Note]) -> str:
    more = f" +{unshown(passage)}" if unshown(passage) else ""
    return f"[{', '.join(map(str, notes))}{more}]"


def _asides(section: Section) -> Iterator[str]:
    """What is said below a section's lines: that there are none, or how to see more."""
    if not section.passages and section.note and not section.measured:
        yield section.note
    if section.more:
        yield f"and {section.more} more: {section.see}"


def _text_sources(brief: Brief, articles: Articles, notes: Notes, width: int) -> Iterator[str]:
    cited = notes.by_page()
    if not cited:
        return
    numbers = {article: n for n, article, _ in cited}
    pages = {p.article: p for p in brief.pages}
    yield from ("", "Sources", "-------")
    for n, article, places in cited:
        page = pages[article]
        title = f": {page.title}" if page.title else ""
        outlet = f"{page.publisher}, " if page.publisher else ""
        yield from _wrapped(f"{outlet}{page_details(page, numbers)}{title} ({page.document})", f"[{n}] ", width)
        for note in places:
            lead = f"  {note}  "
            words = in_sentence(articles[article], note.evidence.span, _AROUND)
            yield from _wrapped(f"“{words.strip('“”')}”", lead, width)


def in_sentence(article: Article, span: Span, length: int) -> str:
    """The words at a span marked »so«, with those of their sentence around them as far as `length` characters allow."""
    quote = " ".join(span.of(article.text).split())
    whole = sentence_around(article, span)
    text = " ".join(whole.of(article.text).split())
    if text == quote or len(quote) + 2 >= length:
        return shorten(quote, length)
    before = " ".join(article.text[whole.start : span.start].split())
    after = " ".join(article.text[span.end : whole.end].split())
    room = length - len(quote) - 4
    left = min(len(before), max(room // 2, room - len(after)))
    before = (
        before if left == len(before) else f"…{before[len(before) - left + 1 :].partition(' ')[2]}" if left > 1 else "…"
    )
    after = shorten(after, max(1, room - left)) if after else ""
    is_joined = span.start > 0 and not article.text[span.start - 1].isspace()
    lead = before if not before or is_joined else f"{before} "
    tail = after if not after or not article.text[span.end].isspace() else f" {after}"
    return f"{lead}»{quote}«{tail}"


def _wrapped(text: str, lead: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead]


def write_markdown(brief: Brief, articles: Articles) -> str:
    """Markdown with footnotes, each the words of a page and where they stand in it."""
    notes = Notes()
    out = [f"# {_plain(title_of(brief))}", "", _plain(" ".join(basis_of(brief)))]
    for section in brief.sections:
        out += ["", f"## {_plain(section.heading)}", ""]
        for passage in section.passages:
            tag = f" *{_plain(passage.tag)}*" if passage.tag else ""
            marks = "".join(f"[^{n}]" for n in notes.shown(passage))
            out.append(f"- {_plain(passage.text)}{tag} {marks}{f' +{unshown(passage)}' if unshown(passage) else ''}")
        for measured in section.measured:
            points = ", ".join(f"`cordiale trace {id}`" for id in measured.points)
            out.append(f"- {_plain(measured.text)} {points}")
        asides = [_plain(a) for a in _asides(section)]
        out += ["", *asides] if asides and section.passages else asides
    out += ["", "## How this was made", "", METHOD, "", LICENCE]
    pages, numbers = {p.article: p for p in brief.pages}, {article: n for n, article, _ in notes.by_page()}
    out.append("")
    for _, article, places in notes.by_page():
        page = pages[article]
        source = f"{page.publisher + ', ' if page.publisher else ''}{page_details(page, numbers)}, {page.document}"
        for note in places:
            span = note.evidence.span
            words = _plain(note.evidence.quote)
            out.append(f"[^{note}]: {_plain(source)}, characters {span.start}–{span.end}: “{words}”")
    return "\n".join(out) + "\n"


def _plain(text: str) -> str:
    """Text on one line with the characters escaped that Markdown would take for marks."""
    line = re.sub(r"([\\`*_\[\]<>#|~$!])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^([-+=]|\d+(?=[.)]))", r"\\\1", line) if not line[:1].isdigit() else line


def write_json(brief: Brief, articles: Articles) -> str:
    """The brief as JSON, each passage with the documents, characters and words it cites."""
    documents = {id: a.document for id, a in articles.items()}
    value = msgspec.to_builtins(brief)
    value["title"], value["basis"] = title_of(brief), basis_of(brief)
    value["method"], value["licence"] = METHOD, LICENCE
    for section in value["sections"]:
        for passage in section["passages"]:
            for citation in passage["citations"]:
                citation["document"] = documents[citation["article"]]
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


FORMATS: Mapping[str, Callable[[Brief, Articles], str]] = {
    "text": write_text,
    "md": write_markdown,
    "html": write_html,
    "json": write_json,
}
