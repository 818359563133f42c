"""`python -m faults.kills`: commands killed (signal 9) at random instants; each time the record must be whole and finish the same.

Half of the instants are by the clock, half just before a statement of the database. After each kill `cordiale check` must find
nothing; then the same command is given again, and what the record says must be what it says without the kill. Prints a line
for each command and exits with 1 when an instant did harm. `--instants N` (200) for all commands together, `--pages`, `--seed`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
from benchmarks.pages import Press

from cordiale import joining, pipeline
from cordiale.capture import load
from cordiale.cli import main as cordiale
from cordiale.cli.readers import instruments
from cordiale.store import Store
from cordiale.store.backup import newest_backup
from cordiale.store.schema import STEPS
from faults.apart import MEMORY, Instant, count_statements, run_apart
from faults.older import is_sound, make_older, version_of

_REASON = "not so"
_RECORD = "record.cordiale"
# So few articles and buckets are joined at once here that a few pages make many transactions.
_SMALL_PART = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """A command that writes: the record before it, and what is done to the record; done again, it finishes what was begun."""

    name: str
    before: Path | None
    do: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Harm:
    """What a kill at an instant did."""

    deed: str
    instant: Instant
    what: str


class Scene:
    """A folder with pages and with records as they are before each command."""

    def __init__(self, folder: Path, pages: int = 10) -> None:
        self.folder = folder
        self.pages = folder / "pages"
        self.pages.mkdir()
        for capture in Press(instruments("plain").lexicon).pages(pages):
            (self.pages / capture.name).write_bytes(capture.data)
        (self.pages / "empty.txt").touch()

    @cached_property
    def unjoined(self) -> Path:
        """A record of pages that are not joined."""
        path = self.folder / "unjoined.cordiale"
        with Store(path) as store:
            pipeline.read_captures(load([str(self.pages)]), store, instruments("plain"))
        return path

    @cached_property
    def joined(self) -> Path:
        """A record that is joined."""
        path = self.folder / "joined.cordiale"
        shutil.copy(self.unjoined, path)
        with Store(path) as store:
            joining.join(store)
        return path

    def deeds(self) -> Iterator[Deed]:
        """Everything that is tried."""
        yield Deed("read", None, self._read)
        yield Deed("join", self.unjoined, _join)
        with Store(self.joined) as store:
            first, second = sorted(item.id for item in store.items.all("events"))[:2]
        yield Deed("judge", self.joined, lambda record: _judge(record, [first, second]))
        for version in sorted({1, len(STEPS) // 2, len(STEPS) - 1}):
            older = make_older(self.joined, self.folder / f"{version}.cordiale", version)
            yield Deed(f"migrate from {version}", older, _migrate)

    def _read(self, record: Path) -> None:
        _join_by_small_parts()
        cordiale(["read", str(self.pages), "--record", str(record), "--reader", "plain", "--workers", "1"])


def _join(record: Path) -> None:
    _join_by_small_parts()
    with Store(record) as store:
        joining.join(store)


def _judge(record: Path, ids: Sequence[str]) -> None:
    """Judge, unless it stands in the ledger already; then any command finishes the joining."""
    with Store(record) as store:
        is_judged = any(j.reason == _REASON for j in store.judgements())
    if is_judged:
        cordiale(["judgements", "--record", str(record)])
    else:
        cordiale(["judge", "same", *ids, "--reason", _REASON, "--record", str(record)])


def _migrate(record: Path) -> None:
    cordiale(["judgements", "--record", str(record)])


def _join_by_small_parts() -> None:
    joining._PART = joining._BUCKETS = _SMALL_PART


def digest_of(record: Path) -> str:
    """A digest of all that a record says, and of the bytes and judgements it rests on; the time of judging has no part in it."""
    with Store(record, must_exist=True) as store, store.snapshot():
        judgements = [(j.verdict, j.items, j.reason, j.undoes, j.documents) for j in store.judgements()]
        articles, mentions = list(store.articles()), list(store.mentions())
        told = (store.record(), articles, mentions, store.issues(), judgements)
        held = (store.count_captures(), store.count_pages(), store.built_from is not None, joining.is_joined(store))
        found = sorted(store.search("minister", 1_000)), sorted(store.search_items("minister", 1_000))
    return hashlib.sha256(msgspec.json.encode((told, held, found))).hexdigest()


class Trial:
    """One command: what it makes undisturbed, and what it makes when it is killed and given again."""

    def __init__(self, deed: Deed, folder: Path) -> None:
        self.deed = deed
        self._folder, self._said = folder, folder / "said"
        record = self._fresh()
        ended, self.statements = count_statements(lambda: deed.do(record), self._said)
        assert ended.code == 0, ended.said
        self.expected = digest_of(record)
        record = self._fresh()
        self.seconds = run_apart(lambda: deed.do(record), self._said).seconds

    def _fresh(self) -> Path:
        """A folder with the record as it was before."""
        shutil.rmtree(self._folder / "now", ignore_errors=True)
        (self._folder / "now").mkdir()
        record = self._folder / "now" / _RECORD
        if self.deed.before:
            shutil.copy(self.deed.before, record)
        return record

    def kill(self, instant: Instant) -> tuple[bool, list[str]]:
        """Kill at the instant, check, finish and compare; whether it was still running, and what harm was done."""
        record = self._fresh()
        was_running = run_apart(lambda: self.deed.do(record), self._said, instant).code < 0
        harm = []
        if record.exists() and record.stat().st_size:
            checked = run_apart(lambda: cordiale(["check", "--record", str(record)]), self._said)
            if checked.code:
                harm.append(f"check: {checked.said}")
        finished = run_apart(lambda: self.deed.do(record), self._said)
        if finished.code:
            harm.append(f"finishing: {finished.said}")
        elif digest_of(record) != self.expected:
            harm.append("finished, the record says something else")
        return was_running, harm + self._harm_to_backup(record)

    def _harm_to_backup(self, record: Path) -> list[str]:
        """What is wrong with the copy that a change of schema leaves."""
        if not self.deed.name.startswith("migrate"):
            return []
        kept = newest_backup(record, len(STEPS) - 1)
        if kept is None:
            return ["no copy of the record as it was"]
        assert self.deed.before
        is_right = is_sound(kept) and version_of(kept) == version_of(self.deed.before)
        return ([] if is_right else [f"{kept.name} is not as the record was"]) + [
            f"{part.name} is left over" for part in record.parent.glob("*.part")
        ]


def run(instants: int, pages: int, seed: int, say: Callable[[str], object] = print) -> list[Harm]:
    """Kill at that many instants, spread over all commands; the harm that was done."""
    dice, harms = random.Random(seed), list[Harm]()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        scene = Scene(Path(folder), pages)
        deeds = list(scene.deeds())
        # The migrations share what one other command has.
        weights = Counter(deed.name.split()[0] for deed in deeds)
        for number, deed in enumerate(deeds):
            apart = Path(folder) / f"deed{number}"
            apart.mkdir()
            trial = Trial(deed, apart)
            share = max(1, round(instants / len(weights) / weights[deed.name.split()[0]]))
            running = 0
            before = len(harms)
            for _ in range(share):
                instant = Instant.any_of(trial.seconds, trial.statements, dice)
                was_running, found = trial.kill(instant)
                running += was_running
                harms += [Harm(deed.name, instant, what) for what in found]
            say(
                f"{deed.name:16} {share:4} instants, {running:4} while it ran ({trial.seconds:.1f} s, "
                f"{trial.statements:,} statements): {len(harms) - before} did harm"
            )
    return harms


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each command; 1 when a kill did harm."""
    parser = argparse.ArgumentParser(prog="python -m faults.kills", description=__doc__)
    parser.add_argument("--instants", type=int, default=200)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    harms = run(given.instants, given.pages, given.seed, lambda line: print(line, flush=True))
    for harm in harms:
        print(f"{harm.deed}, {harm.instant}: {harm.what}")
    return int(bool(harms))


if __name__ == "__main__":
    sys.exit(main())
