"""Makes the table of heads of state and government from a history of factbook leaders.

    python training/make_tenures.py FOLDER

FOLDER holds `leaders_factbook.jsonl`: one line a leader with `fips`, `title`, `name` (surname in capitals), `since`,
`first_seen` and `last_seen`, taken from dated copies of the CIA World Factbook (public domain). The table is written to
`src/cordiale/lexicon/tables/tenures_heads.toml`; an office that a hand-written table covers is left to that table, and
`tenures_corrections.toml` beside this script says how newspapers write a name, and which entries are wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "src" / "cordiale" / "lexicon" / "tables"
CORRECTIONS = Path(__file__).with_name("tenures_corrections.toml")
HEAD = """# Heads of state and government since about 2015, of offices that no other tenure table covers.
# Made by training/make_tenures.py from dated copies of the CIA World Factbook (public domain)
# and training/tenures_corrections.toml: change the corrections, not this file.
# The shape of this table is told in the head of tenures_jpn.toml.

"""
ACTING = r"^((acting|interim|transition(al)?|executive) )?"
OFFICES = (
    (rf"{ACTING}president\b(?! of (the )?(council|territorial|government))", "president"),
    (rf"{ACTING}(prime minister|premier)\b", "prime minister"),
    (rf"{ACTING}governor general\b", "governor-general"),
    (r"^sultan\b", "sultan"),
    (r"^king\b", "king"),
    (r"^queen\b", "queen"),
    (r"^emperor\b", "emperor"),
    (r"^amir\b", "emir"),
    (r"^grand duke\b", "grand duke"),
    (r"^prince\b", "prince"),
    (r"^(federal )?chancellor\b", "chancellor"),
    (r"^chair(man|person) of the presidency\b", "chairperson of the presidency"),
    (r"^chair(man|person) of the council of ministers\b", "prime minister"),
)
HONORIFICS = re.compile(
    r"^((Co-Vice President|President|Prime Minister|Swiss Confederation|Sir|Dame|Dr\.?|Field Marshal|Sheikh"
    r"|Crown Prince|Princess|Prince|Grand Chief|Chief|Ratu|The Right Reverend|Cabinet of Ministers|Transition"
    r"|Administration|Interior|Council"
    r"|(Sr\. |Lt\. |Maj\. |Brig\. )?(Gen\.|Col\.?)|Lt\.|Ret\.|Maj\.|Capt\.|Adm\.|Mar\.)\s+)+"
)
SURNAME = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}")
NUMERAL = re.compile(r"^[IVX]+$")
PARTICLES = frozenset("de da do dos das del della di du van der den von bin bint ibn la al el y e".split())
DAYS = ((r"\d{1,2} [A-Z][a-z]+ ?\d{4}", "%d %B %Y"), (r"[A-Z][a-z]+ \d{4}", "%B %Y"), (r"\b(19|20)\d\d\b", "%Y"))
MONARCHS = frozenset(("king", "queen", "prince", "grand duke"))
GENERATIONS = frozenset(("Jr.", "Jr", "Sr.", "III"))
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "’": "'"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One line of the history: who held an office of a state, from when, and whether the latest copy still has it."""

    country: str
    office: str
    found: str
    person: str
    surname: str | None
    start: date
    last_seen: date
    end: date | None = None
    aliases: tuple[str, ...] = field(default=())


