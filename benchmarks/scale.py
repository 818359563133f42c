"""`python -m benchmarks.scale`: what reading on more cores gives, how its memory grows, and what a page takes on disk.

Three tables, each row measured in a process of its own, on generated pages that name any states: pages a second of one
and of two worker processes and their efficiency (two against twice one, `--rounds` in turn, the best of each, since other
work on the machine slows both); the peak memory of the process that reads and keeps pages, as their number grows, and that
then joins them; bytes a page in the record file, table by table, and in a table of results. `--only
efficiency|memory|storage` leaves the others out.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.pages import Press
from cordiale import joining, pipeline
from cordiale.cli.readers import instruments
from cordiale.model.document import Capture
from cordiale.model.issue import Issue
from cordiale.store import Store
from cordiale.workers import Workers

_ALONE = 40  # pages that are read before the clock starts: processes have started, tables are loaded
_STEPS = 20  # how often memory is noted while pages are read
_TABLES = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"


def efficiency(pages: int, reader: str, count: int) -> dict[str, float]:
    """Pages a second by so many worker processes after the first pages, and processor time a page in ms, of all together."""
    tools = instruments(reader)
    captures = list(Press(tools.lexicon).pages(_ALONE + pages))
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "r") as store,
        Workers(partial(instruments, reader), tools, count) as workers,
    ):
        pipeline.read_captures(captures[:_ALONE], store, tools, workforce=workers)
        start, used = time.perf_counter(), _processor()
        pipeline.read_captures(captures[_ALONE:], store, tools, workforce=workers)
        seconds, used = time.perf_counter() - start, _processor() - used
    return {"rate": pages / seconds, "processor": 1000 * used / pages}


def memory(pages: int, reader: str, length: int) -> dict[str, float]:
    """Peak memory in MB while pages of so many sentences are read, at each of several counts, and after they are joined."""
    tools = instruments(reader)
    found: dict[str, float] = {}
    counted = 0

    def note(name: str) -> None:
        nonlocal counted
        counted += 1
        if counted % max(1, pages // _STEPS) == 0:
            found[f"{counted:,} pages read"] = _peak()
            print(f"{counted:,} pages read: {_peak():,.0f} MB", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "r") as store:
        pipeline.read_captures(Press(tools.lexicon, length=length).pages(pages), store, tools, note)
        joining.join(store)
        return found | {f"{pages:,} pages joined": _peak()}


def storage(pages: int, reader: str) -> dict[str, float]:
    """Bytes a page of each table of the record file with its indices, of the whole file, and of a table of results."""
    tools = instruments(reader)
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r"
        captures: list[Capture | Issue] = list(Press(tools.lexicon).pages(pages))
        found["(bytes of the pages)"] = sum(len(c.data) for c in captures if isinstance(c, Capture)) / pages
        with Store(path) as store:
            pipeline.read_captures(captures, store, tools)
            joining.join(store)
        with sqlite3.connect(path) as db:
            db.execute("VACUUM")
            for name, size in _by_table(db):
                found[name] = found.get(name, 0) + size / pages
        found["(the record file)"] = path.stat().st_size / pages
        found |= _table_of_results(captures, tools, Path(folder) / "table")
    return found


def _by_table(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The size of each table, indices and the parts of a full-text index counted with what they belong to."""
    owners = dict(db.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"))
    virtual = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")]
    for name, size in db.execute(_TABLES):
        owner = owners.get(name, name)
        yield next((v for v in virtual if owner.startswith(f"{v}_")), owner), size


def _table_of_results(captures: list[Capture | Issue], tools: pipeline.Instruments, where: Path) -> dict[str, float]:
    """Bytes and seconds a page of a table of results; nothing where deltalake is not installed."""
    try:
        import deltalake  # noqa: F401
    except ImportError:
        return {}
    from cordiale import sharing
    from cordiale.store.results import Results

    table = Results(str(where))
    start = time.process_time()
    sharing.read_into(captures, table, tools)
    read = time.process_time()
    with Store(where.with_suffix(".record")) as store:
        sharing.take(table, store, tools)
    taken = time.process_time()
    size = sum(f.stat().st_size for f in where.rglob("*.parquet"))
    milliseconds = 1000 / len(captures)
    return {
        "(a table of results)": size / len(captures),
        "ms: reading into it": (read - start) * milliseconds,
        "ms: taking from it": (taken - read) * milliseconds,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _processor() -> float:
    """Seconds of processor time so far of this process and of the processes that it has started and that still run."""
    ticks = 0
    for pid in (os.getpid(), *(child.pid for child in multiprocessing.active_children())):
        # The name of the program stands in brackets and may hold anything; user and system time are the 12th and 13th after.
        ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


MEASURES: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "efficiency": lambda given: efficiency(given.pages, given.reader, given.workers),
    "memory": lambda given: memory(given.pages, given.reader, given.sentences),
    "storage": lambda given: storage(given.pages, given.reader),
}


def _apart(what: str, pages: int, reader: str, *more: str) -> dict[str, float]:
    """A measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--alone", what, "--pages", str(pages)]
    command += ["--reader", reader, *more]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def _print_efficiency(pages: int, reader: str, rounds: int) -> None:
    print("workers   pages  pages/s  processor ms/page", flush=True)
    best: dict[int, dict[str, float]] = {}
    for _ in range(rounds):
        for count in (1, 2):
            found = _apart("efficiency", pages, reader, "--workers", str(count))
            print(f"{count:>7} {pages:>7,} {found['rate']:>8.2f} {found['processor']:>18.1f}", flush=True)
            best[count] = max(best.get(count, found), found, key=lambda one: one["rate"])
    share = best[2]["rate"] / best[1]["rate"] / 2
    spent = best[1]["processor"] / best[2]["processor"]
    print(f"Efficiency of two workers: {share:.2f} by the clock, {spent:.2f} by processor time a page.")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--pages", type=int, help="how many pages")
    parser.add_argument("--reader", default="plain", help="which reader")
    parser.add_argument("--sentences", type=int, default=24, help="how long the pages are whose memory is measured")
    parser.add_argument("--rounds", type=int, default=3, help="how often one and two workers are measured in turn")
    parser.add_argument("--only", choices=MEASURES, help="one of the tables")
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--alone", choices=MEASURES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(MEASURES[given.alone](given)))
        return
    if given.only in (None, "efficiency"):
        _print_efficiency(given.pages or 400, given.reader, given.rounds)
    if given.only in (None, "memory"):
        print("peak MB", flush=True)
        for name, peak in _apart(
            "memory", given.pages or 3_000, given.reader, "--sentences", str(given.sentences)
        ).items():
            print(f"{peak:>7,.0f}  {name}")
    if given.only in (None, "storage"):
        found = _apart("storage", given.pages or 1_000, given.reader)
        print("bytes a page")
        for name, size in sorted(found.items(), key=lambda one: -one[1]):
            print(f"{size:>9,.0f}  {name}")


if __name__ == "__main__":
    main()
