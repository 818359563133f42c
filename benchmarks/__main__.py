"""`python -m benchmarks`: a table of pages a second and peak memory, each row measured in a process of its own on one core.

Pages on any states, 100 and 1,000 of them, then 1,000 near copies of one page, the worst case. `--pages N` may be given
several times in place of 100 and 1,000; with more than 1,000 all are read by the plain reader, since growth is asked for and
not speed; `--pair` adds pages that are all on one pair of states; `--reader` names the reader. Exits with 1 when the time a
page takes grows by more than half from the fewest pages to the most.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import Press
from cordiale import pipeline
from cordiale.cli.readers import instruments
from cordiale.model.document import Capture
from cordiale.store import Store

KINDS = ("mixed", "one pair", "copies")
_DEFAULT_SIZES = (100, 1_000)
# More pages than these only the plain reader reads in minutes.
_MOST = 1_000
_PLAIN = "plain"
_ALLOWED_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor time for reading and for putting the record together, peak memory in MB, and items found."""

    pages: int
    reading: float
    assembling: float
    listing: float
    peak: float
    events: int

    @property
    def milliseconds(self) -> float:
        """Processor time a page, reading and assembling together."""
        return 1000 * (self.reading + self.assembling) / self.pages


def captures(kind: str, count: int, press: Press) -> Iterator[Capture]:
    """The pages of one kind: on any states, all on one pair, or copies of one another."""
    if kind == "copies":
        return press.copies(count)
    codes = sorted(press.lexicon.states)
    return press.pages(count, (codes[0], codes[1]) if kind == "one pair" else None)


def measure(kind: str, count: int, reader: str | None) -> Measured:
    """Read that many pages into a new record, and open it again."""
    tools = instruments(reader)
    press = Press(tools.lexicon)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.cordiale"
        with Store(path) as store:
            printing = _Timed(captures(kind, count, press))
            start = time.process_time()
            pipeline.read_captures(printing, store, tools)
            read = time.process_time()
            pipeline.current_record(store)
            assembled = time.process_time()
        with Store(path, must_exist=True) as store:
            record = pipeline.hold(store).record
            listed = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reading = read - start - printing.seconds
    return Measured(count, reading, assembled - read, listed - assembled, peak, len(record.events))


class _Timed:
    """Pages with the processor time that printing them took, which is not Cordiale's."""

    def __init__(self, pages: Iterator[Capture]) -> None:
        self._pages, self.seconds = pages, 0.0

    def __iter__(self) -> Iterator[Capture]:
        while True:
            start = time.process_time()
            page = next(self._pages, None)
            self.seconds += time.process_time() - start
            if page is None:
                return
            yield page


def _apart(kind: str, count: int, reader: str | None) -> Measured:
    """The measurement in a process of its own, so that peak memory is that of this row alone."""
    command = [sys.executable, "-m", "benchmarks", "--alone", kind, "--pages", str(count)]
    command += ["--reader", reader] if reader else []
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measured(**json.loads(out.splitlines()[-1]))


def _row(kind: str, m: Measured) -> str:
    rate = m.pages / (m.reading + m.assembling)
    return (
        f"{kind:<9} {m.pages:>7,} {rate:>8.1f} {m.milliseconds:>9.1f} {m.reading:>9.1f} {m.assembling:>9.1f}"
        f" {m.listing:>8.1f} {m.peak:>8.0f} {m.events:>8,}"
    )


def main() -> int:
    """Print the table; 1 when growth is not linear."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--pages", type=int, action="append", help="how many pages; may be given several times")
    parser.add_argument("--reader", help="which reader")
    parser.add_argument("--pair", action="store_true", help="pages that are all on one pair too")
    parser.add_argument("--alone", choices=KINDS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = sorted(given.pages or _DEFAULT_SIZES)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if given.alone:
        m = measure(given.alone, sizes[0], given.reader)
        print(json.dumps({name: getattr(m, name) for name in Measured.__slots__}))
        return 0
    print("kind        pages  pages/s   ms/page  read (s)  join (s) open (s)  peak MB   events", flush=True)
    # Growth is told of one reader: where one size needs the plain one, all have it.
    reader = _PLAIN if max(sizes) > _MOST else given.reader
    by_size = []
    for count in sizes:
        by_size.append(_apart("mixed", count, reader))
        print(_row("mixed", by_size[-1]), flush=True)
    for kind in ("one pair", "copies") if given.pair else ("copies",):
        count = min(_MOST, max(sizes))
        print(_row(kind, _apart(kind, count, reader)), flush=True)
    growth = by_size[-1].milliseconds / by_size[0].milliseconds
    print(
        f"A page of {sizes[-1]:,} takes {growth:.2f} times as long as one of {sizes[0]:,} (at most {_ALLOWED_GROWTH})."
    )
    return int(growth > _ALLOWED_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
