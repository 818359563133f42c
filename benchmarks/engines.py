"""`python -m benchmarks.engines postgresql://…`: a record in a file beside one in a database, from one run on the same pages.

Generated pages are read once, then kept in both engines in turn, a hundred at a time, so that other work on the machine
weighs on both alike; then each record is joined, checked to be the same, and asked. Seconds by the clock, since the server
works in processes of its own. The database must be empty; the record stays in it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pages import Press
from cordiale import joining, pipeline
from cordiale.cli.readers import instruments
from cordiale.model.address import Database, RecordAddress, record_address
from cordiale.model.document import Article, Capture
from cordiale.model.mention import Mentions
from cordiale.store import Store
from cordiale.store.items import Listed

_PART = 100
_ASKED = ("trade", "ports ships", '"prime minister"', "agree*", "tariffs billion")
_PAIRS = 40
_OPENED = 20


@dataclass
class Clock:
    """Seconds spent under each name."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Add what passes inside to a name."""
        begun = time.perf_counter()
        yield
        self.spent[what] = self.spent.get(what, 0.0) + time.perf_counter() - begun


Read = tuple[Capture, Article, Mentions]


def read(pages: int, clock: Clock) -> tuple[str, list[Read]]:
    """Generated pages with what the plain reader finds in them, and its version."""
    tools = instruments("plain")
    captures = list(Press(tools.lexicon).pages(pages))
    found = []
    with clock.on("reading"):
        for capture in captures:
            result = pipeline.read_capture(capture, tools)
            assert isinstance(result, tuple)  # every page that is printed can be read
            found.append((capture, *result))
    return tools.stage, found


def fill(addresses: dict[str, RecordAddress], stage: str, found: list[Read], clocks: dict[str, Clock]) -> None:
    """Keep the pages in each engine, in turn, then join them."""
    stores = {name: Store(address) for name, address in addresses.items()}
    for begin in range(0, len(found), _PART):
        for name, store in stores.items():
            with clocks[name].on("keeping"):
                for capture, article, mentions in found[begin : begin + _PART]:
                    store.save_page(capture, stage, article, mentions)
    for name, store in stores.items():
        with clocks[name].on("joining"):
            joining.join(store)
    one, other = (store.record() for store in stores.values())
    assert one == other
    for store in stores.values():
        store.close()


def ask(address: RecordAddress, clock: Clock) -> None:
    """Open a record, go through it, look things up as pages do, search, and hold all of it."""
    for _ in range(_OPENED):
        with clock.on(f"opening, {_OPENED} times"), Store(address, must_exist=True):
            pass
    with Store(address, must_exist=True) as store, store.snapshot():
        parts: dict[str, Callable[[], object]] = {
            "every article": lambda: list(store.articles()),
            "the whole record": store.record,
            f"timelines of {_PAIRS} pairs": lambda: [
                store.items.timeline(pair, "events", Listed(), 50) for pair, _ in store.items.pairs()[:_PAIRS]
            ],
            f"{len(_ASKED)} searches": lambda: [(store.search(q), store.search_items(q)) for q in _ASKED],
        }
        for name, part in parts.items():
            with clock.on(name):
                part()
    with Store(address, must_exist=True) as store, clock.on("check"):
        assert store.damage() == []


def size(address: RecordAddress) -> int:
    """The bytes that a record takes on disk."""
    if isinstance(address, Database):
        with Store(address, must_exist=True) as store:
            return int(str(store._db.execute("SELECT pg_database_size(current_database())")[0][0]))
    return address.stat().st_size


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.engines", description=__doc__)
    parser.add_argument("database", help="postgresql://USER@HOST/DATABASE, an empty database")
    parser.add_argument("--pages", type=int, default=1_000)
    given = parser.parse_args()
    reading = Clock()
    stage, found = read(given.pages, reading)
    clocks = {"file": Clock(), "database": Clock()}
    with tempfile.TemporaryDirectory() as folder:
        addresses = {"file": Path(folder) / "r.cordiale", "database": record_address(given.database)}
        fill(addresses, stage, found, clocks)
        for name, address in addresses.items():
            ask(address, clocks[name])
        sizes = {name: size(address) / given.pages for name, address in addresses.items()}
    whole = reading.spent["reading"]
    print(f"{'seconds':<28} {'file':>9} {'database':>9} {'ratio':>6}")
    print(f"{'(reading, before either)':<28} {whole:>9.2f}")
    for what, spent in clocks["file"].spent.items():
        other = clocks["database"].spent[what]
        print(f"{what:<28} {spent:>9.3f} {other:>9.3f} {other / spent:>6.2f}")
    for name, clock in clocks.items():
        own = clock.spent["keeping"] + clock.spent["joining"]
        print(f"share of keeping and joining in all of it, {name}: {own / (whole + own):.2f}")
    print(f"bytes a page on disk: {sizes['file']:,.0f} and {sizes['database']:,.0f}")


if __name__ == "__main__":
    main()
