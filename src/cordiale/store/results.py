"""What pages say, as rows of a Delta table that several machines write and any record can take in."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cordiale.model.document import Article, Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.model.mention import Mentions
from cordiale.store.connection import StoreError

# Pages that come out of the table together, and so are held in memory.
_PART = 250
# Another writer that was quicker makes a commit start again, after a pause that doubles up to the longest.
_TRIES = 30
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0
# `run` and `place` stand first, since a table keeps the bounds of its first columns only, by which parts are found.
_COLUMNS = pa.schema(
    [
        pa.field("run", pa.string(), nullable=False),
        pa.field("place", pa.int64(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("stage", pa.string(), nullable=False),
        pa.field("capture", pa.string()),
        pa.field("document", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("origin", pa.string()),
        pa.field("media_type", pa.string()),
        pa.field("metadata", pa.string()),
        pa.field("is_article", pa.bool_()),
        pa.field("code", pa.string()),
        pa.field("what", pa.string()),
        pa.field("article", pa.string()),
        pa.field("mentions", pa.string()),
        pa.field("data", pa.binary()),
    ]
)
_ROWS = "one row a page and version of the stages, under the digest of what was read; rows are added and never changed"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a page: its article with all that it says, or an Issue; an Issue alone where there was no page to read."""

    capture: Capture | None
    found: tuple[Article, Mentions] | Issue

    def key(self, stage: str) -> str:
        """The digest of all that the result rests on, in hexadecimal: the page's bytes, what came with them, the stage."""
        if self.capture is not None:
            return key_of(self.capture, stage)
        assert isinstance(self.found, Issue)
        return _digest("issue", self.found.document, self.found.code, self.found.what, stage)

    def named(self, name: str, article: str) -> Result:
        """The result as it would be had the page another name, and so its article another id."""
        assert self.capture is not None
        old, capture = self.capture.name, replace(self.capture, name=name)
        if isinstance(self.found, Issue):
            what = name + self.found.what.removeprefix(old) if self.found.what.startswith(old) else self.found.what
            return Result(capture, Issue(name, self.found.code, what))
        read, mentions = self.found
        # An id between quotation marks is the id: those inside a text are escaped in JSON.
        body = msgspec.json.encode(mentions).replace(f'"{read.id}"'.encode(), f'"{article}"'.encode())
        return Result(capture, (replace(read, id=article, document=name), msgspec.json.decode(body, type=Mentions)))


def key_of(capture: Capture, stage: str) -> str:
    """The digest of a page and the stage that reads it; where its file lies has no part in it."""
    url, metadata = capture.url or "", msgspec.json.encode(capture.metadata).decode()
    return _digest(capture.id, capture.name, url, metadata, capture.media_type, str(capture.is_article), stage)


def _digest(*parts: str) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


