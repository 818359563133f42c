"""Charts drawn by the server as SVG within a page: colours come from the style sheet, each point leads to its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from cordiale.export.chart import stretches_seen
from cordiale.export.points import point_id
from cordiale.model.index_id import Kind
from cordiale.model.series import Change, Point, share_of

_TICKS = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a chart and of its margins, in units of its own."""

    width: int
    height: int
    left: int = 40
    right: int = 10
    top: int = 12
    bottom: int = 46
    strip: int = 22


LARGE = Frame(1100, 270)
SMALL = Frame(420, 190, strip=14)


@dataclass(frozen=True, slots=True)
class _Scale:
    frame: Frame
    first: int
    last: int

    def x(self, number: float) -> float:
        f = self.frame
        return round(f.left + 8 + (number - self.first) / max(1, self.last - self.first) * self._across, 1)

    @property
    def _across(self) -> int:
        return self.frame.width - self.frame.left - self.frame.right - 16

    def y(self, share: float) -> float:
        f = self.frame
        return round(self.floor - share * (self.floor - f.top), 1)

    @property
    def floor(self) -> int:
        """Where the share is 0."""
        return self.frame.height - self.frame.bottom - self.frame.strip


def draw_series(points: Sequence[Point], changes: Sequence[Change], label: str, frame: Frame = LARGE) -> Markup:
    """The share of cooperative acts with its 90 % band and its turning points, and below how many acts were seen.

    Nothing is drawn where nothing was seen, but for a faint line from one period seen to the next. Empty without points.
    """
    seen = [p for p in points if not p.is_unseen]
    if not seen:
        return Markup("")
    scale = _Scale(frame, points[0].period.number, points[-1].period.number)
    parts = [
        Markup('<svg class="chart {}" viewBox="0 0 {} {}" role="group" aria-label="{}">').format(
            "large" if frame is LARGE else "small", frame.width, frame.height, label
        ),
        *_axes(points, scale),
        *_turns(changes, scale),
        *_gaps(seen, scale),
        *(part for run in stretches_seen(points) for part in _run(run, scale)),
        *_strip(seen, scale),
        *(_dot(p, scale) for p in seen),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def _axes(points: Sequence[Point], scale: _Scale) -> Iterator[Markup]:
    f = scale.frame
    for percent in (0, 50, 100):
        y = scale.y(percent / 100)
        yield _line("grid", (f.left, y), (f.width - f.right, y))
        yield _text(f.left - 6, y + 4, f"{percent}%", "end")
    for p, label in _ticks(points, _TICKS if f is LARGE else _TICKS // 2):
        yield _text(scale.x(p.period.number), f.height - f.bottom + 18, label, "middle")


def _ticks(points: Sequence[Point], most: int) -> list[tuple[Point, str]]:
    """Years where there are several, else periods; no more than fit."""
    years = [(p, f"{p.period.first:%Y}") for p in points if p.period.first.month == 1 and p.period.first.day <= 7]
    ticks = years if len(years) > 2 else [(p, str(p.period)) for p in points]
    return ticks[:: max(1, -(-len(ticks) // most))]


def _line(css: str, one: tuple[float, float], other: tuple[float, float]) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(css, *one, *other)


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, text)


def _turns(changes: Sequence[Change], scale: _Scale) -> Iterator[Markup]:
    for change in changes:
        begin, end = scale.x(change.earliest.number), scale.x(change.latest.number)
        yield Markup('<rect class="turn-band" x="{}" y="{}" width="{}" height="{}"/>').format(
            begin, scale.frame.top, max(2, round(end - begin, 1)), scale.floor - scale.frame.top
        )
        x = scale.x(change.at.number)
        yield _line("turn", (x, scale.frame.top), (x, scale.floor))


def _gaps(seen: Sequence[Point], scale: _Scale) -> Iterator[Markup]:
    for one, other in pairwise(seen):
        if other.period.number - one.period.number > 1:
            ends = [(scale.x(p.period.number), scale.y(p.share)) for p in (one, other)]
            yield _line("gap", ends[0], ends[1])


def _run(run: Sequence[Point], scale: _Scale) -> Iterator[Markup]:
    xs = [scale.x(p.period.number) for p in run]
    lows, highs = [scale.y(share_of(p.low)) for p in run], [scale.y(share_of(p.high)) for p in run]
    if len(run) == 1:
        yield _line("whisker", (xs[0], lows[0]), (xs[0], highs[0]))
        return
    outline = [*zip(xs, highs, strict=True), *zip(reversed(xs), reversed(lows), strict=True)]
    yield Markup('<polygon class="band" points="{}"/>').format(_path(outline))
    yield Markup('<polyline class="line" points="{}"/>').format(
        _path([(x, scale.y(p.share)) for x, p in zip(xs, run, strict=True)])
    )


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _strip(seen: Sequence[Point], scale: _Scale) -> Iterator[Markup]:
    """How many acts each period saw, as bars on a scale of their own."""
    f, most = scale.frame, max(p.seen for p in seen)
    floor = f.height - f.bottom
    width = max(1.5, min(14.0, round((f.width - f.left - f.right) / (scale.last - scale.first + 1) * 0.6, 1)))
    for p in seen:
        height = max(1.5, round(p.seen / most * (f.strip - 4), 1))
        yield Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>').format(
            round(scale.x(p.period.number) - width / 2, 1), round(floor - height, 1), width, height
        )
    yield _text(f.left - 6, floor, f"{most} acts"[: 5 + len(str(most))], "end")


def _dot(point: Point, scale: _Scale) -> Markup:
    low, high = point.band
    said = f"{point.period}: {point.share:.0%}, 90 % band {low:.0%} to {high:.0%}, {point.seen} act{'s' * (point.seen != 1)}"
    return Markup(
        '<a href="/point/{}" aria-label="{}"><circle class="dot" cx="{}" cy="{}" r="4"><title>{}</title></circle></a>'
    ).format(point_id(Kind.ACTS, point), said, scale.x(point.period.number), scale.y(point.share), said)


def draw_spark(points: Sequence[Point], label: str) -> Markup:
    """A line the size of a word: the share of cooperative acts over the periods that were seen."""
    seen = [p for p in points if not p.is_unseen]
    if not seen:
        return Markup("")
    first, last = points[0].period.number, points[-1].period.number
    places = [
        (round(4 + (p.period.number - first) / max(1, last - first) * 112, 1), round(26 - p.share * 22, 1))
        for p in seen
    ]
    x, y = places[-1]
    return Markup(
        '<svg class="spark" viewBox="0 0 120 30" role="img" aria-label="{}"><line class="grid" x1="4" y1="15" x2="116" y2="15"/>'
        '<polyline class="line" points="{}"/><circle class="dot" cx="{}" cy="{}" r="3"/></svg>'
    ).format(escape(label), _path(places), x, y)
