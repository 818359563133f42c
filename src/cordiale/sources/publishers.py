"""Publishers that are watched, one TOML file each: who they are, where their pages are found, what is expected of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from cordiale.model.document import Source
from cordiale.model.issue import UsageError
from cordiale.model.watching import Expectation, Publisher

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_SPAN = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")
_SHORTEST_DELAY = 1.0
_SHORTEST_EVERY = 60.0
_COUNTRY = re.compile(r"[A-Z]{3}")


class _Expect(msgspec.Struct, forbid_unknown_fields=True):
    pages_a_day: float | None = None
    days_silent: float | None = None
    share_read: float | None = None


class _Told(msgspec.Struct, forbid_unknown_fields=True):
    """What a table of a publisher may say."""

    name: str
    owner: str | None = None
    country: str | None = None
    language: str | None = None
    state_run: bool = False
    agency: bool = False
    feeds: list[str] = []
    sitemaps: list[str] = []
    pages: list[str] = []
    lists: list[str] = []
    folders: list[str] = []
    hosts: list[str] = []
    every: str = "30m"
    delay: str = "5s"
    at_most: int = 200
    days_back: float = 7.0
    expect: _Expect = msgspec.field(default_factory=_Expect)


def load_publishers(paths: Sequence[str]) -> list[Publisher]:
    """The publishers of TOML files, and of all TOML files in folders; one a file, or several as `[[publisher]]`.

    Paths in a table are taken from the file's own folder. Raises UsageError, naming file and entry, for a file that is not
    there or is no TOML, a field that is not known or has another form, and two publishers of one name.
    """
    found: dict[str, tuple[Publisher, Path]] = {}
    for path in (p for given in paths for p in _files(given)):
        for publisher in _of_file(path):
            id = publisher.source.id
            if id in found:
                raise UsageError(f"{path}: {publisher.source.name!r} is told of in {found[id][1]} already")
            found[id] = (publisher, path)
    if not found:
        raise UsageError(f"{', '.join(paths)}: no publisher in it; docs/sources.md shows a file for one")
    return [publisher for publisher, _ in found.values()]


def _files(given: str) -> list[Path]:
    path = Path(given)
    if path.is_dir():
        files = sorted(path.glob("*.toml"))
        if not files:
            raise UsageError(f"{path}: no TOML files in this folder; docs/sources.md shows one")
        return files
    return [path]


def _of_file(path: Path) -> list[Publisher]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as e:
        raise UsageError(f"{path}: {(e.strerror or str(e)).lower()}; name a TOML file of publishers") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise UsageError(f"{path}: not TOML ({e})") from None
    told = table.get("publisher") if set(table) == {"publisher"} else [table]
    if not isinstance(told, list):
        raise UsageError(f"{path}: write [[publisher]] for each of several publishers, or one publisher without it")
    return [_publisher(one, path, f"publisher {n}: " if len(told) > 1 else "") for n, one in enumerate(told, 1)]


def _publisher(table: object, path: Path, which: str) -> Publisher:
    try:
        told = msgspec.convert(table, _Told)
        return _checked(told, path)
    except (msgspec.ValidationError, ValueError) as e:
        raise UsageError(f"{path}: {which}{e}") from None


def _checked(told: _Told, path: Path) -> Publisher:
    id = "-".join(re.findall(r"\w+", told.name.casefold()))
    if not id:
        raise ValueError("name: a publisher needs one")
    if told.country and not _COUNTRY.fullmatch(told.country):
        raise ValueError(f"country: {told.country!r} is not a code of three capitals (ISO 3166-1 alpha-3)")
    for name in ("feeds", "sitemaps", "pages"):
        for address in getattr(told, name):
            if not address.lower().startswith(("http://", "https://")):
                raise ValueError(f"{name}: {address!r} is not an address that begins with http:// or https://")
    lists = tuple(x if x.lower().startswith(("http://", "https://")) else _beside(path, x) for x in told.lists)
    addresses = (*told.feeds, *told.sitemaps, *told.pages, *lists)
    if not (addresses or told.folders):
        raise ValueError("nothing to watch: give feeds, sitemaps, pages, lists or folders")
    if not 1 <= told.at_most <= 100_000:
        raise ValueError("at_most: the most new pages of one round, from 1 to 100000")
    own = (*told.feeds, *told.sitemaps, *told.pages)
    return Publisher(
        Source(id, told.name, told.owner, told.country, told.language, told.state_run, told.agency),
        tuple(told.feeds),
        tuple(told.sitemaps),
        tuple(told.pages),
        lists,
        tuple(_beside(path, folder) for folder in told.folders),
        tuple(dict.fromkeys(h for h in (*told.hosts, *(urlsplit(x).hostname for x in own)) if h)),
        _seconds("every", told.every, _SHORTEST_EVERY),
        _seconds("delay", told.delay, _SHORTEST_DELAY),
        told.at_most,
        told.days_back,
        Expectation(told.expect.pages_a_day, told.expect.days_silent, told.expect.share_read),
    )


def _beside(path: Path, named: str) -> str:
    return str(path.absolute().parent / Path(named).expanduser())


def _seconds(name: str, given: str, least: float) -> float:
    found = _SPAN.fullmatch(given)
    if not found:
        raise ValueError(f"{name}: {given!r} is no span of time; write 30s, 20m, 6h or 1d")
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds < least:
        raise ValueError(f"{name}: {given!r} is too short; {least:g} seconds at least")
    return seconds
