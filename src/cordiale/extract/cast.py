"""The persons of a page: who a full name, a surname or an office stands for, given the day and who was named before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from cordiale.extract.naming import Phrase
from cordiale.lexicon.entries import Tenure
from cordiale.model.actor import Actor
from cordiale.model.ontology import Sector

# Offices that several hold at once, so that the one holder whom the tables know need not be who is meant.
_OF_MANY = frozenset(
    {
        "senator",
        "lawmaker",
        "minister",
        "ambassador",
        "military commander",
        "judge",
        "governor",
        "mayor",
        "official",
        "spokesperson",
        "secretary",
        "diplomat",
        "party leader",
        "opposition leader",
        "leader",
        "envoy",
        "special envoy",
        "chairman",
        "deputy prime minister",
    }
)


class OfficeBook(Protocol):
    """Who held an office: what the cast asks of the lexicon."""

    def holders(self, country: str, office: str, on: date) -> tuple[Tenure, ...]:
        """The persons in an office of a state on a day."""
        ...


class Cast:
    """The persons named so far on one page, for resolving what is named later; built up in reading order."""

    def __init__(self, offices: OfficeBook, on: date | None) -> None:
        self._offices = offices
        self._on = on
        self._by_name: dict[str, Actor] = {}
        self._by_office: dict[str, Actor] = {}

    def person(self, phrase: Phrase) -> Actor | None:
        """The person that a name stands for, remembered for later; None when a bare surname tells nobody."""
        assert phrase.name is not None
        known = self._by_name.get(_key(phrase.name))
        tenure = self._tenure(phrase, known)
        if known is None and tenure is None and " " not in phrase.name and phrase.office is None:
            return None
        country = (phrase.countries[0] if phrase.countries else None) or (known.country if known else None)
        country = country or (tenure.country if tenure else None)
        name = tenure.person if tenure else (known.name if known else None) or phrase.name
        actor = Actor(country, self._sector(phrase, known, tenure), name, self._office(phrase, known, tenure))
        self._remember(actor, phrase)
        return actor

    def holder(self, phrase: Phrase, otherwise: str | None) -> Actor | None:
        """Who an office without a name stands for: the last person named in it, else its holder on the page's day.

        Where the words tell no state it is that of the last person in such an office, else `otherwise`.
        """
        assert phrase.office is not None
        country = phrase.countries[0] if phrase.countries else None
        last = self._last_in(phrase.office)
        if last and (country is None or last.country == country) and not phrase.is_past:
            return last
        country = country or otherwise
        if country is None:
            return None
        is_one = phrase.office not in _OF_MANY and not phrase.is_past
        holders = self._offices.holders(country, phrase.office, self._on) if self._on and is_one else ()
        name = holders[0].person if len(holders) == 1 else None
        actor = Actor(country, phrase.sector, name, _titled(phrase.office, phrase.is_former))
        if phrase.countries and not phrase.is_past:
            self._by_office.pop(phrase.office, None)
            self._by_office[phrase.office] = actor
        return actor

    def _last_in(self, office: str) -> Actor | None:
        """The person named last in an office; 'the minister' is whoever was named last as a minister of anything."""
        if office in self._by_office:
            return self._by_office[office]
        return next((a for o, a in reversed(self._by_office.items()) if o.endswith(f" {office}")), None)

    def _tenure(self, phrase: Phrase, known: Actor | None) -> Tenure | None:
        """The tenure that fits name, state, office and day best; None where several persons fit equally."""
        fitting = [t for t in phrase.tenures if not phrase.countries or t.country in phrase.countries]
        if known and known.name:
            fitting = [t for t in fitting if t.person == known.name]
        elif phrase.rule == "surname":
            fitting = _of_the_day(fitting, self._on) if not phrase.is_past else fitting
        if len({t.person for t in fitting}) > 1:
            same_office = [t for t in fitting if t.office == phrase.office]
            fitting = (same_office if phrase.is_past else _of_the_day(same_office, self._on)) or fitting
        if len({t.person for t in fitting}) > 1:
            fitting = _of_the_day(fitting, self._on)
        if len({t.person for t in fitting}) != 1:
            return None
        same_office = [t for t in fitting if t.office == phrase.office]
        current = _of_the_day(fitting, self._on)
        return (same_office or current or sorted(fitting, key=_end, reverse=True))[0]

    def _sector(self, phrase: Phrase, known: Actor | None, tenure: Tenure | None) -> Sector | None:
        return phrase.sector or (known.sector if known else None) or (tenure.sector if tenure else None)

    def _office(self, phrase: Phrase, known: Actor | None, tenure: Tenure | None) -> str | None:
        if phrase.office:
            return _titled(phrase.office, phrase.is_former)
        if known and known.office:
            return known.office
        if tenure and (self._on is None or tenure.holds_on(self._on)):
            return tenure.office
        return None

    def _remember(self, actor: Actor, phrase: Phrase) -> None:
        assert actor.name is not None
        assert phrase.name is not None
        for name in {actor.name, phrase.name, _surname(actor, phrase)}:
            self._by_name[_key(name)] = actor
        if phrase.office and not phrase.is_past:
            self._by_office.pop(phrase.office, None)  # so that the order is that of the last mention
            self._by_office[phrase.office] = actor


def _titled(office: str, is_former: bool) -> str:
    return f"former {office}" if is_former else office


def _surname(actor: Actor, phrase: Phrase) -> str:
    """The word that later mentions use: the last of the name, suffixes aside, or the family name that comes first."""
    assert actor.name is not None
    words = [w for w in actor.name.split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    tenure = phrase.tenures[0] if phrase.tenures else None
    for alias in tenure.aliases if tenure else ():
        if alias in words:
            return alias
    return words[-1] if words else actor.name


def _key(name: str) -> str:
    return name.replace("’", "'").casefold()


def _end(tenure: Tenure) -> date:
    return tenure.end or date.max


def _of_the_day(tenures: Iterable[Tenure], on: date | None) -> list[Tenure]:
    """Those in office on the day; without a day, those that have not ended."""
    return [t for t in tenures if (t.holds_on(on) if on else t.end is None)]
