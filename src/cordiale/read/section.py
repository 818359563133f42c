"""Names of sections and the menus they make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cordiale.model.document import BlockLabel
from cordiale.read.lines import Line
from cordiale.read.names import is_person_name
from cordiale.read.phrases import phrases

_WORDS = 6
_MENU = 4


def is_section_name(line: Line) -> bool:
    """Whether a short line names a section or an issue: 'Politics', 'Asia & Pacific', 'News The Bulletin 2023'."""
    if line.words > _WORDS or line.is_closed:
        return False
    known = phrases()
    words = [word.strip(".,:|/>") for word in line.key.split()]
    strong = [word in known.section_words and word not in known.weak_words for word in words]
    if all(word in known.section_words for word in words) and len(words) > 1:
        return True
    if not any(strong):
        return False
    return sum(strong) >= len(words) / 2 or strong[0]


def vertical_menus(lines: Sequence[Line], alone: Sequence[BlockLabel | None]) -> frozenset[int]:
    """The indices of lines that stand in a menu written downwards: four or more short lines together, two in
    five or more of them sections, buttons or words in another script.

    A byline or a date ends a menu, and a name above the buttons is a writer's.
    """
    found: set[int] = set()
    for is_short, group in groupby(lines, key=lambda line: _may_be_item(line, alone[line.index])):
        run = list(group)
        while run and run[0].index > 0 and is_person_name(run[0].text):
            run = run[1:]
        if is_short and len(run) >= _MENU and 5 * sum(map(_is_menu_item, run)) >= 2 * len(run):
            found.update(line.index for line in run)
    return frozenset(found)


def _may_be_item(line: Line, label: BlockLabel | None) -> bool:
    return line.words <= 3 and not line.is_closed and label in (None, BlockLabel.BOILERPLATE, BlockLabel.SECTION)


def _is_menu_item(line: Line) -> bool:
    known = phrases()
    return (
        line.key in known.exact or is_section_name(line) or min(filter(str.isalpha, line.text), default="a") > "\u036f"
    )
