"""The gate: a floor for each figure, pinned to the digest of the gold; a floor rises by itself and falls only with a reason.

The file of floors is sealed: its last line is a digest of all floors and of the reasons given for lowering any, so that a
floor lowered by hand without a reason breaks the seal.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
# How far under the figure of the day a floor is set: two of the seeds' fifty events, since 8-bit arithmetic differs a little
# from one processor to another.
SLACK = 0.04


class GateError(Exception):
    """The floors cannot be trusted: the seal is broken, the gold has changed, or a lower floor comes without a reason."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered, by how much, and why."""

    name: str
    was: float
    to: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors by name, the digest of the gold they belong to, and the ledger of floors lowered."""

    gold: str
    floors: Mapping[str, float]
    lowered: tuple[Lowered, ...] = ()

    @property
    def seal(self) -> str:
        """A digest of all of it."""
        return hashlib.sha256(repr((self.gold, sorted(self.floors.items()), self.lowered)).encode()).hexdigest()[:16]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors; GateError when the file's seal does not fit what it says."""
    table = tomllib.loads(path.read_text("utf-8"))
    lowered = tuple(Lowered(e["name"], e["was"], e["to"], e["reason"]) for e in table.get("lowered", []))
    floors = Floors(table["gold"], {k: float(v) for k, v in table["floors"].items()}, lowered)
    if floors.seal != table["seal"]:
        raise GateError(
            f"{path.name} was changed by hand; lower a floor with: python -m evals --lower NAME VALUE --reason TEXT"
        )
    return floors


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors with their seal."""
    lines = [
        "# The least that each figure must reach; written by `python -m evals`, not by hand. See gate.py.",
        f'gold = "{floors.gold}"',
        f'seal = "{floors.seal}"',
        "",
        "[floors]",
        *(f'"{name}" = {value:.3f}' for name, value in sorted(floors.floors.items())),
    ]
    for x in floors.lowered:
        lines += [
            "",
            "[[lowered]]",
            f'name = "{x.name}"',
            f"was = {x.was:.3f}",
            f"to = {x.to:.3f}",
            f'reason = "{x.reason}"',
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def raised(floors: Floors, figures: Mapping[str, float]) -> Floors:
    """The floors with each one raised to a little under its figure where that is higher; new figures get a floor."""
    new = {n: round(max(floors.floors.get(n, 0.0), f - SLACK), 3) for n, f in figures.items()}
    return Floors(floors.gold, {**floors.floors, **new}, floors.lowered)


def lowered(floors: Floors, name: str, to: float, reason: str) -> Floors:
    """The floors with one of them lowered, and the reason in the ledger; GateError without a reason or such a floor."""
    if name not in floors.floors:
        raise GateError(f"no floor {name!r}; there is {', '.join(sorted(floors.floors))}")
    if len(reason.split()) < 4:
        raise GateError("a floor is lowered only with a reason that says what made it necessary")
    entry = Lowered(name, floors.floors[name], round(to, 3), reason.replace('"', "'"))
    return Floors(floors.gold, {**floors.floors, name: round(to, 3)}, (*floors.lowered, entry))


def breaches(floors: Floors, figures: Mapping[str, float], gold: str) -> list[str]:
    """What is under its floor or was not measured, a line each; GateError when the gold is not the one the floors belong to."""
    if gold != floors.gold:
        raise GateError(
            f"the gold has changed ({floors.gold} -> {gold}): measure again and set the floors with --adopt-gold"
        )
    found = [
        f"{n}: {figures[n]:.3f} is under its floor {f:.3f}"
        for n, f in floors.floors.items()
        if n in figures and figures[n] < f
    ]
    return found + [f"{n}: not measured" for n in floors.floors if n not in figures]
