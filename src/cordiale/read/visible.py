"""What a page shows around its text: heading and site in its title, writer and day between heading and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from cordiale.model.document import BlockLabel
from cordiale.read.furniture import label_alone
from cordiale.read.lines import Line, key_of
from cordiale.read.names import Writers, is_outlet, is_person_name, read_writers
from cordiale.read.order import DayOrder
from cordiale.read.outlet import owner_in
from cordiale.read.phrases import phrases
from cordiale.read.printed import is_date_line, stated_day, without_dates

_EDGE = " \t|–—-:·•»«›/"
_PARTS = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")
_SITE_WORDS = 6
_LINES_ABOVE = 4
_HEAD_LINES = 25
_SOURCE = re.compile(r"\s*source\s*[:|–-]\s*", re.IGNORECASE)
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)|masthead")


@dataclass(frozen=True, slots=True)
class Heading:
    """A page's title and the site's name that its browser title adds to it."""

    title: str | None
    site: str | None


def find_heading(tree: HtmlElement) -> Heading:
    """The heading that the browser title repeats, else the only first-level one; what the browser title has more is the
    site's name.
    """
    shown = " ".join((tree.findtext(".//title") or "").split())
    headings = [
        (h.tag, text)
        for h in tree.iter("h1", "h2", "h3")
        if (text := " ".join(h.text_content().split())) and not _is_logo(h)
    ]
    for tag in ("h1", "h2", "h3"):
        for text in (text for name, text in headings if name == tag):
            if len(text) > 12 and text in shown:
                before, _, after = shown.partition(text)
                return Heading(text, _site(before, after))
    first = [text for name, text in headings if name == "h1" and len(text.split()) >= 3]
    parts = [part for part in _PARTS.split(shown) if part]
    site = parts[-1] if len(parts) > 1 and is_outlet(parts[-1]) else None
    if len(first) == 1:
        return Heading(first[0], site)
    return Heading(shown[: -len(site)].rstrip(_EDGE) if site else None, site)


@dataclass(frozen=True, slots=True)
class Shown:
    """Writers and day as printed beside a page's text, and the labels of the lines that told it, by key."""

    writers: Writers
    day: date | None
    labels: dict[str, BlockLabel]


def read_shown(lines: Sequence[Line], title: str | None, body: Sequence[str], order: DayOrder | None) -> Shown:
    """What stands between the title and the first paragraph of the text (and just above the title)."""
    labels: dict[str, BlockLabel] = {}
    writers, credited = Writers(None, None), None
    days: list[tuple[bool, bool, date]] = []
    above, below = _head(lines, title, body)
    for line in [*above.values(), *below]:
        stated = stated_day(line.text, order) if line.words <= 16 else None
        label = _label(line)
        if stated and label in (BlockLabel.DATE, BlockLabel.BYLINE):
            days.append((line.key in above, stated.is_update, stated.day))
        if label is BlockLabel.BYLINE and not writers.persons:
            found = read_writers(line.text)
            found = found if found.persons else read_writers(_name_part(line.text))
            writers = found if found.persons else Writers(None, writers.outlet or found.outlet)
        if label is BlockLabel.CREDIT and (start := _SOURCE.match(line.text)):
            credited = credited or read_writers(line.text[start.end() :])
        if label is not None:
            labels[line.key] = label
    if not writers.persons and body and is_person_name(body[-1].strip("-–—() ")):
        writers = Writers(body[-1].strip("-–—() "), writers.outlet)
        labels[key_of(body[-1])] = BlockLabel.BYLINE
    if not writers.persons and credited:
        writers = Writers(credited.persons or credited.outlet, writers.outlet)
    return Shown(writers, min(days)[2] if days else None, labels)


def _head(lines: Sequence[Line], title: str | None, body: Sequence[str]) -> tuple[dict[str, Line], Sequence[Line]]:
    """The dates a few lines above the last standing of the title before the text, by key, and the lines from there to the
    text.
    """
    starts = {key_of(text)[:60] for text in body if len(text.split()) >= _HEAD_LINES // 2}
    end = next((i for i, line in enumerate(lines) if line.words >= 8 and line.key[:60] in starts), len(lines))
    key = key_of(title or "")
    at = next((i for i in range(end - 1, -1, -1) if key and lines[i].key == key), max(0, end - _LINES_ABOVE))
    above = [line for line in lines[max(0, at - _LINES_ABOVE) : at] if is_date_line(line.text)]
    return {line.key: line for line in above}, lines[at + 1 : min(end, at + _HEAD_LINES)]


def _label(line: Line) -> BlockLabel | None:
    """The label of a line in the head of a page: as its words show, or a writer's name with place or date."""
    label = label_alone(line)
    if label is not None or line.words > 14 or line.is_closed:
        return label
    if is_person_name(line.text) or is_person_name(_name_part(line.text)):
        return BlockLabel.BYLINE
    first, _, rest = line.text.partition(", ")
    return BlockLabel.BYLINE if rest.istitle() and len(rest.split()) <= 3 and is_person_name(first) else None


def _name_part(text: str) -> str:
    """A line without its date and the words that go with one, where a name is what is left."""
    rest = without_dates(text)
    return rest if is_person_name(rest) else text


def _site(before: str, after: str) -> str | None:
    """The longer of what stands before and after a title, if it is as short as a name, without sections between."""
    parts = [part.strip(_EDGE) for text in (before, after) for part in _PARTS.split(f" {text} ")]
    known = phrases().section_words
    parts = [part for part in parts if part and not all(word.lower() in known for word in part.split())]
    parts = [part for part in parts if len(part.split()) <= _SITE_WORDS and part[:1].isupper()]
    return next((part for part in parts if is_outlet(part)), parts[-1] if parts else None)


def _is_logo(element: HtmlElement) -> bool:
    return bool(_LOGO.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))


def find_owner(tree: HtmlElement, lines: Sequence[Line]) -> str | None:
    """The name in the copyright line at a page's foot."""
    feet = [" ".join(foot.text_content().split()) for foot in tree.iter("footer")]
    texts = [text[text.find("©") :] if "©" in text else text for text in feet]
    texts += [line.text for line in reversed(lines[-12:]) if line.words < 40]
    return next((name for text in texts if (name := owner_in(text[:200]))), None)
