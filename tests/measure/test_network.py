"""The network of states in one month."""

from __future__ import annotations

from datetime import date

from cordiale.measure import Choice, changed_sides, measure_index, measure_network, moves
from cordiale.measure.network import Triads
from cordiale.measure.pooling import USUAL
from cordiale.model.actor import Dyad
from cordiale.model.series import Act, Period
from tests.measure.acting import month

FIRST = Period.of(date(2020, 1, 1))


def friends(*sides: str, months: range = range(6)) -> list[Act]:
    return [a for s in sides for i in months for a in month(i, 20, 1, s)]


def foes(*sides: str, months: range = range(6)) -> list[Act]:
    return [a for s in sides for i in months for a in month(i, 1, 20, s)]


def test_ties_have_the_sign_that_their_whole_band_has() -> None:
    index = measure_index([*friends("AAA BBB"), *foes("AAA CCC"), *month(2, 1, 1, "BBB CCC")], Choice(model=USUAL))
    network = measure_network(index, FIRST.later(2))
    assert {str(x.dyad): x.sign for x in network.links} == {"AAA-BBB": 1, "AAA-CCC": -1, "BBB-CCC": 0}
    assert network.triads == Triads()
    assert network.triads.balance is None


def test_two_friends_with_a_common_foe_are_balanced() -> None:
    index = measure_index([*friends("AAA BBB"), *foes("AAA CCC", "BBB CCC")], Choice(model=USUAL))
    triads = measure_network(index, FIRST.later(2)).triads
    assert (triads, triads.balance) == (Triads(two=1), 1.0)


def test_a_friend_of_two_foes_is_not_balanced() -> None:
    index = measure_index([*friends("AAA BBB", "AAA CCC"), *foes("BBB CCC")], Choice(model=USUAL))
    assert measure_network(index, FIRST.later(2)).triads.balance == 0.0


def test_friends_of_friends_are_a_community() -> None:
    camps = ["AAA BBB", "BBB CCC", "AAA CCC", "DDD EEE", "EEE FFF", "DDD FFF"]
    index = measure_index([*friends(*camps), *foes("AAA DDD")], Choice(model=USUAL))
    network = measure_network(index, FIRST.later(2))
    assert network.communities == (("AAA", "BBB", "CCC"), ("DDD", "EEE", "FFF"))
    assert network.community_of("XXX") == ()


def test_who_changed_sides_and_which_ties_moved_are_told() -> None:
    early, late = range(12), range(12, 24)
    one, other = ["AAA BBB", "AAA CCC", "BBB CCC"], ["DDD EEE", "DDD FFF", "EEE FFF"]
    acts = friends(*one, *other, "AAA GGG", "BBB GGG", "CCC GGG", months=early)
    acts += foes("AAA GGG", "BBB GGG", "CCC GGG", "DDD GGG", months=late) + foes(
        "DDD GGG", "EEE GGG", "FFF GGG", months=early
    )
    acts += friends(*one, *other, "DDD GGG", "EEE GGG", "FFF GGG", months=late)
    index = measure_index(
        [
            a
            for a in acts
            if not (a.actor == "DDD" and a.recipient == "GGG" and a.day.year == 2021 and not a.is_cooperative)
        ],
        Choice(model=USUAL),
    )
    before, after = measure_network(index, FIRST.later(3)), measure_network(index, FIRST.later(20))
    assert changed_sides(before, after) == ("GGG",)
    found = moves(before, after)
    assert found[0].is_clear
    assert {m.dyad for m in found if m.is_clear} == {Dyad.of("GGG", x) for x in "AAA BBB CCC DDD EEE FFF".split()}
    assert {str(m.dyad) for m in found if m.is_clear and m.by > 0} == {"DDD-GGG", "EEE-GGG", "FFF-GGG"}


def test_a_month_before_everything_is_empty() -> None:
    network = measure_network(measure_index(friends("AAA BBB"), Choice(model=USUAL)), FIRST.later(-5))
    assert (network.links, network.communities) == ((), ())
