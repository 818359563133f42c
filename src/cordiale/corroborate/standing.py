"""How far an item can be relied on, and where the pages that tell it disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cordiale.corroborate.independence import Independence
from cordiale.corroborate.sameness import compared_fields
from cordiale.model.mention import EventMention
from cordiale.model.ontology import Status
from cordiale.model.record import Disagreement, Standing, Verdict


def find_disagreements(mentions: Sequence[Any]) -> tuple[Disagreement, ...]:
    """The fields that different articles give different values, each value with its articles.

    A coarser date that holds the finer one ('April 2024' and '10 April 2024') is no disagreement; nor is an act that one
    page announces and a later one reports.
    """
    by_field: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        for field, value in compared_fields(mention).items():
            told = by_field[field][value]
            if mention.article not in told:
                told.append(mention.article)
    found = []
    for field, values in sorted(by_field.items()):
        if (
            len(values) > 1
            and len({a for told in values.values() for a in told}) > 1
            and not _is_compatible(field, mentions)
        ):
            found.append(Disagreement(field, tuple((v, tuple(sorted(told))) for v, told in sorted(values.items()))))
    return tuple(found)


def _is_compatible(field: str, mentions: Sequence[Any]) -> bool:
    if field == "date":
        dates = [m.date for m in mentions if m.date]
        return all(a.overlaps(b) for a in dates for b in dates)
    if field == "status":
        return not any(m.status is Status.DENIED for m in mentions)
    return field == "place" and len({p.country for m in mentions if (p := m.place)}) == 1


def stand(
    mentions: Sequence[Any],
    disagreements: Sequence[Disagreement],
    verdicts: Sequence[Verdict],
    independence: Independence,
) -> Standing:
    """The standing: a judgement first, then disagreement, then the number of independent witnesses."""
    if Verdict.WRONG in verdicts:
        return Standing.REJECTED
    if Verdict.RETRACTED in verdicts:
        return Standing.RETRACTED
    if any(d.field in ("date", "status", "value") for d in disagreements):
        return Standing.CONTESTED
    witnesses = independence.count_witnesses(m.article for m in mentions)
    return Standing.CORROBORATED if witnesses > 1 else Standing.SINGLE_SOURCE


def rank(mention: Any) -> tuple[object, ...]:
    """The order of an item's mentions, best first: what has happened before what is announced, the exact before the vague."""
    if isinstance(mention, EventMention):
        order = (Status.HAPPENED, Status.ONGOING, Status.DENIED, Status.PLANNED, Status.POSSIBLE).index(mention.status)
        days = (
            (mention.date.end - mention.date.start).days
            if mention.date and mention.date.start and mention.date.end
            else 99_999
        )
        named = sum(a.name is not None for a in (*mention.actors, *mention.recipients))
        return order, days, -named, -mention.evidence[0].score, mention.article, mention.evidence[0].span
    return 0, 0, 0, -mention.evidence[0].score, mention.article, mention.evidence[0].span
