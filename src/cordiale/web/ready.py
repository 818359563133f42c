"""What is put together beforehand: parts of the pages that are looked at most, under the keys by which these keep them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from cordiale.model.actor import Dyad
from cordiale.relations import busiest
from cordiale.web.actor import states_told
from cordiale.web.audit import kinds_told
from cordiale.web.home import counts_of_pairs, home_of
from cordiale.web.narrowed import SUMS, sums_of
from cordiale.web.network import standing_now
from cordiale.web.pair import relation_of
from cordiale.web.shown import Shown
from cordiale.web.source import sources_read

_PAIRS = 12
_PARTS: Mapping[Hashable, Callable[[Shown], Any]] = {
    SUMS: sums_of,
    "home": home_of,
    "counts of pairs": counts_of_pairs,
    "states": states_told,
    "sources": sources_read,
    "kinds": kinds_told,
}


def ready_parts(shown: Shown, lately: Sequence[Dyad]) -> Mapping[Hashable, Any]:
    """Lists that count the whole record, the first page, the network, and pairs: those that moved, those that have most acts,
    those that were asked for lately.
    """
    parts = {key: part(shown) for key, part in _PARTS.items()}
    dyads = [s.dyad for s in shown.shifts[:_PAIRS]] + busiest(shown.index, _PAIRS) + list(lately)
    return {**parts, **standing_now(shown), **{dyad: relation_of(shown, dyad) for dyad in dict.fromkeys(dyads)}}
