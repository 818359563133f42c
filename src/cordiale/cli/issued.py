"""From a forecast down to its inputs, and from a question down to its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cordiale.announced import announced
from cordiale.cli.asked import say_pair
from cordiale.cli.drawing import sparkline
from cordiale.cli.forecast_tables import UNIT, middle, quartiles, say_class
from cordiale.cli.question_tables import question_lines, say_rule
from cordiale.forecast.canonical import digest, restored
from cordiale.foresight import Inputs, inputs_of
from cordiale.lexicon import load_lexicon
from cordiale.model.forecast import Distribution, Forecast, NegativeBinomial, Question, Resolution, Score
from cordiale.model.issue import UsageError
from cordiale.model.series import Direction, Period
from cordiale.pipeline import hold
from cordiale.store import Store
from cordiale.store.issued import Issued

_SHOWN = 24
_ACTS = 12


def issued_lines(store: Store, name: str) -> Iterator[str]:
    """The lines that open what was issued; `name` is a digest or its beginning. UsageError where several begin so."""
    found = store.issued.named(name)
    if len(found) > 1:
        raise UsageError(f"{len(found)} digests begin with {name}; write more of it")
    for kept in found:
        # Resolutions and scores are told with what they are about.
        subjects = store.issued.named(kept.subject) if kept.subject else [kept]
        for subject in subjects:
            thing = restored(subject.text)
            if isinstance(thing, Forecast):
                yield from _of_forecast(store, subject, thing)
            elif isinstance(thing, Question):
                yield from _of_question(store, subject, thing)


def _of_forecast(store: Store, kept: Issued, f: Forecast) -> Iterator[str]:
    name = say_pair(f.dyad, Direction.BOTH, load_lexicon())
    month = Period.of(f.month.anchor)
    yield f"fc_{kept.digest[:12]}  {name}: {say_class(f.quad_class)}, {month}, {UNIT}"
    yield f"  sha256 {kept.digest}, issued {kept.at:%Y-%m-%d %H:%M} UTC"
    yield f"  seen from {f.origin}, {f.horizon} month{'s' * (f.horizon != 1)} ahead"
    yield f"  {f.forecaster}: {_say(f.distribution)}"
    yield f"  beside it, {f.baseline.name}: {_say(f.baseline.distribution)}"
    for caution in f.cautions:
        yield f"  caution: {caution}"
    yield from _outcomes(store, kept.digest)
    yield f"  inputs sha256 {f.inputs}"
    inputs = inputs_of(store, date.today(), f)
    if inputs is None:
        yield "  the record holds no act before that day any more"
    else:
        yield from _inputs(inputs, f)


def _inputs(inputs: Inputs, f: Forecast) -> Iterator[str]:
    panel = inputs.panel
    same = "the record still gives these inputs" if inputs.is_same else "the record now gives other inputs than these"
    yield f"  {same}: {len(panel.dyads)} pairs, {panel.first:%Y-%m} to {Period.of(panel.end).later(-1)}"
    own = panel.monthly((f.quad_class,))[panel.dyads.index(f.dyad)][-_SHOWN:]
    first = Period.of(panel.end).later(-len(own))
    yield f"  acts by month, {first} on: {sparkline([float(x) for x in own], _SHOWN)}  {' '.join(f'{x:.0f}' for x in own)}"
    for act in inputs.acts[: -_ACTS - 1 : -1]:
        yield f"  {act.day} {act.actor} → {act.recipient} {act.type}  {act.event}"
    if len(inputs.acts) > _ACTS:
        yield f"  and {len(inputs.acts) - _ACTS:,} before them"
    if inputs.acts:
        yield "  To the words or the row of one: cordiale trace ID"


def _say(d: Distribution) -> str:
    low, high = quartiles(d)
    shape = f"; negative binomial, dispersion {d.shape.dispersion:.3g}" if isinstance(d.shape, NegativeBinomial) else ""
    return (
        f"median {middle(d):,}, mean {d.mean:.1f}, 50 % band {low:,}–{high:,}, "
        f"90 % band {d.band[0]:,}–{d.band[1]:,} (holds {d.band_mass:.0%}){shape}"
    )


def _outcomes(store: Store, name: str) -> Iterator[str]:
    """Resolutions and scores, the oldest first."""
    for kept in store.issued.about(name):
        thing = restored(kept.text)
        if isinstance(thing, Resolution):
            came = f"{thing.count:,} acts" if thing.count is not None else str(thing.outcome)
            yield f"  {kept.at:%Y-%m-%d}: came {came}, known from {thing.on} on ({len(thing.items)} items)"
        elif isinstance(thing, Score):
            own = f"CRPS {thing.crps:.2f}" if thing.crps is not None else f"Brier {thing.brier:.3f}"
            plain = f", the plain rule {thing.baseline_crps:.2f}" if thing.baseline_crps is not None else ""
            yield f"  {kept.at:%Y-%m-%d}: {own}{plain}, log score {thing.log:.2f}"


def _of_question(store: Store, kept: Issued, q: Question) -> Iterator[str]:
    held = hold(store)
    yield f"qu_{kept.digest[:12]}  {' '.join(q.parties)}: {q.what}"
    yield f"  sha256 {kept.digest}, issued {kept.at:%Y-%m-%d %H:%M} UTC"
    yield f"  announced {q.asked}, last day {q.due}, chance {q.probability:.0%} by the rate of its kind"
    yield f"  yes by {say_rule(q)}"
    found = announced(store, held, date.today(), is_kept=False)
    own = [a for a in (*found.open, *found.overdue, *found.resolved) if digest(a.question) == kept.digest]
    for a in own:
        yield from (f"  {line}" for line in question_lines(a, held.by_id))
    yield from _outcomes(store, kept.digest)
    if own and own[0].item:
        from cordiale.cli.tracing import trace_lines

        yield from trace_lines(store, own[0].item.id)
