"""Points of an index as plain values, and as JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from cordiale.export.files import whole
from cordiale.export.lines import Line
from cordiale.model.index_id import IndexId, Kind
from cordiale.model.series import Direction, Mover, Point, share_of

_COLUMNS = (
    "id index first second domain direction period start end share low high filtered filtered_low filtered_high "
    "log_odds acts is_unseen movers"
).split()


def point_id(kind: Kind, point: Point) -> str:
    """The id of a point."""
    return str(IndexId(kind, point.dyad, point.domain, point.direction, point.period))


def point_line(kind: Kind, point: Point) -> Line:
    """A point: shares from 0 to 1 with their 90 % band, and its events with what each adds to the share.

    `direction` is both, or who acts toward whom. A period that saw nothing has no shares: nothing is known of it.
    """
    first, second = point.dyad.first, point.dyad.second
    direction = {Direction.FORWARD: f"{first}>{second}", Direction.BACKWARD: f"{second}>{first}"}
    shares = {
        "share": point.estimate,
        "low": point.low,
        "high": point.high,
        "filtered": point.filtered,
        "filtered_low": point.filtered_low,
        "filtered_high": point.filtered_high,
    }
    return {
        "kind": "index_point",
        "id": point_id(kind, point),
        "index": kind,
        "first": first,
        "second": second,
        "domain": point.domain,
        "direction": direction.get(point.direction, "both"),
        "period": str(point.period),
        "start": point.period.first.isoformat(),
        "end": point.period.last.isoformat(),
        **{name: None if point.is_unseen else round(share_of(value), 4) for name, value in shares.items()},
        "log_odds": None if point.is_unseen else round(point.estimate, 4),
        "acts": point.seen,
        "is_unseen": point.is_unseen,
        "movers": [{"event": m.event, "by": round(moved_share(point, m), 4)} for m in point.movers],
    }


def moved_share(point: Point, mover: Mover) -> float:
    """By how much the share of a point would be lower without an event."""
    return point.share - share_of(point.estimate - mover.by)


def write_points_jsonl(kind: Kind, points: Sequence[Point], out: IO[str]) -> None:
    """Write a JSON object a line."""
    out.writelines(msgspec.json.encode(point_line(kind, p)).decode() + "\n" for p in points)


def write_points_csv(kind: Kind, points: Sequence[Point], out: IO[str]) -> None:
    """Write CSV; the events of a point are in one cell, strongest first, as id:by."""
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for point in points:
        line = point_line(kind, point)
        line["movers"] = " ".join(f"{m['event']}:{m['by']:+.4f}" for m in line["movers"])
        writer.writerow("" if line[name] is None else line[name] for name in _COLUMNS)


def write_points_parquet(kind: Kind, points: Sequence[Point], to: Path) -> None:
    """Write a Parquet file, the events of a point nested in it; whole or not at all."""
    import pyarrow as pa  # loading Arrow takes longer than most verbs
    import pyarrow.parquet as pq

    words = dict.fromkeys("id index first second domain direction period start end".split(), pa.string())
    numbers = dict.fromkeys(_COLUMNS[9:16], pa.float64())
    movers = pa.list_(pa.struct([("event", pa.string()), ("by", pa.float64())]))
    types = {**words, **numbers, "acts": pa.int64(), "is_unseen": pa.bool_(), "movers": movers}
    rows = msgspec.to_builtins([point_line(kind, p) for p in points])
    with whole(to) as part:
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(list(types.items()))), part)
