"""Many readers at once on a large record while another command writes to it: how long each kind of page takes.

Before that one reader asks for each page once. The server is a process of its own; its processor time is read beside the
time that readers wait. Datasette, where it is
found, is asked for the like from the same file.
"""

from __future__ import annotations

import http.client
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.large import pages_like
from cordiale.capture.kinds import TEXT
from cordiale.capture.seal import seal
from cordiale.cli.readers import instruments
from cordiale.model.actor import Dyad
from cordiale.pipeline import read_captures
from cordiale.store import Store

_READERS = 8
_PAUSE_SECONDS = 1.0
_TICKS = 100
_START_SECONDS = 3_600
_SERVE = "from cordiale.cli.app import main; main()"
_WORDS = ("minister", "tariffs", "fisheries grain", "satellites", "promised", "water rail")
Paths = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """How long each kind of page took, in milliseconds, and what the server spent a page."""

    waited: Mapping[str, Sequence[float]]
    processor: float
    failed: int


@dataclass(slots=True)
class _Tally:
    waited: dict[str, list[float]] = field(default_factory=dict)
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def some_paths(record: Path, each: int = 40) -> tuple[Paths, Paths]:
    """What is asked for of the app and of Datasette, by kind of page."""
    dice = random.Random(7)
    with Store(record, must_exist=True) as store:
        pairs = store.items.pairs()
        usual = [str(d) for d, _ in dice.sample(pairs[50:1000], min(each, len(pairs[50:1000])))]
        articles = [h.article for h in dice.sample(store.heads.latest(5_000), each)]
        events = [e.id for e in store.items.of_pair(Dyad.of("JPN", "USA"), "events", each)]
    busy = str(pairs[0][0])
    lists = ["/events", "/statements", "/events?type=CONSULT", "/events?page=50", "/articles?page=20"]
    own = {
        "home": ["/"],
        "busy pair": [f"/pair/{busy}", f"/pair/{busy}?page=2", f"/pair/{busy}?type=CONSULT"],
        "usual pair": [f"/pair/{p}" for p in usual],
        "search": [f"/search?q={quote(w)}" for w in _WORDS],
        "article": [f"/article/{a}" for a in articles],
        "event": [f"/event/{e}" for e in events],
        "list": lists,
    }
    table = f"/{record.stem}"
    sql = "select id from item_text where item_text match :q order by rank limit 40"
    like = {
        "home": [table],
        "busy pair": [f"{table}/item_pair?pair={busy}&kind=events&_sort_desc=shown&_size=40"],
        "usual pair": [f"{table}/item_pair?pair={p}&kind=events&_sort_desc=shown&_size=40" for p in usual],
        "search": [f"{table}?sql={quote(sql)}&q={quote(w)}" for w in _WORDS],
        "article": [f"{table}/article?id={a}" for a in articles],
        "event": [f"{table}/item?id={e}" for e in events],
        "list": [f"{table}/item?kind=events&_sort_desc=shown&_size=40", f"{table}/item?kind=statements&_size=40"],
    }
    return own, like


