"""A plain-text scrape as labelled lines: first what each line's own words show, then what its place among the others
does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.document import Block, BlockLabel
from cordiale.read.furniture import has_scene, is_biography, is_button, is_file_name, label_alone, shows_scene
from cordiale.read.headline import contains_title, find_title, is_title_with_site
from cordiale.read.lines import Line, split_lines
from cordiale.read.names import is_outlet, is_person_name
from cordiale.read.phrases import phrases
from cordiale.read.prose import find_prose
from cordiale.read.section import is_section_name, vertical_menus
from cordiale.read.wrapping import join_wrapped

# Letters sent by mail have "Leave a comment" as a button inside; their replies stand below this line.
_NEWSLETTER_END = "discussion about this post"
_BULLETS = frozenset("-–—•*·▪")
_BELOW_STANDFIRST = 5
# A sentence below a button at the end of a page still belongs to the article when it has so many words.
_LATE_SENTENCE = 6
_CAPTION_WORDS = 45
_BOX_LINES = 20
# A call of so many words is what the heading of a list announced; links are shorter or carry no label of their own.
_TEASER = 6


_SIGN_UP = re.compile(r"\binbox\b|\be-?mail\b|newsletter|subscri|\bsign up\b|\bdonat")
_PICTURE_CREDIT = re.compile(r"(?:photo|image|picture)s?\b", re.IGNORECASE)
_RESPONSES = re.compile(r"(?:\d+|one) (?:responses?|comments?|replies|thoughts?)(?: (?:to|on)\b|$)")


@dataclass(frozen=True, slots=True)
class Scrape:
    """The lines of a page (a paragraph broken by width is one), a label for each, and which of them is the title (None: none is)."""

    lines: tuple[Line, ...]
    labels: tuple[BlockLabel, ...]
    title: int | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """One block a line."""
        return tuple(Block(line.span, label) for line, label in zip(self.lines, self.labels, strict=True))

    def with_label(self, *labels: BlockLabel) -> list[Line]:
        """The lines of these labels, in order."""
        return [line for line, label in zip(self.lines, self.labels, strict=True) if label in labels]


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a page before its lines are placed; `first` and `last` bound its prose, `end` is where its
    article ends.
    """

    lines: Sequence[Line]
    alone: Sequence[BlockLabel | None]
    is_prose: Sequence[bool]
    first: int
    last: int
    end: int
    title: int | None
    times: Counter[str]
    menus: frozenset[int]

    @property
    def headline(self) -> Line | None:
        """The line that is the title."""
        return None if self.title is None else self.lines[self.title]


def read_scrape(text: str) -> Scrape:
    """The labelled lines of a plain-text page; linear in its length."""
    page = _survey(join_wrapped(tuple(split_lines(text))))
    labels: list[BlockLabel] = []
    is_listing = False
    known = phrases()
    for i, line in enumerate(page.lines):
        if line.key in known.lists or line.key in known.endings or line.key in known.marks:
            is_listing = True
        elif (
            page.is_prose[i]
            or i == page.title
            or (page.alone[i] is BlockLabel.BOILERPLATE and not is_button(line) and line.words >= _TEASER)
        ):
            is_listing = False
        labels.append(_place(page, i, labels, is_listing))
    return Scrape(tuple(page.lines), tuple(labels), page.title)


def label_lines(text: str) -> list[tuple[int, BlockLabel]]:
    """The number (from 1) and the label of every line of a page that is not blank."""
    scrape = read_scrape(text)
    placed = zip(scrape.lines, scrape.labels, strict=True)
    found: list[tuple[int, BlockLabel]] = []
    number, at = 1, 0
    for line, label in placed:
        number += text.count("\n", at, line.span.start)
        rows = line.span.of(text).split("\n")
        found += [(number + i, label) for i, row in enumerate(rows) if row.strip()]
        number, at = number + len(rows) - 1, line.span.end
    return found


def _survey(lines: tuple[Line, ...]) -> _Page:
    alone = [label_alone(line) for line in lines]
    times = Counter(line.key for line in lines if line.key)
    is_prose = find_prose(lines, alone, times)
    prose = [i for i, flag in enumerate(is_prose) if flag]
    first = prose[0] if prose else len(lines)
    end = _find_end(lines, is_prose)
    last = max((i for i in prose if i < end), default=first)
    title = find_title(lines, alone, first)
    return _Page(lines, alone, is_prose, first, last, end, title, times, vertical_menus(lines, alone))


