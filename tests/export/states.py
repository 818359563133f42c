"""A record between states that there are: events of every type and status, places, dates of every precision."""

from __future__ import annotations

from datetime import date

from tests.made import article, capture, evidence

from cordiale.corroborate import assemble
from cordiale.export import Selection
from cordiale.model.actor import Actor
from cordiale.model.document import Article
from cordiale.model.mention import EventMention, Mentions, Place
from cordiale.model.ontology import Context, EventType, Sector, Status
from cordiale.model.time import DateInterval, Precision

TODAY = date(2026, 1, 1)
DAY = DateInterval.day(date(2024, 4, 10))
MONTH = DateInterval(date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH)
YEAR = DateInterval(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)
LEADER = Actor("JPN", Sector.GOV, "Fumio Kishida", "prime minister")
HOST = Actor("USA", Sector.GOV, 'Joe\t"Joe" Biden', "president")
USA, JPN, CHN, ROU = Actor("USA"), Actor("JPN"), Actor("CHN"), Actor("ROU")
UN = Actor("IGO", Sector.IGO, "United Nations")
WORDS = "met"


def event(
    of: Article,
    type: EventType,
    sides: tuple[tuple[Actor, ...], tuple[Actor, ...]],
    mode: str | None = None,
    contexts: tuple[Context, ...] = (),
    date: DateInterval | None = DAY,
    status: Status = Status.HAPPENED,
    place: Place | None = None,
) -> EventMention:
    return EventMention(
        of.id, type, mode, contexts, sides[0], sides[1], date, status, place, evidence(of, WORDS, f"rule {type}")
    )


def selection_of(*events: EventMention, articles: tuple[Article, ...]) -> Selection:
    told = [Mentions(a.id, events=tuple(e for e in events if e.article == a.id)) for a in articles]
    return Selection(assemble(articles, told, []), articles)


def page(name: str = "a.txt", url: str | None = "https://news.example/2024/a") -> Article:
    return article(capture(name, url=url))


def sample() -> Selection:
    """One page, with what formats differ in."""
    a = page()
    diplomatic, military = (Context.DIPLOMATIC,), (Context.MILITARY,)
    return selection_of(
        event(a, EventType.CONSULT, ((LEADER,), (HOST,)), "visit", diplomatic, place=Place("Washington", "USA")),
        event(a, EventType.COOPERATE, ((USA, JPN, ROU), ()), None, military, MONTH, place=Place("Japan", "JPN")),
        event(a, EventType.AID, ((USA,), (JPN,)), None, military, status=Status.PLANNED),
        event(a, EventType.RETREAT, ((CHN,), (JPN,)), "withdraw", military, status=Status.PLANNED),
        event(a, EventType.MOBILIZE, ((CHN,), ()), "troops", military, place=Place("South China Sea")),
        event(a, EventType.SANCTION, ((USA,), (CHN,)), "tariffs", status=Status.PLANNED),
        event(a, EventType.ASSAULT, ((CHN,), (JPN,)), status=Status.POSSIBLE),
        event(a, EventType.ASSAULT, ((JPN,), (CHN,)), status=Status.DENIED),
        event(a, EventType.ACCUSE, ((UN,), (CHN,)), "disapprove", (Context.HUMAN_RIGHTS,)),
        event(a, EventType.REJECT, ((CHN,), (UN,)), date=None),
        event(a, EventType.THREATEN, ((CHN,), (USA,)), date=YEAR),
        articles=(a,),
    )
