"""A little record of our own, of two states and four pages, for the tests of the brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tests.corroborate.telling import page, says, told_event, told_figure, told_promise, told_statement

from cordiale.brief import compose
from cordiale.brief.choice import Question
from cordiale.corroborate import assemble
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief
from cordiale.model.document import Article
from cordiale.model.issue import Issue
from cordiale.model.mention import Mentions
from cordiale.model.ontology import Status
from cordiale.model.record import Record

NAMES = {"JPN": "Japan", "USA": "United States", "PHL": "Philippines"}
FIGURES = {"subject": ("JPN",), "indicator": "invest in the United States"}
FIRST = (
    "Prime Minister Kishida met President Biden in Washington on Wednesday. "
    "“Our ties are <b>stronger</b> & *closer* than ever,” he said. "
    "Japan will invest $550 billion in the United States under the agreement. Japan will build a rover by 2027."
)
SECOND = (
    "Biden received Kishida at the White House for a state visit on Wednesday. "
    "Japan has promised to invest $500 billion in the United States. "
    "On Friday the two are to address Congress."
)
THIRD = "Tokyo protested on 20 April against tariffs that Washington put on cars. <script>alert(1)</script> Nothing else was said."


@dataclass(frozen=True, slots=True)
class Little:
    """The record with its articles."""

    record: Record
    articles: Mapping[str, Article]

    def brief(self, question: Question | None = None, issues: tuple[Issue, ...] = ()) -> Brief:
        """The brief of the two states."""
        asked = question or Question(Dyad("JPN", "USA"))
        return compose(self.record, self.articles, issues, asked, lambda code: NAMES.get(code, code))


def little() -> Little:
    """The record of four pages: two tell one visit, the third a quarrel, the fourth reprints the first."""
    met = date(2024, 4, 10)
    a = page("a.html", FIRST, "Harbour Gazette", met, "Kishida in Washington")
    b = page("b.html", SECOND, "Inland Post", met, "A state visit")
    c = page("c.html", THIRD, None, date(2024, 4, 21), "Tokyo <protests>")
    d = replace(page("d.html", FIRST, "Lowland Courier", None, "Kishida in Washington"))
    told: list[Mentions] = [
        says(
            a,
            told_event(a, "Kishida met President Biden", ("JPN:Fumio Kishida", "USA:Joe Biden"), date_=met),
            told_statement(a, "Our ties are <b>stronger</b> & *closer* than ever", "JPN:Fumio Kishida"),
            told_figure(a, "$550 billion", 550e9, **FIGURES),
            told_promise(a, "build a rover by 2027", ("JPN",), date(2027, 12, 31)),
        ),
        says(
            b,
            told_event(b, "Biden received Kishida", ("USA:Joe Biden", "JPN:Fumio Kishida"), date_=met),
            told_figure(b, "$500 billion", 500e9, **FIGURES),
            told_event(b, "On Friday the two are to address Congress", date_=date(2024, 4, 12), status=Status.PLANNED),
        ),
        says(c, told_event(c, "Tokyo protested", ("JPN",), ("USA",), "PROTEST", date_=date(2024, 4, 20))),
        says(d, told_event(d, "Kishida met President Biden", ("JPN:Fumio Kishida", "USA:Joe Biden"), date_=met)),
    ]
    articles = [a, b, c, d]
    return Little(assemble(articles, told, []), {x.id: x for x in articles})
