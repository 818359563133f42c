"""A record says the same whether it lies in a file or in a database: every verb, every export, every page of the app."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.cli.conftest import Command
from tests.postgres import Server
from tests.web.serving import client_of, is_file, links_of

from cordiale.cli import main
from cordiale.cli.reading import sample_pages
from cordiale.cli.watching import archive_of
from cordiale.model.address import Database, RecordAddress
from cordiale.web import make_app

_MOST_PAGES = 150
# Every app has a secret of its own.
_TOKEN = re.compile(r'value="[\w-]{43}"')


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Database]:
    """The sample pages and one that cannot be read, read into a file and into a database; with a judgement in each."""
    folder = tmp_path_factory.mktemp("both")
    (folder / "empty.txt").write_text("")
    file, database = folder / "record.cordiale", postgres.create()
    for address in (file, database):
        run("read", str(sample_pages()), str(folder / "empty.txt"), "--record", where(address), "--reader", "plain")
    return file, database


def where(address: RecordAddress) -> str:
    return address.url if isinstance(address, Database) else str(address)


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    assert not left.value.code


@pytest.mark.parametrize("form", ["jsonl", "csv", "plover", "icews", "graphml", "geojson", "csl", "annotations"])
def test_an_export_is_the_same_byte_for_byte(form: str, both: tuple[Path, Database], tmp_path: Path) -> None:
    written = []
    for number, address in enumerate(both):
        target = tmp_path / f"{number}"
        run("export", form, "-o", str(target), "--record", where(address))
        files = sorted(p for p in target.rglob("*") if p.is_file()) if target.is_dir() else [target]
        written.append([(p.name if target.is_dir() else "", p.read_bytes()) for p in files])
    assert written[0] == written[1]
    assert any(data for _, data in written[0])


@pytest.mark.parametrize(
    "asked",
    [
        ["events", "--json"],
        ["events", "--between", "USA", "CHN", "--since", "2020"],
        ["statements", "--all"],
        ["brief"],
        ["brief", "--format", "html"],
        ["check"],
        ["judgements"],
        ["index", "USA", "CHN"],
        ["index"],
        ["changes"],
        ["network"],
        ["forecast", "USA", "CHN", "--dry-run"],
        ["questions", "--dry-run"],
        ["sql", "SELECT kind, count(*) FROM mentions GROUP BY kind ORDER BY kind"],
    ],
    ids=" ".join,
)
def test_a_verb_tells_the_same(asked: list[str], both: tuple[Path, Database], cordiale: Command) -> None:
    file, database = (cordiale(*asked, "--record", where(address)) for address in both)
    assert file.code == database.code == 0, (file, database)
    assert file.out.replace(str(both[0]), "") == database.out.replace(str(both[1]), "")


def pages(client: TestClient) -> Iterator[tuple[str, str]]:
    """Pages of the app, each with its text, going from link to link."""
    ahead, seen = deque(["/"]), {"/"}
    while ahead:
        path = ahead.popleft()
        answer = client.get(path)
        yield path, f"{answer.status_code} {answer.text}"
        if answer.headers.get("content-type", "").startswith("text/html"):
            new = [
                link.partition("#")[0] for link in links_of(answer.text) if link.startswith("/") and not is_file(link)
            ]
            ahead += [link for link in dict.fromkeys(new) if link not in seen]
            seen.update(new)


def test_a_copy_says_the_same_whichever_way_it_goes(
    both: tuple[Path, Database], tmp_path: Path, cordiale: Command
) -> None:
    for address in both:
        copied = tmp_path / f"{address.name}.copy"
        told = cordiale("copy", copied, "--record", where(address))
        assert told.out.startswith(f"Copied to {copied}: 20 pages")
        assert cordiale("check", "--record", copied).code == 0
        of_copy, of_own = (cordiale("export", "jsonl", "--record", x).out for x in (copied, where(address)))
        assert of_copy == of_own
        assert cordiale("copy", copied, "--record", where(address)).code == 2


def test_pages_as_fetched_for_a_database_lie_in_the_settings_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = Database("postgresql://ana@db.example/asia")
    monkeypatch.setenv("CORDIALE_FOLDER", str(tmp_path))
    assert archive_of(address) == tmp_path / "db.example-asia-warc"
    monkeypatch.delenv("CORDIALE_FOLDER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert archive_of(address) == tmp_path / "data" / "cordiale" / "db.example-asia-warc"
    assert archive_of(tmp_path / "r.cordiale") == tmp_path / "r.cordiale-warc"


def bare(text: str, address: RecordAddress) -> str:
    return _TOKEN.sub("", text.replace(address.name, ""))


def test_the_app_shows_the_same_pages(both: tuple[Path, Database]) -> None:
    file, database = (client_of(make_app(address, clock=lambda: date(2025, 12, 1))) for address in both)
    seen = 0
    for path, text in islice(pages(file), _MOST_PAGES):
        answer = database.get(path)
        told = f"{answer.status_code} {answer.text}"
        assert bare(told, both[1]) == bare(text, both[0]), path
        seen += 1
    assert seen == _MOST_PAGES
