"""Statements, commitments and drivers of little articles, for tests."""

from __future__ import annotations

from dataclasses import replace

from cordiale.extract.commitments import PromiseRules, find_commitments
from cordiale.extract.drivers import CausalRules, find_drivers
from cordiale.extract.quotations import find_quotations
from cordiale.lexicon import load_lexicon
from cordiale.model.mention import CommitmentMention, DriverMention, Quotation
from cordiale.model.reading import Reading
from cordiale.text.dates import find_article_dates

from .pages import actors_of

CUES = load_lexicon().cues


def statements_of(text: str, byline: str | None = None) -> list[Quotation]:
    """What the text attributes to somebody."""
    article, sentences, actors = actors_of(text)
    return find_quotations(replace(article, byline=byline), [Reading(s) for s in sentences], actors, CUES)


def commitments_of(text: str, chance: float | None = None) -> list[CommitmentMention]:
    """What the text promises, to a reader that finds it as likely as `chance` that each sentence promises anything."""
    article, sentences, actors = actors_of(text)
    dates = find_article_dates(article, sentences)
    readings = [Reading(s, promise_chance=chance) for s in sentences]
    return find_commitments(article, readings, actors, dates, PromiseRules(CUES))


def drivers_of(text: str, chance: float | None = None) -> list[DriverMention]:
    """What the text says causes what, to a reader that finds it as likely as `chance` that each sentence tells a cause."""
    article, sentences, actors = actors_of(text)
    readings = [Reading(s, causation_chance=chance) for s in sentences]
    return find_drivers(article, readings, actors, find_quotations(article, readings, actors, CUES), CausalRules(CUES))
