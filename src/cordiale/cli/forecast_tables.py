"""Forecasts on the terminal: distributions beside their baselines, and what became of those that were issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from statistics import fmean
from typing import Any

from rich.markup import escape
from rich.table import Table

from cordiale.cli.asked import Form, say_pair
from cordiale.cli.drawing import spread
from cordiale.cli.options import console, echo
from cordiale.cli.plain import write_plain
from cordiale.forecast.canonical import digest, short_id
from cordiale.forecast.forecasters import FORECASTER
from cordiale.forecast.scores import pit, share_within
from cordiale.foresight import Due, Outlook, foresee, resolve
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.forecast import Distribution, Forecast
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Direction, Period
from cordiale.store import Store

UNIT = "acts a month"
_SHOWN = 24
# The least and most columns that a drawing gets, and those that each column is set apart by.
_LEAST, _MOST, _APART = 12, 40, 2
_COLUMNS = (
    "kind id issued first second quad_class month horizon origin unit median low50 high50 low90 high90 mass90 mean "
    "baseline baseline_median baseline_low50 baseline_high50 baseline_low90 baseline_high90 baseline_mean forecaster "
    "inputs cautions digest"
).split()
_SCORE_COLUMNS = (
    "kind id issued first second quad_class month horizon median low90 high90 count crps baseline_crps log baseline_log "
    "within50 within90"
).split()


def tell_forecast(record: RecordAddress, pair: Dyad, horizons: Sequence[int], form: Form, *, is_kept: bool) -> None:
    """Tell the forecasts of a pair for some months, and keep them."""
    with Store(record, must_exist=True) as store:
        outlook = foresee(store, date.today(), pair, horizons, is_kept=is_kept)
        is_kept = is_kept and not store.is_read_only
    if not form.is_table:
        lines = (forecast_line(f, outlook.kept.get(digest(f))) for f in outlook.forecasts)
        write_plain(lines, _COLUMNS, is_json=form.is_json)
        return
    name = say_pair(pair, Direction.BOTH, load_lexicon())
    if outlook.why:
        echo(f"{name}: {outlook.why}, so nothing is forecast.")
        echo("Read more: cordiale read PAGES, or events that others have coded: cordiale read --as icews FILE.")
        return
    _tell(outlook, name, is_kept=is_kept)


def _tell(outlook: Outlook, name: str, *, is_kept: bool) -> None:
    seen, panel = outlook.seen, outlook.panel
    assert seen is not None
    assert panel is not None
    origin = Period.of(panel.end)
    echo(f"{name}: {UNIT}, as seen from {panel.end}, when {origin.later(-1)} was over")
    _print(outlook.forecasts)
    echo("")
    first = outlook.forecasts[0]
    if first.forecaster != FORECASTER:
        echo(
            f"{panel.months} months of {len(panel.dyads)} pairs are too few for a regression to learn from: this is "
            f"{first.forecaster}, beside {first.baseline.name}."
        )
    for said in _cautions(outlook.forecasts):
        echo(f"Caution: {said}")
    if seen.is_cut:
        echo(f"{Period.of(seen.last)} is not over in what was read (last act {seen.last}), so its acts are not used.")
    acts = round(float(panel.monthly().sum()))
    echo(
        f"Rests on {acts:,} acts of {len(panel.dyads)} pairs, {panel.first:%Y-%m} to {origin.later(-1)}; "
        f"inputs sha256 {outlook.forecasts[0].inputs[:12]}…"
    )
    for line in _kept(outlook, is_kept=is_kept):
        echo(line)


def _kept(outlook: Outlook, *, is_kept: bool) -> Iterator[str]:
    """What is kept of it, and what to do next."""
    number = len(outlook.forecasts)
    if not is_kept:
        yield "Nothing of this was kept."
        return
    former = number - outlook.new
    parts = [f"{outlook.new} issued and kept now"] * bool(outlook.new)
    parts += [f"{former} issued before from the same inputs"] * bool(former)
    yield f"{', '.join(parts)[0].upper()}{', '.join(parts)[1:]}; none is changed again."
    yield f"What it rests on: cordiale trace {short_id(outlook.forecasts[0])}. When the month is over: cordiale forecast --score"


def _cautions(forecasts: Sequence[Forecast]) -> Iterator[str]:
    """Each caution once, with the classes it is about; those of all months and classes without."""
    whose: dict[str, list[str]] = {}
    for f in forecasts:
        for caution in f.cautions:
            whose.setdefault(caution, []).append(say_class(f.quad_class))
    every = {say_class(f.quad_class) for f in forecasts}
    for caution, classes in whose.items():
        named = "" if set(classes) == every else f"{', '.join(dict.fromkeys(classes))}: "
        yield f"{named}{caution}"
    if whose:
        yield "so little is known of it, and the bands of these are widened"


def _print(forecasts: Sequence[Forecast]) -> None:
    out = console()
    rows = {f: _cells(f) for f in sorted(forecasts, key=lambda f: (f.horizon, f.quad_class))}
    headings = ["acts of", "median", "50 %", "90 %", f"{forecasts[0].baseline.name}, 90 %", "id"]
    widths = [max(map(len, column)) + _APART for column in zip(headings, *rows.values(), strict=True)]
    # Where room is short the drawing goes first, then the id.
    shown = len(headings) if sum(widths) <= out.width else len(headings) - 1
    drawn = min(out.width - sum(widths) - _APART, _MOST)
    most = max(max(f.distribution.band[1], f.baseline.distribution.band[1]) for f in forecasts) or 1
    for horizon, month in groupby(rows, lambda f: f.horizon):
        table = Table(box=None, padding=(0, _APART, 0, 0), pad_edge=False)
        for heading in headings[:shown]:
            table.add_column(heading, no_wrap=True, justify="right" if heading == "median" else "left")
        if drawn >= _LEAST:
            table.add_column(f"0{f'{most:,}'.rjust(drawn - 1)}", no_wrap=True)
        for f in month:
            own = [_drawn(f.distribution, most, drawn)] if drawn >= _LEAST else []
            table.add_row(*map(escape, [*rows[f][:shown], *own]))
        ahead = "1 month ahead" if horizon == 1 else f"{horizon} months ahead"
        echo(f"\n{Period.of(forecasts[0].origin).later(horizon - 1)}, {ahead}")
        out.print(table)


def _cells(f: Forecast) -> tuple[str, ...]:
    d, plain = f.distribution, f.baseline.distribution
    near, wide = _bands(d)
    return say_class(f.quad_class), f"{middle(d):,}", near, wide, f"{middle(plain):,} ({_bands(plain)[1]})", short_id(f)


def _drawn(d: Distribution, most: int, width: int) -> str:
    low, high = quartiles(d)
    return spread((d.band[0] / most, d.band[1] / most), (low / most, high / most), middle(d) / most, width)


def _bands(d: Distribution) -> tuple[str, str]:
    low, high = quartiles(d)
    return f"{low:,}–{high:,}", f"{d.band[0]:,}–{d.band[1]:,}"


def middle(d: Distribution) -> int:
    """The median."""
    return dict(d.quantiles)[0.5]


def quartiles(d: Distribution) -> tuple[int, int]:
    """The two ends of the central half."""
    levels = dict(d.quantiles)
    return levels[0.25], levels[0.75]


def say_class(quad_class: QuadClass) -> str:
    """'verbal cooperation'."""
    return quad_class.name.lower().replace("_", " ")


def forecast_line(f: Forecast, issued: datetime | None) -> dict[str, Any]:
    """A forecast as plain values; `issued` is null where it was not kept."""
    d, plain = f.distribution, f.baseline.distribution
    return {
        "kind": "forecast",
        "id": short_id(f),
        "issued": issued.isoformat() if issued else None,
        "first": f.dyad.first,
        "second": f.dyad.second,
        "quad_class": say_class(f.quad_class),
        "month": str(Period.of(f.month.anchor)),
        "horizon": f.horizon,
        "origin": f.origin.isoformat(),
        "unit": UNIT,
        **_values(d, ""),
        "mass90": round(d.band_mass, 4),
        "baseline": f.baseline.name,
        **_values(plain, "baseline_"),
        "forecaster": f.forecaster,
        "inputs": f.inputs,
        "cautions": list(f.cautions),
        "digest": digest(f),
    }


def _values(d: Distribution, prefix: str) -> dict[str, float]:
    low, high = quartiles(d)
    named = {"median": middle(d), "low50": low, "high50": high, "low90": d.band[0], "high90": d.band[1]}
    return {f"{prefix}{key}": value for key, value in {**named, "mean": round(d.mean, 4)}.items()}


# --- scores ---


def tell_scores(record: RecordAddress, pair: Dyad | None, form: Form, *, is_kept: bool) -> None:
    """Tell what became of the forecasts that were issued, of a pair or of all."""
    with Store(record, must_exist=True) as store:
        due = resolve(store, date.today(), pair, is_kept=is_kept)
    scored = [d for d in due if d.score]
    if not form.is_table:
        write_plain(map(_score_line, scored), _SCORE_COLUMNS, is_json=form.is_json)
        return
    if not due:
        whose = f" {pair.first} {pair.second}" if pair else " USA JPN"
        echo(f"No forecast was issued yet. Issue some: cordiale forecast{whose}")
        return
    if scored:
        _print_scores(scored)
    waiting = [d for d in due if not d.score]
    if waiting:
        first = Period.of(waiting[0].forecast.month.anchor)
        echo(
            f"{len(waiting)} of {len(due)} wait for their month, the first for {first}. A month counts when an act of any pair "
            "was read that is dated on its last day or later: read on with cordiale read."
        )


def _score_line(d: Due) -> dict[str, Any]:
    f, score, count = d.forecast, d.score, d.resolution.count if d.resolution else None
    assert score is not None
    assert count is not None
    low, high = quartiles(f.distribution)
    return {
        "kind": "score",
        "id": short_id(f),
        "issued": d.issued.isoformat(),
        "first": f.dyad.first,
        "second": f.dyad.second,
        "quad_class": say_class(f.quad_class),
        "month": str(Period.of(f.month.anchor)),
        "horizon": f.horizon,
        "median": middle(f.distribution),
        "low90": f.distribution.band[0],
        "high90": f.distribution.band[1],
        "count": count,
        "crps": score.crps,
        "baseline_crps": score.baseline_crps,
        "log": score.log,
        "baseline_log": score.baseline_log,
        "within50": low <= count <= high,
        "within90": f.distribution.band[0] <= count <= f.distribution.band[1],
    }


def _print_scores(scored: Sequence[Due]) -> None:
    out = console()
    lines = [_score_line(d) for d in scored]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in ("month", "pair", "acts of", "ahead", "said, 90 %", "came", "CRPS", "plain rule's"):
        is_number = heading in ("ahead", "came", "CRPS", "plain rule's")
        table.add_column(heading, no_wrap=True, justify="right" if is_number else "left")
    for x in lines[-_SHOWN:]:
        said = f"{x['median']:,} ({x['low90']:,}–{x['high90']:,})"
        cells = (x["month"], f"{x['first']}-{x['second']}", x["quad_class"], str(x["horizon"]), said, f"{x['count']:,}")
        table.add_row(*cells, f"{x['crps']:.2f}", f"{x['baseline_crps']:.2f}")
    out.print(table)
    if len(lines) > _SHOWN:
        echo(f"The latest {_SHOWN} of {len(lines)}; --csv gives all.")
    echo("")
    for line in _summary(scored, lines):
        echo(line)


def _summary(scored: Sequence[Due], lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    own, plain = fmean(x["crps"] for x in lines), fmean(x["baseline_crps"] for x in lines)
    skill = f"{1 - own / plain:+.1%}" if plain else "none to have"
    name = "forecast" if len(lines) == 1 else "forecasts"
    yield f"{len(lines)} {name} scored: CRPS {own:.2f} {UNIT} (smaller is better), the plain rule {plain:.2f}: skill {skill}."
    ends = [
        pit(d.forecast.distribution.shape, d.resolution.count)
        for d in scored
        if d.resolution and d.resolution.count is not None
    ]
    shares = [fmean(share_within(e, mass) for e in ends) for mass in (0.5, 0.9)]
    yield (
        f"Of what came, {fmean(x['within90'] for x in lines):.0%} lay in the 90 % bands and {fmean(x['within50'] for x in lines):.0%} "
        f"in the 50 % bands; bands of exactly that mass would have held {shares[1]:.0%} and {shares[0]:.0%}."
    )
    late = sum(d.issued.date() > d.resolution.on for d in scored if d.resolution)
    if late:
        yield (
            f"Issued when the month was already over: {late} of {len(lines)}. They saw nothing beyond their origin, but nobody "
            "waited for them."
        )
    if len(lines) < 30:
        yield "So few scores say little of how good the forecaster is; docs/forecasts.md has thousands."
