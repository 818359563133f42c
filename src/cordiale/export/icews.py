"""ICEWS's event files: 20 columns parted by tabs, under a header; what is not known is an empty cell.

Source: Boschee and others, ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.
"""

from __future__ import annotations

from pathlib import Path

from cordiale.export.delimited import Cell, write_rows
from cordiale.export.dyadic import DyadicEvent, Side, dyadic_events, lexicon_and_articles, name_of, number_of
from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.document import Article

COLUMNS = tuple(
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|"
    "Longitude".split("|")
)


def write_icews(selection: Selection, to: Path) -> list[Path]:
    """Write one row for each event and ordered pair of sides; events without another side have no place in this format."""
    lexicon, articles = lexicon_and_articles(selection)
    events = dyadic_events(selection, needs_recipient=True)
    write_rows((_row(e, articles[e.told.article], lexicon) for e in events), COLUMNS, to)
    return [to]


def _row(e: DyadicEvent, article: Article, lexicon: Lexicon) -> list[Cell]:
    code = load_outward().code(e.type, e.mode, e.contexts)
    return [
        e.number,
        e.first,
        *_side(e.actor, lexicon),
        code.text,
        code.code,
        code.goldstein,
        *_side(e.recipient, lexicon),
        number_of(article.id),
        e.told.evidence[0].sentence + 1,
        article.publisher,
        *_place(e, lexicon),
    ]


def _side(side: Side | None, lexicon: Lexicon) -> list[Cell]:
    if side is None:
        return [None] * 3
    words = load_outward().icews_sectors
    return [side.words(lexicon), ",".join(words[s] for s in side.sectors), name_of(side.state, lexicon)]


def _place(e: DyadicEvent, lexicon: Lexicon) -> list[Cell]:
    place = e.told.place
    if place is None:
        return [None] * 6
    lat, lon = load_outward().point(place.country, place.name) or (None, None)
    city = place.name if lat is not None else None
    return [city, None, None, name_of(place.country, lexicon), lat, lon]