def plain(text: str) -> str:
    """Text without accents."""
    decomposed = unicodedata.normalize("NFD", text.translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def office_of(title: str) -> str | None:
    """The canonical office of a factbook title; None for deputies and titles that cannot be read."""
    return next((office for pattern, office in OFFICES if re.search(pattern, title.strip(), re.IGNORECASE)), None)


def _cased_part(part: str) -> str:
    if not SURNAME.search(part) and len(part) != 1:
        return part
    if part.startswith("Mc") or (part.startswith("MC") and len(part) > 4):
        return "Mc" + part[2:].capitalize()
    return part.capitalize()


def cased(word: str) -> str:
    """A capital-letter word of a name in the usual case: McAleese, O'Neill, de, Geerlings-Simons, al-Sisi, III."""
    if NUMERAL.match(word):
        return word
    if word.lower() in PARTICLES:
        return word.lower()
    pieces = re.split(r"(-)", word)
    done = []
    for piece in pieces:
        before, mark, after = piece.partition("'")
        if SURNAME.search(after):
            after = after.capitalize() if len(before) == 1 else after.lower()
        done.append(before.lower() if before.lower() in PARTICLES and len(pieces) > 1 else _cased_part(before))
        done.append(mark + after)
    return "".join(done)


def read_name(raw: str) -> tuple[str, str | None, tuple[str, ...]] | None:
    """The person, the surname where it is not the last word, and fuller spellings; None without a single name."""
    text = re.sub(r'"[^"]*"|“[^”]*”|\([^)]*\)', " ", raw.replace("’", "'"))
    text = re.sub(r",\s*(Jr\.?|Sr\.?|III)(?=\s|$)", r" \1", text).split(",")[0].split(" of the ")[0]
    words = HONORIFICS.sub("", " ".join(text.split())).split()
    marks = [i for i, w in enumerate(words) if SURNAME.search(w) and not NUMERAL.match(w)]
    if not marks or " and " in f" {text} " or len(words) > 8:
        return None
    first, last = marks[0], marks[-1]
    while first > 0 and words[first - 1].lower() in PARTICLES:
        first -= 1
    family = [cased(w) for w in words[first : last + 1]]
    given, rest = words[:first], words[last + 1 :]
    if not given:
        return _family_first(family, rest)
    kept = [w for w in rest if w in GENERATIONS or NUMERAL.match(w)]
    surname = " ".join(family)
    parts = ((*given, *family, *kept), (given[0], *family, *kept), (*given, *family, *rest))
    spellings = tuple(" ".join(words) for words in parts)
    person = spellings[1] if len(given) > 2 or any(len(g) <= 2 for g in given[1:]) else spellings[0]
    return person, surname if surname != person.split()[-1] else None, spellings


def _family_first(family: list[str], rest: list[str]) -> tuple[str, str | None, tuple[str, ...]]:
    """A name that begins with what the person is called by: 'PARK Geun-hye', 'MIN AUNG HLAING', 'FELIPE VI'."""
    person = " ".join((*family, *rest))
    surname = " ".join(family) if rest or len(family) > 1 else None
    if any(NUMERAL.match(word) for word in (family[-1], *rest[:1])):
        surname = None
    return person, surname, ()


def read_day(since: str | None, first_seen: str) -> date:
    """The first day, month or year named in `since`, else the day of the first copy that has the line."""
    text = re.sub(r"^since\s*", "", since or "")
    for pattern, form in DAYS:
        found = re.search(pattern, text)
        if found:
            try:
                day = re.sub(r"([a-z])(\d)", r"\1 \2", found.group()).replace("Sep ", "September ")
                return datetime.strptime(day, form).date()
            except ValueError:
                continue
    return date.fromisoformat(first_seen)


def read_history(path: Path, codes: dict[str, str]) -> Iterator[Holder]:
    """The lines of the history that name one holder of a head's office."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        country, office = codes.get(row["fips"].upper()), office_of(row["title"])
        if country is None or office is None:
            continue
        name = read_name(row["name"])
        if name is not None:
            start = read_day(row["since"], row["first_seen"])
            person, surname, spellings = name
            last = date.fromisoformat(row["last_seen"])
            yield Holder(country, office, row["name"], person, surname, start, last, aliases=spellings)


def corrected(holders: Iterable[Holder], corrections: list[dict[str, Any]]) -> Iterator[Holder]:
    """The holders as newspapers write them, without those that the corrections drop."""
    by_name = {(c["country"], plain(c["found"]).casefold()): c for c in corrections}
    for holder in holders:
        change = by_name.get((holder.country, plain(holder.found).casefold()))
        if change is None:
            yield holder
        elif not change.get("drop", False):
            known = {k: v for k, v in change.items() if k in ("person", "start", "end", "office")}
            aliases = (*change.get("aliases", ()), *holder.aliases)
            surname = change.get("surname") if "person" in change else holder.surname
            yield replace(holder, **known, surname=surname, aliases=aliases)


def titled(holder: Holder) -> Holder:
    """A monarch known by a given name with the title before it, so that the given name does not stand alone."""
    words = holder.person.split()
    if holder.office not in MONARCHS or (len(words) > 1 and not NUMERAL.match(words[-1])):
        return holder
    person = f"{holder.office.title()} {holder.person}"
    short = f"{holder.office.title()} {words[0]}"
    return replace(holder, person=person, surname=person, aliases=(short,))


def is_same(one: Holder, other: Holder) -> bool:
    """Whether two lines of one office are the same stay of one person, spelled or dated differently."""
    if one.start == other.start:
        return True
    words = [{w for w in plain(h.person).casefold().split() if len(w) > 2} for h in (one, other)]
    return len(words[0] & words[1]) >= min(2, *map(len, words))


def merged(holders: Iterable[Holder]) -> list[Holder]:
    """The stays of one office in order, each ending on the day the next begins."""
    stays: list[Holder] = []
    for holder in sorted(holders, key=lambda h: (h.start, h.last_seen)):
        if stays and is_same(stays[-1], holder):
            before = stays[-1]
            names = (*before.aliases, before.person, *holder.aliases)
            best = holder if before.start == holder.start else before
            last = max(before.last_seen, holder.last_seen)
            stays[-1] = replace(holder, start=before.start, last_seen=last, end=best.end or holder.end, aliases=names)
        else:
            stays.append(holder)
    follow = [*(s.start for s in stays[1:]), None]
    return [replace(stay, end=stay.end or end) for stay, end in zip(stays, follow, strict=True)]


def covered(tables: Path, own: str) -> set[tuple[str, str]]:
    """The offices of which hand-written tables tell the present holders."""
    found = set()
    for file in sorted(tables.glob("tenures_*.toml")):
        if file.name != own:
            rows = tomllib.loads(file.read_text(encoding="utf-8"))["tenure"]
            found |= {(r["country"], r["office"]) for r in rows if "end" not in r or r["end"] >= date(2014, 1, 1)}
    return found


def line_of(holder: Holder, latest: date) -> str:
    """One entry of the table; a last stay that the latest copy no longer has ends where the copies cease to have it."""
    end = holder.end or (holder.last_seen if holder.last_seen < latest else None)
    names = dict.fromkeys((*holder.aliases, plain(holder.person), *(plain(a) for a in holder.aliases)))
    aliases = [n for n in names if n != holder.person]
    parts = [f"person = {json.dumps(holder.person, ensure_ascii=False)}"]
    if holder.surname:
        parts.append(f"surname = {json.dumps(holder.surname, ensure_ascii=False)}")
    parts += [
        f'country = "{holder.country}"',
        f'office = "{holder.office}"',
        'sector = "GOV"',
        f"start = {holder.start}",
    ]
    if end is not None:
        parts.append(f"end = {end}")
    if aliases:
        parts.append(f"aliases = {json.dumps(aliases, ensure_ascii=False)}")
    return "  { " + ", ".join((*parts, 'source = "CIA World Factbook"')) + " },"


def make(folder: Path, tables: Path, own: str = "tenures_heads.toml") -> str:
    """The text of the table of heads."""
    states = tomllib.loads((tables / "states.toml").read_text(encoding="utf-8"))["state"]
    corrections = tomllib.loads(CORRECTIONS.read_text(encoding="utf-8"))
    independent = {s["iso3"] for s in states if s.get("gw")} | set(corrections["further_states"])
    codes = {s["fips"]: s["iso3"] for s in states if s.get("fips") and s["iso3"] in independent}
    history = list(read_history(folder / "leaders_factbook.jsonl", codes))
    realms = {h.country for h in history if h.office == "governor-general"}
    by_office: defaultdict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in corrected(history, corrections["leader"]):
        if not (holder.country in realms and holder.office in ("king", "queen")):
            by_office[holder.country, holder.office].append(holder)
    latest = max(h.last_seen for h in history)
    by_hand = covered(tables, own)
    lines = [
        line_of(titled(stay), latest)
        for key in sorted(by_office)
        if key not in by_hand
        for stay in merged(by_office[key])
        if stay.end is None or stay.end > stay.start
    ]
    return HEAD + "tenure = [\n" + "\n".join(lines) + "\n]\n"


def main() -> None:
    """Writes the table; see the module."""
    parser = argparse.ArgumentParser(description="Make the table of heads of state and government.")
    parser.add_argument("folder", type=Path, help="folder that holds leaders_factbook.jsonl")
    arguments = parser.parse_args()
    text = make(arguments.folder, TABLES)
    (TABLES / "tenures_heads.toml").write_text(text, encoding="utf-8")
    print(f"{text.count('person = ')} tenures")


if __name__ == "__main__":
    main()
