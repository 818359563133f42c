"""Pages made by hand, already read: a capture, its article, and a mention of every kind in it."""

from __future__ import annotations

from datetime import date

from cordiale.capture.seal import seal
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Block, BlockLabel, Capture, DateBasis, Publication, Span
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    Evidence,
    GroupingKind,
    GroupingMention,
    Mentions,
    OfficeMention,
    Place,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import CommitmentState, Context, EventType, Sector, Status, Tone
from cordiale.model.time import DateInterval, Precision
from cordiale.read.page import article_id

TEXT = (
    "Prime Minister Ana Sol of Alpha met President Bo Lund of Beta on Tuesday. "
    "Sol said that “trade will grow — soon”. Alpha promised to open 3 ports by 2030 because of the treaty."
)
SPEAKER = Actor("AAA", Sector.GOV, "Ana Sol", "prime minister")
OTHER = Actor("BBB", None, "Bo Lund")
DAY = DateInterval.day(date(2024, 5, 7))


def capture(name: str, text: str = TEXT, url: str | None = None, **metadata: str) -> Capture:
    """A capture of a text page."""
    return seal(name, "text/plain", text.encode(), url, tuple(sorted(metadata.items())))


def article(page: Capture) -> Article:
    """The page as an article of one body block."""
    text = page.data.decode()
    return Article(
        article_id(page),
        page.name,
        page.id,
        text,
        (Block(Span(0, len(text)), BlockLabel.BODY),),
        title="Sol meets Lund",
        byline="C. Reporter",
        publisher="The Paper",
        url=page.url,
        language="en",
        published=Publication(DateInterval.day(date(2024, 5, 8)), DateBasis.INFERRED, "the last day it tells of"),
        is_truncated=True,
    )


def evidence(of: Article, words: str, rule: str = "rule") -> tuple[Evidence, ...]:
    """Where the words stand first."""
    start = of.text.index(words)
    return (Evidence(of.id, Span(start, start + len(words)), words, 0, rule, 0.625),)


def mentions(of: Article) -> Mentions:
    """One mention of every kind."""
    met, said, ports = evidence(of, "met"), evidence(of, "trade will grow — soon"), evidence(of, "open 3 ports")
    until = DateInterval(None, date(2030, 12, 31), Precision.RANGE)
    act = (EventType.CONSULT, "meeting", (Context.DIPLOMATIC, Context.ECONOMIC), (SPEAKER, OTHER), ())
    return Mentions(
        of.id,
        events=(EventMention(of.id, *act, DAY, Status.HAPPENED, Place("Gamma", None), met),),
        statements=(Quotation(of.id, SPEAKER, True, said[0].quote, OTHER, ("AAA",), Tone.FAVOURABLE, "said", said),),
        commitments=(
            CommitmentMention(
                of.id, ("AAA",), "open 3 ports", Context.ECONOMIC, None, until, CommitmentState.PLEDGED, ports
            ),
        ),
        drivers=(DriverMention(of.id, "the treaty", ("AAA", "BBB"), "ports", ("AAA",), "+", SPEAKER, ports),),
        quantities=(QuantityMention(of.id, "ports", ("AAA",), 3.5e9, "USD", "over", until, "officials", ports),),
        offices=(OfficeMention(of.id, "Ana Sol", "AAA", "prime minister", DAY, False, met),),
        groupings=(GroupingMention(of.id, "the treaty", GroupingKind.TREATY, ("AAA", "BBB"), ports),),
    )
