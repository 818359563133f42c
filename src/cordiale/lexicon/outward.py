"""What our acts, sectors and places are called in the files of others: CAMEO codes, PLOVER's scores, words of ICEWS, points on a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from cordiale.lexicon.codes import Codes, load_codes
from cordiale.lexicon.fold import key_of
from cordiale.lexicon.lexicon import Lexicon
from cordiale.lexicon.load import load_lexicon
from cordiale.lexicon.tables import Row, packaged_tables, read_table
from cordiale.model.ontology import Context, EventType, Sector

_NORTH, _EAST = 90.0, 180.0
_HIGHEST = 10.0


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with words for it and its Goldstein weight, None where the scale has none."""

    code: str
    text: str
    goldstein: float | None


_Act = tuple[EventType, str | None, Context | None]


@dataclass(frozen=True, slots=True)
class Outward:
    """The tables for exports; build it with `load_outward`.

    `announced` gives what an act of a type is while it is only announced, `countries` CAMEO's code of a state where it is not
    the ISO code, `city_types` GDELT's number for cities of a state (`other` for all that are not named).
    """

    cameo: Mapping[_Act, CameoCode]
    announced: Mapping[EventType, EventType]
    scores: Mapping[tuple[EventType, str | None], float]
    icews_sectors: Mapping[Sector, str]
    countries: Mapping[str, str]
    places: Mapping[tuple[str, str], tuple[float, float]]
    city_types: Mapping[str, int]

    def code(self, type: EventType, mode: str | None, contexts: Sequence[Context]) -> CameoCode:
        """The most exact code that says no more than type, mode and contexts: mode and context, mode, context, or neither."""
        for of_mode in dict.fromkeys((mode, None)):
            for context in (*contexts, None):
                if found := self.cameo.get((type, of_mode, context)):
                    return found
        raise KeyError(type)  # the loader sees to it that every type has a code

    def score(self, type: EventType, mode: str | None) -> float:
        """PLOVER's score of a mode, or of the type where the mode has none; -10 to 10."""
        found = self.scores.get((type, mode))
        return self.scores[type, None] if found is None else found

    def point(self, country: str | None, name: str) -> tuple[float, float] | None:
        """Latitude and longitude of a city, in degrees north and east; None where the tables have no point for it."""
        return self.places.get((country, key_of(name))) if country else None


@cache
def load_outward() -> Outward:
    """The tables that come with the package; LexiconError when one is wrong."""
    return read_outward(packaged_tables() / "export", load_lexicon(), load_codes())


def read_outward(folder: Traversable, lexicon: Lexicon, codes: Codes) -> Outward:
    """The tables of a folder, checked against the words that are read with; LexiconError says what is wrong."""
    tables = read_table(folder / "codes.toml")
    scores = tables["scores"][0]
    cameo = _cameo(tables["cameo"], codes)
    announced = {_type(row, key): row.choice(key, EventType) for row in tables["announced"] for key in row.values}
    weights = {_scored(scores, key): _number(scores, key, _HIGHEST) for key in scores.values}
    for type in EventType:
        if (type, None, None) not in cameo or (type, None) not in weights:
            raise scores.error(type, "every type needs a CAMEO code without mode and context, and a score")
    return Outward(
        cameo=MappingProxyType(cameo),
        announced=MappingProxyType(announced),
        scores=MappingProxyType(weights),
        icews_sectors=MappingProxyType(_sectors(tables["icews"][0], codes)),
        countries=MappingProxyType(_countries(codes)),
        places=MappingProxyType(_places(read_table(folder / "places.toml")["place"], lexicon)),
        city_types=MappingProxyType(_city_types(tables["gdelt_cities"][0])),
    )


def _cameo(rows: Iterable[Row], codes: Codes) -> dict[_Act, CameoCode]:
    found: dict[_Act, CameoCode] = {}
    for row in rows:
        row.only(("type", "mode", "context", "code", "text", "goldstein"))
        type, code = row.choice("type", EventType), row.text("code")
        context = row.choice("context", Context) if "context" in row.values else None
        if code not in codes.acts or codes.acts[code].type is not type:
            raise row.error("code", f"{code!r} is not read back as {type}")
        if (act := (type, row.text_or_none("mode"), context)) in found:
            raise row.error("code", f"{act} is there twice")
        weight = _number(row, "goldstein", _HIGHEST) if "goldstein" in row.values else None
        found[act] = CameoCode(code, row.text("text"), weight)
    return found


def _type(row: Row, key: str) -> EventType:
    try:
        return EventType(key)
    except ValueError:
        raise row.error(key, "is no type of act") from None


def _scored(row: Row, key: str) -> tuple[EventType, str | None]:
    type, _, mode = key.partition(" ")
    return _type(row, type), mode or None


def _number(row: Row, key: str, most: float) -> float:
    value = row.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
        raise row.error(key, f"should be a number from {-most:g} to {most:g}, not {value!r}")
    return float(value)


def _sectors(row: Row, codes: Codes) -> dict[Sector, str]:
    found = {sector: row.text(sector) for sector in Sector}
    for sector, words in found.items():
        if codes.sector(words) is not sector:
            raise row.error(sector, f"{words!r} is not read back as {sector}")
    return found


def _countries(codes: Codes) -> dict[str, str]:
    """CAMEO's code where it has one of its own, the ISO code else."""
    others = [(iso3, code) for code, iso3 in codes.cameo.items() if code != iso3]
    number = Counter(iso3 for iso3, _ in others)
    return {iso3: code for iso3, code in others if number[iso3] == 1}


def _places(rows: Iterable[Row], lexicon: Lexicon) -> dict[tuple[str, str], tuple[float, float]]:
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in rows:
        row.only(("country", "names", "lat", "lon"))
        country = row.text("country")
        if country not in lexicon.states:
            raise row.error("country", f"{country!r} is no state of the tables")
        point = _number(row, "lat", _NORTH), _number(row, "lon", _EAST)
        found |= {(country, key_of(name)): point for name in row.names()}
    return found


def _city_types(row: Row) -> dict[str, int]:
    return {key: int(_number(row, key, _HIGHEST)) for key in ("other", *row.values)}
