from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import Command
from tests.test_docs import commands, faults

DOCUMENT = Path(__file__).parents[2] / "docs" / "sql.md"
QUESTIONS = re.findall(r"^```sql\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
KINDS = ("events", "statements", "commitments", "drivers", "quantities", "offices", "groupings")
_NAMES = [" ".join(q.split())[:60] for q in QUESTIONS]


def ask(cordiale: Command, record: Path, query: str) -> list[dict[str, object]]:
    told = cordiale("sql", query, "--record", record, "--format", "json")
    assert (told.code, told.err) == (0, "")
    return [json.loads(line) for line in told.out.splitlines()]


@pytest.mark.parametrize("query", QUESTIONS, ids=_NAMES)
def test_every_question_of_the_document_is_answered(cordiale: Command, record: Path, query: str) -> None:
    ask(cordiale, record, query)


def test_the_document_has_questions_and_names_no_command_that_is_not_there() -> None:
    assert len(QUESTIONS) >= 12
    assert [(c, fault) for c in commands(DOCUMENT.read_text("utf-8")) for fault in faults(c)] == []


def test_an_answer_agrees_with_the_lists(cordiale: Command, record: Path) -> None:
    for kind in KINDS:
        listed = cordiale(kind, "--json", "--all", "--record", record).out.splitlines()
        ids = [row["id"] for row in ask(cordiale, record, f"SELECT id FROM {kind} ORDER BY id")]
        assert ids == sorted(json.loads(line)["id"] for line in listed)


def test_tables_are_those_of_the_export(cordiale: Command, record: Path, tmp_path: Path) -> None:
    cordiale("export", "parquet", "--merged", "-o", tmp_path / "out", "--record", record)
    for kind, table in (*((k, k) for k in KINDS), ("headers", "articles")):
        cordiale("sql", f"SELECT * FROM {table}", "-o", tmp_path / "asked.parquet", "--record", record)
        exported, asked = pq.read_table(tmp_path / "out" / f"{kind}.parquet"), pq.read_table(tmp_path / "asked.parquet")
        assert asked.schema.names == exported.schema.names
        assert sorted(map(repr, asked.to_pylist())) == sorted(map(repr, exported.to_pylist()))


def test_a_mention_stands_where_it_says(cordiale: Command, record: Path, pages: Path) -> None:
    rows = ask(cordiale, record, "SELECT document, begins, ends, quote FROM mentions")
    assert rows
    for row in rows:
        text = (pages / str(row["document"])).read_text("utf-8")
        assert text[int(str(row["begins"])) : int(str(row["ends"]))] == row["quote"]


def test_judgements_and_coded_events_can_be_asked(cordiale: Command, own: Path, tmp_path: Path) -> None:
    (first, *_) = ask(cordiale, own, "SELECT id FROM events ORDER BY id")
    cordiale("judge", "wrong", first["id"], "--reason", "a test", "--record", own)
    assert ask(cordiale, own, "SELECT verdict, items, reason FROM judgements") == [
        {"verdict": "wrong", "items": [first["id"]], "reason": "a test"}
    ]
    assert ask(cordiale, own, f"SELECT standing FROM events WHERE id = '{first['id']}'") == [{"standing": "rejected"}]
    assert ask(cordiale, own, "SELECT count(*) AS n FROM coded_events") == [{"n": 0}]


def test_a_new_page_is_there_at_once(cordiale: Command, own: Path, tmp_path: Path) -> None:
    before = ask(cordiale, own, "SELECT count(*) AS n FROM articles")
    page = tmp_path / "new.txt"
    page.write_text(
        "Talks\n\nMay 12, 2024\n\nJapanese and Chinese ministers met in Tokyo on Sunday for talks.\n", "utf-8"
    )
    cordiale("read", page, "--record", own)
    assert ask(cordiale, own, "SELECT count(*) AS n FROM articles") == [{"n": int(str(before[0]["n"])) + 1}]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'https://example.org/x.csv'",
        "SELECT * FROM read_parquet('record.parquet')",
        "SELECT * FROM sqlite_scan('{record}', 'page')",
        "SELECT * FROM which_secret('a', 'b')",
        "COPY events TO '{record}.csv'",
        "ATTACH '{record}' AS other",
        "EXPORT DATABASE '{record}.d'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "INSERT INTO events SELECT * FROM events",
        "DELETE FROM events",
        "DROP TABLE events",
        "SELECT 1; DROP TABLE events",
        "SELECT * FROM query",
        "",
        ";",
        "selec",
        "SELECT nothing FROM events",
        "SELECT * FROM nowhere",
        "SELECT 1/",
    ],
)
def test_what_is_no_question_to_the_record_is_refused_on_one_line(
    cordiale: Command, own: Path, tmp_path: Path, query: str
) -> None:
    before = own.read_bytes()
    told = cordiale("sql", query.replace("{record}", str(own)), "--record", own)
    assert told.code == 2
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert own.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(own.name + ".") or p.name == "mine"]


