"""Acts between states from the ICEWS event stream of 2005 to 2015, as the measures count them.

The country of an actor is the one in brackets behind its name, the state that the name is, the state whose office the person
held, or the only one that a word of the name belongs to. CAMEO's statements and appeals (01, 02) are no acts; the other roots
are put into the types that PLOVER's manual names for them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.ontology import EventType
from cordiale.model.series import Act

FILE = Path("data") / "events" / "icews0515.parquet"
TYPE_OF_ROOT = {
    "03": EventType.AGREE,
    "04": EventType.CONSULT,
    "05": EventType.SUPPORT,
    "06": EventType.COOPERATE,
    "07": EventType.AID,
    "08": EventType.RETREAT,
    "09": EventType.ACCUSE,
    "10": EventType.REQUEST,
    "11": EventType.ACCUSE,
    "12": EventType.REJECT,
    "13": EventType.THREATEN,
    "14": EventType.PROTEST,
    "15": EventType.MOBILIZE,
    "16": EventType.SANCTION,
    "17": EventType.COERCE,
    "18": EventType.ASSAULT,
    "19": EventType.ASSAULT,
    "20": EventType.ASSAULT,
}


@dataclass(frozen=True, slots=True)
class History:
    """Acts between states with the Goldstein weight of each; every row of the stream that lies between two states is there.

    `goldstein` has the weights of all rows between states, statements among them, as (pair, day, weight) columns in the
    order of `rows`.
    """

    acts: tuple[Act, ...]
    goldstein: tuple[float, ...]
    unplaced: int
    same_state: int
    statements: int


def is_there(shared: Path) -> bool:
    """Whether the event stream is in the folder."""
    return (shared / FILE).is_file()


@cache
def read_history(shared: Path) -> History:
    """The acts between states, in the order of the file."""
    table = pq.read_table(shared / FILE, columns=["source", "target", "date", "cameo", "goldstein"])
    country = countries([*table["source"].unique().to_pylist(), *table["target"].unique().to_pylist()], load_lexicon())
    days = table["date"].to_numpy().astype("datetime64[D]").astype(object)
    rows = zip(table["source"].to_pylist(), table["target"].to_pylist(), days, table["cameo"].to_pylist(), strict=True)
    weights = np.asarray(table["goldstein"].to_pylist(), float)
    acts, goldstein, seen = [], [], Counter[str]()
    for i, (source, target, day, cameo) in enumerate(rows):
        a, b = country.get(source), country.get(target)
        if a is None or b is None or a == b:
            seen["unplaced" if a is None or b is None else "same"] += 1
        elif (type := TYPE_OF_ROOT.get(cameo[:2])) is None:
            seen["statements"] += 1
        else:
            acts.append(Act(f"icews-{i}", a, b, day, type, frozenset()))
            goldstein.append(float(weights[i]))
    return History(tuple(acts), tuple(goldstein), seen["unplaced"], seen["same"], seen["statements"])


def countries(names: list[str], lexicon: Lexicon) -> dict[str, str]:
    """The country of each name that has one."""
    found = {name: country_of(name, lexicon) for name in set(names)}
    return {name: country for name, country in found.items() if country}


def country_of(name: str, lexicon: Lexicon) -> str | None:
    """The country of an actor; None for an organisation of states and for what the lexicon does not know."""
    found = _country_of(name, lexicon)
    return None if found == "IGO" else found


def _country_of(name: str, lexicon: Lexicon) -> str | None:
    """The country of an actor: in brackets, the name itself, the one that a person held office in, a word of the name."""
    bracket = name[name.rindex("(") + 1 :].rstrip(")") if name.endswith(")") and "(" in name else None
    plain = bracket or name
    if "," in plain:
        last, first = plain.split(",", 1)
        plain = f"{first.strip()} {last}"
    state = lexicon.state_of_name(plain)
    if state or bracket:
        return state.iso3 if state else None
    words = name.split()
    for spelling in (name, f"{words[0]} {words[-1]}"):
        held = {t.country for t in lexicon.tenures_of(spelling)}
        if len(held) == 1:
            return held.pop()
    said = {getattr(e, "iso3", None) or getattr(e, "country", None) for h in lexicon.find(name) for e in h.entries}
    return said.pop() if len(said) == 1 else None
