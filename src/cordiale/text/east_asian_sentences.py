"""Sentences of Japanese and Chinese: they end at their full stop, and not at one inside quotation marks."""

from __future__ import annotations

import re

from cordiale.model.document import Span

_OPENING = {"「": "」", "『": "』", "“": "”", "（": "）", "(": ")", "《": "》", "【": "】"}
_CLOSING = frozenset(_OPENING.values())
_MARK = re.compile(r"[。！？!?｡…\n「」『』“”（）()《》【】]")
_ENDS = frozenset("。！？!?｡")
# Behind a quotation that ends with its own stop the sentence goes on with who said it.
_SAYS = "说道|說道|写道|寫道|说|說|表示|指出|强调|強調|称|稱|补充道"
_GOES_ON = re.compile(rf"[ 　]*(?:[とのなでにをはがもやへ、，,]|[^。！？\n“”「」]{{0,24}}?(?:{_SAYS})[。，,：:])")
# No quotation is longer; a mark that is never closed must not swallow the page.
_LONGEST_QUOTED = 400
_LONGEST = 600


def split_east_asian(text: str, within: Span) -> list[Span]:
    """The sentences inside `within`, in order; together they hold all its characters but the blanks around them."""
    stop = min(within.end, len(text))
    spans: list[Span] = []
    start = within.start
    for cut in [*_cuts(text, within.start, stop), stop]:
        spans += _pieces(text, start, cut)
        start = max(start, cut)
    return spans


def _cuts(text: str, start: int, stop: int) -> list[int]:
    """Where sentences end: behind a stop outside of quotation marks, behind a quotation that ends with one, at line ends."""
    cuts: list[int] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, stop):
        mark, at = match[0], match.start()
        if open_marks and at - open_marks[0][1] > _LONGEST_QUOTED:
            open_marks.clear()
        if mark == "\n":
            open_marks.clear()
            cuts.append(at)
        elif mark in _OPENING:
            open_marks.append((mark, at))
        elif mark in _CLOSING:
            opened = _close(open_marks, mark)
            if opened is not None and not open_marks and _ends_behind(text, opened, at):
                cuts.append(at + 1)
        elif mark in _ENDS and not open_marks and text[at + 1 : at + 2] not in (*_ENDS, *_CLOSING):
            cuts.append(at + 1)
    return cuts


def _close(open_marks: list[tuple[str, int]], mark: str) -> int | None:
    """Where the mark that is closed was opened; what was opened inside it and never closed is forgotten."""
    for i in range(len(open_marks) - 1, -1, -1):
        if _OPENING[open_marks[i][0]] == mark:
            opened = open_marks[i][1]
            del open_marks[i:]
            return opened
    return None


def _ends_behind(text: str, opened: int, closed: int) -> bool:
    """Whether a sentence ends with a quotation: it ends with its own stop, and who said it stands before it or not at all."""
    if text[closed - 1] not in _ENDS or text[closed] in "）)》】":
        return False
    is_told_before = text[max(0, opened - 1) : opened] in {"：", ":"}
    return text[closed + 1 : closed + 2] not in set("とのなで、，,") and (
        is_told_before or not _GOES_ON.match(text, closed + 1)
    )


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """The stretch without blanks around it; what is longer than any sentence is cut behind a comma where there is one."""
    found: list[Span] = []
    while end - start > _LONGEST:
        comma = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in "、，,；;")
        cut = comma + 1 if comma > start else start + _LONGEST
        found += _trimmed(text, start, cut)
        start = cut
    return found + _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []
