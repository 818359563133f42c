"""Files of rows: whatever they are written in, the same rows come out, each with the text that it is."""

from __future__ import annotations

import gzip
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.capture.rows import Row, open_rows
from cordiale.model.issue import Rejected

CELLS = [["1", "a b", "2014-08-01"], ["2", "ü, “x”", ""]]


def read(path: Path, has_header: bool = True) -> tuple[tuple[str, ...], list[Row]]:
    with ExitStack() as opened:
        rows = open_rows(path, has_header, opened)
        return rows.columns, [row for batch in rows.batches for row in batch]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def tsv() -> bytes:
    return "\n".join("\t".join(row) for row in [["n", "who", "day"], *CELLS]).encode() + b"\n"


def test_a_packed_file_has_the_rows_of_the_plain_one(tmp_path: Path) -> None:
    plain = read(written(tmp_path, "a.tab", tsv()))
    assert plain[0] == ("n", "who", "day")
    assert [row.cells for row in plain[1]] == CELLS
    assert [row.text for row in plain[1]] == ["\t".join(row) for row in CELLS]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.tab", tsv())
    assert read(written(tmp_path, "a.gz", gzip.compress(tsv()))) == read(tmp_path / "a.zip") == plain


def test_a_quote_in_a_file_of_tabs_is_a_character_like_others(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a.tab", b'n\twho\n1\t"Bo\n2\tAl"\n'))
    assert [row.cells for row in rows] == [["1", '"Bo'], ["2", 'Al"']]


def test_a_cell_of_a_file_of_commas_may_hold_commas_and_lines(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a.csv", b'n,who\n1,"Bo, of\nBeta"\n2,Al\n'))
    assert [(row.number, row.cells) for row in rows] == [(1, ["1", "Bo, of\nBeta"]), (2, ["2", "Al"])]
    assert rows[0].text == '1,"Bo, of\nBeta"'


def test_a_line_that_is_no_utf_8_is_read_as_windows_1252(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a.tab", "n\twho\n1\tJosé\n".encode("cp1252")))
    assert rows[0].cells == ["1", "José"]


def test_days_of_a_parquet_file_are_written_as_days(tmp_path: Path) -> None:
    table = pa.table({"n": [1], "day": pa.array([1_406_851_200], pa.timestamp("s")), "who": [None]})
    pq.write_table(table, tmp_path / "a.parquet")
    columns, rows = read(tmp_path / "a.parquet")
    assert (columns, rows[0].cells) == (("n", "day", "who"), ["1", "2014-08-01", ""])


def test_parts_of_a_json_object_are_columns_by_their_path(tmp_path: Path) -> None:
    lines = b'{"day": {"start": "2014-08-01"}, "who": [{"country": "X"}, {"country": "Y"}], "n": null}\n\nno json\n'
    columns, rows = read(written(tmp_path, "a.jsonl", lines))
    assert columns == ("day.start", "who.country")
    assert [row.cells for row in rows] == [["2014-08-01", "X"], ["", ""]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PAR1 and no more", "parquet"),
        (b"\x1f\x8b\x08 broken", "unreadable"),
        (b"PK\x03\x04 broken", "unreadable"),
        (gzip.compress(tsv() * 50, mtime=0)[:-20], "unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_rejected(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as trouble:
        read(written(tmp_path, "bad", data))
    assert trouble.value.code == code


@given(st.lists(st.lists(st.text("ab\"', é", min_size=1), min_size=2, max_size=2), min_size=1, max_size=8))
def test_cells_parted_by_tabs_come_back(cells: list[list[str]]) -> None:
    import tempfile

    data = "".join("\t".join(row) + "\n" for row in [["x", "y"], *cells])
    with tempfile.TemporaryDirectory() as folder:
        _, rows = read(written(Path(folder), "a.tab", data.encode()))
    assert [row.cells for row in rows] == cells
