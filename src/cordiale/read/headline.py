"""Which lines at the head of a page are its title, and which only contain it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.model.document import BlockLabel
from cordiale.read.furniture import is_menu
from cordiale.read.lines import Line
from cordiale.read.names import NEVER_INSIDE, is_person_name
from cordiale.read.phrases import phrases

# Small words that stand in names as well as in sentences.
_PARTICLES = frozenset("of the and for & de del der di du la le el al a an in on at to".split())
_TITLE_CASE_WORDS = 5
_OPENS_PAGE = 2.5
_HEAD_LINES = 80
_FOOT_LINES = 40
_TITLE_WORDS = 40
_TITLE_LENGTH = 260
_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_SITE = re.compile(r"\s*(?:[|»›:•·–—-])\s*")


def find_title(lines: Sequence[Line], alone: Sequence[BlockLabel | None], first_prose: int) -> int | None:
    """The index of the line that is the page's title, among those above the first prose, or None.

    A line that stands twice, or that another line ends or begins with, is preferred; then one with
    a byline or a date below it; then the first of several.
    """
    head = [i for i in range(min(first_prose, _HEAD_LINES)) if alone[i] is None and _may_be_title(lines[i])]
    if not head:
        return None
    keys = [lines[i].key for i in range(min(first_prose, _HEAD_LINES)) if alone[i] is None or is_menu(lines[i])]
    best, best_score = None, 0.0
    for i in head:
        score = _score(lines[i], keys) + _neighbours(i, lines, alone) - 4.0 * _is_site_name(lines[i], lines, alone)
        # What opens a page and reads as a headline is one; a longer line below it is its standfirst.
        score += _OPENS_PAGE * (i == 0 and reads_as_headline(lines[i]))
        if best is None or score > best_score:
            best, best_score = i, score
    return best


def reads_as_headline(line: Line) -> bool:
    """Whether a line tells something as headlines do: three or more words, one of them an ordinary small word as in
    sentence case, or five in title case (four with a raised And or To); none an outlet's, and no name, section or full sentence.
    """
    words = [word.strip("“”‘’\"'(),;:?!") for word in line.text.split()]
    known = phrases()
    if line.words < 3 or not words[0][:1].isalnum() or line.text.endswith(".") or is_person_name(line.text):
        return False
    keys = [word.lower() for word in words]
    if any(key in known.outlet_words for key in keys) or 2 * sum(key in known.section_words for key in keys) > len(
        keys
    ):
        return False
    small = [word for word in words if word.islower() and word not in _PARTICLES]
    spelled = sum(len(word) > 1 and any(map(str.islower, word)) for word in words)
    is_raised = spelled == _TITLE_CASE_WORDS - 1 and any(word in NEVER_INSIDE for word in keys[1:])
    return bool(small) or spelled >= _TITLE_CASE_WORDS or is_raised


def contains_title(line: Line, title: Line) -> bool:
    """Whether a line is the title with something glued before it: a breadcrumb, a section, a site's name."""
    return len(line.key) > len(title.key) and line.key.endswith(title.key) and len(title.key) > 12


def is_title_with_site(line: Line, title: Line) -> bool:
    """Whether a line is the title followed by a separator and a site's name, as in a browser's tab."""
    if len(line.key) <= len(title.key) or not line.key.startswith(title.key) or len(title.key) <= 12:
        return False
    rest = line.key[len(title.key) :]
    return bool(_SITE.match(rest)) and len(rest.split()) <= 9


def site_in_title(line: Line, title: str) -> str | None:
    """The site's name that such a line adds to the title."""
    rest = line.text[len(title) :]
    found = _SITE.match(rest)
    return rest[found.end() :].strip() or None if found else None


def _neighbours(i: int, lines: Sequence[Line], alone: Sequence[BlockLabel | None]) -> float:
    """What stands beside a line: a byline or a date within four lines below it speaks for a title, an hour above it
    for a news feed.
    """
    below = alone[i + 1 : i + 5]
    score = 1.0 if BlockLabel.BYLINE in below or BlockLabel.DATE in below else 0.0
    return score - 2.0 * (i > 0 and bool(_HOUR.fullmatch(lines[i - 1].text)))


def _is_site_name(line: Line, lines: Sequence[Line], alone: Sequence[BlockLabel | None]) -> bool:
    """Whether a few words stand again in a request to the reader, a copyright line or beside the date: a site's name."""
    if line.words > 5 or len(line.key) < 6:
        return False
    around = [*lines[:_HEAD_LINES], *lines[_HEAD_LINES:][-_FOOT_LINES:]]
    return any(
        line.key in other.key and other.key != line.key
        for other in around
        if alone[other.index] in (BlockLabel.BOILERPLATE, BlockLabel.DATE) and not is_menu(other)
    )


def _may_be_title(line: Line) -> bool:
    return 2 <= line.words <= _TITLE_WORDS and len(line.text) <= _TITLE_LENGTH and any(c.isalpha() for c in line.text)


def _score(line: Line, keys: Sequence[str]) -> float:
    words = line.key.split()
    score = min(line.words, 5) / 2
    if line.words > 22:
        score -= 2
    if line.words < 4:
        score -= 1
    if line.text.endswith(".") and not line.text.endswith(("U.S.", "...", "U.N.", "U.K.")):
        score -= 3
    if line.is_lower:
        score -= 1
    if keys.count(line.key) > 1:
        score += 3
    if len(line.key) > 12:
        score += 3 * any(k != line.key and k.endswith(line.key) for k in keys)
        score += 3 * any(k != line.key and k.startswith(line.key + " ") for k in keys)
        # The glued line itself ends with a line that stands alone: that one is the title.
        score -= 4 * any(
            k and k != line.key and len(k) > 12 and (line.key.endswith(k) or line.key.startswith(k + " ")) for k in keys
        )
    known = phrases()
    share = sum(w in known.section_words for w in words) / max(1, len(words))
    score -= 2 * (share > 0.6) + 2 * is_person_name(line.text)
    if (
        len(words) <= 4
        and words
        and words[-1] in known.outlet_words
        and line.text.replace("&", "").replace(" ", "").isalpha()
    ):
        # 'The Weir Gazette' stands on a masthead.
        score -= 1.5
    if re.search(r"\s[>»›/|]\s", line.text):
        score -= 1
    if re.search(r"\s[-–—|:]\s", line.text) and any(w in known.outlet_words for w in words):
        score -= 1.5
    return score
