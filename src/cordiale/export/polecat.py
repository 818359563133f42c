"""POLECAT's event files: 40 columns parted by tabs, under a header; `None` stands for what is not known, as it does there.

Source: Halterman and others, POLECAT Weekly Data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT.
"""

from __future__ import annotations

from pathlib import Path

from cordiale import __version__
from cordiale.export.delimited import Cell, write_rows
from cordiale.export.dyadic import DyadicEvent, Side, dyadic_events, lexicon_and_articles, name_of
from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.document import Article

_SIDE = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
COLUMNS = (
    *"Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts".split("|"),
    *_SIDE.format("Actor").split("|"),
    *_SIDE.format("Recipient").split("|"),
    *"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type".split("|"),
    *"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|"),
)
_NOTHING = "None"


def write_polecat(selection: Selection, to: Path) -> list[Path]:
    """Write one row for each event and ordered pair of sides."""
    lexicon, articles = lexicon_and_articles(selection)
    rows = (_row(e, articles[e.told.article], lexicon) for e in dyadic_events(selection))
    write_rows(rows, COLUMNS, to, _NOTHING)
    return [to]


def _row(e: DyadicEvent, article: Article, lexicon: Lexicon) -> list[Cell]:
    outward, day = load_outward(), article.day
    return [
        e.id,
        e.first,
        e.type,
        e.mode,
        outward.score(e.type, e.mode),
        e.type.quad_class.name.replace("_", " "),
        ";".join(e.contexts),
        *_side(e.actor, lexicon),
        *_side(e.recipient, lexicon),
        *_place(e, lexicon),
        article.publisher,
        day.start if day and day.start == day.end else None,
        None,
        None,
        None,
        article.language,
        f"cordiale-{__version__}",
    ]


def _side(side: Side | None, lexicon: Lexicon) -> list[Cell]:
    if side is None:
        return [None] * 8
    state, words = lexicon.states.get(side.state or ""), side.words(lexicon)
    sectors = side.sectors
    primary = sectors[0] if sectors else None
    title = "; ".join(side.titles)
    return [words, side.country, state.cow if state else None, primary, ";".join(sectors), title, words, None]


def _place(e: DyadicEvent, lexicon: Lexicon) -> list[Cell]:
    place = e.told.place
    if place is None:
        return [None] * 10
    lat, lon = load_outward().point(place.country, place.name) or (None, None)
    city = place.name if lat is not None else None
    return [place.name, city, None, None, name_of(place.country, lexicon), lat, lon, None, place.name, None]
