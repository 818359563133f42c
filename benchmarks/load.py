"""`python -m benchmarks.load --minutes N`: eight readers over HTTP and one writer on one record, for N minutes (2).

The readers ask a server on this machine for pages of all kinds; the writer reads new pages, judges and joins as commands do. Prints
how long answers took by kind of page; exits with 1 when an answer was an error, when what was written is not there in the end, or
when the record is not whole. `--pages N` (60) are in the record before; `--readers N`. With `--record FILE` the record is a copy of
that one, such as benchmarks.app makes of a million acts.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import random
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.app import addresses, make_record
from benchmarks.pages import Press
from cordiale import joining, pipeline
from cordiale.cli.readers import instruments
from cordiale.model.record import Judgement, Verdict
from cordiale.store import Store
from cordiale.web import make_app

_HOST = "127.0.0.1"
_REASON = "load"
# A page of the app that takes longer than this is an error: nobody waits.
_PATIENCE = 60.0
# But for the first page after a server has started.
_FIRST_PATIENCE = 600.0
_PAUSE = 0.5


@dataclass(slots=True)
class Seen:
    """What readers saw: seconds by kind of page, and every answer that was no answer."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """What the writer says it has written: names of pages, and how many judgements."""

    pages: tuple[str, ...]
    judgements: int


def serve(record: Path, listening: socket.socket) -> None:
    """Serve the record until the process is ended."""
    import uvicorn

    config = uvicorn.Config(make_app(record), log_level="error", lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def read_pages(port: int, paths: Sequence[tuple[str, str]], until: float, seed: int, seen: Seen) -> None:
    """Ask for one page after another, chosen by chance, until the time is over."""
    dice = random.Random(seed)
    while time.monotonic() < until:
        kind, path = dice.choice(paths)
        asking = http.client.HTTPConnection(_HOST, port, timeout=_PATIENCE)
        begun = time.monotonic()
        try:
            asking.request("GET", path)
            answer = asking.getresponse()
            answer.read()
            if answer.status == 303:  # the item was joined with another, and this is the way there
                asking.request("GET", answer.headers["Location"])
                answer = asking.getresponse()
                answer.read()
            if answer.status != 200:
                seen.errors.append(f"{path}: status {answer.status}")
        except (OSError, http.client.HTTPException) as trouble:
            seen.errors.append(f"{path}: {trouble!r}")
        finally:
            asking.close()
        seen.seconds[kind].append(time.monotonic() - begun)


def write(record: Path, first: int, stop: Event, told: multiprocessing.Queue[Written]) -> None:
    """Read new pages, judge and join, again and again, each time on a newly opened file, until told to stop."""
    tools = instruments("plain")
    press, pages, judged = Press(tools.lexicon), list[str](), 0
    while not stop.is_set():
        capture = press.print(first + len(pages))
        with Store(record) as store:
            pipeline.read_captures([capture], store, tools)
            pages.append(capture.name)
            joining.join(store)
            event = next(store.items.all("events"), None)
            if event:
                store.judge(Judgement(Verdict.WRONG, (event.id,), _REASON, datetime.now(UTC)))
                judged += 1
            joining.join(store)
        time.sleep(_PAUSE)
    told.put(Written(tuple(pages), judged))


def lost(record: Path, written: Written) -> list[str]:
    """What was written and is not in the record, and what is wrong with the record."""
    with Store(record, must_exist=True) as store:
        missing = [f"{name}: was read and is not there" for name in written.pages if not store.has_page(name)]
        held = sum(j.reason == _REASON for j in store.judgements())
        if held != written.judgements:
            missing.append(f"{written.judgements} judgements were made, {held} are there")
        return missing + store.damage() + pipeline.ungrounded(store)


def _until_it_answers(port: int) -> float:
    """Asks for the first page, which of a large record takes a while, and says how many seconds it took."""
    begun = time.monotonic()
    asking = http.client.HTTPConnection(_HOST, port, timeout=_FIRST_PATIENCE)
    asking.request("GET", "/")
    asking.getresponse().read()
    asking.close()
    return time.monotonic() - begun


def run(record: Path, pages: int, readers: int, seconds: float) -> tuple[Seen, Written]:
    """Readers and the writer side by side for so long; what they saw and wrote."""
    paths = [
        (kind, path)
        for kind, some in addresses(TestClient(make_app(record), base_url=f"http://{_HOST}")).items()
        for path in some
    ]
    spawned = multiprocessing.get_context("spawn")
    stop, told, seen = spawned.Event(), spawned.Queue(), Seen()
    listening = socket.create_server((_HOST, 0))
    port = listening.getsockname()[1]
    server = spawned.Process(target=serve, args=(record, listening))  # no daemon: it has processes of its own
    writer = spawned.Process(target=write, args=(record, pages, stop, told), daemon=True)
    server.start()
    try:
        print(f"the first page came after {_until_it_answers(port):.0f} s", flush=True)
        writer.start()
        until = time.monotonic() + seconds
        reading = [
            threading.Thread(target=read_pages, args=(port, paths, until, number, seen)) for number in range(readers)
        ]
        for reader in reading:
            reader.start()
        for reader in reading:
            reader.join()
        stop.set()
        written = told.get(timeout=_PATIENCE * 2)
        writer.join()
    finally:
        server.terminate()
        server.join()
    return seen, written


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 for an error or a lost write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--record", type=Path, help="a record to work on a copy of")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "load.cordiale"
        if given.record:
            shutil.copy(given.record, record)
        else:
            make_record(record, given.pages)
        seen, written = run(record, given.pages, given.readers, given.minutes * 60)
        missing = lost(record, written)
    print("kind          asked   median     95th  slowest (ms)")
    for kind, taken in seen.seconds.items():
        taken.sort()
        late = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
        print(
            f"{kind:12} {len(taken):6} {1000 * statistics.median(taken):8.0f} {1000 * late:8.0f} {1000 * taken[-1]:8.0f}"
        )
    asked = sum(map(len, seen.seconds.values()))
    print(
        f"{given.readers} readers asked {asked:,} times, {len(seen.errors)} errors; "
        f"{len(written.pages)} pages and {written.judgements} judgements written, {len(missing)} lost or wrong"
    )
    for line in (*seen.errors[:20], *missing[:20]):
        print(f"  {line}")
    return int(bool(seen.errors or missing))


if __name__ == "__main__":
    sys.exit(main())
