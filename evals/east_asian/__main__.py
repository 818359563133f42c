"""Print how well the invented pages in Japanese and Chinese are read; with --misses what was missed and what was not there."""

from __future__ import annotations

import sys

from evals.east_asian.score import KINDS, SETS, pages, score


def main() -> int:
    """Print the figures of all sets."""
    for name in SETS:
        for kind, c in score(name).items():
            print(f"  {name:<9} {kind:<12} F1 {c.f1:.2f}   right {c.right}, found {c.found}, marked {c.marked}")
        if "--misses" in sys.argv:
            for page in pages(name):
                print(page.text.split("\n")[0])
                for kind in KINDS[:4]:
                    print(f"    {kind}: missed {sorted(page.marked[kind] - page.found[kind])}")
                    print(f"    {kind}: extra  {sorted(page.found[kind] - page.marked[kind])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
