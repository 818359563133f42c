"""Which name on a page is its publisher's: beside the title, on the masthead, at the foot, glued to the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cordiale.model.document import BlockLabel
from cordiale.read.headline import contains_title, is_title_with_site, reads_as_headline, site_in_title
from cordiale.read.imprint import find_imprint
from cordiale.read.lines import Line
from cordiale.read.names import is_outlet, is_person_name
from cordiale.read.phrases import phrases
from cordiale.read.printed import is_date_line, is_dated_masthead
from cordiale.read.scrape import Scrape

_COPYRIGHT = re.compile(
    r"(?:all rights reserved\W*)?(?:©|\(c\)|copyright)[\s©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,.]*"
    r"(?:by\s+|the copyright of\s+)?(?P<name>[A-Z][\w&'’. -]{2,50}?)(?=[.,|·]|\s+(?:19|20)\d\d\b|\s+All\b|$)",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:Inc|Ltd|LLC|GmbH|PLC|Corp|Co|Pty|Pvt|Limited|S\.A|Publishing|Publications|Media Inc)\.?$"
)
_REPRINTED = re.compile(
    r"(?:re)?(?:published|appeared|posted|produced)\s+(?:in|on|at|by"
    r"|from)\s+(?P<name>(?:The )?[A-Z][\w&'’.]*(?:\s+[A-Z][\w&'’.]*){0,4})"
)
_WRITES_FOR = re.compile(
    r"\b(?:for|at|of|with|to)\s+(?:the\s+)?(?P<name>(?:The\s+)?[A-Z][\w'’-]+(?:\s+(?:of\s+|&\s+)?[A-Z][\w'’-]+){0,4})"
)
_ISSUE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SLOGAN = re.compile(r"\s+[|–—-]\s+|\s+\((?=[A-Z])")
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOOT_LINES = 40
_MASTHEAD_WORDS = 5
_MOST_MASTHEADS = 30
# So much of a page's end and so many of its lines are searched for a masthead's name.
_ECHO = 12

Head = Sequence[tuple[Line, BlockLabel]]


def find_publisher(scrape: Scrape, byline_outlet: str | None) -> str | None:
    """The publisher that a plain-text page names, or None.

    A name beside the title counts most; then a masthead that the page repeats elsewhere or
    that sounds like an outlet, the name in the copyright line, any other masthead, the outlet in the byline,
    and last a name glued to the title, a writer's employer or the place of first publication.
    """
    owner = _owner(scrape.lines, scrape)
    mastheads = list(islice(_mastheads(scrape), _MOST_MASTHEADS))
    confirmed = next((name for name in mastheads if _is_echoed(name, scrape, owner)), None)
    named = next((name for name in mastheads if is_outlet(name)), None)
    name = (
        _beside_title(scrape)
        or confirmed
        or named
        or owner
        or _issue(scrape)
        or next(iter(mastheads), None)
        or byline_outlet
        or _glued(scrape)
        or _employer(scrape)
        or _reprinted(scrape.lines)
    )
    # Mastheads are often set in capitals; the name as it is written elsewhere is the better one.
    written = [other for other in (owner, *mastheads) if other and name and other.lower() == name.lower()]
    return next((other for other in written if not other.isupper()), name)


def owner_in(text: str) -> str | None:
    """The name in a copyright line, without its legal form, or None."""
    found = _COPYRIGHT.match(text)
    if not found or found["name"].lower().startswith(("law", "all rights", "policy", "notice")):
        return None
    return _LEGAL_FORM.sub("", found["name"].strip()).strip()


def _owner(lines: Sequence[Line], scrape: Scrape) -> str | None:
    bylines = {line.key.removeprefix("by ") for line in scrape.with_label(BlockLabel.BYLINE)}
    for line in reversed(lines[-_FOOT_LINES:]):
        name = owner_in(line.text) if line.words < 40 else None
        if name and name.lower() not in bylines:
            return name
    return None


def _above_body(scrape: Scrape) -> Head:
    first = next((line.index for line in scrape.with_label(BlockLabel.BODY)), len(scrape.lines))
    last = max(first, (scrape.title or 0) + 1)
    return list(zip(scrape.lines[:last], scrape.labels[:last], strict=True))


def _beside_title(scrape: Scrape) -> str | None:
    if scrape.title is None:
        return None
    title = scrape.lines[scrape.title]
    for line, label in _above_body(scrape):
        if label is BlockLabel.TITLE and is_title_with_site(line, title):
            return site_in_title(line, title.text)
    return None


def _mastheads(scrape: Scrape) -> Iterator[str]:
    """Names of sites: short capitalised lines above the title that are neither menu, button, section nor a sentence,
    without a slogan; and the name in a line with the date.
    """
    if scrape.title is None:
        return
    title = scrape.lines[scrape.title]
    for line, label in _above_body(scrape):
        if contains_title(line, title):
            continue
        if is_dated_masthead(line.text):
            yield from (part.strip() for part in re.split(r"[|•·–—]", line.text) if _may_be_masthead(part.strip()))
        elif label in (BlockLabel.BOILERPLATE, BlockLabel.SECTION) and (
            line.index < scrape.title or re.search(r"\s\([A-Z]", line.text)
        ):
            name = _SLOGAN.split(line.text)[0].strip()
            if _may_be_masthead(name) and not reads_as_headline(line):
                yield name
    for line in scrape.with_label(BlockLabel.DATE):
        if imprint := find_imprint(line.text, is_first=line.index == 0):
            yield imprint


def _may_be_masthead(name: str) -> bool:
    known = phrases()
    words = name.split()
    if not words or len(words) > _MASTHEAD_WORDS or len(name) > 50 or not name[:1].isupper() or name[-1:] in ".!?:":
        return False
    key = name.lower()
    if key in known.exact | known.lists | known.endings or is_date_line(name) or re.search(r"[>»›|/_:]|\d", name):
        return False
    return not all(word.lower() in known.section_words for word in words) and not known.starts.match(key)


def _is_echoed(name: str, scrape: Scrape, owner: str | None) -> bool:
    """Whether a masthead's name stands again in a copyright line, a byline, a credit, a biography or a call."""
    key = name.lower().removeprefix("the ")
    if len(key) < 6 or (" " not in key and not owner):
        return False
    own = {word for word in key.split() if len(word) > 3 and word not in phrases().section_words}
    if owner and own & set(owner.lower().split()):
        return True
    others = [line for line in scrape.lines if line.key != name.lower() and line.words <= 40]
    return sum(key in line.text.lower() for line in others[:_ECHO] + others[-_FOOT_LINES:]) > 0


