"""How well lines of scraped pages are labelled: `python evals/lines.py GOLD.jsonl TEXT_DIR`."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from cordiale.read.scrape import label_lines


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


if __name__ == "__main__":
    result = score(Path(sys.argv[1]), Path(sys.argv[2]))
    print(result, *result.wrong, sep="\n")