def _find_end(lines: Sequence[Line], is_prose: Sequence[bool]) -> int:
    """Where comments or lists of other stories begin: the first ending phrase with most of the prose above it."""
    newsletter = next((i for i, line in enumerate(lines) if line.key == _NEWSLETTER_END), None)
    if newsletter is not None:
        return newsletter
    total = sum(len(line.text) for line, flag in zip(lines, is_prose, strict=True) if flag)
    above = 0
    for i, line in enumerate(lines):
        if is_prose[i]:
            above += len(line.text)
        elif (line.key in phrases().endings or _RESPONSES.match(line.key)) and above > 0.6 * total:
            return i
    return len(lines)


def _place(page: _Page, i: int, above: Sequence[BlockLabel], is_listing: bool) -> BlockLabel:
    of_title = _by_title(page, i)
    if of_title:
        return of_title
    if i >= page.end:
        return BlockLabel.CREDIT if page.alone[i] is BlockLabel.CREDIT else BlockLabel.BOILERPLATE
    if i < page.first:
        return _in_head(page, i, above, is_listing)
    if i <= page.last:
        return _in_body(page, i, above, is_listing)
    return _in_tail(page, i, above, is_listing)


def _by_title(page: _Page, i: int) -> BlockLabel | None:
    """TITLE for the title wherever it stands above the text, BOILERPLATE for a line that has more glued to it."""
    title = page.headline
    if title is None or page.is_prose[i]:
        return None
    line = page.lines[i]
    if line.key == title.key:
        return BlockLabel.TITLE if i <= page.last else BlockLabel.BOILERPLATE
    if i < page.first and is_title_with_site(line, title):
        return BlockLabel.TITLE
    return BlockLabel.BOILERPLATE if i < page.first and contains_title(line, title) else None


def _in_head(page: _Page, i: int, above: Sequence[BlockLabel], is_listing: bool) -> BlockLabel:
    line, alone = page.lines[i], page.alone[i]
    goes_on = i > 0 and i - 1 in page.menus and not line.blanks and is_section_name(page.lines[i - 1])
    is_kicker = i + 1 == page.title and is_section_name(line) and alone is None and not goes_on
    if i in page.menus and not is_kicker:
        return BlockLabel.BOILERPLATE
    if alone is not None:
        return alone
    if _is_under_image(page, i):
        return BlockLabel.CAPTION
    is_below = page.title is None or i > page.title
    if is_below and _is_signature(line):
        return BlockLabel.BYLINE
    if is_section_name(line):
        return BlockLabel.SECTION
    if above and above[-1] is BlockLabel.BYLINE and is_outlet(line.text):
        return BlockLabel.BYLINE
    if is_below and shows_scene(line) and i > 0 and is_file_name(page.lines[i - 1]):
        return BlockLabel.CAPTION
    if is_below and _is_alternative_text(page, i):
        return BlockLabel.BOILERPLATE
    if is_below and line.words >= 5 and not is_listing:
        return BlockLabel.BODY
    return BlockLabel.BOILERPLATE


def _in_body(page: _Page, i: int, above: Sequence[BlockLabel], is_listing: bool) -> BlockLabel:
    line, alone = page.lines[i], page.alone[i]
    is_near = i - page.first <= _BELOW_STANDFIRST
    if alone is BlockLabel.DATE and not is_near:
        return BlockLabel.BODY
    if alone is not None:
        return alone
    if _is_under_image(page, i):
        return BlockLabel.CAPTION
    if page.is_prose[i]:
        return BlockLabel.CREDIT if i >= page.last - 1 and _is_about_writer(page, i, above) else BlockLabel.BODY
    if is_listing or (page.times[line.key] > 1 and line.words <= 12) or _heads_furniture(page, i):
        return BlockLabel.BOILERPLATE
    if _is_in_box(page, i) and not line.is_closed:
        return BlockLabel.BOILERPLATE
    if is_near and _is_signature(line) and BlockLabel.BYLINE not in above and _stands_in_masthead(page, i):
        return BlockLabel.BYLINE
    return BlockLabel.CAPTION if shows_scene(line) else BlockLabel.BODY


