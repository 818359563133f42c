"""The persons of a page: who a full name, a surname or an office stands for, given the day and who was named before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date, timedelta
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


# Whose holders are called by their given name ('Crown Prince Mohammed'), which others bear as a surname.
_BY_GIVEN_NAME = frozenset({"king", "queen", "crown prince", "prince", "emir", "sultan", "pope"})

# How long before or after an office its holder is still in the news under the surname alone.
_IN_THE_NEWS = timedelta(days=10 * 365)


class OfficeBook(Protocol):
    """Who held an office: what the cast asks of the lexicon."""

    def holders(self, country: str, office: str, on: date) -> tuple[Tenure, ...]:
        """The persons in an office of a state on a day."""
        ...


class Cast:
    """The persons named so far on one page, for resolving what is named later; built up in reading order.

    `states` are those that the page names anywhere: of two persons of one surname the one whose state is among them is meant.
    """

    def __init__(self, offices: OfficeBook, on: date | None, states: Set[str] = frozenset()) -> None:
        self._offices = offices
        self._on = on
        self._states = states
        self._by_name: dict[str, Actor] = {}
        self._by_office: dict[str, Actor] = {}
        self._sentence = 0
        self._named_in: dict[str, int] = {}

    def turn_to(self, sentence: int) -> None:
        """Begin the sentence of that index: of several persons it names in one office the first is the one spoken of."""
        self._sentence = sentence

    def person(self, phrase: Phrase, otherwise: Callable[[], str | None] = lambda: None) -> Actor | None:
        """The person that a name stands for, remembered for later; None when a bare surname tells nobody.

        `otherwise` gives the state of an office that neither the words nor the tables tell.
        """
        assert phrase.name is not None
        known = self._by_given_name(phrase) or self._by_name.get(_key(phrase.name))
        tenure = self._tenure(phrase, known)
        shared = None if known or tenure else self._shared_state(phrase)
        if not (known or tenure or shared or " " in phrase.name or phrase.office):
            return None
        country = (phrase.countries[0] if phrase.countries else None) or (known.country if known else None)
        country = country or (tenure.country if tenure else None) or shared
        if country is None and phrase.office and phrase.is_generic:
            country = self._where_free(phrase.office, otherwise())
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

    def state_of(self, tenures: Sequence[Tenure]) -> str | None:
        """The state that someone of these led: in office on the day, else about then, else the best known."""
        spoken_of = self._spoken_of(tenures)
        about = [t for t in spoken_of if self._on and _is_about(t, self._on)]
        fitting = _of_the_day(spoken_of, self._on) or about or spoken_of
        return fitting[0].country if fitting else None

    def _by_given_name(self, phrase: Phrase) -> Actor | None:
        """The person named last in an office whose holders are called by their given name, where it is theirs."""
        last = self._last_in(phrase.office) if phrase.office in _BY_GIVEN_NAME else None
        return last if last and last.name and phrase.name in last.name.split() else None

    def _last_in(self, office: str) -> Actor | None:
        """The person named last in an office; 'the minister' is whoever was named last as a minister of anything."""
        if office in self._by_office:
            return self._by_office[office]
        return next((a for o, a in reversed(self._by_office.items()) if o.endswith(f" {office}")), None)

    def _tenure(self, phrase: Phrase, known: Actor | None) -> Tenure | None:
        """The tenure that fits name, state, office and day best; None where several persons fit equally."""
        fitting = [t for t in phrase.tenures if not phrase.countries or t.country in phrase.countries]
        if phrase.office in _BY_GIVEN_NAME:
            fitting = [t for t in fitting if t.office == phrase.office]
        if known and known.name:
            fitting = [t for t in fitting if t.person == known.name]
        elif phrase.rule == "surname":
            fitting = self._spoken_of(fitting)
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

    def _spoken_of(self, tenures: Sequence[Tenure]) -> list[Tenure]:
        """Those of states that the page names, or all where it names none of theirs."""
        return [t for t in tenures if t.country in self._states] or list(tenures)

    def _shared_state(self, phrase: Phrase) -> str | None:
        """The one state of all persons of that name who held an office about then, where the name alone does not tell which."""
        day = self._on
        about = [t for t in self._spoken_of(phrase.tenures) if day is None or _is_about(t, day)]
        states = {t.country for t in about if not phrase.countries or t.country in phrase.countries} - {"IGO"}
        return states.pop() if len(states) == 1 else None

    def _where_free(self, office: str, country: str | None) -> str | None:
        """The state, unless the tables know who else holds the office there on the page's day."""
        is_known = country and self._on and office not in _OF_MANY and self._offices.holders(country, office, self._on)
        return None if is_known else country

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
        office = phrase.office or actor.office
        if office and not phrase.is_past:
            if self._named_in.get(office) == self._sentence:
                return
            self._by_office.pop(office, None)  # so that the order is that of the last mention
            self._by_office[office] = actor
            self._named_in[office] = self._sentence


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


def _is_about(tenure: Tenure, on: date) -> bool:
    starts, ends = tenure.start or date.min, tenure.end or date.max
    return starts - on < _IN_THE_NEWS and on - ends < _IN_THE_NEWS


def _of_the_day(tenures: Iterable[Tenure], on: date | None) -> list[Tenure]:
    """Those in office on the day; without a day, those that have not ended."""
    return [t for t in tenures if (t.holds_on(on) if on else t.end is None)]
