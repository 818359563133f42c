"""The record from mentions and judgements."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corroborate.telling import evidence, page, says, told_event, told_figure, told_promise, told_statement

from cordiale.corroborate import assemble
from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.model.ontology import Status
from cordiale.model.record import Judgement, Record, Standing, Verdict
from cordiale.model.time import LEAD, DateInterval, Precision

DAY = date(2024, 4, 10)
Told = tuple[Article, Mentions]

VISIT = "Prime Minister Kishida was received by President Biden at the White House on a state visit"
OTHER_VISIT = "A brass band played when Tokyo's leader came to Washington, where the two men talked of steel"


def record(*told: Told, judgements: tuple[Judgement, ...] = ()) -> Record:
    return assemble([a for a, _ in told], [m for _, m in told], judgements)


def visit(name: str, text: str = VISIT, publisher: str | None = None, on: date | None = DAY, **fields: object) -> Told:
    article = page(name, f"{text}.", publisher or f"Paper {name}", on)
    return article, says(article, told_event(article, text, date_=on, **fields))  # type: ignore[arg-type]


def judged(verdict: Verdict, *items: str, id: int = 1, undoes: int | None = None) -> Judgement:
    return Judgement(verdict, items, "because", datetime(2024, 5, 1, tzinfo=UTC), id, undoes)


# --- one thing from several pages


def test_a_meeting_on_one_day_told_by_two_papers_in_their_own_words_is_one_corroborated_event() -> None:
    (event,) = record(visit("a"), visit("b", OTHER_VISIT)).events
    assert (event.standing, len(event.mentions)) == (Standing.CORROBORATED, 2)


def test_meetings_of_the_same_states_on_one_day_but_of_other_persons_are_two() -> None:
    found = record(
        visit("a", actors=("JPN:Naruhito", "USA:Donald Trump")),
        visit("b", actors=("JPN:Sanae Takaichi", "USA:Donald Trump")),
    )
    assert len(found.events) == 2


def test_a_telling_without_names_joins_no_two_meetings_of_other_persons() -> None:
    found = record(
        visit("a", actors=("JPN:Naruhito", "USA:Donald Trump")),
        visit("b"),
        visit("c", actors=("JPN:Sanae Takaichi", "USA:Donald Trump")),
    )
    assert sorted(len(e.mentions) for e in found.events) == [1, 2]


def test_two_acts_of_one_page_stay_two_whatever_another_page_tells() -> None:
    sides = {"actors": ("GHA",), "recipients": ("TGO",), "type_": "SANCTION"}
    closed = [f"Ghana closed its port to Togo's {goods}" for goods in ("ships", "lorries")]
    article = page("a", ". ".join(closed), "Paper a", DAY)
    both = article, says(article, *(told_event(article, words, date_=DAY, **sides) for words in closed))  # type: ignore[arg-type]
    assert len(record(both).events) == 2
    assert sorted(len(e.mentions) for e in record(both, visit("b", closed[0], **sides)).events) == [1, 2]


def test_clashes_at_one_place_months_apart_are_two_events() -> None:
    text = "Coast guard ships fired water cannon at a supply boat near the shoal and hurt sailors"
    sides = {"actors": ("CHN",), "recipients": ("PHL",), "type_": "COERCE"}
    found = record(visit("a", text, on=date(2024, 3, 23), **sides), visit("b", text, on=date(2024, 6, 17), **sides))
    assert len(found.events) == 2


def test_a_vague_date_between_two_exact_ones_does_not_join_them() -> None:
    first, second = visit("a", on=date(2024, 2, 7)), visit("c", on=date(2024, 10, 27))
    article = page("b", f"{VISIT}.", "Paper b", date(2024, 12, 30))
    year = DateInterval(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
    found = record(first, (article, says(article, told_event(article, VISIT, date_=year))), second)
    assert sorted(len(e.mentions) for e in found.events) == [1, 2]


def test_the_day_of_a_pages_news_neither_parts_nor_contradicts() -> None:
    def told(name: str, on: date, day: DateInterval) -> Told:
        article = page(name, f"{VISIT}.", f"Paper {name}", on)
        return article, says(article, told_event(article, VISIT, date_=day))

    news = (told(n, DAY + timedelta(d), DateInterval.day(DAY + timedelta(d), LEAD)) for n, d in (("a", 1), ("b", 3)))
    (event,) = record(*news, told("c", DAY + timedelta(2), DateInterval.day(DAY))).events
    assert len(event.mentions) == 3
    assert not event.disagreements
    assert event.best.date == DateInterval.day(DAY)  # what a page tells goes before the day of its news


def test_who_accuses_whom_is_not_turned_round() -> None:
    text = "The ministry accused the other side of reckless flights over the strait last night"
    found = record(
        visit("a", text, actors=("CHN",), recipients=("JPN",), type_="ACCUSE"),
        visit("b", text, actors=("JPN",), recipients=("CHN",), type_="ACCUSE"),
    )
    assert len(found.events) == 2


def test_what_is_feared_is_not_what_happened_and_what_was_announced_is() -> None:
    plan = visit("a", on=DAY, status=Status.PLANNED)
    fear = visit("b", on=DAY, status=Status.POSSIBLE)
    deed = visit("c", on=DAY)
    found = record(plan, fear, deed).events
    assert sorted(len(e.mentions) for e in found) == [1, 2]
    assert next(e for e in found if len(e.mentions) == 2).best.status is Status.HAPPENED


def test_a_government_that_repeats_a_formula_months_later_says_it_again() -> None:
    told = []
    for name, on in (("a", DAY), ("b", DAY + timedelta(days=200))):
        article = page(name, "Our commitment is ironclad.", f"Paper {name}", on)
        told.append((article, says(article, told_statement(article, "Our commitment is ironclad", "USA:Joe Biden"))))
    assert len(record(*told).statements) == 2


def test_promises_of_the_same_party_in_like_words_are_one() -> None:
    told = []
    for name, words in (
        ("a", "raise defence spending to 2 percent"),
        ("b", "raise defence spending to 2 percent by 2027"),
    ):
        article = page(name, f"Japan will {words}.", f"Paper {name}", DAY)
        told.append((article, says(article, told_promise(article, words, ("JPN",)))))
    assert len(record(*told).commitments) == 1


# --- witnesses


def test_a_reprint_is_no_second_witness() -> None:
    body = f"{VISIT}. " + " ".join(f"word{i}" for i in range(100))
    told = [(a := page(n, body, f"Paper {n}", DAY), says(a, told_event(a, VISIT, date_=DAY))) for n in "ab"]
    found = record(*told)
    assert found.events[0].standing is Standing.SINGLE_SOURCE
    assert [(t.first, t.second, t.why) for t in found.twins] == [("ar_a", "ar_b", "near copy")]


def test_a_reprint_cut_to_a_third_is_found() -> None:
    body = " ".join(f"word{i}" for i in range(300))
    whole, cut = page("a", f"{VISIT}. {body}", "Paper a"), page("b", f"{VISIT}. {body[:700]}", "Paper b")
    found = record(*((a, says(a, told_event(a, VISIT, date_=DAY))) for a in (whole, cut)))
    assert (len(found.twins), found.events[0].standing) == (1, Standing.SINGLE_SOURCE)


def test_two_pages_of_one_paper_and_two_that_credit_one_agency_are_one_witness_each() -> None:
    assert record(visit("a", publisher="The Ledger"), visit("b", OTHER_VISIT, publisher="Ledger")).events[
        0
    ].standing == (Standing.SINGLE_SOURCE)
    wire = "WASHINGTON (Meridian Newswire) — "
    told = []
    for name, text in (("a", VISIT), ("b", OTHER_VISIT)):
        article = page(name, f"{wire}{text}.", f"Paper {name}", DAY)
        told.append((article, says(article, told_event(article, text, date_=DAY))))
    assert record(*told).events[0].standing is Standing.SINGLE_SOURCE


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 12), st.integers(0, 5))
def test_any_number_of_reprints_corroborates_nothing(copies: int, cut: int) -> None:
    body = f"{VISIT}. " + " ".join(f"word{i}" for i in range(200))
    told = []
    for n in range(copies):
        article = page(str(n), body[: len(body) - n * cut * 20], f"Paper {n}", DAY)
        told.append((article, says(article, told_event(article, VISIT, date_=DAY))))
    assert {e.standing for e in record(*told).events} == {Standing.SINGLE_SOURCE}


# --- disagreement


def test_two_exact_days_are_a_disagreement_and_a_day_within_a_month_is_none() -> None:
    (event,) = record(
        visit("a"), visit("b", OTHER_VISIT.replace("A brass band played", VISIT), on=DAY + timedelta(days=1))
    ).events
    assert event.standing is Standing.CONTESTED
    assert event.disagreements[0].values == (("2024-04-10", ("ar_a",)), ("2024-04-11", ("ar_b",)))
    words = "On a state visit the guest was received at the White House by President Biden"
    article = page("b", f"{words}.", "Paper b", DAY)
    month = DateInterval(date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH)
    (event,) = record(visit("a"), (article, says(article, told_event(article, words, date_=month)))).events
    assert (event.standing, event.disagreements) == (Standing.CORROBORATED, ())


def figure(
    name: str, text: str, quote: str, value: float, publisher: str | None = None, on: date = DAY, title: str = ""
) -> Told:
    article = page(name, text, publisher or f"Paper {name}", on, title)
    return article, says(article, told_figure(article, quote, value))


FIVE_HUNDRED = "Japan has promised to invest $500 billion in the United States, Trump said."
FIVE_FIFTY = "Japan will invest $550 billion in the United States under the agreement, Mr. Trump wrote."


def test_two_values_of_one_figure_are_a_disagreement() -> None:
    (quantity,) = record(
        figure("a", FIVE_HUNDRED, "$500 billion", 500e9), figure("b", FIVE_FIFTY, "$550 billion", 550e9)
    ).quantities
    assert quantity.standing is Standing.CONTESTED
    assert [v for v, _ in quantity.disagreements[0].values] == ["500,000,000,000 USD", "550,000,000,000 USD"]


def test_a_figure_of_half_a_year_before_and_one_of_another_size_are_other_figures() -> None:
    earlier = figure("a", FIVE_HUNDRED, "$500 billion", 500e9, on=DAY - timedelta(days=160))
    larger = figure("c", FIVE_HUNDRED.replace("$500 billion", "$2 trillion"), "$2 trillion", 2e12)
    assert len(record(earlier, figure("b", FIVE_FIFTY, "$550 billion", 550e9), larger).quantities) == 3


def test_two_figures_of_one_page_are_never_one() -> None:
    text = "A tariff of 15 percent on cars. A tariff of 25 percent on cars."
    article = page("a", text, on=DAY)
    both = (
        told_figure(article, "15 percent", 15, unit="percent"),
        told_figure(article, "25 percent", 25, unit="percent"),
    )
    assert len(record((article, says(article, *both))).quantities) == 2


def test_a_correction_stands_in_the_place_of_what_its_outlet_told_before() -> None:
    wrong = figure("a", FIVE_HUNDRED, "$500 billion", 500e9, "The Post")
    other = figure("b", FIVE_FIFTY, "$550 billion", 550e9)
    text = FIVE_HUNDRED.replace("$500 billion", "$550 billion")
    right = figure("c", text, "$550 billion", 550e9, "The Post", DAY + timedelta(days=1), "Correction: trade deal")
    (quantity,) = record(wrong, other, right).quantities
    assert (quantity.best.value, quantity.standing) == (550e9, Standing.CORROBORATED)
    assert quantity.disagreements[0].withdrawn == ("500,000,000,000 USD",)


def test_another_papers_correction_withdraws_nothing() -> None:
    wrong = figure("a", FIVE_HUNDRED, "$500 billion", 500e9, "The Post")
    text = FIVE_HUNDRED.replace("$500 billion", "$550 billion")
    right = figure("c", text, "$550 billion", 550e9, "The Times of Elsewhere", DAY, "Correction: trade deal")
    (quantity,) = record(wrong, right).quantities
    assert (quantity.standing, quantity.disagreements[0].withdrawn) == (Standing.CONTESTED, ())


def test_the_wrong_value_that_a_correction_names_is_retracted() -> None:
    text = "Japan would invest $550 billion in the United States, not $500 billion."
    (quantity,) = record(figure("a", text, "$500 billion", 500e9, "The Post", DAY, "Correction")).quantities
    assert quantity.standing is Standing.RETRACTED


# --- judgements


def two_events() -> tuple[tuple[Told, Told], tuple[str, str]]:
    told = visit("a"), visit("b", on=DAY + timedelta(days=30))
    first, second = record(*told).events
    return told, (first.id, second.id)


def test_judged_the_same_is_one_item_and_undone_is_two_again() -> None:
    told, ids = two_events()
    same = judged(Verdict.SAME, *ids)
    undo = judged(Verdict.SAME, *ids, id=2, undoes=1)
    assert [len(e.mentions) for e in record(*told, judgements=(same,)).events] == [2]
    assert record(*told, judgements=(same, undo)) == record(*told)
    redo = judged(Verdict.SAME, *ids, id=3, undoes=2)
    assert record(*told, judgements=(same, undo, redo)) == record(*told, judgements=(same,))


def test_the_last_of_two_judgements_on_a_pair_holds() -> None:
    told, ids = two_events()
    both = (judged(Verdict.SAME, *ids), judged(Verdict.DIFFERENT, *ids, id=2))
    assert record(*told, judgements=both) == record(*told)


def test_judged_different_keeps_apart_what_would_be_joined() -> None:
    first, second, third = visit("a"), visit("b", OTHER_VISIT), visit("c")
    ids = [record(t).events[0].id for t in (first, second)]
    found = record(first, second, third, judgements=(judged(Verdict.DIFFERENT, *ids),)).events
    assert sorted(len(e.mentions) for e in found) == [1, 2]


@pytest.mark.parametrize(
    ("verdict", "standing"), [(Verdict.WRONG, Standing.REJECTED), (Verdict.RETRACTED, Standing.RETRACTED)]
)
def test_wrong_and_retracted_are_the_standing_of_the_item(verdict: Verdict, standing: Standing) -> None:
    told = visit("a"), visit("b", OTHER_VISIT)
    id = record(*told).events[0].id
    assert record(*told, judgements=(judged(verdict, id),)).events[0].standing is standing


def test_a_judgement_on_an_item_holds_after_more_pages_tell_it() -> None:
    id = record(visit("z")).events[0].id
    told = visit("z"), visit("a", OTHER_VISIT), visit("b")
    assert record(*told, judgements=(judged(Verdict.WRONG, id),)).events[0].standing is Standing.REJECTED


# --- order and ids

TOLD = [
    visit("a"),
    visit("b", OTHER_VISIT),
    visit("c", on=DAY + timedelta(days=1)),
    visit("d", on=None),
    figure("e", FIVE_HUNDRED, "$500 billion", 500e9),
    figure("f", FIVE_FIFTY, "$550 billion", 550e9),
]


@settings(max_examples=60, deadline=None)
@given(st.permutations(TOLD))
def test_the_order_of_pages_changes_nothing(told: list[Told]) -> None:
    assert record(*told) == record(*TOLD)


def test_the_order_of_actors_in_a_sentence_changes_no_merging() -> None:
    for sides in permutations(("JPN", "USA", "PHL")):
        assert len(record(visit("a", actors=sides), visit("b", OTHER_VISIT, actors=("PHL", "USA", "JPN"))).events) == 1


def test_an_item_keeps_its_id_when_younger_pages_tell_it_too() -> None:
    id = record(visit("m")).events[0].id
    younger = []
    for n, name in enumerate("abcxyz"):
        article = page(name, f"{VISIT}.", f"Paper {name}", DAY + timedelta(days=n + 1))
        younger.append((article, says(article, told_event(article, VISIT, date_=DAY))))
    assert [e.id for e in record(visit("m"), *younger).events] == [id]


def test_another_score_leaves_an_item_its_id() -> None:
    article = page("a", f"{VISIT}.", on=DAY)
    sure = told_event(article, VISIT)
    unsure = replace(sure, evidence=(evidence(article, VISIT, score=0.1),))
    assert record((article, says(article, sure))).events[0].id == record((article, says(article, unsure))).events[0].id


def test_two_acts_in_the_same_words_have_two_ids() -> None:
    article = page("a", f"{VISIT}.", on=DAY)
    acts = told_event(article, VISIT, actors=("JPN", "USA")), told_event(article, VISIT, actors=("JPN", "PHL"))
    assert len({e.id for e in record((article, says(article, *acts))).events}) == 2


def test_a_mention_stored_twice_is_one() -> None:
    article = page("a", f"{VISIT}.", on=DAY)
    act = told_event(article, VISIT)
    assert len(record((article, says(article, act, act))).events[0].mentions) == 1