def _in_tail(page: _Page, i: int, above: Sequence[BlockLabel], is_listing: bool) -> BlockLabel:
    line, alone = page.lines[i], page.alone[i]
    if alone is not None:
        return alone
    if _is_under_image(page, i):
        return BlockLabel.CAPTION
    follows_body = bool(above) and above[-1] is BlockLabel.BODY
    if not is_listing and line.is_closed and _is_about_writer(page, i, above):
        return BlockLabel.CREDIT
    if line.is_closed and not is_listing and line.words >= (2 if follows_body else _LATE_SENTENCE):
        return BlockLabel.BODY
    if follows_body and not is_listing:
        # A list that the article ends with, and the line that announces it.
        if line.words >= 4 and (line.text[:2].strip() in _BULLETS or line.text.endswith(":")):
            return BlockLabel.BODY
        if line.text[:1] in '“"' and line.words >= _LATE_SENTENCE:
            return BlockLabel.BODY
        if _heads_furniture(page, i):
            return BlockLabel.BOILERPLATE
        if is_person_name(line.text.strip("-–—() ")) and BlockLabel.BYLINE not in above:
            return BlockLabel.BYLINE
    return BlockLabel.BOILERPLATE


def _is_in_box(page: _Page, i: int) -> bool:
    """Whether only lines with bullets stand between the line, which has one, and a box's heading above it."""
    lowest = max(0, i - _BOX_LINES)
    while i > lowest and page.lines[i].text[:1] in _BULLETS:
        i -= 1
        if page.lines[i].key in phrases().boxes:
            return True
    return False


def _is_under_image(page: _Page, i: int) -> bool:
    """Whether the line stands right below an image's file name and reads as what is seen on it."""
    line = page.lines[i]
    beside = {page.alone[j] for j in (i - 1, i + 1) if 0 <= j < len(page.lines)}
    if BlockLabel.CREDIT in beside and i < page.last and has_scene(line):
        return True
    above = page.lines[i - 1] if i and page.alone[i - 1] is BlockLabel.CREDIT else None
    if above and i < page.first and not line.is_closed and _PICTURE_CREDIT.match(above.text):
        return 3 <= line.words <= _CAPTION_WORDS and not _is_signature(line)
    if i == 0 or line.blanks or not is_file_name(page.lines[i - 1]):
        return False
    return 3 <= line.words <= _CAPTION_WORDS and line.stops == 0


def _is_alternative_text(page: _Page, i: int) -> bool:
    """Whether an unfinished line right above a caption says the same as the caption: what stood in for the picture."""
    line = page.lines[i]
    below = page.lines[i + 1] if i + 1 < len(page.lines) else None
    if below is None or line.is_closed or line.stops or page.alone[i + 1] is not BlockLabel.CAPTION:
        return False
    shared = {word for word in line.key.split() if len(word) > 3} & set(below.key.split())
    return len(shared) >= 3 or line.text.startswith(("A ", "An "))


def _heads_furniture(page: _Page, i: int) -> bool:
    """Whether a short unfinished line stands right above a request for the reader's address or money, or is a name above
    the note on who bears it.
    """
    line = page.lines[i]
    below = page.lines[i + 1] if i + 1 < len(page.lines) else None
    if below is None or line.words > 6 or line.is_closed:
        return False
    if is_person_name(line.text) and below.key.startswith(line.key + " ") and is_biography(below):
        return True
    return page.alone[i + 1] is BlockLabel.BOILERPLATE and bool(_SIGN_UP.search(below.key))


def _is_signature(line: Line) -> bool:
    return is_person_name(line.text) or line.key in phrases().desks


def _stands_in_masthead(page: _Page, i: int) -> bool:
    """Whether a date, a byline or a credit is next to the line."""
    beside = {page.alone[j] for j in (i - 1, i + 1) if 0 <= j < len(page.lines)}
    return bool(beside & {BlockLabel.DATE, BlockLabel.BYLINE, BlockLabel.CREDIT})


def _is_about_writer(page: _Page, i: int, above: Sequence[BlockLabel]) -> bool:
    line = page.lines[i]
    if above.count(BlockLabel.BODY) < 3:
        return False
    named = " ".join(line.key.split()[:2])
    is_named_above = any(
        label is BlockLabel.BYLINE and named in " ".join(other.text.lower().split())
        for other, label in zip(page.lines[: page.first + _BELOW_STANDFIRST], above, strict=False)
    )
    return is_biography(line) or (is_named_above and line.words <= _CAPTION_WORDS)
