"""`python -m benchmarks.app`: how long the app's pages take on a record of 1,000 pages (`--pages N`), by kind of page.

Processor time of the server, in milliseconds: median and 95th percentile; exits with 1 when one is over 150.

`--articles N --events M` invents a large record instead (or takes the one that `--record FILE` names), and lets eight readers
go from page to page while another process reads pages into it; exits with 1 when a 95th percentile is over 300 ms. With
`--datasette COMMAND` that program is asked for the like from the same file.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.large import Size, write_record
from benchmarks.pages import Press
from benchmarks.visitors import compare
from cordiale import pipeline
from cordiale.cli.readers import instruments
from cordiale.store import Store
from cordiale.web import make_app

_ALLOWED = 150.0
_WAITED = 300.0
_EACH = 40
_WORDS = "meeting trade tariff minister agreement visit the sanction* president".split()


def make_record(path: Path, pages: int) -> None:
    """Read that many generated pages on any states by the plain reader."""
    tools = instruments("plain")
    with Store(path) as store:
        pipeline.read_captures(Press(tools.lexicon).pages(pages, None), store, tools)
        pipeline.hold(store)


def addresses(client: TestClient) -> Mapping[str, Sequence[str]]:
    """What is asked for, by kind of page: the first and some others of each."""
    chosen = random.Random(7)

    def some(table: str, name: str) -> list[str]:
        every = [str(row["address"]) for row in client.get(f"/{table}.json").json()[name]]
        return [*every[: _EACH // 4], *chosen.sample(every, min(_EACH, len(every)))]

    articles = some("articles", "articles")
    return {
        "home": ["/"] * 5,
        "pair": some("pairs", "pairs"),
        "article": articles,
        "as captured": [f"{a}/captured" for a in articles],
        "event": some("events", "events"),
        "events": ["/events", "/events?type=CONSULT", "/events?page=9"] * 3,
        "actor": some("actors", "actors"),
        "source": some("sources", "sources"),
        "search": [f"/search?q={word}" for word in _WORDS],
        "audit": ["/audit"] * 5,
    }


def measure(client: TestClient, paths: Sequence[str]) -> list[float]:
    """Milliseconds of processor time for each, in order of size."""
    taken = []
    for path in paths:
        begun = time.process_time()
        assert client.get(path).status_code == 200, path
        taken.append(1000 * (time.process_time() - begun))
    return sorted(taken)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a kind of page takes too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.app", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--events", type=int, default=0)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--datasette")
    given = parser.parse_args(arguments)
    if given.articles or given.record:
        return visitors(given)
    return alone(given.pages)


def visitors(given: argparse.Namespace) -> int:
    """Many readers on a large record."""
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or Path(folder) / "bench.cordiale"
        if not record.exists():
            write_record(record, Size(given.articles, max(1, given.events // max(1, given.articles))), print)
        return int(compare(record, given.seconds, given.datasette) > _WAITED)


def alone(pages: int) -> int:
    """One visitor on a record of so many read pages."""
    is_slow = False
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "bench.cordiale"
        make_record(record, pages)
        client = TestClient(make_app(record), base_url="http://127.0.0.1")
        begun = time.process_time()
        client.get("/")
        print(f"{pages:,} pages; the first answer after {time.process_time() - begun:.1f} s of processor time")
        time.sleep(10)  # what is likely to be asked for is put together beside
        for kind, paths in addresses(client).items():
            taken = measure(client, paths)
            slow = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
            is_slow |= slow > _ALLOWED
            print(f"{kind:12} {len(taken):4} asked  median {statistics.median(taken):6.1f}  95th {slow:6.1f} ms")
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main())
