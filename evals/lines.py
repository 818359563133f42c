"""How well lines of scraped pages are labelled: `python evals/lines.py GOLD.jsonl TEXT_DIR`, or `python evals/lines.py
DIR` for pages marked line by line (DIR/README.md says how).
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cordiale.model.document import Article, BlockLabel, Capture
from cordiale.read import read_page
from cordiale.read.scrape import label_lines

LETTERS = dict(zip("TYDSBCKX", BlockLabel, strict=True))
FIELDS = ("title", "byline", "publisher", "published")


@dataclass(frozen=True, slots=True)
class LineScores:
    """F1 over lines that are not blank: micro (the share labelled right), macro over occurring labels, and by label."""

    lines: int
    micro: float
    macro: float
    by_label: dict[str, float]
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        labels = " ".join(f"{label} {f1:.3f}" for label, f1 in sorted(self.by_label.items()))
        return f"{self.lines} lines: micro F1 {self.micro:.3f}, macro F1 {self.macro:.3f} ({labels})"


def score(gold: Path, texts: Path) -> LineScores:
    """The scores of our labels against a JSON Lines file of `file`, `line_no` (from 1) and `label` for the pages in a
    folder.
    """
    expected: dict[str, dict[int, str]] = defaultdict(dict)
    for row in map(json.loads, gold.read_text("utf-8").splitlines()):
        if row["label"] != "blank":
            expected[row["file"]][row["line_no"]] = row["label"]
    pairs: list[tuple[str, str, str]] = []
    for name, labels in sorted(expected.items()):
        text = (texts / name).read_text("utf-8")
        found = {number: label.value for number, label in label_lines(text)}
        pairs += [
            (f"{name}:{n}", labels.get(n, "blank"), found.get(n, "blank")) for n in sorted(labels.keys() | found.keys())
        ]
    return score_pairs(pairs)


def score_marked(folder: Path) -> LineScores:
    """The scores of our labels for the marked pages in a folder.

    Of HTML only what the extracted text should hold is marked; a paragraph that is missing counts as wrong, and so
    does a line beyond those that is read as body, caption or credit.
    """
    pairs: list[tuple[str, str, str]] = []
    for path in sorted(folder.glob("*.txt")):
        text, labels = read_marked(path)
        pairs += [
            (f"{path.stem}:{n}", want, got.value) for want, (n, got) in zip(labels, label_lines(text), strict=True)
        ]
    for path in sorted(folder.glob("*.html")):
        pairs += _html_pairs(path)
    return score_pairs(pairs)


def score_headers(folder: Path) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Page, field, expected and found for each field of the header of the marked pages in a folder."""
    headers = tomllib.loads((folder / "headers.toml").read_text("utf-8"))
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.html")]):
        expected, article = headers[path.stem], _article(path)
        found = {
            "title": article.title,
            "byline": article.byline,
            "publisher": article.publisher,
            "published": str(article.day) if article.day else None,
        }
        if path.suffix == ".txt":
            rows = path.read_text("utf-8").split("\n")
            expected.setdefault("title", next((row[2:] for row in rows if row.startswith("T|")), None))
        for field in FIELDS:
            yield path.stem, field, expected.get(field), found[field]


def read_marked(path: Path) -> tuple[str, list[str]]:
    """A marked page's text and the labels of its lines that are not blank."""
    rows = [(row[2:], row[:1]) if row[1:2] == "|" else ("", "") for row in path.read_text("utf-8").split("\n")]
    return "\n".join(row for row, _ in rows), [LETTERS[letter].value for row, letter in rows if row.strip()]


def _html_pairs(path: Path) -> list[tuple[str, str, str]]:
    rows = path.with_suffix(".labels").read_text("utf-8").splitlines()
    expected = {row[2:]: LETTERS[row[0]].value for row in rows}
    article = _article(path)
    found = {block.span.of(article.text): block.label.value for block in article.blocks}
    pairs = [(f"{path.stem}: {text[:40]}", label, found.get(text, "missing")) for text, label in expected.items()]
    return pairs + [
        (f"{path.stem}: {text[:40]}", "boilerplate", label)
        for text, label in found.items()
        if text not in expected and label in {"body", "caption", "credit"}
    ]


def _article(path: Path) -> Article:
    if path.suffix == ".html":
        return read_page(Capture("0" * 64, path.name, "text/html", path.read_bytes()))
    return read_page(Capture("0" * 64, path.name, "text/plain", read_marked(path)[0].encode()))


def score_pairs(pairs: list[tuple[str, str, str]]) -> LineScores:
    """The scores of (where, expected, found) triples."""
    right = Counter(want for _, want, got in pairs if want == got)
    wanted, given = Counter(want for _, want, _ in pairs), Counter(got for _, _, got in pairs)
    by_label = {label: 2 * right[label] / (wanted[label] + given[label]) for label in wanted}
    return LineScores(
        len(pairs),
        sum(right.values()) / max(1, len(pairs)),
        sum(by_label.values()) / max(1, len(by_label)),
        by_label,
        tuple(f"{where}: {want} read as {got}" for where, want, got in pairs if want != got),
    )


def main() -> None:
    """Prints the scores of the marked pages named on the command line."""
    paths = [Path(argument) for argument in sys.argv[1:]]
    result = score(*paths) if len(paths) == 2 else score_marked(paths[0])
    print(result, *result.wrong, sep="\n")
    if len(paths) == 1 and (paths[0] / "headers.toml").exists():
        rows = list(score_headers(paths[0]))
        for field in FIELDS:
            right = sum(want == got for _, name, want, got in rows if name == field)
            print(f"{field}: {right} of {len(rows) // len(FIELDS)}")
        print(*(f"{page} {name}: {want!r} read as {got!r}" for page, name, want, got in rows if want != got), sep="\n")


if __name__ == "__main__":
    main()
