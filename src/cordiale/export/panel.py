"""A panel of pairs by month: for each pair, domain, direction and month the acts by quad class, and the index with its band."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from cordiale.export.files import whole
from cordiale.export.selection import Relations, Selection
from cordiale.lexicon import load_lexicon
from cordiale.lexicon.entries import State
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Act, Direction, Domain, Grain, Period, share_of

_WORDS = ("first", "second", "domain", "direction", "month")
_NUMBERS = (
    *"first_cow second_cow first_gw second_gw year".split(),
    *(quad.name.lower() for quad in QuadClass),
    "acts",
)
_SHARES = ("share", "low", "high", "log_odds")
COLUMNS = (*_WORDS[:2], *_NUMBERS[:4], *_WORDS[2:], *_NUMBERS[4:], *_SHARES)
_AT_ONCE = 50_000

Row = tuple[Any, ...]
# Who acts toward whom in which domain -> number of the month -> acts by quad class.
_Counts = Mapping[tuple[str, str, Domain], Mapping[int, list[int]]]


def write_panel(selection: Selection, to: Path) -> list[Path]:
    """Write one row for each pair, domain, direction and month, from the first month seen to the last, as CSV or Parquet by the name."""
    if selection.relations is None:
        raise ValueError("a panel needs relations")
    rows = panel_rows(selection.relations)
    if to.suffix == ".parquet":
        _write_parquet(rows, to)
    elif to.suffix == ".csv" or (to.exists() and not to.is_file()):
        with whole(to) as part, part.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
    else:
        raise UsageError(f"{to}: a panel is CSV or Parquet; name a file that ends in .csv or .parquet")
    return [to]


def panel_rows(relations: Relations) -> Iterator[Row]:
    """The rows in the order of COLUMNS, by domain, direction, pair and month.

    Shares run from 0 to 1 with their 90 % band. A month in which nothing was seen has zeros and no share: nothing is known of it.
    """
    counts, states = _count(relations.acts), load_lexicon().states
    for domain in Domain:
        for direction in Direction:
            for dyad, first, mean, half, _ in relations.index.runs(domain, direction):
                head = _head(dyad, states)
                ways = [counts.get((*way, domain), {}) for way in _ways(dyad, direction)]
                for at, (estimate, width) in enumerate(zip(mean.tolist(), half.tolist(), strict=True)):
                    month = first.later(at)
                    quads = [sum(x) for x in zip(*(way.get(month.number, _NO_ACTS) for way in ways), strict=True)]
                    when = (domain.value, _toward(dyad, direction), str(month), month.first.year)
                    yield (*head, *when, *quads, sum(quads), *_shares(estimate, width, sum(quads)))


_NO_ACTS = [0] * len(QuadClass)


def _count(acts: Iterable[Any]) -> _Counts:
    counts: defaultdict[tuple[str, str, Domain], dict[int, list[int]]] = defaultdict(dict)
    for act in acts:
        assert isinstance(act, Act)  # a panel is made of what states do, not of what they say
        month = Period.of(act.day, Grain.MONTH).number
        for domain in (Domain.ALL, *act.domains):
            cell = counts[act.actor, act.recipient, domain].setdefault(month, [0] * len(QuadClass))
            cell[act.quad_class - 1] += 1
    return counts


def _ways(dyad: Dyad, direction: Direction) -> list[tuple[str, str]]:
    forward, backward = (dyad.first, dyad.second), (dyad.second, dyad.first)
    return {Direction.FORWARD: [forward], Direction.BACKWARD: [backward]}.get(direction, [forward, backward])


def _toward(dyad: Dyad, direction: Direction) -> str:
    ways = _ways(dyad, direction)
    return ">".join(ways[0]) if len(ways) == 1 else "both"


def _head(dyad: Dyad, states: Mapping[str, State]) -> Row:
    first, second = states.get(dyad.first), states.get(dyad.second)
    cow, gw = [s.cow if s else None for s in (first, second)], [s.gw if s else None for s in (first, second)]
    return (dyad.first, dyad.second, *cow, *gw)


def _shares(estimate: float, half: float, seen: int) -> Row:
    if not seen:
        return (None,) * len(_SHARES)
    shares = (share_of(x) for x in (estimate, estimate - half, estimate + half))
    return (*(round(x, 4) for x in shares), round(estimate, 4))


def _write_parquet(rows: Iterator[Row], to: Path) -> None:
    import pyarrow as pa  # loading Arrow takes longer than most verbs
    import pyarrow.parquet as pq

    types = (
        dict.fromkeys(_WORDS, pa.string()) | dict.fromkeys(_NUMBERS, pa.int64()) | dict.fromkeys(_SHARES, pa.float64())
    )
    schema = pa.schema([(name, types[name]) for name in COLUMNS])
    with whole(to) as part, pq.ParquetWriter(part, schema) as out:
        while batch := list(islice(rows, _AT_ONCE)):
            columns = [pa.array(values, schema.field(i).type) for i, values in enumerate(zip(*batch, strict=True))]
            out.write_table(pa.table(columns, schema=schema))
