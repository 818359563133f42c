"""Ties that the record's groupings make."""

from __future__ import annotations

from datetime import date

from cordiale.measure import Told, find_ties
from cordiale.model.actor import Dyad
from cordiale.model.mention import GroupingKind
from cordiale.model.record import Standing
from tests.measure.acting import grouping


def test_a_tie_has_the_members_of_all_pages_and_the_days_on_which_it_was_told() -> None:
    told = Told({"ar1": date(2023, 1, 5), "ar2": date(2024, 2, 6)})
    items = [grouping("g1", "Pact", "BBB AAA IGO", ("ar1", "ar2")), grouping("g2", "Pact", "CCC", ("ar3",))]
    (tie,) = find_ties(items, told)
    assert (tie.members, tie.told, tie.last_told) == (("AAA", "BBB", "CCC"), date(2023, 1, 5), date(2024, 2, 6))
    assert tie.items == ("g1", "g2")
    assert tie.dyads == (Dyad("AAA", "BBB"), Dyad("AAA", "CCC"), Dyad("BBB", "CCC"))


def test_undated_pages_give_no_day() -> None:
    (tie,) = find_ties([grouping("g1", "Pact", "AAA BBB")])
    assert (tie.told, tie.last_told) == (None, None)


def test_what_is_rejected_or_has_one_member_binds_nobody() -> None:
    items = [grouping("g1", "Pact", "AAA BBB", standing=Standing.REJECTED), grouping("g2", "Club", "AAA IGO")]
    assert find_ties(items) == ()


def test_only_the_kinds_asked_for_are_told() -> None:
    items = [grouping("g1", "Pact", "AAA BBB"), grouping("g2", "Court", "AAA BBB", kind=GroupingKind.INSTITUTION)]
    assert [t.name for t in find_ties(items, kinds=(GroupingKind.ALLIANCE,))] == ["Pact"]
