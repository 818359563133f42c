"""The tables made into a lexicon; a table that is wrong raises LexiconError."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from cordiale.lexicon.entries import (
    Body,
    Entry,
    HitKind,
    Locality,
    Member,
    NameOrder,
    OfficeWord,
    Organisation,
    State,
    Tenure,
)
from cordiale.lexicon.fold import fold, key_of
from cordiale.lexicon.guards import Guards, Words
from cordiale.lexicon.lexicon import Example, Lexicon
from cordiale.lexicon.load_cues import read_cues
from cordiale.lexicon.match import RANK, Automaton, Form, folded_forms
from cordiale.lexicon.names import bare_surnames, full_names
from cordiale.lexicon.tables import Row, packaged_tables, read_table
from cordiale.model.mention import GroupingKind
from cordiale.model.ontology import Sector

T = TypeVar("T", bound=Entry)
FILES = frozenset(("states", "bodies", "media", "organisations", "treaties", "localities", "offices", "words", "cues"))


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the packaged tables, read once; raises LexiconError when a table is wrong."""
    return read_lexicon(packaged_tables())


def read_lexicon(folder: Traversable) -> Lexicon:
    """The lexicon of a folder of TOML tables; raises LexiconError naming file, entry and key."""
    tables: defaultdict[str, tuple[Row, ...]] = defaultdict(tuple)
    for file in sorted((f for f in folder.iterdir() if _is_ours(f.name)), key=lambda f: f.name):
        for kind, rows in read_table(file).items():
            tables[kind] += rows
    examples: list[Example] = []
    read = partial(_entries, examples)
    states = {state.iso3: state for state in read(_state, tables["state"])}
    organisations = {o.id: o for o in read(partial(_organisation, states), tables["organisation"])}
    bodies = read(partial(_body, states), tables["body"])
    localities = read(partial(_locality, states), tables["locality"])
    offices = read(_office, tables["office"])
    tenures = _best_known_first(read(partial(_tenure, states), tables["tenure"]))
    names_of_offices = MappingProxyType({key_of(n): o.office for o in reversed(offices) for n in (*o.names, o.office)})
    orders = {code: state.name_order for code, state in states.items() if state.name_order is not NameOrder.GIVEN_FIRST}
    spellings = {t: full_names(t, orders.get(t.country, NameOrder.GIVEN_FIRST)) for t in tenures}
    surnames = {t: bare_surnames(t, orders.get(t.country, NameOrder.GIVEN_FIRST)) for t in tenures}
    fixed = (*_state_forms(states.values()), *_named_forms(organisations.values(), HitKind.ORGANISATION))
    forms = (
        *fixed,
        *_named_forms(bodies, HitKind.BODY),
        *_named_forms(localities, HitKind.LOCALITY),
        *_named_forms(offices, HitKind.OFFICE),
        *(Form(name, HitKind.PERSON, t) for t in tenures for name in spellings[t]),
        *(Form(name, HitKind.SURNAME, t) for t in tenures for name in surnames[t]),
        *(form for row in tables["nothing"] for form in folded_forms(row.only(("names",)).names(), None, None)),
    )
    return Lexicon(
        states=MappingProxyType(states),
        organisations=MappingProxyType(organisations),
        bodies=bodies,
        localities=localities,
        office_words=offices,
        tenures=tenures,
        cues=read_cues(tables),
        examples=tuple(examples),
        automaton=Automaton(_without_shadowed_surnames(forms)),
        guards=Guards(_words(tables["words"]), orders, spellings.__getitem__),
        states_by_name=_states_by_name(fixed),
        tenures_by_name=_by((key_of(n), t) for t in tenures for n in spellings[t] | surnames[t]),
        offices_by_name=names_of_offices,
        tenures_by_office=_by(((t.country, names_of_offices.get(key_of(t.office), t.office)), t) for t in tenures),
    )


def _is_ours(file: str) -> bool:
    """Whether a file holds entries; other layers keep their own cue tables in the same folder."""
    name = file.removesuffix(".toml")
    return name != file and (name in FILES or name.startswith("tenures_"))


def _entries(examples: list[Example], build: Callable[[Row], T], rows: Iterable[Row]) -> tuple[T, ...]:
    """An entry for each row; the row's example sentences join the list."""
    found = []
    for row in rows:
        entry = build(row)
        found.append(entry)
        examples += [Example(text, entry) for text in row.texts("examples")]
    return tuple(found)


def _state(row: Row) -> State:
    row.only((*State.__dataclass_fields__, "examples"))
    code = row.text("iso3")
    if len(code) != 3 or not code.isupper():
        raise row.error("iso3", f"should be three capitals, not {code!r}")
    return State(
        iso3=code,
        iso2=row.text("iso2"),
        names=row.names(),
        nationalities=row.texts("nationalities"),
        capital=row.text_or_none("capital"),
        metonyms=row.texts("metonyms"),
        fips=row.text_or_none("fips"),
        cow=row.number_or_none("cow"),
        gw=row.number_or_none("gw"),
        wikidata=row.text_or_none("wikidata"),
        capital_names=row.texts("capital_names"),
        prefixes=row.texts("prefixes"),
        name_order=row.choice("name_order", NameOrder, NameOrder.GIVEN_FIRST),
    )


def _country(states: dict[str, State], row: Row, key: str = "country") -> str:
    code = row.text(key)
    if code not in states:
        raise row.error(key, f"{code!r} is no state of the tables")
    return code