@contextmanager
def serving(command: Sequence[str], port: int, first: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server until the end of the block, once it has answered the first page."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + _START_SECONDS
            while time.monotonic() < until and server.poll() is None:
                try:
                    if _ask(port, first) is not None:
                        break
                except OSError:
                    time.sleep(0.3)
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {server.returncode} before it answered")
            yield server
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def visit(server: subprocess.Popen[bytes], port: int, paths: Paths, seconds: float) -> Found:
    """Eight readers who go from page to page for so long, a second after each; all kinds of page are asked for as often."""
    tally, end = _Tally({kind: [] for kind in paths}), time.monotonic() + seconds
    begun = _processor(server.pid)
    readers = [threading.Thread(target=_read, args=(n, port, paths, end, tally)) for n in range(_READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    number = sum(map(len, tally.waited.values()))
    return Found(tally.waited, 1000 * (_processor(server.pid) - begun) / max(1, number), tally.failed)


def _read(number: int, port: int, paths: Paths, end: float, tally: _Tally) -> None:
    dice, kinds = random.Random(number), list(paths)
    while time.monotonic() < end:
        dice.shuffle(kinds)
        for kind in kinds:
            begun = time.monotonic()
            answer = _ask(port, dice.choice(list(paths[kind])))
            with tally.lock:
                tally.waited[kind].append(1000 * (time.monotonic() - begun))
                tally.failed += answer != 200
            time.sleep(dice.uniform(0, 2 * _PAUSE_SECONDS))


def _ask(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def one_by_one(server: subprocess.Popen[bytes], port: int, paths: Paths) -> Iterator[str]:
    """The lines of a table of what a single visitor waits for, and of the server's processor time, each page once."""
    for kind, own in paths.items():
        waited, spent = [], []
        for path in own:
            begun, before = time.monotonic(), _spent(server.pid)
            _ask(port, path)
            waited.append(1000 * (time.monotonic() - begun))
            spent.append(1000 * (_spent(server.pid) - before))
        yield f"{kind:12} {len(own):5} asked  {_middle_and_slow(waited)}, processor {_middle_and_slow(spent)}"


def _middle_and_slow(times: Sequence[float]) -> str:
    return f"median {statistics.median(times):7.1f}  95th {_slow(times):7.1f} ms"


def _slow(times: Sequence[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def _spent(pid: int) -> float:
    """Seconds of processor time of the threads of a process that are there now."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def _processor(pid: int) -> float:
    """Seconds of processor time of a process and of those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / _TICKS


def table_of(found: Found) -> Iterator[str]:
    """The lines of a table."""
    for kind, waited in found.waited.items():
        yield f"{kind:12} {len(waited):5} asked  {_middle_and_slow(waited or [0.0])}"
    yield f"processor time {found.processor:.1f} ms a page; {found.failed} answers were not 200"


def write_meanwhile(record: Path) -> None:
    """Read pages into the record, one after another, until stopped."""
    tools = instruments("plain")
    with Store(record) as store:
        captures = (seal(name, TEXT, text.encode()) for name, text in pages_like(1_000_000))
        read_captures(captures, store, tools)


@contextmanager
def writing(record: Path) -> Iterator[None]:
    """Another process that reads pages into the record until the end of the block."""
    code = f"from pathlib import Path; from benchmarks.visitors import write_meanwhile; write_meanwhile(Path({str(record)!r}))"
    with subprocess.Popen([sys.executable, "-c", code]) as writer:
        try:
            yield
        finally:
            writer.terminate()


def compare(record: Path, seconds: float, datasette: str | None) -> float:
    """Print what readers wait for at the app and at Datasette; the slowest 95th percentile of the app."""
    own, like = some_paths(record)
    port = free_port()
    begun = time.monotonic()
    with serving([sys.executable, "-c", _SERVE, "serve", "--record", str(record), "--port", str(port)], port, "/") as s:
        print(f"the first page after {time.monotonic() - begun:.1f} s")
        for kind in own:
            _ask(port, own[kind][0])
        print("the app, one visitor, each page for the first time")
        print("\n".join(one_by_one(s, port, {kind: paths[1:] or paths for kind, paths in own.items()})), flush=True)
        print("the app, nobody writes")
        quiet = visit(s, port, own, seconds)
        print("\n".join(table_of(quiet)), flush=True)
        with writing(record):
            print("the app, while pages are read")
            busy = visit(s, port, own, seconds)
            print("\n".join(table_of(busy)), flush=True)
    if datasette:
        port = free_port()
        command = [datasette, "serve", str(record), "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
        with serving(command, port, "/") as s, writing(record):
            print("Datasette, while pages are read")
            print("\n".join(table_of(visit(s, port, like, seconds))), flush=True)
    return max(_slow(waited) for waited in busy.waited.values() if waited)
