"""How far an item can be relied on, and where the pages that tell it disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from cordiale.corroborate.sameness import told_date
from cordiale.corroborate.witness import count_witnesses
from cordiale.model.mention import CommitmentMention, EventMention, QuantityMention
from cordiale.model.ontology import CommitmentState, EventType, Status
from cordiale.model.record import Disagreement, Standing, Verdict
from cordiale.model.telling import Told, Witness
from cordiale.model.time import DateInterval

# Fields on which an item is contested when pages differ; a place may be told more or less closely.
_WEIGHTY = frozenset({"date", "status", "value", "due", "state"})
_TRUE = frozenset({Status.HAPPENED, Status.ONGOING})


def find_disagreements(mentions: Sequence[Any], witnesses: Mapping[str, Witness]) -> tuple[Disagreement, ...]:
    """The fields that different articles give values that cannot both be true, each value with its articles.

    A coarser date that holds the finer one ('April 2024' and '10 April 2024') is no disagreement; nor is an act that one
    page announces and a later one reports, nor a promise on its way. `withdrawn` are the values that only pages give
    which their outlet has since corrected.
    """
    found = []
    for field in ("date", "place", "status", "value", "due", "state"):
        told: dict[str, tuple[Any, set[str]]] = {}
        for mention in mentions:
            if (value := _value(field, mention)) is not None:
                told.setdefault(_text(value), (value, set()))[1].add(mention.article)
        clashing = {
            key
            for (one, (a, in_a)), (other, (b, in_b)) in combinations(sorted(told.items()), 2)
            if in_a != in_b and _clash(field, a, b)
            for key in (one, other)
        }
        if clashing:
            values = tuple((key, tuple(sorted(told[key][1]))) for key in sorted(clashing))
            found.append(Disagreement(field, values, _withdrawn(values, witnesses)))
    return tuple(found)


def _value(field: str, mention: Any) -> Any:
    if field == "date":
        return told_date(mention) if isinstance(mention, EventMention) else None
    if field == "status":
        return mention.status if isinstance(mention, EventMention) else None
    if field == "place":
        # Where leaders met is one place; other acts touch several.
        meets = isinstance(mention, EventMention) and mention.type is EventType.CONSULT
        return mention.place if meets and mention.place and mention.place.country else None
    if field == "value":
        return (mention.value, mention.unit) if isinstance(mention, QuantityMention) else None
    return getattr(mention, field) if isinstance(mention, CommitmentMention) else None


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return f"{value[0]:,.15g} {value[1]}"
    return str(getattr(value, "name", value)) if not isinstance(value, (Status, CommitmentState)) else value.value


def _clash(field: str, one: Any, other: Any) -> bool:
    """Whether two different values of a field cannot both be true."""
    if isinstance(one, DateInterval):
        return not one.overlaps(other)
    if field == "place":
        return bool(one.country != other.country)
    if field == "status":
        return (one is Status.DENIED and other in _TRUE) or (other is Status.DENIED and one in _TRUE)
    if field == "state":
        return {one, other} == {CommitmentState.DONE, CommitmentState.BROKEN}
    return True


def _withdrawn(values: Sequence[tuple[str, Sequence[str]]], witnesses: Mapping[str, Witness]) -> tuple[str, ...]:
    telling = {article for _, articles in values for article in articles}

    def is_overruled(article: str, value: Sequence[str]) -> bool:
        return any(witnesses[other].overrules(witnesses[article]) for other in telling - set(value))

    return tuple(text for text, articles in values if all(is_overruled(a, articles) for a in articles))


def overruled_articles(mentions: Sequence[Any], witnesses: Mapping[str, Witness]) -> frozenset[str]:
    """The articles of these mentions that another of them corrects."""
    told = [witnesses[id] for id in sorted({m.article for m in mentions})]
    correcting = [w for w in told if w.is_correction]
    return frozenset(w.article for w in told if any(c.overrules(w) for c in correcting))


def stand(
    told: Sequence[Told],
    disagreements: Sequence[Disagreement],
    verdict: Verdict | None,
    witnesses: Mapping[str, Witness],
) -> Standing:
    """The standing: a judgement first, then disagreement, then the number of independent witnesses.

    What a correction has withdrawn is no disagreement, and a page whose value is withdrawn is no witness.
    """
    if verdict is not None:
        return Standing.REJECTED if verdict is Verdict.WRONG else Standing.RETRACTED
    if any(d.field in _WEIGHTY and len(d.values) - len(d.withdrawn) > 1 for d in disagreements):
        return Standing.CONTESTED
    if all(t.is_taken_back for t in told):
        return Standing.RETRACTED
    wrong = set(_withdrawing(disagreements))
    number = count_witnesses(witnesses[t.mention.article] for t in told if t.mention.article not in wrong)
    return Standing.CORROBORATED if number > 1 else Standing.SINGLE_SOURCE


def _withdrawing(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    for d in disagreements:
        values: Mapping[str, Sequence[str]] = dict(d.values)
        for text in d.withdrawn:
            yield from values[text]


def rank(mention: Any, overruled: frozenset[str]) -> tuple[object, ...]:
    """The order of an item's mentions, best first.

    What no correction has overruled comes before what one has, what has happened before what is announced, the exact
    before the vague and these before the mere day of a page's news, named persons before bare states.
    """
    last = (-mention.evidence[0].score, mention.article, mention.evidence[0].span)
    if isinstance(mention, EventMention):
        order = (Status.HAPPENED, Status.ONGOING, Status.DENIED, Status.PLANNED, Status.POSSIBLE).index(mention.status)
        days = _vagueness(mention.date)
        named = sum(a.name is not None for a in (*mention.actors, *mention.recipients))
        return mention.article in overruled, order, days, -named, *last
    return mention.article in overruled, 0, 0, 0, *last


def _vagueness(when: DateInterval | None) -> int:
    """How many days a date spans; more where a side is open, still more for the mere day of a page's news, most for none."""
    if when is None:
        return 99_999
    if not when.is_told:
        return 99_998
    return (when.end - when.start).days if when.start and when.end else 99_997