def test_a_table_that_is_named_by_other_means_is_filled_as_well(cordiale: Command, record: Path) -> None:
    (direct,) = ask(cordiale, record, "SELECT count(*) AS n FROM events")
    assert direct["n"]
    for query in (
        "SELECT count(*) AS n FROM query_table('ev' || 'ents')",
        "SELECT count(*) AS n FROM query('FROM ev' || 'ents')",
        'SELECT count(*) AS n FROM "EVENTS"',
        "FROM main.events SELECT count(*) AS n",
        "WITH x AS (FROM events) SELECT count(*) AS n FROM x",
    ):
        assert ask(cordiale, record, query) == [direct]


def test_answers_come_as_csv_json_and_parquet(cordiale: Command, record: Path, tmp_path: Path) -> None:
    query = "SELECT id, documents, date.start::DATE AS day, 1::HUGEINT AS whole, NULL AS nothing FROM events ORDER BY id LIMIT 2"
    as_json = ask(cordiale, record, query)
    rows = list(csv.DictReader(io.StringIO(cordiale("sql", query, "--format", "csv", "--record", record).out)))
    assert [r["id"] for r in rows] == [r["id"] for r in as_json]
    assert json.loads(rows[0]["documents"]) == as_json[0]["documents"]
    assert (as_json[0]["whole"], as_json[0]["nothing"], rows[0]["nothing"]) == (1, None, "")
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        assert cordiale("sql", query, "-o", name, "--record", record).code == 0
    assert Path("a.csv").read_text("utf-8").splitlines()[0] == "id,documents,day,whole,nothing"
    assert json.loads(Path("a.jsonl").read_text("utf-8").splitlines()[0]) == as_json[0]
    assert pq.read_table("a.parquet").column("id").to_pylist() == [r["id"] for r in as_json]


def test_two_columns_may_have_one_name(cordiale: Command, record: Path) -> None:
    told = cordiale("sql", "SELECT 1 AS a, 2 AS a", "--format", "csv", "--record", record)
    assert told.out.splitlines()[1] == "1,2"


def test_a_long_table_says_how_much_is_left(cordiale: Command, record: Path) -> None:
    told = cordiale("sql", "SELECT * FROM range(300) AS r(n)", "--record", record)
    assert "300 rows, of which the first 200 are shown" in told.out


def test_a_question_may_come_by_standard_input(cordiale: Command, record: Path) -> None:
    assert "1 row." in cordiale("sql", "-", "--record", record, stdin=b"SELECT 7 AS seven").out


def test_without_a_question_the_tables_are_listed(cordiale: Command) -> None:
    listed = cordiale("sql").out
    assert all(f"{table}: " in listed for table in (*KINDS, "mentions", "articles", "judgements", "coded_events"))


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "xml"),
        ("-o", "a.xyz"),
        ("--format", "parquet"),
        ("--format", "table", "-o", "a.csv"),
        ("-o", "no/a.csv"),
    ],
)
def test_wrong_forms_are_wrong_use(cordiale: Command, record: Path, options: tuple[str, ...]) -> None:
    assert cordiale("sql", "SELECT 1", "--record", record, *options).code == 2


def test_a_failing_answer_leaves_no_file(cordiale: Command, record: Path) -> None:
    told = cordiale("sql", "SELECT error('x') FROM range(3)", "-o", "a.csv", "--record", record)
    assert told.code == 2
    assert list(Path().iterdir()) == []


def test_without_duckdb_one_line_says_what_to_install(
    cordiale: Command, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    told = cordiale("sql", "SELECT 1", "--record", record)
    assert told.code == 2
    assert "pip install 'cordiale[sql]'" in told.err


def test_no_record_is_wrong_use(cordiale: Command) -> None:
    assert cordiale("sql", "SELECT 1", "--record", "none.cordiale").code == 2
