"""Tables: a wrong one stops the run and says where."""

from datetime import date
from pathlib import Path

import pytest

from cordiale.lexicon import LexiconError, read_lexicon
from cordiale.lexicon.tables import packaged_tables, read_day

STATE = '[[state]]\niso3 = "JPN"\niso2 = "JP"\nnames = ["Japan"]\n'


def folder_with(tmp_path: Path, **tables: str) -> Path:
    """A folder with the packaged word lists and the given tables."""
    (tmp_path / "words.toml").write_text((packaged_tables() / "words.toml").read_text("utf-8"), "utf-8")
    for name, content in tables.items():
        (tmp_path / f"{name}.toml").write_text(content, "utf-8")
    return tmp_path


def test_a_small_folder_of_tables_is_a_lexicon(tmp_path: Path) -> None:
    lexicon = read_lexicon(folder_with(tmp_path, states=STATE))
    (hit,) = lexicon.find("In Japan it rained.")
    assert hit.entries == (lexicon.states["JPN"],)


@pytest.mark.parametrize(
    ("tables", "file", "entry", "key"),
    [
        ({"states": '[[state]]\niso3 = "JPN"\niso2 = "JP"\n'}, "states.toml", "JPN", "names"),
        ({"states": STATE + 'capitol = "Tokyo"\n'}, "states.toml", "JPN", "capitol"),
        ({"states": STATE + 'cow = "740"\n'}, "states.toml", "JPN", "cow"),
        ({"states": STATE + 'name_order = "backwards"\n'}, "states.toml", "JPN", "name_order"),
        ({"states": STATE.replace("JPN", "Japan")}, "states.toml", "Japan", "iso3"),
        ({"states": "[[state]\n"}, "states.toml", "the file", "TOML"),
        ({"states": STATE, "bodies": '[[body]]\nnames = ["Diet"]\nsector = "LAW"\n'}, "bodies.toml", "Diet", "sector"),
        (
            {"states": STATE, "bodies": '[[body]]\nnames = ["Diet"]\nsector = "LEG"\ncountry = "JAP"\n'},
            "bodies.toml",
            "Diet",
            "country",
        ),
        (
            {"states": STATE, "organisations": '[[organisation]]\nid = "X"\nnames = ["X"]\nkind = "club"\n'},
            "organisations.toml",
            "X",
            "kind",
        ),
        (
            {
                "states": STATE,
                "organisations": '[[organisation]]\nid = "X"\nnames = ["X"]\nkind = "pact"\nmembers = "JPN ZZZ"\n',
            },
            "organisations.toml",
            "X",
            "members",
        ),
        (
            {
                "states": STATE,
                "tenures_x": '[[tenure]]\nperson = "A B"\ncountry = "JPN"\noffice = "king"\nsector = "GOV"\n'
                "start = 2001-01-01\nend = 2000-01-01\n",
            },
            "tenures_x.toml",
            "A B",
            "end",
        ),
        ({"states": STATE, "cues": '[[cause]]\nforms = ["so"]\npolarity = "up"\n'}, "cues.toml", "so", "polarity"),
    ],
)
def test_a_wrong_table_is_refused_with_file_entry_and_key(
    tmp_path: Path, tables: dict[str, str], file: str, entry: str, key: str
) -> None:
    with pytest.raises(LexiconError) as refused:
        read_lexicon(folder_with(tmp_path, **tables))
    assert refused.value.file == file
    assert entry in refused.value.entry
    assert refused.value.key == key
    assert file in str(refused.value)


@pytest.mark.parametrize(
    ("written", "day"),
    [("1951", date(1951, 1, 1)), ("1951-09", date(1951, 9, 1)), ("1951-09-08", date(1951, 9, 8))],
)
def test_a_bare_year_or_month_is_its_first_day(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize("written", ["soon", "1951-13", "1951-09-08-01", ""])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_day(written)
