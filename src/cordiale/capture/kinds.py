"""What sort of bytes a file holds: text, HTML, or something that is no page."""

from __future__ import annotations

TEXT = "text/plain"
HTML = "text/html"

MEDIA_TYPES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}
JSON_LINES = frozenset({".jsonl", ".ndjson"})
PACKED_JSON_LINES = (".jsonl.gz", ".ndjson.gz")
ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")

# The first bytes by which files that are no pages are known (the file formats' own specifications).
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HEAD = 8192


def foreign_kind(data: bytes) -> str | None:
    """What the bytes are when they are no text ('a PDF', 'binary data'), or None when they may be text.

    UTF-16 and UTF-32 are text when they carry a byte order mark.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image"
    if not data.startswith(_WIDE_BOMS) and b"\x00" in data[:_HEAD]:
        return "binary data"
    return None


def sniff(data: bytes) -> str:
    """The media type by the first characters: HTML when a document or html tag opens it, else plain text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return HTML
    if head.startswith((b"<?xml", b"<!--")) and b"<html" in head:
        return HTML
    return TEXT
