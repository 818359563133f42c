from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cordiale.model.document import Article, BlockLabel, Capture
from cordiale.read import read_page

FOLDER = Path(__file__).with_name("messy")
LETTERS = dict(zip("TYDSBCKX", BlockLabel, strict=True))
HEADERS = tomllib.loads((FOLDER / "headers.toml").read_text("utf-8"))
TEXTS = sorted(FOLDER.glob("*.txt"))
MARKUP = sorted(FOLDER.glob("*.html"))


def rows_of(path: Path) -> list[tuple[str, str]]:
    return [(row[2:], row[:1]) for row in path.read_text("utf-8").split("\n") if row[1:2] == "|"]


def read(path: Path) -> Article:
    if path.suffix == ".html":
        return read_page(Capture("c" * 64, path.name, "text/html", path.read_bytes()))
    text = "\n".join(row[2:] if row[1:2] == "|" else "" for row in path.read_text("utf-8").split("\n"))
    return read_page(Capture("c" * 64, path.name, "text/plain", text.encode()))


@pytest.mark.parametrize("path", [*TEXTS, *MARKUP], ids=lambda path: path.stem)
def test_a_messy_page_tells_who_wrote_and_printed_it_and_when(path: Path) -> None:
    expected, article = HEADERS[path.stem], read(path)
    assert article.byline == expected.get("byline")
    assert article.publisher == expected.get("publisher")
    assert (str(article.day) if article.day else None) == expected.get("published")
    title = expected.get("title") or next(text for text, letter in rows_of(path) if letter == "T")
    assert article.title == title


def test_messy_texts_are_labelled_right_in_95_lines_of_a_hundred() -> None:
    right = total = 0
    for path in TEXTS:
        article = read(path)
        rows = [row for row in rows_of(path) if row[0].strip()]
        for block, (text, letter) in zip(article.blocks, rows, strict=True):
            assert block.span.of(article.text) == text.strip()
            total += 1
            right += block.label is LETTERS[letter]
    assert right / total >= 0.95


@pytest.mark.parametrize("path", MARKUP, ids=lambda path: path.stem)
def test_the_body_of_a_messy_html_page_is_found_whole_and_nothing_else(path: Path) -> None:
    expected = [text for text, letter in rows_of(path.with_suffix(".labels")) if letter == "B"]
    article = read(path)
    assert [block.span.of(article.text) for block in article.blocks if block.label is BlockLabel.BODY] == expected
