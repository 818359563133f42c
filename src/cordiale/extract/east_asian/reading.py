"""All that a Japanese or Chinese page says: what the stages of English pages give, as far as the words of the lexicon tell.

Commitments and drivers are not read on these pages.
"""

from __future__ import annotations

from cordiale.extract.east_asian.actors import find_east_asian_actors
from cordiale.extract.east_asian.events import code_east_asian_events
from cordiale.extract.east_asian.facts import (
    find_east_asian_groupings,
    find_east_asian_offices,
    find_east_asian_quantities,
)
from cordiale.extract.east_asian.plain import EastAsianReader
from cordiale.extract.east_asian.quotations import find_east_asian_quotations
from cordiale.lexicon import Lexicon
from cordiale.lexicon.east_asian import load_east_asian
from cordiale.lexicon.east_asian_cues import load_east_asian_cues
from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.model.reading import Reader
from cordiale.text.east_asian_dates import find_east_asian_dates
from cordiale.text.sentences import split_sentences


def read_east_asian(article: Article, lexicon: Lexicon, reader: Reader | None = None) -> Mentions:
    """The mentions of an article whose language is Japanese or Chinese; `reader` stands in for the plain one."""
    language = article.language or "zh"
    names, cues = load_east_asian(language), load_east_asian_cues(language)
    sentences = split_sentences(article)
    readings = (reader or EastAsianReader(language)).read(article, sentences)
    dates = find_east_asian_dates(article, sentences)
    actors = find_east_asian_actors(article, sentences, names, lexicon)
    return Mentions(
        article.id,
        events=tuple(code_east_asian_events(article, readings, actors, dates, names)),
        statements=tuple(find_east_asian_quotations(article, sentences, actors, names, cues)),
        quantities=tuple(find_east_asian_quantities(article, sentences, actors, dates, cues)),
        offices=tuple(find_east_asian_offices(article, actors)),
        groupings=tuple(find_east_asian_groupings(article, sentences, names, lexicon)),
    )
