"""`python -m faults.reading`: hostile pages read into a record, each within two seconds and a gigabyte; the record stays whole.

Prints what each kind took and what is over the bounds; exits with 1 when one is, or when the record is not whole. `--pages N`.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cordiale import joining, pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.store import Store
from faults.apart import MEMORY
from faults.hostile import COUNT, LARGEST, Hostile, hostile_pages

MOST_SECONDS, MOST_OF_LARGEST = 2.0, 10.0
MOST_MEMORY = 1024.0
# Nobody waits longer for a page that hangs.
_GIVEN_UP = 15.0
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Read:
    """How a page was read: seconds of processor time, the most memory of the process so far (MB), pages read, reasons why not."""

    name: str
    seconds: float
    peak: float
    pages: int
    codes: tuple[str, ...]

    @property
    def over(self) -> str | None:
        """What it took too much of, or None."""
        allowed = MOST_OF_LARGEST if self.name == LARGEST else MOST_SECONDS
        if self.seconds > allowed:
            return f"{self.name}: {self.seconds:.1f} s {'; '.join(c for c in self.codes if ' ' in c)}"
        return f"{self.name}: {self.peak:.0f} MB" if self.peak > MOST_MEMORY else None


class Hung(Exception):
    """A page was not read within the time that anybody waits; says where reading stood."""


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """Raise Hung when what is done inside takes more processor time."""

    def stop(number: int, frame: object) -> None:
        raise Hung(" < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_stack()[-_SHOWN:-1])))

    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def read_hostile(
    pages: Iterable[Hostile], folder: Path, record: Path, on_read: Callable[[Read], object] = lambda read: None
) -> tuple[list[Read], list[str]]:
    """Read pages one by one into a record, then join it; how each was read, and what is wrong with the record."""
    tools, found = instruments("plain"), []
    with Store(record) as store:
        for page in pages:
            path = folder / page.name
            path.write_bytes(page.data)
            begun = time.process_time()
            try:
                with given_up_after(_GIVEN_UP):
                    summary = pipeline.read_captures(load([str(path)]), store, tools)
                read, codes = summary.read, tuple(i.code for i in summary.issues)
            except Hung as hung:
                read, codes = 0, (f"hung in {hung}",)
            seconds = time.process_time() - begun
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found.append(Read(page.name, seconds, peak, read, codes))
            on_read(found[-1])
            path.unlink()
        joining.join(store)
        return found, store.damage() or pipeline.ungrounded(store)


def _say(read: Read) -> None:
    if read.over:
        print(f"over: {read.over}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a page took too much or the record is not whole."""
    parser = argparse.ArgumentParser(prog="python -m faults.reading", description=__doc__)
    parser.add_argument("--pages", type=int, default=COUNT)
    given = parser.parse_args(arguments)
    instruments("plain")
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        reads, faults = read_hostile(hostile_pages(given.pages), Path(folder), Path(folder) / "hostile.cordiale", _say)
    kinds: defaultdict[str, list[Read]] = defaultdict(list)
    for read in reads:
        kinds[read.name.partition("-")[2].partition(".")[0] or read.name].append(read)
    for kind, of_kind in kinds.items():
        slowest = max(of_kind, key=lambda r: r.seconds)
        codes = ", ".join(sorted({c.partition(" ")[0] for r in of_kind for c in r.codes}))
        print(
            f"{kind:22} {len(of_kind):3} files {sum(r.pages for r in of_kind):4} pages read, slowest {slowest.seconds:5.2f} s, "
            f"peak so far {max(r.peak for r in of_kind):4.0f} MB  {codes}"
        )
    over = [line for read in reads if (line := read.over)]
    for line in over + faults:
        print(f"over the bounds or not whole: {line}")
    print(f"{len(reads)} hostile files: {len(over)} over the bounds, {len(faults)} faults of the record")
    return int(bool(over or faults))


if __name__ == "__main__":
    sys.exit(main())
