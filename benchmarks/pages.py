"""Pages of the kind of our samples, as many as are wanted: their sentences in new orders, with other states, days and figures."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from html import escape
from pathlib import Path

from cordiale.capture import load
from cordiale.capture.kinds import HTML, TEXT
from cordiale.capture.seal import seal
from cordiale.lexicon import Lexicon
from cordiale.model.document import BlockLabel, Capture
from cordiale.read import read_page
from cordiale.text.sentences import split_sentences

SAMPLES = Path(__file__).parents[1] / "examples" / "pages"
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 4000
_SENTENCES = 24
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(rf"\b(?:{'|'.join(_MONTHS)}) \d{{1,2}}(?:, (?:19|20)\d\d)?|\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\b\d{1,3}(?:\.\d)?(?= (?:billion|million|percent|per cent))")
_FURNITURE = ("Share", "Facebook", "Copy link", "Advertisement", "Most read", "Subscribe to our newsletter")
_PAPERS = ("Harbour", "Lowland", "Northgate", "Pier Street", "Inland", "Causeway", "Old Mill", "Lantern", "Monsoon")
_KINDS = ("Gazette", "Courier", "Times", "Review", "Post", "Chronicle", "Dispatch", "Herald", "Monitor", "Mail")


@dataclass(frozen=True)
class Press:
    """Prints pages of so many sentences; the same seed prints the same ones."""

    lexicon: Lexicon
    seed: int = 20240410
    length: int = _SENTENCES

    @cached_property
    def sentences(self) -> Sequence[str]:
        """The sentences of the sample pages' bodies."""
        found = []
        for capture in load([str(SAMPLES)]):
            if isinstance(capture, Capture):
                article = read_page(capture)
                body = [s for s in split_sentences(article) if s.label is BlockLabel.BODY]
                found += [" ".join(s.span.of(article.text).split()) for s in body]
        return [s for s in found if len(s) > 40]

    @cached_property
    def _named(self) -> re.Pattern[str]:
        words = [w for s in self.lexicon.states.values() for w in (s.names[0], s.capital, *s.nationalities[:1]) if w]
        return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")

    @cached_property
    def _places(self) -> dict[str, tuple[str, str]]:
        """Each name with the state that it belongs to and the sort of name it is."""
        found: dict[str, tuple[str, str]] = {}
        for code, state in self.lexicon.states.items():
            for sort, word in (
                ("name", state.names[0]),
                ("capital", state.capital),
                *(("people", n) for n in state.nationalities[:1]),
            ):
                found.setdefault(str(word), (code, sort))
        return found

    def print(self, number: int, pair: tuple[str, str] | None = None) -> Capture:
        """Page `number`: half of them HTML, half text. With `pair` every state in it is one of these two."""
        dice = random.Random(f"{self.seed}|{number}")
        day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        others = list(pair or dice.sample(sorted(self.lexicon.states), 6))
        sentences = [self._varied(s, others, day, dice) for s in dice.sample(list(self.sentences), self.length)]
        title = sentences[0].rstrip(".")[:90]
        paper = f"{dice.choice(_PAPERS)} {dice.choice(_KINDS)}"
        make = _as_html if number % 2 else _as_text
        data = make(title, paper, day, sentences).encode()
        return seal(f"{number:06d}.{'html' if number % 2 else 'txt'}", HTML if number % 2 else TEXT, data)

    def pages(self, count: int, pair: tuple[str, str] | None = None) -> Iterator[Capture]:
        """The first `count` pages."""
        return (self.print(n, pair) for n in range(count))

    def copies(self, count: int) -> Iterator[Capture]:
        """One page `count` times, each time with another last sentence: the worst case for finding near copies."""
        for n in range(count):
            data = (
                self.print(0).data
                + f"\n\nThis is printing {n} of the same report, {n * 7919 % 10007} in the series.\n".encode()
            )
            yield seal(f"{n:06d}.txt", TEXT, data)

    def _varied(self, sentence: str, others: Sequence[str], day: date, dice: random.Random) -> str:
        def elsewhere(m: re.Match[str]) -> str:
            code, sort = self._places[m[0]]
            state = self.lexicon.states[others[sum(map(ord, code)) % len(others)]]
            word = {"name": state.names[0], "capital": state.capital, "people": next(iter(state.nationalities), None)}[
                sort
            ]
            return word or state.names[0]

        def some_day(m: re.Match[str]) -> str:
            when = day - timedelta(days=dice.randrange(20))
            if m[0].isdecimal():
                return str(when.year)
            return f"{_MONTHS[when.month - 1]} {when.day}" + (f", {when.year}" if "," in m[0] else "")

        told = self._named.sub(elsewhere, sentence)
        return _FIGURE.sub(lambda _: str(dice.randrange(2, 900)), _DATE.sub(some_day, told))


def _as_text(title: str, paper: str, day: date, sentences: Sequence[str]) -> str:
    printed = f"{day:%B} {day.day}, {day.year}"
    top = [f"Home / World / {title}", title, "", "By Lorna Tivendale", "", printed, paper, "", *_FURNITURE[:2]]
    head = "\n".join(top) + "\n"
    return head + "\n\n" + "\n\n".join(_paragraphs(sentences)) + "\n\n" + "\n".join(_FURNITURE[2:]) + "\n"


def _as_html(title: str, paper: str, day: date, sentences: Sequence[str]) -> str:
    menu = "".join(f'<li><a href="/{w.lower()}">{w}</a></li>' for w in ("World", "Nation", "Money", "Opinion"))
    body = "".join(f"<p>{escape(p)}</p>" for p in _paragraphs(sentences))
    meta = f'<meta property="og:site_name" content="{paper}"><meta property="article:published_time" content="{day.isoformat()}">'
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{escape(title)} - {paper}</title>{meta}</head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{escape(title)}</h1><p class=byline>By Lorna Tivendale</p>{body}</article>"
        f"<footer>{''.join(f'<p>{w}</p>' for w in _FURNITURE)}</footer></body></html>"
    )


def _paragraphs(sentences: Sequence[str]) -> list[str]:
    return [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
