from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.read.decode import decode

TEXT = "The minister’s “clear” answer — no — came at noon in Zürich and was repeated in the evening."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_usual_encodings_are_read_without_being_named(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_charset_declared_in_html_is_used_and_latin_1_means_windows_1252() -> None:
    page = f'<meta charset="iso-8859-1"><p>{TEXT}</p>'
    assert decode(page.encode("cp1252"), is_html=True) == page
    page = '<meta charset="shift_jis"><p>日米首脳会談</p>'
    assert decode(page.encode("shift_jis"), is_html=True) == page


def test_a_page_cut_in_the_middle_of_a_character_stays_utf_8() -> None:
    assert decode(TEXT.encode() + "’".encode()[:2]) == TEXT + "\ufffd"


@given(st.text())
def test_text_is_decoded_as_pythons_text_mode_reads_it(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    expected = data.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        assert decode(data) == expected