def _body(states: dict[str, State], row: Row) -> Body:
    row.only(("names", "country", "sector", "is_generic", "examples"))
    country = _country(states, row) if "country" in row.values else None
    names = row.names()
    generic = row.flag("is_generic")
    return Body(_with_plurals(names) if generic else names, country, row.choice("sector", Sector), generic)


def _locality(states: dict[str, State], row: Row) -> Locality:
    row.only(("names", "country", "examples"))
    return Locality(row.names(), _country(states, row) if "country" in row.values else None)


def _organisation(states: dict[str, State], row: Row) -> Organisation:
    row.only(("id", "names", "kind", "members", "joined", "left", "since", "acts", "examples"))
    since = row.day_or_none("since")
    founders = (row.text_or_none("members") or "").split()
    joined = Row(row.file, row.entry, row.values.get("joined", {}))
    left = Row(row.file, row.entry, row.values.get("left", {}))
    for code in (*founders, *joined.values, *left.values):
        if code not in states:
            raise row.error("members", f"{code!r} is no state of the tables")
    codes = dict.fromkeys((*founders, *joined.values, *left.values))
    return Organisation(
        id=row.text("id"),
        names=row.names(),
        kind=row.choice("kind", GroupingKind),
        members=tuple(Member(code, joined.day_or_none(code) or since, left.day_or_none(code)) for code in codes),
        since=since,
        acts=row.flag("acts"),
    )


def _office(row: Row) -> OfficeWord:
    row.only(("office", "names", "sector", "countries", "examples"))
    office = row.text("office")
    names = dict.fromkeys((*row.texts("names"), office))
    return OfficeWord(_with_plurals(names), office, row.choice("sector", Sector), row.texts("countries"))


def _tenure(states: dict[str, State], row: Row) -> Tenure:
    row.only((*Tenure.__dataclass_fields__, "examples"))
    start, end = row.day_or_none("start"), row.day_or_none("end")
    if start and end and end < start:
        raise row.error("end", f"{end} lies before the start, {start}")
    country = row.text("country")
    return Tenure(
        person=row.text("person"),
        country=country if country == "IGO" else _country(states, row),
        office=row.text("office"),
        sector=row.choice("sector", Sector),
        start=start,
        end=end,
        aliases=row.texts("aliases"),
        source=row.text_or_none("source") or "",
        surname=row.text_or_none("surname"),
        organisation=row.text_or_none("organisation"),
    )


def _best_known_first(tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """The tenures ordered by how many the tables hold of their state, as a measure of how often news names it."""
    tenures = tuple(tenures)
    held = Counter(t.country for t in tenures)
    return tuple(sorted(tenures, key=lambda t: -held[t.country]))


def _with_plurals(names: Iterable[str]) -> tuple[str, ...]:
    """The names and, where they are words and not abbreviations, their plurals ('ministers of defence')."""
    names = tuple(names)
    return tuple(dict.fromkeys((*names, *(_plural(n) for n in names if n.islower() and not n.endswith("s")))))


def _plural(name: str) -> str:
    head, of, rest = name.partition(" of ")
    if head.endswith(("spokesman", "spokeswoman", "congressman", "congresswoman", "chairman")):
        head = f"{head[:-2]}en"
    elif head.endswith("y") and not head.endswith(("ay", "ey", "oy")):
        head = f"{head[:-1]}ies"
    else:
        head = f"{head}s"
    return f"{head}{of}{rest}"


def _state_forms(states: Iterable[State]) -> Iterator[Form]:
    for state in states:
        yield from folded_forms(state.names, HitKind.STATE, state)
        yield from folded_forms(state.nationalities, HitKind.NATIONALITY, state)
        yield from folded_forms((state.capital,) if state.capital else (), HitKind.CAPITAL, state)
        yield from folded_forms(state.capital_names, HitKind.CAPITAL, state)
        yield from folded_forms(state.metonyms, HitKind.METONYM, state)
        yield from folded_forms(state.prefixes, HitKind.NATIONALITY, state, is_prefix=True)


def _named_forms(entries: Iterable[Organisation | Body | Locality | OfficeWord], kind: HitKind) -> Iterator[Form]:
    for entry in entries:
        yield from folded_forms(entry.names, kind, entry)


def _without_shadowed_surnames(forms: Iterable[Form]) -> Iterator[Form]:
    """All forms but the surnames that are also names of something else ('Jordan', 'Paris')."""
    forms = tuple(forms)
    names = {f.words for f in forms if f.kind is not HitKind.SURNAME}
    return (f for f in forms if f.kind is not HitKind.SURNAME or f.words not in names)


def _states_by_name(forms: Iterable[Form]) -> MappingProxyType[str, State]:
    found: dict[str, State] = {}
    for form in sorted(forms, key=lambda f: RANK[f.kind]):
        if isinstance(form.entry, State):
            found.setdefault(key_of(form.words), form.entry)
    return MappingProxyType(found)


K = TypeVar("K")
V = TypeVar("V")


def _by(pairs: Iterable[tuple[K, V]]) -> MappingProxyType[K, tuple[V, ...]]:
    found: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return MappingProxyType({key: tuple(values) for key, values in found.items()})


def _words(rows: Iterable[Row]) -> Words:
    """The word lists of the guards, joined over all [words] tables."""
    rows = tuple(rows)
    lists = tuple(Words.__dataclass_fields__)
    for row in rows:
        row.only(lists)
    return Words(**{key: frozenset(fold(w).text for row in rows for w in row.texts(key)) for key in lists})
