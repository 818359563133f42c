"""What may come of a pair: forecasts that were issued beside their plain rule, how past ones did, questions with their chances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from cordiale.announced import Asked, marks_of
from cordiale.brief.choice import one_per_article
from cordiale.export.charts import Caption, Chart, Month, forecast_chart
from cordiale.forecast.canonical import restored, short_id
from cordiale.forecast.scores import pit, share_within
from cordiale.foresight import Due, Seen, foresee, resolved
from cordiale.model.actor import Dyad
from cordiale.model.forecast import Distribution, Forecast, Outcome, Rule
from cordiale.model.issue import UsageError
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Period
from cordiale.store import Store
from cordiale.web.address import pair_address
from cordiale.web.drawing import Drawing, source_of
from cordiale.web.forms import form_of
from cordiale.web.lines import QUADS, Told, told
from cordiale.web.shelf import Now, Shelf
from cordiale.web.shown import Shown
from cordiale.web.states import pair_of
from cordiale.web.view import Elsewhere, Table, View

HORIZONS = (1, 2, 3)
_MONTHS = 24
# Of the questions of a pair so many of each sort are listed; its data have some hundreds.
_LISTED = 200
_MEDIAN = 0.5
_COLUMNS = (
    "id quad_class month origin issued median low90 high90 baseline baseline_median baseline_low90 baseline_high90 "
    "forecaster count crps baseline_crps"
).split()
_FEW = 30
_LESS = 3


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of a pair's future: the latest forecasts, all that were issued with what came, and questions."""

    forecasts: Sequence[Due]
    past: Sequence[Due]
    open: Sequence[Asked]
    overdue: Sequence[Asked]
    settled: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a line: what, by when, how likely and by what base rate, what announces it, and what became of it."""

    id: str
    what: str
    due: date
    chance: float
    known: str
    rule: str
    outcome: str
    told: Told | None


def ahead_of(shown: Shown, dyad: Dyad) -> Ahead:
    """What is known of a pair's future; forecasts are read as they were issued, nothing is reckoned anew."""
    with Store(shown.record_file, must_exist=True) as store:
        issued = store.issued.of_kind("forecast", str(dyad))
    seen = Seen.of(shown.material.counted)  # type: ignore[arg-type]
    things = [(thing, x.at) for x in issued if isinstance(thing := restored(x.text), Forecast)]
    every = [Due(f, at, resolved(f, seen) if seen else None) for f, at in things]
    last = max((d.forecast.origin for d in every), default=None)
    latest = [d for d in _latest(every) if d.forecast.origin == last]
    own = shown.kept(("asked", dyad), lambda: shown.made.asked.of(dyad))
    return Ahead(latest, every, *own)


def _latest(every: Sequence[Due]) -> list[Due]:
    """The last issued of each class and month, in their order."""
    found = {(d.forecast.quad_class, d.forecast.month.anchor): d for d in sorted(every, key=lambda d: d.issued)}
    return [found[key] for key in sorted(found)]


def forecast_of_pair(shown: Shown, dyad: Dyad, ahead: Ahead) -> Chart | None:
    """The chart of what was counted lately and of the latest forecasts; None where none was issued."""
    forecasts = [d.forecast for d in ahead.forecasts]
    if not forecasts:
        return None
    title = f"{shown.name_of(dyad.first)} and {shown.name_of(dyad.second)}"
    measure = (
        f"Acts a month by class: counted, and forecast as seen from {forecasts[0].origin} beside {forecasts[0].baseline.name}; "
        "median and 90 % band"
    )
    return forecast_chart(
        _counted(shown, dyad, Period.of(forecasts[0].origin)), forecasts, Caption(title, measure, source_of(shown))
    )


def _counted(shown: Shown, dyad: Dyad, end: Period) -> list[Month]:
    """How many acts of each class a pair had in each of the months before one; a mutual act is one."""
    seen = {(a.event, a.quad_class, Period.of(a.day)) for a in shown.made.acts_between(dyad)}
    counts = Counter((quad, month) for _, quad, month in seen)
    first = min((month for _, month in counts), default=end)
    begin = max(first, end.later(-_MONTHS))
    months = [begin.later(n) for n in range(end.number - begin.number)]
    return [Month(quad, month, counts[quad, month]) for quad in QuadClass for month in months]


def show_forecast(shown: Now, pair: str) -> View:
    """What may come of a pair: forecasts as issued beside a plain rule, how past ones did, and questions with base rates."""
    dyad = pair_of(shown, pair)
    path = f"{pair_address(dyad)}/forecast"
    if str(dyad) != pair:
        raise Elsewhere(path)
    ahead = ahead_of(shown, dyad)
    chart = forecast_of_pair(shown, dyad, ahead)
    names = f"{shown.name_of(dyad.first)} and {shown.name_of(dyad.second)}"
    rows = [forecast_row(d) for d in ahead.past]
    questions = {name: question_lines(shown, getattr(ahead, name)[:_LISTED]) for name in ("open", "overdue", "settled")}
    values = {
        "dyad": dyad,
        "title": f"What may come: {names}",
        "latest": [forecast_row(d) for d in ahead.forecasts],
        "marks": score_summary(ahead.past),
        "scored": [r for r in rows if r["count"] is not None],
        "waiting": sum(r["count"] is None for r in rows),
        "answers": marks_of(ahead.settled),
        "listed": _LISTED,
        "is_cut": any(len(getattr(ahead, name)) > _LISTED for name in questions),
        **questions,
    }
    data = {
        "pair": str(dyad),
        "forecasts": rows,
        "scores": values["marks"],
        **{name: [question_row(a) for a in getattr(ahead, name)] for name in ("open", "overdue", "settled")},
        "spec": chart.spec if chart else None,
    }
    drawn = (Drawing("forecast", chart, path),) if chart else ()
    return View(
        f"What may come: {names}", "forecast.html", values, lambda: data, lambda: Table(tuple(_COLUMNS), rows),
        ((names, pair_address(dyad)),), drawn, lambda: chart,
    )  # fmt: skip


