"""One JSON text for each forecast, question, resolution and score, and the digest of it: what is kept, and under which name.

The text is UTF-8 JSON with its keys in order and no spaces, dates as ISO 8601, a shape with its `kind`. A store keeps
the text under its digest and never writes the same digest twice; a reader that finds another digest than the name has
found a changed forecast.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec

from cordiale.model.actor import Dyad
from cordiale.model.forecast import (
    Baseline,
    Distribution,
    Forecast,
    NegativeBinomial,
    Pool,
    Question,
    Resolution,
    Sample,
    Score,
    Shape,
)
from cordiale.model.ontology import QuadClass

Kept = Forecast | Question | Resolution | Score
_KINDS: dict[str, type[Kept]] = {"forecast": Forecast, "question": Question, "resolution": Resolution, "score": Score}


def canonical(thing: Kept) -> bytes:
    """The one JSON text of a thing; equal things give equal texts."""
    fields = msgspec.to_builtins(thing)
    if isinstance(thing, Forecast):
        for part, of in ((fields, thing), (fields["baseline"], thing.baseline)):
            part["distribution"]["shape"] = _shape(of.distribution.shape)
    name = next(name for name, kind in _KINDS.items() if isinstance(thing, kind))
    return msgspec.json.encode({name: fields}, order="deterministic")


def digest(thing: Kept) -> str:
    """The sha256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(thing)).hexdigest()


def short_id(thing: Forecast | Question) -> str:
    """The name that people are shown: `fc_` or `qu_` and the first twelve characters of the digest."""
    return f"{'fc' if isinstance(thing, Forecast) else 'qu'}_{digest(thing)[:12]}"


def restored(text: bytes) -> Kept:
    """The thing again from its canonical text; ValueError (of which msgspec's errors are a kind) when it is not one."""
    found = msgspec.json.decode(text, type=dict[str, dict[str, Any]])
    if len(found) != 1 or next(iter(found)) not in _KINDS:
        raise ValueError(f"neither forecast, question, resolution nor score: {sorted(found)}")
    ((name, fields),) = found.items()
    return _forecast(fields) if name == "forecast" else msgspec.convert(fields, _KINDS[name])


def _forecast(fields: dict[str, Any]) -> Forecast:
    try:
        baseline = Baseline(fields["baseline"]["name"], _distribution(fields["baseline"]["distribution"]))
        return Forecast(
            fields["forecaster"],
            msgspec.convert(fields["dyad"], Dyad),
            QuadClass(fields["quad_class"]),
            date.fromisoformat(fields["origin"]),
            fields["horizon"],
            _distribution(fields["distribution"]),
            baseline,
            fields["inputs"],
            tuple(fields["cautions"]),
        )
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"not a forecast: {wrong!r}") from wrong


def _distribution(fields: dict[str, Any]) -> Distribution:
    levels = tuple((float(level), int(count)) for level, count in fields["quantiles"])
    low, high = fields["band"]
    return Distribution(
        _shape_of(fields["shape"]), float(fields["mean"]), levels, (low, high), float(fields["band_mass"])
    )


def _shape_of(fields: dict[str, Any]) -> Shape:
    if fields["kind"] == "pool":
        return Pool(tuple((float(weight), _part_of(part)) for weight, part in fields["parts"]))
    return _part_of(fields)


def _part_of(fields: dict[str, Any]) -> NegativeBinomial | Sample:
    if fields["kind"] == "sample":
        return Sample(tuple(fields["counts"]))
    if fields["kind"] == "negative binomial":
        return NegativeBinomial(float(fields["mean"]), float(fields["dispersion"]))
    raise ValueError(f"no shape is called {fields['kind']}")


def _shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case NegativeBinomial(mean, dispersion):
            return {"kind": "negative binomial", "mean": mean, "dispersion": dispersion}
        case Sample(counts):
            return {"kind": "sample", "counts": list(counts)}
        case Pool(parts):
            return {"kind": "pool", "parts": [[weight, _shape(part)] for weight, part in parts]}
