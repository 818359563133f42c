"""Sentences: where each one stands, block by block."""

from __future__ import annotations

import re

from cordiale.model.document import EAST_ASIAN, Article, BlockLabel, Sentence, Span
from cordiale.text.east_asian_sentences import split_east_asian

READ_LABELS = frozenset({BlockLabel.TITLE, BlockLabel.BODY, BlockLabel.CAPTION})

# No sentence of prose is longer (in characters); lists and pages without a full stop would take readers for ever.
_LONGEST = 1_200

_CLOSERS = "\"”’'»)\\]」』"
_OPENERS = "\"“‘'«([「『„`-–—•"
_END = re.compile(
    rf"(?P<mark>(?:\.[ \u00a0]){{2,4}}\.|[.!?…]{{1,8}}|[。！？]{{1,8}})(?P<close>[{_CLOSERS}]{{0,4}})(?P<gap>\s|$)?"
)
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n|(?<=[.!?…:;\"”’)])[ \t\r]*\n|\n(?=[ \t]*[-–•*·▪][ \t])")
_LAST_WORD = re.compile(r"[\w.’'&-]*\Z")
_NEXT_WORD = re.compile(r"\s*([^\s]{1,40})")

# A name or a number always follows these.
_TITLES = frozenset(
    "mr mrs ms mx dr gen lt col sgt capt adm prof gov sen rep reps sens pres rev hon maj brig cmdr cpl pvt amb sec"
    " st mt ft fr"
    " messrs mme mlle vs v approx fig art arts sect para paras pp vol op cf ca eg ie e.g i.e al supt insp det cdr"
    " asst dep".split()
)
# These may end a sentence; then a word that opens sentences follows.
_SHORT_FORMS = frozenset(
    "jr sr inc corp co cos ltd bros llc plc etc dept univ ave blvd rd govt assn intl natl est no nos ed eds ph.d"
    " m.d b.a m.a"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
_STARTERS = frozenset(
    "the a an this that these those it its he she they we you i his her their our my in on at for from with by as"
    " to of but and"
    " or nor so yet if when while after before since because although though however meanwhile moreover"
    " nevertheless still"
    " what who why how where which there here then now today yesterday under during among both all some many most"
    " several"
    " each every no not one two three another other such last next over despite without within between earlier"
    " later also"
    " asked according instead indeed even once until unless whether amid given let only just rather thus therefore"
    " critics"
    " officials analysts experts".split()
)
_SAYING = re.compile(
    r"(?:\S+\s+){0,4}?(?:said|says|asked|asks|added|wrote|writes|told|replied|quipped|declared|shouted)\b"
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]\Z")
_INITIAL = re.compile(r"(?:^|[\s.“\"‘(-])[A-Z]\Z")
_GLUED = re.compile(
    r"(?<=[a-z]{3})[.!?][”\"]?(?=(?:The|This|It|In|He|She|They|But|And|A|An|We|On|At|For|That|However|As|If)[ ’'])"
)


def split_sentences(article: Article) -> list[Sentence]:
    """The sentences of an article's title, body and captions, numbered from 0; a block never merges with the next."""
    found: list[Sentence] = []
    cut = split_east_asian if article.language in EAST_ASIAN else split
    for block in article.blocks:
        if block.label in READ_LABELS:
            for span in cut(article.text, block.span):
                found.append(Sentence(len(found), span, block.label))
    return found


def sentences_around(article: Article, span: Span) -> Span:
    """From the beginning of the sentence in which a span begins to the end of the one in which it ends.

    Only the blocks that the span touches are split; the span itself where it lies in none that is read.
    """
    cut = split_east_asian if article.language in EAST_ASIAN else split
    found = span
    for block in article.blocks:
        if block.label in READ_LABELS and block.span.overlaps(span):
            for sentence in cut(article.text, block.span):
                found = found.joined(sentence) if sentence.overlaps(span) else found
    return found


def split(text: str, within: Span) -> list[Span]:
    """The sentences inside `within`; together they hold all its characters but the blanks around them."""
    stop = min(within.end, len(text))
    cuts = _line_cuts(text, within.start, stop) | _mark_cuts(text, within.start, stop)
    spans: list[Span] = []
    start = within.start
    for cut in [*sorted(cuts), stop]:
        trimmed = _trimmed(text, start, cut)
        if trimmed is not None:
            spans += _pieces(text, trimmed)
        start = max(start, cut)
    return spans


def _pieces(text: str, span: Span) -> list[Span]:
    """A sentence, or what is longer than any sentence in pieces that end at a blank where there is one."""
    found: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        cut = blank if blank > 0 else start + _LONGEST
        trimmed = _trimmed(text, start, cut)
        found += [trimmed] if trimmed else []
        start = cut
    trimmed = _trimmed(text, start, span.end)
    return [*found, trimmed] if trimmed else found


def _line_cuts(text: str, start: int, stop: int) -> set[int]:
    return {m.end() for m in _BREAK.finditer(text, start, stop)}


def _mark_cuts(text: str, start: int, stop: int) -> set[int]:
    cuts = {m.end() for m in _GLUED.finditer(text, start, stop)}
    for match in _END.finditer(text, start, stop):
        at_end = match["gap"] is not None or match["mark"][0] in "。！？"
        if at_end and _ends_sentence(text, match, start, stop):
            cuts.add(match.end("close"))
    return cuts


def _ends_sentence(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    mark = match["mark"]
    if mark[0] in "。！？":
        return True
    following = _NEXT_WORD.match(text, match.end("close"), stop)
    if following is None:
        return True
    word = following[1].lstrip(_OPENERS)
    opens = following[1][0] in _OPENERS
    if word[:1].islower() and not (opens and following[1][0] in "-–—•"):
        return False
    if mark[0] in "!?" or len(mark) > 1 or mark == "…":
        return not (
            match["close"] and mark[0] in "!?" and _SAYING.match(text, following.start(1), min(stop, match.end() + 80))
        )
    if match["close"] and match["close"] != "'" and not match["close"].startswith(")"):
        return True
    return _period_ends(text[max(start, match.start() - 24) : match.start()], word, opens)


def _period_ends(before: str, word: str, opens: bool) -> bool:
    last_match = _LAST_WORD.search(before)
    last = last_match[0].lstrip("'’-") if last_match else ""
    lowered = last.lower()
    next_word = re.split(r"[’',;:]", word, maxsplit=1)[0].rstrip(".").lower()
    if lowered in _TITLES:
        return False
    if lowered in _SHORT_FORMS or _DOTTED.search(last):
        return next_word in _STARTERS or (opens and lowered not in {"no", "nos"})
    if _INITIAL.search(before) and last != "I":
        return False
    # '1. The first point' is the number of a list item.
    return not (last.isdigit() and len(last) <= 2 and before.strip() == last)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