def _issue(scrape: Scrape) -> str | None:
    """The name left in a line like 'News The Bulletin 2023' when section and year are taken off."""
    for line, label in _above_body(scrape):
        if label is not BlockLabel.SECTION or not _ISSUE_YEAR.search(line.text):
            continue
        words = _ISSUE_YEAR.sub("", line.text).split()
        while len(words) > 1 and words[0].lower() in phrases().section_words - {"the"}:
            words = words[1:]
        name = " ".join(words).strip(" ,|-")
        if name.lower() not in phrases().section_words and name[:1].isupper():
            return name
    return None


def _glued(scrape: Scrape) -> str | None:
    """The outlet at the start of a line in which outlet, section and title stand without a space between them."""
    if scrape.title is None:
        return None
    title = scrape.lines[scrape.title].text
    for line, _ in _above_body(scrape):
        if line.text != title and line.text.endswith(title):
            before = line.text[: -len(title)]
            parts = _GLUE.split(before) if before[-1:].isalpha() else []
            if parts and _may_be_masthead(parts[0]):
                return parts[0]
    return None


def _employer(scrape: Scrape) -> str | None:
    """Whom the writer works for, by the note about the writer."""
    persons = [line.key.removeprefix("by ") for line in scrape.with_label(BlockLabel.BYLINE)]
    for line in scrape.with_label(BlockLabel.CREDIT, BlockLabel.BOILERPLATE):
        if line.words <= 40 and line.is_closed and any(p and line.key.startswith(p) for p in persons):
            for found in _WRITES_FOR.finditer(line.text):
                if is_outlet(found["name"]) and not is_person_name(found["name"]):
                    return found["name"]
    return None


def _reprinted(lines: Sequence[Line]) -> str | None:
    for line in reversed(lines[-_FOOT_LINES:]):
        found = _REPRINTED.search(line.text) if line.words < 30 else None
        if found:
            return found["name"].strip()
    return None
