"""A brief written down: plain text, Markdown, HTML that opens each sentence in its page, and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cordiale.brief.wording import shorten
from cordiale.model.brief import Brief, Passage
from cordiale.model.document import Article
from cordiale.model.mention import Evidence

Articles = Mapping[str, Article]
_WIDTH = 100


@dataclass(slots=True)
class _Notes:
    """Footnotes numbered in order of first use, one for each place in a page."""

    numbers: dict[Evidence, int]

    def of(self, passage: Passage) -> list[int]:
        return [self.numbers.setdefault(e, len(self.numbers) + 1) for e in passage.citations]


def write_text(brief: Brief, articles: Articles) -> str:
    """Plain text for a terminal, 100 columns, with numbered notes at the end."""
    notes = _Notes({})
    out = [title_of(brief), "=" * len(title_of(brief)), "", *_wrapped(basis_of(brief), "")]
    for section in brief.sections:
        out += ["", section.heading, "-" * len(section.heading)]
        for passage in section.passages:
            tag = f" [{passage.tag}]" if passage.tag else ""
            out += _wrapped(f"{passage.text}{tag} {_marks(notes.of(passage))}", "- ")
        if not section.passages and section.note:
            out.append(section.note)
    out += ["", "Sources", "-------"]
    for evidence, number in notes.numbers.items():
        out += _wrapped(f"{_source(articles[evidence.article])}: “{shorten(evidence.quote, 220)}”", f"[{number}] ")
    return "\n".join(out)


def _marks(numbers: list[int]) -> str:
    shown = "".join(f"[{n}]" for n in numbers[:6])
    return shown + (f" and {len(numbers) - 6} more" if len(numbers) > 6 else "")


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead]


def write_markdown(brief: Brief, articles: Articles) -> str:
    """Markdown with footnotes."""
    notes = _Notes({})
    out = [f"# {title_of(brief)}", "", basis_of(brief)]
    for section in brief.sections:
        out += ["", f"## {section.heading}", ""]
        for passage in section.passages:
            tag = f" *{passage.tag}*" if passage.tag else ""
            out.append(f"- {_plain_markdown(passage.text)}{tag} {''.join(f'[^{n}]' for n in notes.of(passage))}")
        if not section.passages and section.note:
            out.append(section.note)
    out.append("")
    for evidence, number in notes.numbers.items():
        place = f"characters {evidence.span.start}–{evidence.span.end}"
        out.append(
            f"[^{number}]: {_plain_markdown(_source(articles[evidence.article]))}, {place}: “{_plain_markdown(evidence.quote)}”"
        )
    return "\n".join(out) + "\n"


def _plain_markdown(text: str) -> str:
    """Text with the characters escaped that Markdown would take for marks."""
    line = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in line)


def write_html(brief: Brief, articles: Articles) -> str:
    """One HTML file that works offline: each note leads to its sentence, highlighted, in the page's text."""
    notes = _Notes({})
    sections = [(s.heading, s.note, [(p, notes.of(p)) for p in s.passages]) for s in brief.sections]
    cited: dict[str, list[tuple[Evidence, int]]] = {}
    for evidence, number in notes.numbers.items():
        cited.setdefault(evidence.article, []).append((evidence, number))
    pages = [
        (articles[id], highlighted(articles[id], marks))
        for id, marks in sorted(cited.items(), key=lambda c: articles[c[0]].document)
    ]
    return (
        _templates()
        .get_template("brief.html")
        .render(
            title=title_of(brief),
            basis=basis_of(brief),
            sections=sections,
            pages=pages,
            issues=brief.issues,
            source=_source,
        )
    )


def highlighted(article: Article, marks: list[tuple[Evidence, int]]) -> Markup:
    """The article's text with each cited stretch marked and its note's number as the anchor `n1`, `n2`…; overlaps are merged."""
    merged: list[tuple[int, int, list[int]]] = []
    for evidence, number in sorted(marks, key=lambda m: m[0].span):
        start, end = evidence.span.start, evidence.span.end
        if merged and start < merged[-1][1]:
            first, last, numbers = merged[-1]
            merged[-1] = (first, max(last, end), [*numbers, number])
        else:
            merged.append((start, end, [number]))
    out, at = Markup(), 0
    for start, end, numbers in merged:
        anchors = Markup("").join(Markup('<a id="n{}" class="n">{}</a>').format(n, n) for n in numbers)
        out += escape(article.text[at:start]) + Markup("<mark>{}{}</mark>").format(anchors, article.text[start:end])
        at = end
    return out + escape(article.text[at:])


def write_json(brief: Brief, articles: Articles) -> str:
    """The brief as JSON, each passage with the documents, characters and words it cites."""
    documents = {id: a.document for id, a in articles.items()}
    value = msgspec.to_builtins(brief)
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


def title_of(brief: Brief) -> str:
    """'Japan and United States: a brief'."""
    return f"{brief.names[0]} and {brief.names[1]}: a brief"


def basis_of(brief: Brief) -> str:
    """What the brief rests on, in a sentence or two."""
    if not brief.pages:
        return "No page tells of these two states together."
    publishers = sorted({p.publisher for p in brief.pages if p.publisher})
    undated = sum(p.published is None for p in brief.pages)
    dates = sorted({p.published.split()[-1] for p in brief.pages if p.published})
    parts = [f"Rests on {len(brief.pages)} page{'s' * (len(brief.pages) != 1)}"]
    parts += [f"of {dates[0]}{'–' + dates[-1] if len(dates) > 1 else ''}"] if dates else []
    parts += [f"by {', '.join(publishers[:8])}{' and others' if len(publishers) > 8 else ''}"] if publishers else []
    text = " ".join(parts) + "."
    if undated:
        text += (
            f" {undated} of them {'does' if undated == 1 else 'do'} not tell {'its' if undated == 1 else 'their'} date."
        )
    if brief.issues:
        text += (
            f" {len(brief.issues)} page{'s' * (len(brief.issues) != 1)} could not be read: "
            + "; ".join(brief.issues[:5])
            + "."
        )
    return text


def _source(article: Article) -> str:
    publisher = f"{article.publisher}, " if article.publisher else ""
    published = f" ({article.published.interval})" if article.published else " (undated)"
    return f"{publisher}{article.document}{published}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("cordiale.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
