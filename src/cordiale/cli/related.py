"""What exports of relations are made of: acts, their index by month, and the network of a month."""

from __future__ import annotations

from datetime import date
from functools import partial

from cordiale import relations
from cordiale.cli.asked import parse_month
from cordiale.export import Relations
from cordiale.measure import measure_network
from cordiale.model.issue import UsageError
from cordiale.model.series import Domain, Grain, Period
from cordiale.store import Store


def related(store: Store, month: str | None, domain: str) -> Relations:
    """The relations of a record; UsageError where it tells of no act, or of nothing in the month."""
    if domain not in list(Domain):
        raise UsageError(f"no domain {domain!r}; there is {', '.join(Domain)}")
    index, material = relations.index_of(store, date.today())
    if not index.dyads:
        raise UsageError("the record tells of no act between two states yet; read more pages with cordiale read PAGES")
    first, last = (Period(Grain.MONTH, int(p)) for p in (index.rows.period.min(), index.rows.period.max()))
    period = parse_month(month) if month else last
    if not first <= period <= last:
        raise UsageError(f"nothing is known of {period}; the record runs from {first} to {last}")
    return Relations(material.counted, index, partial(measure_network, index), period, Domain(domain))
