from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.appraise import Figures, Share, appraise, parse_gold
from cordiale.appraise.gold import GoldPage
from cordiale.appraise.pairing import Places, pair_up
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Block, BlockLabel, Span
from cordiale.model.mention import DriverMention, EventMention, Evidence
from cordiale.model.ontology import EventType, Status
from cordiale.model.record import Item, Record

TEXT = "Aland met Beland in June. Aland warned Beland of a tariff. Celand sent grain to Beland because it hungers."


def article(text: str = TEXT) -> Article:
    return Article("ar_1", "a.txt", "sha", text, (Block(Span(0, len(text)), BlockLabel.BODY),))


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence("ar_1", Span(start, start + len(words)), words, 0, "test", 1.0)


def event(
    words: str, type: str, actors: Sequence[str], recipients: Sequence[str] = (), status: str = "happened"
) -> Item[EventMention]:
    sides = [tuple(Actor(c) for c in codes) for codes in (actors, recipients)]
    told = (evidence(words),)
    mention = EventMention("ar_1", EventType(type), None, (), sides[0], sides[1], None, Status(status), None, told)
    return Item(f"ev_{words}", (mention,))


def mark(words: str, type: str, source: Sequence[str], target: Sequence[str] = (), **more: object) -> dict[str, object]:
    return {
        "type": type,
        "source": source,
        "target": target,
        "status": "happened",
        "salience": 1,
        "evidence": [words],
    } | more


def gold(*events: dict[str, object], **lists: object) -> GoldPage:
    return parse_gold("a.json", json.dumps({"events": events, **lists}).encode())


def figures(page: GoldPage, *events: Item[EventMention], **lists: object) -> Figures:
    return appraise([(page, article())], Record(events=events, **lists))  # type: ignore[arg-type]


MET = mark("met", "CONSULT", ["AAA", "BBB"])
WARNED = mark("warned", "THREATEN", ["AAA"], ["BBB"])


def test_what_is_read_as_it_is_marked_is_right_throughout() -> None:
    got = figures(
        gold(MET, WARNED), event("met", "CONSULT", ["AAA", "BBB"]), event("warned", "THREATEN", ["AAA"], ["BBB"])
    )
    assert got.typed == got.directed == Share(2, 2, 2)
    assert got.must_know == Share(2, 2, 2)
    assert got.status == Share(2, 2, 2)


def test_the_wrong_way_round_is_typed_but_not_directed() -> None:
    got = figures(gold(WARNED), event("warned", "THREATEN", ["BBB"], ["AAA"]))
    assert (got.typed.right, got.directed.right) == (1, 0)


def test_another_type_is_found_but_not_right() -> None:
    got = figures(gold(WARNED), event("warned", "ACCUSE", ["AAA"], ["BBB"], "planned"))
    assert got.typed == Share(0, 1, 1)
    assert got.status == Share(0, 1, 1)
    assert got.must_know.recall == 0


@pytest.mark.parametrize(
    "found", [event("sent", "THREATEN", ["AAA"], ["BBB"]), event("warned", "THREATEN", ["AAA"], ["CCC", "DDD"])]
)
def test_another_place_or_other_states_are_another_act(found: Item[EventMention]) -> None:
    got = figures(gold(WARNED), found)
    assert got.typed == Share(0, 1, 1)
    assert got.status.found == 0


def test_optional_marks_count_neither_when_found_nor_when_missed() -> None:
    optional = WARNED | {"optional": True}
    assert figures(gold(MET, optional), event("met", "CONSULT", ["AAA", "BBB"])).typed == Share(1, 1, 1)
    both = figures(
        gold(MET, optional), event("met", "CONSULT", ["AAA", "BBB"]), event("warned", "THREATEN", ["AAA"], ["BBB"])
    )
    assert both.typed == Share(1, 1, 1)


def test_of_two_acts_in_one_sentence_each_is_paired_with_its_own() -> None:
    accused = mark("warned Beland", "ACCUSE", ["AAA"], ["BBB"])
    got = figures(
        gold(WARNED, accused),
        event("warned", "ACCUSE", ["AAA"], ["BBB"]),
        event("tariff", "THREATEN", ["AAA"], ["BBB"]),
    )
    assert got.typed.right == 2


def test_claims_are_paired_by_their_place() -> None:
    driver = DriverMention("ar_1", "hunger", (), "grain", (), "+", None, (evidence("because it hungers"),))
    page = gold(drivers=[{"evidence": ["sent grain"]}, {"evidence": ["warned"]}])
    got = figures(page, drivers=(Item("dr_1", (driver,)),))
    assert got.claims["drivers"] == Share(1, 1, 2)
    assert got.claims["drivers"].f1 == pytest.approx(2 / 3)


def test_a_page_that_was_not_read_is_missed_whole() -> None:
    got = appraise([(gold(MET, drivers=[{"evidence": ["met"]}]), None)], Record())
    assert got.typed == Share(0, 0, 1)
    assert got.claims["drivers"] == Share(0, 0, 1)


def test_evidence_that_does_not_stand_in_the_page_is_counted() -> None:
    assert figures(gold(mark("parted", "CONSULT", ["AAA"]), MET)).astray == 1


def test_shares_of_nothing_are_nought() -> None:
    assert (Share().precision, Share().recall, Share().f1) == (0, 0, 0)


def test_a_sentence_is_the_same_place_wherever_in_it_the_words_stand() -> None:
    places = Places(TEXT)
    assert places.of_quotes(["met"]) == places.of_quotes(["in June"])
    assert places.of_quotes(["met"]).isdisjoint(places.of_quotes(["warned"]))
    assert places.of_quotes(["nowhere", ""]) == frozenset()


@given(st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=3, max_size=3), max_size=4))
def test_everyone_is_paired_once_and_nobody_with_whom_nothing_fits(fits: list[list[float]]) -> None:
    pairs = pair_up(range(len(fits)), range(3), lambda m, f: fits[m][f])
    assert all(fits[m][f] > 0 for m, f in pairs)
    assert len({m for m, _ in pairs}) == len({f for _, f in pairs}) == len(pairs)
    greedy = max((fits[m][f] for m in range(len(fits)) for f in range(3)), default=0)
    assert sum(fits[m][f] for m, f in pairs) >= greedy
