"""What an index adds to a brief: where a relation stands and since when, with the points that open to the events."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import lxml.html
import pytest
from tests.brief.little import little

from cordiale.brief.formats import write_html, write_json, write_markdown, write_text
from cordiale.brief.measured import Known, with_measures
from cordiale.measure import find_changes, measure_index
from cordiale.model.brief import Brief, Measured
from cordiale.model.index_id import IndexId
from cordiale.model.ontology import EventType
from cordiale.model.series import Act

HELD = little()
BRIEF = HELD.brief()


def known(good_before: int, good_after: int, months: int = 24) -> Known:
    """Twenty acts a month for so many months, of which so many are cooperative in each half."""
    first, second = BRIEF.dyad.first, BRIEF.dyad.second
    acts = [
        Act(
            f"ev_{m}_{n}",
            first,
            second,
            date(2022 + m // 12, m % 12 + 1, n + 1),
            EventType.CONSULT if n < (good_before if m < months / 2 else good_after) else EventType.ACCUSE,
            frozenset(),
        )
        for m in range(months)
        for n in range(20)
    ]
    index = measure_index(acts)
    return Known(index.series(BRIEF.dyad), find_changes(index, BRIEF.dyad), lambda id: f"a few words, {id}")


def lines(brief: Brief) -> list[str]:
    return [m.text for s in brief.sections for m in s.measured]


def test_a_turned_relation_is_told_with_its_month_and_how_sure_it_is() -> None:
    stands, turned = lines(with_measures(BRIEF, known(19, 4)))
    assert re.search(r"at \d+% in December 2023 \(90 % band \d+% to \d+%; 20 acts in that month\)", stands)
    assert "It last turned for the worse in January 2023" in turned
    assert re.search(r"is \d+% sure", turned)


def test_a_steady_relation_has_no_turn() -> None:
    assert len(lines(with_measures(BRIEF, known(15, 15)))) == 1


def test_too_few_acts_or_months_say_nothing() -> None:
    assert with_measures(BRIEF, known(19, 4, months=4)) == BRIEF
    assert lines(with_measures(replace(BRIEF, since=date(2023, 10, 1)), known(19, 4))) == []


def test_only_what_lies_in_the_period_of_the_brief_is_told() -> None:
    (stands,) = lines(with_measures(replace(BRIEF, until=date(2022, 10, 31)), known(19, 4)))
    assert "in October 2022" in stands


def test_every_form_gives_the_points_that_open_to_the_events() -> None:
    brief = with_measures(BRIEF, known(19, 4))
    ids = [id for s in brief.sections for m in s.measured for id in m.points]
    assert ids
    assert all(IndexId.parse(id) for id in ids)
    html = lxml.html.fromstring(write_html(brief, HELD.articles)).text_content()
    told = (" ".join(write_text(brief, HELD.articles).split()), write_markdown(brief, HELD.articles), html)
    assert all(f"cordiale trace {id}" in text for id in ids for text in told)
    section = json.loads(write_json(brief, HELD.articles))["sections"][0]
    assert [id for m in section["measured"] for id in m["points"]] == ids


def test_a_brief_without_pages_has_them_under_a_heading() -> None:
    brief = with_measures(replace(BRIEF, sections=(), pages=()), known(19, 4))
    assert "Where the relation stands" in write_text(brief, HELD.articles)
    assert len(lines(brief)) == 2


def test_a_measured_line_needs_its_points_and_events() -> None:
    with pytest.raises(ValueError, match="without its points"):
        Measured("x", (), ("e",))
    with pytest.raises(ValueError, match="without its points"):
        Measured("x", ("ix",), ())
