"""What a brief tells."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.brief.little import Little, little
from tests.corroborate.telling import evidence, page, says, told_event, told_figure, told_promise

from cordiale.brief import FORMATS, busiest_pair
from cordiale.brief.basis import basis_of
from cordiale.brief.choice import Question, first_of_each
from cordiale.corroborate import assemble
from cordiale.model.actor import Actor, Dyad
from cordiale.model.brief import Brief, Passage
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    GroupingKind,
    GroupingMention,
    Mentions,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone
from cordiale.model.record import Record
from cordiale.model.series import CONTEXTS_OF, Domain
from cordiale.model.time import DateInterval

HELD = little()
PAIR = Question(Dyad("JPN", "USA"))


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


def test_what_both_are_said_to_do_to_nobody_is_no_measure_of_one_against_the_other() -> None:
    day = date(2024, 5, 1)
    article = page("x", "Japan and the United States hold up the papers.", "Post", day)

    def told(type_: str) -> list[str]:
        act = told_event(article, article.text, ("JPN", "USA"), (), type_, date_=day)
        held = Little(assemble([article], [says(article, act)], []), {article.id: article})
        return [p.text for p in lines(held.brief(), "Where the relation stands")]

    assert not any(t.startswith("The latest measure") for t in told("SANCTION"))
    assert any(t.startswith("The latest measure") for t in told("ASSAULT"))


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
    item = HELD.record.events[0]
    same = [("Japan will pay for 10 ships and planes", item), ("Japan will pay for 10 ships and planes now", item)]
    assert [len(told) for _, told in first_of_each(same)] == [2]
    other = [("Japan will pay for 10 ships and planes", item), ("Japan will pay for 12 ships and planes", item)]
    assert len(first_of_each(other)) == 2


RECALL = "Ghana recalled its ambassador to Togo on Monday after Togo accused Ghana of spying."


def recall(*acts: EventMention) -> Brief:
    article = page("x", RECALL, "Post", date(2024, 5, 7))
    held = Little(assemble([article], [says(article, *acts)], []), {article.id: article})
    return held.brief(Question(Dyad("GHA", "TGO")))


def test_two_acts_told_in_one_sentence_are_two_lines_and_the_same_act_told_twice_in_it_is_one_that_counts_the_other() -> (
    None
):
    article = page("x", RECALL, "Post", date(2024, 5, 7))
    monday = date(2024, 5, 6)
    protest = told_event(article, "recalled its ambassador", ("GHA",), ("TGO",), "PROTEST", monday)
    accusation = told_event(article, "accused Ghana of spying", ("TGO",), ("GHA",), "ACCUSE", monday)
    assert len(lines(recall(protest, accusation), "What happened")) == 2
    other_way = replace(protest, actors=protest.recipients, recipients=protest.actors)
    assert len(lines(recall(protest, other_way), "What happened")) == 2
    again = told_event(article, "Ghana recalled its ambassador", ("GHA:Nana",), ("TGO:Faure",), "PROTEST", monday)
    third = told_event(article, "ambassador to Togo", ("GHA:Kofi",), ("TGO:Edem",), "PROTEST", monday)
    brief = recall(protest, again, third)
    section = next(s for s in brief.sections if s.heading.startswith("What happened"))
    told = assemble([article], [says(article, protest, again, third)], []).events
    assert len(section.passages) + section.more == len(told)


def test_what_is_denied_stands_under_its_own_heading_and_not_among_what_happened() -> None:
    article = page("x", RECALL, "Post", date(2024, 5, 7))
    spying = told_event(article, "accused Ghana of spying", ("GHA",), ("TGO",), "COERCE", None, Status.DENIED)
    brief = recall(spying)
    assert not lines(brief, "What happened")
    (denied,) = lines(brief, "What is denied")
    assert denied.tag == "denied"
    assert all(not s.heading.startswith("What is denied") for s in HELD.brief().sections)


def test_a_promise_of_the_pair_that_stands_alone_on_its_page_is_told_and_its_page_is_the_briefs() -> None:
    article = page("x", "Japan and the United States agreed to build a rover by 2027.", "Post", date(2024, 5, 7))
    told = says(article, told_promise(article, "build a rover by 2027", ("JPN", "USA")))
    brief = Little(assemble([article], [told], []), {article.id: article}).brief()
    assert len(lines(brief, "What was promised")) == 1
    assert [p.article for p in brief.pages] == [article.id]


def test_a_figure_about_the_pair_that_stands_alone_on_its_page_is_told() -> None:
    article = page("x", "Trade between the two was worth $90 billion.", "Post", date(2024, 5, 7))
    told = says(article, told_figure(article, "$90 billion", 90e9, subject=("JPN", "USA")))
    brief = Little(assemble([article], [told], []), {article.id: article}).brief()
    assert len(lines(brief, "Figures")) == 1


WORDS = "Mr One met Mr Two on Monday and both promised to buy 40 ships worth $90 billion because of the North and its missiles."
STATES = st.sampled_from(["JPN", "USA", "PRK", "IGO"])
SIDES = st.lists(STATES, max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(DateInterval.day)
WHO = st.none() | st.builds(Actor, STATES | st.none(), st.none(), st.none() | st.just("Ana Sol"))


@st.composite
def told_pages(draw: st.DrawFn) -> Little:
    """A few pages that tell anything of anybody."""
    articles, told = [], []
    for n in range(draw(st.integers(1, 3))):
        article = page(f"p{n}", WORDS, draw(st.sampled_from(["Post", "Gazette", None])), draw(st.none() | st.dates()))
        quotes = st.sampled_from(
            ["met Mr Two on Monday", "promised to buy 40 ships", "worth $90 billion", "Mr One met"]
        )
        places = quotes.map(lambda q, a=article: (evidence(a, q),))
        id, status = st.just(article.id), st.sampled_from(Status)
        many = st.lists(WHO.filter(bool), max_size=3).map(tuple)
        tone, context = st.sampled_from(Tone), st.sampled_from(Context)
        event = st.builds(
            EventMention,
            id,
            st.sampled_from(EventType),
            st.none(),
            st.just(()),
            many,
            many,
            DAYS,
            status,
            st.none(),
            places,
        )
        quote = st.builds(
            Quotation,
            id,
            WHO.filter(bool),
            st.booleans(),
            quotes,
            WHO,
            SIDES,
            tone,
            st.sampled_from(["accused", None]),
            places,
        )
        state = st.sampled_from(CommitmentState)
        promise = st.builds(CommitmentMention, id, SIDES, quotes, context, DAYS, DAYS, state, places)
        cause = st.builds(DriverMention, id, quotes, SIDES, quotes, SIDES, st.sampled_from("+-"), WHO, places)
        number, unit = st.floats(-1e6, 1e12), st.sampled_from(["USD", "ships", "percent"])
        figure = st.builds(QuantityMention, id, quotes, SIDES, number, unit, st.none(), DAYS, st.none(), places)
        office = st.builds(OfficeMention, id, quotes, STATES, st.just("minister"), DAYS, st.booleans(), places)
        grouping = st.builds(GroupingMention, id, quotes, st.sampled_from(GroupingKind), SIDES, places)
        kinds = [event, quote, promise, cause, figure, office, grouping]
        told.append(Mentions(article.id, *(tuple(draw(st.lists(kind, max_size=3))) for kind in kinds)))
        articles.append(article)
    return Little(assemble(articles, told, []), {a.id: a for a in articles})


@given(told_pages(), st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_record_holds_a_brief_can_be_made_of_it_and_cites_only_pages_it_names(
    held: Little, since: date | None
) -> None:
    brief = held.brief(Question(Dyad("JPN", "USA"), since))
    named = {p.article for p in brief.pages}
    assert {c.article for s in brief.sections for p in s.passages for c in p.citations} <= named
    for form in FORMATS.values():
        assert form(brief, held.articles)


def test_a_brief_of_a_domain_tells_only_acts_of_it_and_says_so() -> None:
    whole, one = HELD.brief(), HELD.brief(replace(PAIR, domain=Domain.MILITARY))
    told = {i for s in one.sections for p in s.passages for i in p.items}
    assert told < {i for s in whole.sections for p in s.passages for i in p.items}
    for event in HELD.record.events:
        if not CONTEXTS_OF[Domain.MILITARY].isdisjoint(event.best.contexts):
            continue
        assert event.id not in told
    assert "Only what concerns the military domain is told." in basis_of(one)


def test_an_item_that_is_dropped_is_told_nowhere_and_the_brief_says_that_one_was() -> None:
    first = next(p for s in HELD.brief().sections[1:] for p in s.passages).items[0]
    brief = HELD.brief(replace(PAIR, dropped=frozenset({first})))
    assert first not in {i for s in brief.sections for p in s.passages for i in p.items}
    assert "1 item was left out by hand." in basis_of(brief)


def test_an_item_that_is_pinned_is_told_where_it_would_not_be() -> None:
    asked = replace(PAIR, since=date(2030, 1, 1))
    event = HELD.record.events[0]
    assert not HELD.brief(asked).sections or event.id not in _told(HELD.brief(asked))
    assert event.id in _told(HELD.brief(replace(asked, pinned=frozenset({event.id}))))


def test_a_shorter_brief_has_no_longer_sections_and_counts_what_it_leaves_out() -> None:
    for one, other in zip(HELD.brief(replace(PAIR, longest=1)).sections, HELD.brief().sections, strict=True):
        assert len(one.passages) <= len(other.passages)
        if one.see:
            assert len(one.passages) <= 1
            assert len(one.passages) + one.more == len(other.passages) + other.more


def _told(brief: Brief) -> set[str]:
    return {i for s in brief.sections for p in s.passages for i in p.items}
