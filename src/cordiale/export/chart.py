"""A relation index drawn as SVG: the share of cooperative acts with its band, its turning points, and how much was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from cordiale.model.series import Change, Grain, Point, share_of

_WIDTH, _HEIGHT = 920, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 30, 80, 316
_STRIP_TOP, _STRIP_BOTTOM = 344, 384
_LINE, _BAND, _TURN, _FAINT, _INK = "#1f5fa8", "#1f5fa8", "#a8431f", "#d9d9d9", "#222"
_MOST_TICKS = 12
_LABEL = 56
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:"
    + _INK
    + "}.h{font-size:16px;font-weight:600}.s{font-size:11px;fill:#555}"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written on a chart: its title, what is measured, and where it comes from."""

    title: str
    measure: str
    source: str


def draw_index(points: Sequence[Point], changes: Sequence[Change], caption: Caption) -> str:
    """The chart as an SVG file; nothing is drawn where nothing was seen. ValueError without points."""
    if not points:
        raise ValueError("a chart needs points")
    scale = _Scale(points[0].period.number, max(points[-1].period.number, points[0].period.number + 1))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" aria-labelledby="t d"><title id="t">{escape(caption.title)}</title>'
        f'<desc id="d">{escape(caption.measure)}. {escape(_told(points))}</desc><style>{_STYLE}</style>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 24, caption.title, css="h"),
        _text(_LEFT, 44, caption.measure, css="s"),
        *_axes(points, scale),
        *_changes(changes, points, scale),
        *_runs_drawn(points, scale),
        *_strip(points, scale),
        _text(_LEFT, _HEIGHT - 12, caption.source, css="s"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def x(self, number: float) -> float:
        return round(_LEFT + (number - self.first) / (self.last - self.first) * (_WIDTH - _LEFT - _RIGHT), 1)

    @staticmethod
    def y(share: float) -> float:
        return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)


def _told(points: Sequence[Point]) -> str:
    seen = [p for p in points if not p.is_unseen]
    if not seen:
        return "Nothing was seen."
    last = seen[-1]
    return f"From {points[0].period} to {points[-1].period}; in {last.period} it is {last.share:.0%}."


def _axes(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    for percent in (0, 25, 50, 75, 100):
        y = scale.y(percent / 100)
        yield f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="{_FAINT}"/>'
        yield _text(_LEFT - 8, y + 4, f"{percent} %", anchor="end")
    for number, label in _ticks(points):
        x = scale.x(number)
        yield f'<line x1="{x}" y1="{_BOTTOM}" x2="{x}" y2="{_BOTTOM + 5}" stroke="{_INK}"/>'
        yield _text(x, _BOTTOM + 18, label, anchor="middle")
    yield f'<line x1="{_LEFT}" y1="{_BOTTOM}" x2="{_WIDTH - _RIGHT}" y2="{_BOTTOM}" stroke="{_INK}"/>'


def _ticks(points: Sequence[Point]) -> list[tuple[int, str]]:
    """Years where there are several, else periods; no more than fit."""
    grain = points[0].period.grain
    years = [
        (p.period.number, f"{p.period.first:%Y}")
        for p in points
        if (p.period.first.month == 1 and (grain is Grain.MONTH or p.period.first.day <= 7))
    ]
    ticks = years if len(years) > 1 else [(p.period.number, str(p.period)) for p in points]
    every = -(-len(ticks) // _MOST_TICKS)
    return ticks[::every]


def stretches_seen(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Stretches of periods that follow one another and saw something."""
    run: list[Point] = []
    for point in points:
        if not point.is_unseen:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _runs_drawn(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    for run in stretches_seen(points):
        xs = [scale.x(p.period.number) for p in run]
        lows, highs = ([scale.y(share_of(v)) for v in side] for side in ([p.low for p in run], [p.high for p in run]))
        if len(run) == 1:
            yield f'<line x1="{xs[0]}" y1="{lows[0]}" x2="{xs[0]}" y2="{highs[0]}" stroke="{_BAND}" stroke-opacity=".35" stroke-width="3"/>'
            yield f'<circle cx="{xs[0]}" cy="{scale.y(run[0].share)}" r="2.2" fill="{_LINE}"/>'
            continue
        outline = [*zip(xs, highs, strict=True), *zip(reversed(xs), reversed(lows), strict=True)]
        yield f'<polygon points="{_path(outline)}" fill="{_BAND}" fill-opacity=".18"/>'
        line = list(zip(xs, (scale.y(p.share) for p in run), strict=True))
        yield f'<polyline points="{_path(line)}" fill="none" stroke="{_LINE}" stroke-width="2"/>'


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _changes(changes: Sequence[Change], points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    last, row = -_WIDTH * 1.0, 0
    for change in (c for c in changes if points[0].period <= c.at <= points[-1].period):
        x = scale.x(change.at.number)
        # Labels that would touch stand on two rows.
        row = 1 - row if x - last < _LABEL else 0
        last = x
        yield (
            f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{_BOTTOM}" stroke="{_TURN}" stroke-dasharray="4 3">'
            f"<title>{change.at}: {change.before:.0%} before, {change.after:.0%} after</title></line>"
        )
        yield _text(x, _TOP - 5 - 12 * row, str(change.at), css="s", anchor="middle")


def _strip(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """How many acts each period saw, as bars on a scale of their own."""
    most = max(p.seen for p in points)
    width = max(1.0, round((_WIDTH - _LEFT - _RIGHT) / (len(points) + 1) * 0.7, 1))
    yield _text(_LEFT - 8, _STRIP_TOP + 8, f"{most:,}", css="s", anchor="end")
    yield _text(_LEFT - 8, _STRIP_BOTTOM, "acts", css="s", anchor="end")
    for point in points:
        height = round(point.seen / most * (_STRIP_BOTTOM - _STRIP_TOP), 1) if most else 0
        if height:
            x = round(scale.x(point.period.number) - width / 2, 1)
            yield f'<rect x="{x}" y="{_STRIP_BOTTOM - height}" width="{width}" height="{height}" fill="#8a8a8a"/>'


def _text(x: float, y: float, text: str, css: str = "", anchor: str = "start") -> str:
    of = f' class="{css}"' if css else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{of}>{escape(text)}</text>'
