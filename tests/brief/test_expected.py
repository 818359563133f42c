"""What comes next, as a section of a brief: announced things with chances, forecasts beside their baselines."""

from __future__ import annotations

import json
from datetime import date

import lxml.html
from tests.brief.little import little

from cordiale.brief.expected import HEADING, Awaited, Foreseen, with_expectations
from cordiale.brief.formats import write_html, write_json, write_markdown, write_text
from cordiale.forecast.distributions import distribution_of
from cordiale.model.brief import Brief, Section
from cordiale.model.forecast import Baseline, BaseRate, Forecast, Kind, NegativeBinomial, Question, Rule
from cordiale.model.ontology import QuadClass
from cordiale.model.time import DateInterval

HELD = little()
BRIEF = HELD.brief()
CLASS = QuadClass.VERBAL_COOPERATION
SAID, PLAIN = distribution_of(NegativeBinomial(20, 0.1)), distribution_of(NegativeBinomial(10, 0.1))
FORECAST = Forecast("model", BRIEF.dyad, CLASS, date(2025, 1, 1), 1, SAID, Baseline("rule", PLAIN), "0" * 64)
FORESEEN = Foreseen(FORECAST, "fc_0123456789ab", ("2024-12-30 an act, ev_1",))


def awaited(is_overdue: bool = False) -> Awaited:
    event = next(e for e in HELD.record.events if e.evidence[0].article in {p.article for p in BRIEF.pages})
    day = DateInterval.day(date(2025, 3, 1))
    kind = Kind(Rule.SAME_ACT, "CONSULT")
    question = Question(event.id, kind, ("AAA", "BBB"), "x", date(2025, 1, 1), day, BaseRate(3, 4, 1, 1))
    return Awaited(question, "qu_0123456789ab", event, is_overdue)


def section(brief: Brief) -> Section:
    return next(s for s in brief.sections if s.heading == HEADING)


def test_a_forecast_is_told_beside_its_baseline_and_leads_to_its_inputs() -> None:
    (line,) = section(with_expectations(BRIEF, [], [FORESEEN], HELD.articles)).measured
    assert "January 2025, cooperative words: 19 (90 % band" in line.text
    assert "a plain rule (rule) says 9 (90 % band" in line.text
    assert line.points == ("fc_0123456789ab",)


def test_a_question_is_told_with_its_date_its_chance_and_its_sentence() -> None:
    asked = awaited()
    (line,) = section(with_expectations(BRIEF, [asked], [], HELD.articles)).passages
    assert line.text.startswith("By 1 March 2025: “")
    assert "Chance by base rate 67%; 3 of 4 of its kind came about (qu_0123456789ab)" in line.text
    assert {c.article for c in line.citations} <= {p.article for p in BRIEF.pages}
    assert line.items == (asked.item.id,)


def test_an_overdue_one_says_that_nobody_told_what_became_of_it() -> None:
    (line,) = section(with_expectations(BRIEF, [awaited(is_overdue=True)], [], HELD.articles)).passages
    assert line.text.startswith("Was due by 1 March 2025, and no page read says")
    assert line.tag == "overdue"


def test_with_nothing_to_expect_the_brief_stays_as_it_was() -> None:
    assert with_expectations(BRIEF, [], [], HELD.articles) == BRIEF


def test_more_than_a_few_are_left_to_the_verb_that_lists_them() -> None:
    found = section(with_expectations(BRIEF, [awaited()] * 9, [], HELD.articles))
    assert len(found.passages) + found.more == 9
    assert found.more
    assert found.see == f"cordiale questions {BRIEF.dyad.first} {BRIEF.dyad.second}"


def test_every_form_of_a_brief_tells_both() -> None:
    brief = with_expectations(BRIEF, [awaited()], [FORESEEN], HELD.articles)
    html = lxml.html.fromstring(write_html(brief, HELD.articles)).text_content()
    told = (" ".join(write_text(brief, HELD.articles).split()), write_markdown(brief, HELD.articles), html)
    assert all("cordiale trace fc_0123456789ab" in text for text in told)
    assert all("By 1 March 2025" in text for text in told)
    sections = json.loads(write_json(brief, HELD.articles))["sections"]
    assert HEADING in [s["heading"] for s in sections]
