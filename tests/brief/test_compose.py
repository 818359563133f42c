"""What a brief tells."""

from datetime import date, timedelta

from tests.brief.little import Little, little
from tests.corroborate.telling import page, says, told_event

from cordiale.brief import busiest_pair
from cordiale.brief.choice import Question, first_of_each
from cordiale.corroborate import assemble
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief, Passage
from cordiale.model.record import Record

HELD = little()


def lines(brief: Brief, heading: str) -> tuple[Passage, ...]:
    return next(s.passages for s in brief.sections if s.heading.startswith(heading))


def test_the_busiest_pair_is_that_of_the_most_acts_and_no_record_has_none() -> None:
    assert busiest_pair(HELD.record) == Dyad("JPN", "USA")
    assert busiest_pair(Record()) is None


def test_what_happened_is_told_in_order_of_time_and_apart_from_what_is_announced() -> None:
    brief = HELD.brief()
    assert [p.text[:13] for p in lines(brief, "What happened")] == ["10 April 2024", "20 April 2024"]
    (ahead,) = lines(brief, "What is announced")
    assert (ahead.text[:13], ahead.tag) == ("12 April 2024", "announced")


def test_a_disagreement_names_outlets_and_amounts_in_words() -> None:
    (line,) = lines(HELD.brief(), "Where pages disagree")
    assert "$500 billion (Inland Post) against $550 billion (Harbour Gazette)" in line.text


def test_where_the_relation_stands_tells_the_share_and_the_latest_of_each_sort() -> None:
    told = [p.text for p in lines(HELD.brief(), "Where the relation stands")]
    assert told[0].startswith("Between them 2 acts are told as done or going on: 1 cooperative (50%), 1 not")
    assert any(t.startswith("The latest measure of one against the other: 20 April 2024") for t in told)


def test_acts_in_which_both_stand_on_one_side_are_not_acts_between_them() -> None:
    article = page("x", "Japan and the United States condemned the test by the North.", "Post", date(2024, 5, 1))
    act = told_event(article, article.text, ("JPN", "USA"), ("PRK",), "ACCUSE", date_=date(2024, 5, 1))
    held = Little(assemble([article], [says(article, act)], []), {article.id: article})
    brief = held.brief()
    assert not lines(brief, "What happened")
    assert len(lines(brief, "Side by side")) == 1


def test_near_copies_are_named_as_such() -> None:
    copies = {p.document: p.copies for p in HELD.brief().pages}
    assert copies == {"a.html": ("ar_d.html",), "b.html": (), "c.html": (), "d.html": ("ar_a.html",)}


def test_a_period_leaves_out_what_lies_outside_it() -> None:
    brief = HELD.brief(Question(Dyad("JPN", "USA"), since=date(2024, 4, 15)))
    assert [p.text[:13] for p in lines(brief, "What happened")] == ["20 April 2024"]
    assert not lines(brief, "What was promised")


def test_more_acts_than_a_section_holds_are_counted_with_the_command_that_lists_them() -> None:
    days = [date(2024, 1, 1) + timedelta(days=5 * n) for n in range(25)]
    articles = [page(f"{n}", f"Talk {n} of ministers number {n * 13}.", f"P{n}", day) for n, day in enumerate(days)]
    told = [says(a, told_event(a, a.text, date_=day)) for a, day in zip(articles, days, strict=True)]
    brief = Little(assemble(articles, told, []), {a.id: a for a in articles}).brief()
    section = brief.sections[1]
    assert (len(section.passages), section.more) == (10, 15)
    assert section.see == "cordiale events --between JPN USA"


def test_lines_that_say_nearly_the_same_become_one_and_other_numbers_keep_them_apart() -> None:
    items = HELD.record.events
    same = [
        ("Japan will pay for 10 ships and planes", items[0]),
        ("Japan will pay for 10 ships and planes now", items[1]),
    ]
    assert [len(told) for _, told in first_of_each(same)] == [2]
    other = [("Japan will pay for 10 ships and planes", items[0]), ("Japan will pay for 12 ships and planes", items[1])]
    assert len(first_of_each(other)) == 2
