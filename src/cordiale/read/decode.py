"""Bytes to text: byte order marks, declared charsets, UTF-8, and a guess as the last resort."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from cordiale.model.issue import Rejected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_HEAD = 4096
_SAMPLE = 65536
# Above this share of broken sequences among the characters beyond ASCII, a text is not UTF-8 at all.
_BROKEN = 0.1
# English in a legacy encoding has few bytes beyond ASCII: quotation marks, dashes, accents in names.
_FEW = 0.05


def decode(data: bytes, is_html: bool = False) -> str:
    r"""The text of a page with `\r\n` and `\r` as `\n`, as Python's text mode reads a file.

    A byte order mark is no part of it.

    Raises Rejected('encoding') when no reading of the bytes makes text.
    """
    text = _characters(data, is_html)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _characters(data: bytes, is_html: bool) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if is_html else None
    if declared:
        return data.decode(declared, errors="replace")
    return _damaged_utf8(data) or _windows(data) or _guessed(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
    if not codec._is_text_encoding or codec.name == "utf-8":
        return None
    # Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard), whose C1 range holds the quotation marks.
    return "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken sequences, such as a page cut in the middle of a character."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(1 for c in text[:_SAMPLE] if c > "\x7f")
    broken = text[:_SAMPLE].count("\ufffd")
    return text if broken <= max(1, _BROKEN * beyond) and broken < beyond else None


def _windows(data: bytes) -> str | None:
    if len(_NOT_ASCII.findall(data[:_SAMPLE])) > _FEW * min(len(data), _SAMPLE):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> str:
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise Rejected("encoding", "the bytes are not text in any encoding that we know")
    return data.decode(guess.encoding, errors="replace")
