"""Web archives: what is fetched is kept as WARC, and WARC files of others (Common Crawl's news among them) are read."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cordiale.capture.address import plain_address
from cordiale.capture.fetch import Answer
from cordiale.capture.kinds import HTML, TEXT, foreign_kind, sniff
from cordiale.capture.robots import AGENT
from cordiale.capture.seal import seal
from cordiale.model.document import Capture
from cordiale.model.issue import Issue

_PAGES = frozenset({HTML, TEXT, "application/xhtml+xml"})
# What is told of the connection and no longer true of the bytes that are kept, and what is meant for us alone.
_NOT_KEPT = frozenset({"transfer-encoding", "connection", "keep-alive", "set-cookie", "set-cookie2"})
_LARGEST = 2**30
# A length that no machine can count to is an OverflowError.
_BROKEN = (ArchiveLoadFailed, EOFError, OSError, ValueError, KeyError, AttributeError, OverflowError)


class WarcFolder:
    """A folder of WARC files (1.1, gzip); a new file for each run and each gigabyte.

    Each page is appended whole and brought to the disk, so that a run that is cut off spoils at most its last page.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None

    def keep(self, answer: Answer, at: datetime) -> str:
        """Append an answer; the name of the file that it stands in."""
        record = self._record(answer, at)
        file = self._opened(at)
        file.write(record)
        file.flush()
        os.fsync(file.fileno())
        return Path(file.name).name

    def close(self) -> None:
        """Close the file that is written to."""
        if self._file:
            self._file.close()
            self._file = None

    def _opened(self, at: datetime) -> IO[bytes]:
        if self._file and self._file.tell() > _LARGEST:
            self.close()
        if not self._file:
            self._folder.mkdir(parents=True, exist_ok=True)
            stem = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            self._file = (self._folder / f"cordiale-{stem}-{os.getpid()}.warc.gz").open("xb")
            told = {"software": AGENT.partition(" ")[0], "format": "WARC File Format 1.1", "robots": "obey"}
            out = io.BytesIO()
            writer = WARCWriter(out, gzip=True, warc_version="1.1")
            writer.write_record(writer.create_warcinfo_record(Path(self._file.name).name, told))
            self._file.write(out.getvalue())
        return self._file

    def _record(self, answer: Answer, at: datetime) -> bytes:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        told = [(key, value) for key, value in answer.headers if key.lower() not in _NOT_KEPT]
        status = StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), told, protocol="HTTP/1.1")
        extra = {
            "WARC-IP-Address": answer.ip,
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        address = plain_address(answer.address.url)
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(answer.raw), http_headers=status, warc_headers_dict=extra
            )
        )
        return out.getvalue()


def read_archive(stream: IO[bytes], name: str, cap: int) -> Iterator[Capture | Issue]:
    """The pages of an open WARC or ARC file, named `name:NUMBER` by their place among its records.

    Only whole answers (status 200) of text or HTML are pages; how many others were passed over is one Issue (archive) at
    the end. A record larger than `cap` unpacked is an Issue (size), and so is a file that breaks off (archive).
    """
    passed: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            found = _page(record, f"{name}:{number}", cap)
            if isinstance(found, str):
                passed[found] += bool(found)
            else:
                yield found
    except _BROKEN as trouble:
        yield Issue(name, "archive", f"{name}: breaks off or is no web archive after record {number} ({trouble})"[:300])
        return
    if not number:
        yield Issue(name, "archive", f"{name}: no records in this archive")
    elif any(passed.values()):
        told = ", ".join(f"{n} {what}" for what, n in passed.most_common(5) if what)
        yield Issue(name, "archive", f"{name}: records that are no pages were passed over: {told}")


def _page(record: Any, at: str, cap: int) -> Capture | Issue | str:
    """A record's page, or what else it is; empty for what tells of the archive itself."""
    if record.rec_type not in ("response", "resource"):
        return "" if record.rec_type in ("warcinfo", "request", "metadata") else f"of type {record.rec_type}"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return f"with status {status}"
    kind = _kind(record)
    if kind not in _PAGES:
        return f"of {kind[:60] or 'no type'}"
    data = record.content_stream().read(cap + 1)
    if len(data) > cap:
        return Issue(at, "size", f"{at}: larger than {cap // 2**20} MB")
    foreign = foreign_kind(data)
    if foreign or not data.strip():
        return Issue(at, "binary" if foreign else "empty", f"{at}: {foreign or 'nothing but white space'}")
    url = record.rec_headers.get_header("WARC-Target-URI")
    day = record.rec_headers.get_header("WARC-Date") or ""
    metadata = (("fetched", day),) if day else ()
    media = HTML if kind != TEXT else sniff(data)
    return replace(seal(at, media, data, plain_address(url.strip("<>")) if url else None, metadata))


def _kind(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
