"""The codes of other people's event files: CAMEO's acts, codes of countries, sectors and domains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from cordiale.lexicon.fold import key_of
from cordiale.lexicon.lexicon import Lexicon
from cordiale.lexicon.load import load_lexicon
from cordiale.lexicon.tables import Row, packaged_tables, read_table
from cordiale.model.ontology import Context, EventType, QuadClass, Sector

FILE = "cameo.toml"


@dataclass(frozen=True, slots=True)
class CodedAct:
    """What an event code stands for: a type (None where it stands for no act), a quad class, and the domains it names."""

    type: EventType | None
    quad_class: QuadClass
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """What the codes of event files mean; build it with `load_codes`. Countries and sectors are found by `key_of` words."""

    acts: Mapping[str, CodedAct]
    cameo: Mapping[str, str]
    fips: Mapping[str, str]
    sectors: Mapping[str, Sector]
    organisations: frozenset[str]
    contexts: Mapping[str, Context]

    def sector(self, words: str) -> Sector | None:
        """The sector that a code or the words of one stand for."""
        return self.sectors.get(words) or self.sectors.get(key_of(words))


@cache
def load_codes() -> Codes:
    """The codes that come with the package; LexiconError when the table is wrong."""
    return read_codes(packaged_tables() / FILE, load_lexicon())


def read_codes(file: Traversable, lexicon: Lexicon) -> Codes:
    """The codes of a table, checked against the states of a lexicon; LexiconError says what is wrong."""
    tables = read_table(file)
    states = lexicon.states
    domains = _domains(tables["domain"])
    acts: dict[str, CodedAct] = {}
    for row in tables["root"]:
        acts |= _acts(row, acts, domains)
    if unknown := sorted(domains.keys() - acts.keys()):
        raise tables["domain"][0].error("codes", f"{unknown[0]!r} is no code of the table")
    fips = {state.fips: state.iso3 for state in states.values() if state.fips}
    return Codes(
        acts=MappingProxyType(acts),
        cameo=MappingProxyType({code: code for code in states} | _countries(tables["cameo_countries"][0], lexicon)),
        fips=MappingProxyType(fips | _countries(tables["fips_countries"][0], lexicon)),
        sectors=MappingProxyType({name: sector for row in tables["sector"] for name, sector in _sectors(row)}),
        organisations=frozenset(tables["organisations"][0].only(("codes",)).text("codes").split()),
        contexts=MappingProxyType({c.value: c for c in Context} | _contexts(tables["polecat_contexts"][0])),
    )


def _domains(rows: Iterable[Row]) -> dict[str, tuple[Context, ...]]:
    found: dict[str, tuple[Context, ...]] = {}
    for row in rows:
        context = row.only(("context", "codes")).choice("context", Context)
        for code in row.text("codes").split():
            found[code] = (*found.get(code, ()), context)
    return found


def _acts(row: Row, known: Mapping[str, CodedAct], domains: Mapping[str, tuple[Context, ...]]) -> dict[str, CodedAct]:
    row.only(("root", "type", "quad", "codes"))
    type = row.choice("type", EventType) if "type" in row.values else None
    codes, root = row.text("codes").split(), row.text("root")
    for code in codes:
        if code in known or not code.startswith(root):
            raise row.error("codes", f"{code!r} is there twice or does not begin with {root}")
    number = row.number_or_none("quad")
    if number not in list(QuadClass):
        raise row.error("quad", f"should be 1 to 4, not {number!r}")
    return {code: CodedAct(type, QuadClass(number), domains.get(code, ())) for code in codes}


def _countries(row: Row, lexicon: Lexicon) -> dict[str, str]:
    found = {code: row.text(code) for code in row.values}
    for code, iso3 in found.items():
        if iso3 not in lexicon.states:
            raise row.error(code, f"{iso3!r} is no state of the tables")
    return found


def _sectors(row: Row) -> list[tuple[str, Sector]]:
    sector = row.only(("sector", "codes", "words")).choice("sector", Sector)
    words = [key_of(w) for w in row.texts("words")]
    return [(name, sector) for name in (*row.text("codes").split(), *words)]


def _contexts(row: Row) -> dict[str, Context]:
    return {word: row.choice(word, Context) for word in row.values}
