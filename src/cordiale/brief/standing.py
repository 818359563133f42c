"""A few plain sentences that sum up where a relation stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cordiale.brief.choice import Chosen, one_per_article
from cordiale.brief.wording import NameOf, join_words, plural, say_act, say_date
from cordiale.model.brief import Passage
from cordiale.model.mention import Evidence
from cordiale.model.ontology import EventType, QuadClass, Status
from cordiale.model.record import Event, Standing

_COOPERATIVE = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
_SORTS = (
    (QuadClass.VERBAL_COOPERATION, "The latest talks or agreement with a date"),
    (QuadClass.MATERIAL_COOPERATION, "The latest cooperation in deeds"),
    (QuadClass.VERBAL_CONFLICT, "The latest quarrel in words"),
    (QuadClass.MATERIAL_CONFLICT, "The latest measure of one against the other"),
)


def standing_lines(between: Sequence[Event], chosen: Chosen, name_of: NameOf) -> Iterator[Passage]:
    """How far they cooperate, the latest dated act of each sort, what is next, and what is contested."""
    done = [e for e in between if e.best.status in (Status.HAPPENED, Status.ONGOING)]
    if done:
        yield _share(done, chosen)
    for quad, label in _SORTS:
        dated = [e for e in done if e.best.type.quad_class is quad and _is_close(e) and _is_of_sides(e)]
        if dated:
            latest = max(dated, key=lambda e: (_last_day(e), chosen.weight(e)))
            yield _tell(f"{label}: {say_date(latest.best.date)}, {say_act(latest.best, name_of)}.", latest)
    yield from _next(between, chosen, name_of)
    contested = [e for e in chosen.events if e.standing is Standing.CONTESTED]
    contested_figures = [q for q in chosen.of("quantities") if q.standing is Standing.CONTESTED]
    if contested or contested_figures:
        parts = [plural(len(contested), "act")] if contested else []
        parts += [plural(len(contested_figures), "figure")] if contested_figures else []
        every = [*contested, *contested_figures]
        told = f"Pages contradict one another on {join_words(parts)}; see below where pages disagree."
        yield Passage(told, _places(every), tuple(i.id for i in every), "contested")


def _share(done: Sequence[Event], chosen: Chosen) -> Passage:
    friendly = [e for e in done if e.best.type.quad_class in _COOPERATIVE]
    pages = len({m.article for e in done for m in e.mentions})
    others, share = len(done) - len(friendly), len(friendly) / len(done)
    sorts = "all cooperative" if not others else f"{len(friendly)} cooperative ({share:.0%}), {others} not"
    text = (
        f"Between them {plural(len(done), 'act')} {'is' if len(done) == 1 else 'are'} told as done or going on: {sorts}"
    )
    ranked = sorted(done, key=chosen.weight, reverse=True)
    return Passage(f"{text}; on {plural(pages, 'page')}.", _places(ranked), tuple(e.id for e in ranked))


def _next(between: Sequence[Event], chosen: Chosen, name_of: NameOf) -> Iterator[Passage]:
    """The first thing announced for a day after the pages; else the last that was announced, not told to have happened."""
    planned = [e for e in between if e.best.status is Status.PLANNED and e.best.date]
    if not planned:
        return
    newest = max((d for e in chosen.events if (d := chosen.day(e)) != date.max), default=date.min)
    coming = [e for e in planned if _last_day(e) > newest]
    if coming:
        event = min(coming, key=lambda e: (_last_day(e), e.id))
        yield _tell(f"Next: {say_date(event.best.date)}, {say_act(event.best, name_of)}.", event)
    else:
        event = max(planned, key=lambda e: (_last_day(e), e.id))
        when = say_date(event.best.date)
        yield _tell(f"Announced for {when}, not yet told to have happened: {say_act(event.best, name_of)}.", event)


def _tell(text: str, event: Event) -> Passage:
    is_told = event.standing in (Standing.CORROBORATED, Standing.CONTESTED)
    return Passage(text, one_per_article(event.evidence), (event.id,), str(event.standing) if is_told else None)


def _places(items: Sequence[Event]) -> tuple[Evidence, ...]:
    """One place for each item, the best of it."""
    return tuple(dict.fromkeys(i.evidence[0] for i in items))


def _is_close(event: Event) -> bool:
    """Whether an act is dated to two months or closer: a wide span would pass for later than it is."""
    day = event.best.date
    return bool(day and day.start and day.end and (day.end - day.start).days <= 62)


def _is_of_sides(event: Event) -> bool:
    """Whether an act is of one against another, a clash, or a friendly one: what both do 'against' nobody sums up nothing."""
    act = event.best
    return bool(act.recipients) or act.type is EventType.ASSAULT or act.type.quad_class in _COOPERATIVE


def _last_day(event: Event) -> date:
    day = event.best.date
    return (day.end or day.anchor) if day else date.min