class Results:
    """A Delta table of results, in a folder or under an address that deltalake knows (s3://, az://, gs://).

    Each method sees the newest state. Raises UsageError where deltalake is not installed, where a folder holds other
    things, and with `must_exist` where there is no table; StoreError where the table cannot be used.
    """

    def __init__(self, where: str, *, must_exist: bool = False) -> None:
        self.where = where
        try:
            import deltalake
        except ImportError:
            raise UsageError('tables of results need the extra "delta": pip install "cordiale[delta]"') from None
        self._delta: Any = deltalake
        with self._explained():
            if not deltalake.DeltaTable.is_deltatable(where):
                self._begin(must_exist)

    def _begin(self, must_exist: bool) -> None:
        if must_exist:
            raise UsageError(
                f"{self.where}: no table of results there; cordiale read PAGES --into {self.where} makes one"
            )
        is_remote = "://" in self.where
        if (
            not is_remote
            and Path(self.where).exists()
            and (Path(self.where).is_file() or any(Path(self.where).iterdir()))
        ):
            raise UsageError(f"{self.where}: holds other things and is no table of results; name a new or empty folder")
        self._delta.DeltaTable.create(
            self.where, _COLUMNS, mode="ignore", partition_by=["stage"], name="results", description=_ROWS
        )

    def add(self, results: Iterable[tuple[int, Result]], run: str, stage: str) -> int:
        """Put in the results, each with its place in a run, that are not held yet, in one commit; how many were put in.

        Tried again when another writer was quicker, against what that one has written.
        """
        rows = {row["key"]: row for row in (_row(result, run, place, stage) for place, result in results)}
        if not rows:
            return 0
        source = pa.Table.from_pylist(list(rows.values()), schema=_COLUMNS)
        for attempt in range(_TRIES):
            try:
                with self._explained():
                    return self._merge(source)
            except self._delta.exceptions.CommitFailedError:
                time.sleep(random.uniform(0.5, 1) * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt))
        raise StoreError(
            f"{self.where}: other writers were quicker {_TRIES} times; run the same command again to go on"
        )

    def _merge(self, source: Any) -> int:
        packed = self._delta.WriterProperties(compression="ZSTD")
        same = "held.stage = new.stage AND held.key = new.key"
        merging = self._open().merge(source, same, source_alias="new", target_alias="held", writer_properties=packed)
        return int(merging.when_not_matched_insert_all().execute()["num_target_rows_inserted"])

    def held(self, stage: str) -> Keys:
        """The keys that are held now of a stage."""
        return Keys(batch.column("key").to_pylist() for batch in self._batches(["key"], pc.field("stage") == stage))

    def count_by_stage(self) -> dict[str, int]:
        """How many results are held of each stage."""
        with self._explained():
            files = pa.table(self._open().get_add_actions(flatten=True))
        counts: dict[str, int] = {}
        for stage, number in zip(files["partition.stage"].to_pylist(), files["num_records"].to_pylist(), strict=True):
            counts[stage] = counts.get(stage, 0) + number
        return counts

    def each(self, stage: str) -> Iterator[Result]:
        """Every result of a stage, run after run in the order of their beginnings, each in the order of its pages.

        A part of a run is held in memory at a time, however the rows lie in files.
        """
        of_stage = pc.field("stage") == stage
        last: dict[str, int] = {}
        for batch in self._batches(["run", "place"], of_stage):
            for row in pa.Table.from_batches([batch]).group_by("run").aggregate([("place", "max")]).to_pylist():
                last[row["run"]] = max(row["place_max"], last.get(row["run"], 0))
        for run in sorted(last):
            for start in range(0, last[run] + 1, _PART):
                place = pc.field("place")
                part = of_stage & (pc.field("run") == run) & (place >= start) & (place < start + _PART)
                rows = [row for batch in self._batches(_COLUMNS.names, part) for row in batch.to_pylist()]
                for row in sorted(rows, key=lambda row: (row["place"], row["key"])):
                    yield _result(row)

    def _batches(self, columns: Sequence[str], where: Any) -> Iterator[Any]:
        with self._explained():
            # Few at a time: a scan reads ahead of what is asked for.
            scan = (
                self._open()
                .to_pyarrow_dataset()
                .scanner(columns=list(columns), filter=where, batch_size=_PART, batch_readahead=1, fragment_readahead=1)
            )
            yield from scan.to_batches()

    def _open(self) -> Any:
        return self._delta.DeltaTable(self.where)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Trouble with the table as a StoreError, save that another writer was quicker."""
        errors = self._delta.exceptions
        try:
            yield
        except errors.CommitFailedError:
            raise
        except (errors.DeltaError, pa.ArrowException) as e:
            raise StoreError(
                f"{self.where}: the table of results cannot be used ({' '.join(str(e).split())[:300]})"
            ) from e


class Keys:
    """Keys, sixteen bytes each, of which it can be asked whether one is among them."""

    def __init__(self, parts: Iterable[Sequence[str]]) -> None:
        packed = [b"".join(bytes.fromhex(key[:32]) for key in keys) for keys in parts]
        self._sorted = np.sort(np.frombuffer(b"".join(packed), dtype="S16"))

    def __contains__(self, key: str) -> bool:
        wanted = np.frombuffer(bytes.fromhex(key[:32]), dtype="S16")
        at = int(np.searchsorted(self._sorted, wanted)[0])
        return at < len(self._sorted) and bool(self._sorted[at] == wanted[0])


def _row(result: Result, run: str, place: int, stage: str) -> dict[str, Any]:
    row: dict[str, Any] = {"run": run, "place": place, "key": result.key(stage), "stage": stage}
    if capture := result.capture:
        row |= {"capture": capture.id, "document": capture.name, "url": capture.url, "origin": capture.origin}
        row |= {"media_type": capture.media_type, "is_article": capture.is_article, "data": capture.data}
        row["metadata"] = _text(capture.metadata)
    if isinstance(result.found, Issue):
        return row | {"document": result.found.document, "code": result.found.code, "what": result.found.what}
    return row | {"article": _text(result.found[0]), "mentions": _text(result.found[1])}


def _result(row: dict[str, Any]) -> Result:
    capture = None
    if row["capture"] is not None:
        metadata = msgspec.json.decode(row["metadata"], type=tuple[tuple[str, str], ...])
        what = (row["capture"], row["document"], row["media_type"], row["data"], row["url"], metadata, row["origin"])
        capture = Capture(*what, is_article=row["is_article"])
        if hashlib.sha256(capture.data).hexdigest() != capture.id:
            raise StoreError(f"{row['document']}: its bytes in the table of results are not those of this sha256")
    if row["code"] is not None:
        return Result(capture, Issue(row["document"], row["code"], row["what"]))
    article = msgspec.json.decode(row["article"], type=Article)
    return Result(capture, (article, msgspec.json.decode(row["mentions"], type=Mentions)))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
