"""EVENT_FORMATS: the event files that can be read, and in which of their columns the parts of an event stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from cordiale.model.issue import Rejected

# The 61 columns of GDELT 2.0's event files, which have no header (GDELT Event Codebook 2.0, 2015).
_SIDE = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID"
_GDELT_2 = (
    *"GlobalEventID Day MonthYear Year FractionDate".split(),
    *(f"Actor{n}{part}" for n in "12" for part in _SIDE.split()),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO.split()),
    *"DATEADDED SOURCEURL".split(),
)
# GDELT 1.0 has no ADM2 codes, and before April 2013 no address of the source either.
_GDELT_1 = tuple(c for c in _GDELT_2 if "ADM2" not in c)


class Coding(Enum):
    """How a format names acts and countries."""

    CAMEO = auto()
    CAMEO_COUNTRIES = auto()
    PLOVER = auto()


@dataclass(frozen=True, slots=True)
class EventFormat:
    """A kind of event file.

    `parts` gives for each part of an event the columns that may hold it, the best first, in small letters; `needs` are the
    parts without which a file cannot be read (one of those in each group). `headless` are the columns of files without a
    header, by how many a row has.
    """

    coding: Coding
    parts: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...]
    headless: Mapping[int, tuple[str, ...]]

    @property
    def has_header(self) -> bool:
        """Whether the first row names the columns."""
        return not self.headless

    def places(self, columns: tuple[str, ...]) -> dict[str, int]:
        """In which column each part stands; Rejected (columns) when one that is needed is not there."""
        numbers = {name.strip().lower().removeprefix("#!"): i for i, name in reversed(list(enumerate(columns)))}
        found = {
            part: next(numbers[name] for name in names if name in numbers)
            for part, names in self.parts.items()
            if any(name in numbers for name in names)
        }
        for group in self.needs:
            if not any(part in found for part in group):
                wanted = " or ".join(f"'{self.parts[part][0]}'" for part in group)
                raise Rejected("columns", f"no column {wanted}; it has {', '.join(columns[:12]) or 'none'}")
        return found


_ACTORS = (("actor", "actor_country"), ("recipient", "recipient_country"))

EVENT_FORMATS: Mapping[str, EventFormat] = {
    "icews": EventFormat(
        Coding.CAMEO,
        {
            "id": ("event id", "event_id"),
            "day": ("event date", "event_date", "date"),
            "actor": ("source name", "source_name", "source"),
            "actor_country": ("source country", "source_country"),
            "actor_sector": ("source sectors", "source_sectors"),
            "recipient": ("target name", "target_name", "target"),
            "recipient_country": ("target country", "target_country"),
            "recipient_sector": ("target sectors", "target_sectors"),
            "code": ("cameo code", "cameo_code", "cameo"),
            "place": ("city",),
            "place_country": ("country",),
        },
        (("day",), ("code",), *_ACTORS),
        {},
    ),
    "gdelt": EventFormat(
        Coding.CAMEO_COUNTRIES,
        {
            "id": ("globaleventid",),
            "day": ("day",),
            "actor": ("actor1name",),
            "actor_country": ("actor1countrycode",),
            "actor_group": ("actor1knowngroupcode",),
            "actor_sector": ("actor1type1code",),
            "recipient": ("actor2name",),
            "recipient_country": ("actor2countrycode",),
            "recipient_group": ("actor2knowngroupcode",),
            "recipient_sector": ("actor2type1code",),
            "code": ("eventcode",),
            "place": ("actiongeo_fullname",),
            "place_country": ("actiongeo_countrycode",),
        },
        (("day",), ("code",), *_ACTORS),
        {61: _GDELT_2, 58: _GDELT_1, 57: _GDELT_1[:-1]},
    ),
    "polecat": EventFormat(
        Coding.PLOVER,
        {
            "id": ("event id",),
            "day": ("event date",),
            "actor": ("actor name", "actor name raw"),
            "actor_country": ("actor country",),
            "actor_sector": ("primary actor sector", "actor sectors"),
            "recipient": ("recipient name", "recipient name raw"),
            "recipient_country": ("recipient country",),
            "recipient_sector": ("primary recipient sector", "recipient sectors"),
            "type": ("event type",),
            "mode": ("event mode",),
            "contexts": ("contexts",),
            "place": ("placename", "city"),
            "place_country": ("country",),
        },
        (("day",), ("type",), *_ACTORS),
        {},
    ),
    "plover": EventFormat(
        Coding.PLOVER,
        {
            "id": ("event_id", "eventid", "id"),
            "day": ("date", "event_date", "date.start"),
            "actor": ("actor", "actor_name", "source", "actors.name", "actor.name", "actor.entity_text"),
            "actor_country": ("actor_country", "source_country", "actors.country", "actor.country", "actor.code"),
            "actor_sector": ("actor_sector", "source_sector", "actors.sector", "actor.sector"),
            "recipient": (
                "recipient",
                "recipient_name",
                "target",
                "recipients.name",
                "recipient.name",
                "recipient.entity_text",
            ),
            "recipient_country": (
                "recipient_country",
                "target_country",
                "recipients.country",
                "recipient.country",
                "recipient.code",
            ),
            "recipient_sector": ("recipient_sector", "target_sector", "recipients.sector", "recipient.sector"),
            "type": ("event_type", "type", "event", "code"),
            "mode": ("event_mode", "mode"),
            "contexts": ("contexts", "context", "event_context"),
            "status": ("status",),
            "place": ("place", "placename", "place.name", "event_loc.extracted_place"),
            "place_country": ("place_country", "place.country", "event_loc.country_code"),
        },
        (("day",), ("type",), *_ACTORS),
        {},
    ),
}
