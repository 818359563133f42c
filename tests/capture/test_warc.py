from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cordiale.capture import load
from cordiale.capture.address import parse_address
from cordiale.capture.fetch import Answer
from cordiale.capture.warc import WarcFolder, read_archive
from cordiale.model.document import Capture
from cordiale.model.issue import Issue

AT = datetime(2024, 5, 8, 12, tzinfo=UTC)
CAP = 2**20
PAGE = b"<html><body><p>Japan protested to China.</p></body></html>"


def answer(path: str = "/a", body: bytes = PAGE, packed: bool = False) -> Answer:
    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("Set-Cookie", "id=secret")]
    raw = gzip.compress(body) if packed else body
    headers += [("Content-Encoding", "gzip")] if packed else []
    return Answer(parse_address(f"https://a.example{path}"), "8.8.8.8", 200, "OK", tuple(headers), raw, body)


def record(status: str = "200 OK", type: str = "text/html", body: bytes = PAGE, kind: str = "response") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders(status, [("Content-Type", type)], protocol="HTTP/1.1")
    told = {"WARC-Date": "2024-05-08T12:00:00Z"}
    writer.write_record(
        writer.create_warc_record(
            "https://a.example/x", kind, payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=told
        )
    )
    return out.getvalue()


def read(data: bytes) -> list[Capture | Issue]:
    return list(read_archive(io.BytesIO(data), "n.warc.gz", CAP))


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path, packed: bool) -> None:
    folder = WarcFolder(tmp_path / "kept")
    name = folder.keep(answer("/a?token=x", packed=packed), AT)
    folder.keep(answer("/b", PAGE * 2), AT)
    folder.close()
    first, second = load([str(tmp_path / "kept" / name)])
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.data, second.data) == (PAGE, PAGE * 2)
    assert (first.name, second.url) == (f"{name}:2", "https://a.example/b")
    assert first.metadata == (("fetched", "2024-05-08T12:00:00Z"),)
    assert first.origin == (tmp_path / "kept" / f"{name}:2").as_posix()


def test_no_secret_is_kept_in_an_archive(tmp_path: Path) -> None:
    folder = WarcFolder(tmp_path)
    name = folder.keep(answer("/a?token=secretword"), AT)
    folder.close()
    unpacked = gzip.decompress((tmp_path / name).read_bytes())
    assert b"secret" not in unpacked


def test_an_archive_is_as_the_standard_has_it(tmp_path: Path) -> None:
    folder = WarcFolder(tmp_path)
    name = folder.keep(answer(packed=True), AT)
    folder.close()
    with (tmp_path / name).open("rb") as file:
        records = []
        for r in ArchiveIterator(file, check_digests=True):
            records.append((r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()))
            assert r.digest_checker.passed is not False
    assert [kind for kind, _, _ in records] == ["warcinfo", "response"]
    assert records[1][1:] == ("https://a.example/a", PAGE)


def test_pages_that_are_whole_before_a_file_breaks_off_are_read(tmp_path: Path) -> None:
    folder = WarcFolder(tmp_path)
    name = folder.keep(answer("/a"), AT)
    folder.keep(answer("/b", PAGE + bytes(range(256)) * 40), AT)
    folder.close()
    data = (tmp_path / name).read_bytes()
    found = read(data[:-300])
    assert isinstance(found[0], Capture)
    assert found[0].data == PAGE
    assert not any(isinstance(x, Capture) and len(x.data) > len(PAGE) + 256 * 40 - 1 for x in found)


def test_records_that_are_no_pages_are_counted_and_passed_over() -> None:
    pictures = record(type="image/png", body=b"\x89PNG\r\n")
    found = read(record() + pictures * 2 + record("404 Not Found") + record("301 Moved"))
    assert [type(x) for x in found] == [Capture, Issue]
    assert isinstance(found[1], Issue)
    assert "2 of image/png, 1 with status 404, 1 with status 301" in found[1].what


def test_a_record_that_unpacks_to_too_much_is_trouble_of_its_own() -> None:
    found = read(record(body=b" " * (CAP + 1)) + record())
    assert [x.code for x in found if isinstance(x, Issue)] == ["size"]
    assert [x.name for x in found if isinstance(x, Capture)] == ["n.warc.gz:2"]


@pytest.mark.parametrize("data", [b"", b"hello", b"\x1f\x8b\x08\x00broken", b"WARC/1.0\r\n", b"\0" * 100])
def test_what_is_no_archive_is_one_issue(data: bytes) -> None:
    found = read(data)
    assert [type(x) for x in found] == [Issue]
    assert isinstance(found[0], Issue)
    assert found[0].code == "archive"


def test_archives_and_packed_lines_in_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(record())
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Japan protested to China on Tuesday."}\n'))
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Japan"}\n' * 999)[:-20])
    found = list(load([str(tmp_path)]))
    names = [x.name for x in found if isinstance(x, Capture)]
    assert [n for n in names if not n.startswith("torn")] == ["dump.jsonl.gz:1", "news.warc.gz:1"]
    assert [(x.document, x.code) for x in found if isinstance(x, Issue)] == [("torn.jsonl.gz", "unreadable")]


def test_an_archive_whose_record_claims_more_than_can_be_counted_is_named():
    plain = gzip.decompress(record(body=b"x" * 99))
    length = next(line for line in plain.split(b"\r\n") if line.startswith(b"Content-Length"))
    (issue,) = read(plain.replace(length, b"Content-Length: " + b"9" * 40))
    assert isinstance(issue, Issue)
    assert (issue.code, "after record" in issue.what) == ("archive", True)