def forecast_row(d: Due) -> dict[str, Any]:
    """A forecast with its plain rule and, where its month is over, what came."""
    f, said, plain = d.forecast, d.forecast.distribution, d.forecast.baseline.distribution
    score = d.score
    return {
        "id": short_id(f),
        "quad_class": QUADS[f.quad_class],
        "month": str(Period.of(f.month.anchor)),
        "origin": f.origin.isoformat(),
        "issued": d.issued.isoformat(timespec="minutes"),
        "median": _middle(said),
        "low90": said.band[0],
        "high90": said.band[1],
        "baseline": f.baseline.name,
        "baseline_median": _middle(plain),
        "baseline_low90": plain.band[0],
        "baseline_high90": plain.band[1],
        "forecaster": f.forecaster,
        "count": d.resolution.count if d.resolution else None,
        "crps": round(score.crps, 4) if score and score.crps is not None else None,
        "baseline_crps": round(score.baseline_crps, 4) if score and score.baseline_crps is not None else None,
    }


def _middle(d: Distribution) -> int:
    return next(count for level, count in d.quantiles if level == _MEDIAN)


def score_summary(every: Sequence[Due]) -> dict[str, Any] | None:
    """How the forecasts whose month is over did beside the plain rule, and how much of what came their bands held."""
    scored = [(d, d.resolution.count) for d in every if d.score and d.resolution and d.resolution.count is not None]
    if not scored:
        return None
    own = fmean(d.score.crps or 0.0 for d, _ in scored if d.score)
    plain = fmean(d.score.baseline_crps or 0.0 for d, _ in scored if d.score)
    ends = [pit(d.forecast.distribution.shape, count) for d, count in scored]
    return {
        "number": len(scored),
        "crps": round(own, 4),
        "baseline_crps": round(plain, 4),
        "within_50": round(fmean(share_within(e, 0.5) for e in ends), 4),
        "within_90": round(fmean(share_within(e, 0.9) for e in ends), 4),
        "is_few": len(scored) < _FEW,
    }


def question_lines(shown: Shown, asked: Sequence[Asked]) -> list[Question]:
    """Questions as lines of a page, what announces them opened together."""
    shown.items.gather(a.item.id for a in asked if a.item)
    announcing = [shown.items.get(a.item.id) for a in asked if a.item]
    shown.articles.gather(
        e.article for found in announcing if found for e in one_per_article(found[1].evidence)[:_LESS]
    )
    return [question_line(shown, a) for a in asked]


def question_line(shown: Shown, asked: Asked) -> Question:
    """A question as a line of a page."""
    q, rate = asked.question, asked.question.base_rate
    known = f"{rate.yes} of {rate.resolved} of its kind came about" if rate.resolved else "none of its kind is settled"
    rule = (
        f"a later page that tells of {q.kind.of.lower()} between {' and '.join(shown.name_of(c) for c in q.parties)}, done by then"
        if q.kind.rule is Rule.SAME_ACT
        else "a later page that says what has become of it"
    )
    outcome = asked.resolution.outcome if asked.resolution else None
    item = shown.items.get(asked.item.id) if asked.item else None
    return Question(
        asked.id,
        q.what,
        q.due,
        q.probability,
        known,
        rule,
        str(outcome or ""),
        told(shown, *item, _LESS) if item else None,
    )


def question_row(asked: Asked) -> dict[str, Any]:
    """A question as plain values."""
    q = asked.question
    outcome: Outcome | None = asked.resolution.outcome if asked.resolution else None
    return {
        "id": asked.id,
        "what": q.what,
        "parties": list(q.parties),
        "asked": q.asked.isoformat(),
        "due": q.due.isoformat(),
        "probability": round(q.probability, 4),
        "yes": q.base_rate.yes,
        "resolved": q.base_rate.resolved,
        "rule": q.kind.rule,
        "item": q.item,
        "outcome": outcome,
    }


async def take_forecast(request: Request, pair: str) -> Response:
    """Issue forecasts of a pair for the next months, keep them, then show them."""
    await form_of(request)
    to = await run_in_threadpool(_issue, request.app.state.shelf, pair)
    return RedirectResponse(to, status_code=303)


def _issue(shelf: Shelf, pair: str) -> str:
    shown = shelf.now()
    dyad = pair_of(shown, pair)
    with shelf.open() as store:
        if store.is_read_only:
            raise UsageError("the record may only be read here; no forecast can be kept")
        outlook = foresee(store, shown.today, dyad, HORIZONS)
    if outlook.why:
        raise UsageError(f"{outlook.why}, so nothing is forecast; read more pages first: cordiale read PAGES")
    return f"{pair_address(dyad)}/forecast"
