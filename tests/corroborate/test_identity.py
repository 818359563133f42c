"""Ids of mentions: what they rest on."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.corroborate.telling import page, says, told_event, told_statement

from cordiale.corroborate import assemble, places_of
from cordiale.corroborate.identity import mention_ids
from cordiale.model.record import Record

TEXT = "Japan protested to China. Later Japan protested to China again."


def ids(text: str, *acts: tuple[str, str]) -> set[str]:
    article = replace(page("a", text), id=f"ar_{len(text)}")
    told = [told_event(article, quote, ("JPN",), ("CHN",), kind) for quote, kind in acts]
    return set(mention_ids("ev", told, {article.id: "a"}))


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_an_edit_elsewhere_on_the_page_leaves_an_id_as_it_was(before: str, after: str) -> None:
    was = ids(TEXT, ("protested to China", "PROTEST"))
    assert ids(f"{before}{TEXT}{after}", ("protested to China", "PROTEST")) == was


def test_other_words_another_type_or_another_page_are_another_id() -> None:
    every = [
        ids(TEXT, ("protested to China", "PROTEST")),
        ids(TEXT, ("Japan protested to China", "PROTEST")),
        ids(TEXT, ("protested to China", "ACCUSE")),
        set(
            mention_ids(
                "ev", [told_event(page("b", TEXT), "protested to China", ("JPN",), ("CHN",), "PROTEST")], {"ar_b": "b"}
            )
        ),
    ]
    assert len(set.union(*every)) == 4


def test_the_same_words_twice_on_a_page_are_told_apart_by_their_order() -> None:
    article = page("a", TEXT)
    first = told_event(article, "protested to China", ("JPN",), ("CHN",), "PROTEST")
    span = first.evidence[0].span.shifted(TEXT.rindex("protested") - TEXT.index("protested"))
    second = replace(first, evidence=(replace(first.evidence[0], span=span),))
    found = mention_ids("ev", [second, first], {article.id: "a"})
    assert found == mention_ids("ev", [first, second, first], {article.id: "a"})
    assert set(found.values()) == {first, second}
    (alone,) = mention_ids("ev", [first], {article.id: "a"})
    assert found[alone] == first


def test_every_mention_has_its_place_in_the_item_that_it_became_part_of() -> None:
    day = date(2024, 4, 10)
    a, b = (page(name, "Kishida met Biden at the White House.", f"Paper {name}", day) for name in "ab")
    told = [
        says(x, told_event(x, "Kishida met Biden", date_=day), told_statement(x, "the White House", "JPN"))
        for x in (a, b)
    ]
    record: Record = assemble([a, b], told, [])
    places = places_of(record, {a.id: "a", b.id: "b"})
    (event,) = record.events
    assert event.id in places
    here = [p for p in places.values() if p.kind == "events"]
    assert {(p.item, p.document) for p in here} == {(event.id, "a"), (event.id, "b")}
    assert {p.item for p in places.values()} == {i.id for i in (*record.events, *record.statements)}
