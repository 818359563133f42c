"""How often dates are read as TimeBank reads them: `python evals/dates.py FOLDER`.

FOLDER holds TempEval-3's cleaned TimeBank (UzZaman et al. 2013) as .tml files, at any depth.
Counted are DATE expressions with a day for value, the documents' own dates left out: with
the gold spans given (value accuracy), and with spans found in the sentence (value precision
and recall over day-level dates; a found span is right when it overlaps a gold span of the same day).
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Sentence, Span
from cordiale.model.time import DateInterval, Precision
from cordiale.text.dates import DatedSpan, find_article_dates, read_date
from cordiale.text.sentences import split_sentences

_TAG = re.compile(r"<(/?)([A-Za-z0-9]+)([^>]*)>")
_CREATED = re.compile(r"<DCT>.*?value=\"(\d{4})-(\d\d)-(\d\d)", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A date expression of the corpus and its value; `day` is None when the value is no day."""

    span: Span
    day: date | None


@dataclass(frozen=True, slots=True)
class DateScores:
    """Counts over a folder: gold day-level dates, those read right at their span, and days found without spans."""

    gold: int
    right_at_span: int
    found: int
    right_found: int
    recalled: int

    @property
    def accuracy(self) -> float:
        """Share of gold dates whose value is right, spans given."""
        return self.right_at_span / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Share of the days found that are gold ones with that value."""
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold dates found with the right value."""
        return self.recalled / self.gold if self.gold else 0.0


def read_document(path: Path) -> tuple[Article, list[GoldDate]] | None:
    """A TimeML file as an article dated by its creation time, with its dates; None when it has no creation day."""
    source = path.read_text("utf-8", errors="replace")
    created = _CREATED.search(source)
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    if created is None or body is None:
        return None
    text, golds = _plain(body[1])
    paragraphs = [Span(*m.span()) for m in re.finditer(r"\S(?:(?!\n\s*\n).)*", text, re.DOTALL)]
    day = DateInterval.day(date(*(int(g) for g in created.groups())))
    blocks = tuple(Block(span, BlockLabel.BODY) for span in paragraphs)
    return Article(path.stem, path.name, "", text, blocks, published=Publication(day, DateBasis.METADATA)), golds


def _plain(marked: str) -> tuple[str, list[GoldDate]]:
    """The text without its tags, single line breaks made blanks, and the TIMEX3 of type DATE at their places."""
    parts: list[str] = []
    golds: list[GoldDate] = []
    length, position = 0, 0
    opened: tuple[int, str] | None = None
    for match in [*_TAG.finditer(marked), None]:
        piece = unescape(marked[position : match.start() if match else len(marked)])
        piece = re.sub(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)", " ", piece)
        parts.append(piece)
        length += len(piece)
        if match is None:
            break
        position = match.end()
        if match[2] == "TIMEX3" and not match[1]:
            opened = (length, match[3])
        elif match[2] == "TIMEX3" and opened and length > opened[0]:
            if 'type="DATE"' in opened[1]:
                golds.append(GoldDate(Span(opened[0], length), _value(opened[1])))
            opened = None
    return "".join(parts), golds


def _value(attributes: str) -> date | None:
    value = re.search(r'value="([^"]*)"', attributes)
    day = _DAY.match(value[1]) if value else None
    return date(*(int(g) for g in day.groups())) if day else None


def _day_of(dated: DatedSpan | None) -> date | None:
    """The day a date means, or the day that bounds it on its one closed side ('by Nov. 3')."""
    interval = dated.interval if dated else None
    if interval is None or (interval.start and interval.end and interval.precision is not Precision.DAY):
        return None
    return interval.anchor


def _at_span(article: Article, sentences: list[Sentence], found: list[DatedSpan], gold: GoldDate) -> date | None:
    within = next((s.span for s in sentences if s.span.contains(gold.span)), gold.span)
    told = None
    for dated in found:
        if dated.span.end <= gold.span.start and dated.interval and dated.interval.precision is Precision.DAY:
            told = dated.interval
    return _day_of(read_date(article.text, gold.span, within, article.day, told))


def score_document(article: Article, golds: list[GoldDate]) -> DateScores:
    """The scores of one document."""
    sentences = split_sentences(article)
    by_sentence = find_article_dates(article, sentences)
    found = [d for s in sentences for d in by_sentence[s.index]]
    days = [g for g in golds if g.day]
    found_days = [d for d in found if _day_of(d)]
    return DateScores(
        gold=len(days),
        right_at_span=sum(_at_span(article, sentences, found, g) == g.day for g in days),
        found=len(found_days),
        right_found=sum(any(g.span.overlaps(d.span) and g.day == _day_of(d) for g in days) for d in found_days),
        recalled=sum(any(g.span.overlaps(d.span) and g.day == _day_of(d) for d in found_days) for g in days),
    )


def score(folder: Path) -> DateScores:
    """The scores over all .tml files under `folder`, added up."""
    totals = [0, 0, 0, 0, 0]
    for path in sorted(folder.rglob("*.tml")):
        document = read_document(path)
        if document is not None:
            one = score_document(*document)
            counts = (one.gold, one.right_at_span, one.found, one.right_found, one.recalled)
            totals = [a + b for a, b in zip(totals, counts, strict=True)]
    return DateScores(*totals)


def main() -> None:
    """Prints one line of figures for the folder named on the command line."""
    scores = score(Path(sys.argv[1]))
    print(
        f"dates: {scores.gold} day-level; spans given, value accuracy {scores.accuracy:.3f};"
        f" spans found, precision {scores.precision:.3f} recall {scores.recall:.3f}"
    )


if __name__ == "__main__":
    main()
