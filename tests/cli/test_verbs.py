"""The verbs: help, wrong use, and what they hand on."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Command

from cordiale.cli.app import app

VERBS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


# --- help and wrong use ---


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_has_one_example_that_begins_with_it(verb: str, cordiale: Command) -> None:
    told = cordiale(verb, "--help")
    assert told.code == 0
    assert told.out.count("Example:") == 1
    assert f"Example: cordiale {verb}" in told.out


def test_without_a_verb_the_help_is_shown(cordiale: Command) -> None:
    told = cordiale()
    assert "Usage: cordiale" in told.out + told.err
    assert cordiale("--version").out.startswith("cordiale ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["events", "--nonsense"], "No such option: --nonsense"),
        (["read"], "Missing argument"),
        (["read", "no-such-folder"], "no-such-folder: there is no such file or folder"),
        (["events"], "no record here yet; make one with `cordiale read PAGES"),
        (["brief"], "no record here yet"),
        (["check"], "no record here yet"),
        (["export", "jsonl"], "no record here yet"),
        (["export", "word"], "no format 'word'; there is jsonl, csv, parquet"),
        (["export", "csv"], "name a folder with -o"),
        (["brief", "JPN"], "a brief is about two states"),
        (["brief", "JPN", "Atlantis"], "no such state: 'Atlantis'"),
        (["brief", "JPN", "Japan"], "JPN and Japan are both JPN here"),
        (["brief", "--format", "odt"], "no format 'odt'"),
        (["brief", "--since", "yesterday"], "not a day: 'yesterday'; write 2024, 2024-04 or 2024-04-10"),
        (["events", "--since", "2024-13"], "not a day"),
        (["events", "--until", "2024-02-30"], "not a day"),
        (["events", "--since", "99999999999999999999"], "not a day"),
        (["events", "--since", "2025", "--until", "2024"], "--since 2025 is later than --until 2024"),
        (["events", "--type", "WAR"], "no type 'WAR'; there is AGREE"),
        (["events", "--status", "maybe"], "no status 'maybe'; there is happened"),
        (["events", "--between", "JPN"], "requires 2 arguments"),
        (["events", "--between", "JPN"], "for what concerns one: --of JPN"),
        (["events", "--between", "JPN", "--json"], "for what concerns one: --of JPN"),
        (["events", "--between", "JPN", "Narnia"], "no such state: 'Narnia'"),
        (["offices", "--of", "Kenia"], "no such state: 'Kenia'; did you mean Kenya?"),
        (["brief", "England", "Scotland"], "England and Scotland are both GBR here"),
        (["forget", "a.txt"], "no record here yet"),
        (["events", "--json", "--csv"], "--json and --csv are two formats"),
        (["read", ".", "--reader", "psychic"], "no reader called 'psychic'"),
        (["judge", "wrong", "ev_1"], "Missing option '--reason'"),
        (["trace"], "Missing argument 'id'"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do_and_exit_2(
    arguments: list[str], line: str, cordiale: Command
) -> None:
    told = cordiale(*arguments)
    assert told.code == 2
    assert told.err.startswith("cordiale: ")
    assert line in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["judge", "perhaps", "ev_1", "--reason", "x"], "no verdict 'perhaps'; there is wrong, same, different"),
        (["judge", "wrong", "ev_none", "--reason", "x"], "no item ev_none in the record"),
        (["judge", "same", "ev_1", "ev_1", "--reason", "x"], "same needs the ids of two items or more"),
        (["judge", "wrong", "ev_1", "--reason", " "], "a judgement needs a reason"),
        (["judge", "undo", "7", "--reason", "x"], "undo takes the number of one judgement"),
        (["judge", "undo", "x", "--reason", "x"], "undo takes the number of one judgement"),
        (["trace", "ev_none"], "nothing in the record has the id 'ev_none'"),
        (["trace", "ev_"], "ids begin with 'ev_'"),
        (["trace", ""], "nothing in the record has the id ''"),
        (["forget", "0.txt", "none.txt"], "no page or event file none.txt in the record"),
    ],
)
def test_wrong_use_of_a_record_is_one_line_too(
    arguments: list[str], line: str, cordiale: Command, record: Path
) -> None:
    told = cordiale(*arguments, "--record", record)
    assert (told.code, told.out) == (2, "")
    assert line in told.err


_WORDS = st.sampled_from(
    [
        *VERBS,
        "--help",
        "--json",
        "--csv",
        "--between",
        "--since",
        "--until",
        "--record",
        "--type",
        "--status",
        "-o",
        "--reason",
        "--format",
        "--merged",
        "--all",
        "--of",
        "Korea",
        "--reader",
        "JPN",
        "USA",
        "2024",
        "jsonl",
        "csv",
        "wrong",
        "undo",
        "1",
        "-",
        "",
        "no-such-path",
        "[/red]",
        "ev_1",
        "--",
        "-x",
        "\N{GREEK SMALL LETTER ALPHA}",
        "\udcff",
        "9" * 30,
        "-1",
    ]
)


_ANY = st.text(st.characters(exclude_characters="\0"), max_size=5)


@given(verb=st.sampled_from([v for v in VERBS if v not in ("demo", "code")]), words=st.lists(_WORDS | _ANY, max_size=5))
@example(verb="events", words=["--record", "[/red]"])
@example(verb="trace", words=["\udcff"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_use_of_any_verb_ends_in_a_traceback(verb: str, words: list[str], cordiale: Command) -> None:
    told = cordiale(verb, *words)
    assert told.code in (0, 1, 2)
    assert told.code == 0 or told.err.startswith("cordiale: ")


# --- handing on ---


def test_a_place_that_may_not_be_written_is_named_as_it_was_given(
    cordiale: Command, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *rest: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "write_text", refuse)
    told = cordiale("brief", "--record", record, "-o", tmp_path / "mine.html")
    assert told.code == 1
    assert told.err.startswith(f"cordiale: {tmp_path / 'mine.html'}: permission denied; ")
    assert "space" not in told.err


def test_the_demo_writes_over_no_file_of_yours(cordiale: Command, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("mine")
    for _ in range(2):
        assert "brief-1.html" in cordiale("demo").out
    assert (tmp_path / "brief.html").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.glob("brief*")) == ["brief-1.html", "brief.html"]


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_a_brief_is_written_whole_or_told(format: str, cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("brief", "Japan", "CHN", "--format", format, "--record", record)
    assert told.code == 0
    assert "China" in told.out
    file = tmp_path / "brief.out"
    written = cordiale("brief", "JPN", "CHN", "--format", format, "--record", record, "-o", file)
    assert written.out == f"Written: {file}\n"
    assert file.read_text("utf-8").strip() == told.out.strip()
    assert cordiale("brief", "--record", record, "-o", tmp_path).code == 2
    assert cordiale("brief", "--record", record, "-o", tmp_path / "no" / "brief").code == 2


def test_a_brief_of_a_pair_that_no_page_tells_of_says_so(cordiale: Command, record: Path) -> None:
    told = cordiale("brief", "Tuvalu", "Nauru", "--record", record)
    assert told.code == 0
    assert "No act between" in told.out


def test_an_export_to_a_file_is_what_goes_to_standard_output(cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("export", "jsonl", "--record", record)
    assert cordiale("export", "jsonl", "--record", record, "-o", tmp_path / "r.jsonl").code == 0
    assert (tmp_path / "r.jsonl").read_text("utf-8") == told.out
    merged = cordiale("export", "jsonl", "--merged", "--record", record).out
    assert 0 < merged.count("\n") <= told.out.count("\n")
    assert cordiale("export", "jsonl", "--record", record, "-o", tmp_path).code == 2
    assert cordiale("export", "csv", "--record", record, "-o", tmp_path / "r.jsonl").code == 2
