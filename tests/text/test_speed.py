import time
from datetime import date

import pytest

from cordiale.model.document import Span
from cordiale.model.time import DateInterval
from cordiale.text.dates import find_dates
from cordiale.text.numbers import find_numbers
from cordiale.text.quotation_marks import find_quoted
from cordiale.text.sentences import split
from cordiale.text.tokens import tokenize

MEGABYTE = 1_000_000
READERS = {
    "sentences": split,
    "words": tokenize,
    "quotation marks": find_quoted,
    "numbers": find_numbers,
    "dates": lambda text, within: find_dates(text, within, DateInterval.day(date(2024, 4, 15))),
}


# What takes eight times as long for eight times as much, with room for a busy machine; what looks back at all before takes 64.
LINEAR = 8 * 3
LEAST = 0.01


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["1", '"', "“", "'", "."])
@pytest.mark.parametrize("reader", READERS)
def test_a_megabyte_of_junk_on_one_line_takes_no_longer_for_its_length_than_an_eighth_of_it(reader: str, junk: str):
    part = seconds(reader, junk * (MEGABYTE // 8))
    assert seconds(reader, junk * MEGABYTE) < LINEAR * max(part, LEAST)


def seconds(reader: str, text: str) -> float:
    """The processor time that reading a text of one line takes."""
    began = time.process_time()
    READERS[reader](text, Span(0, len(text)))
    return time.process_time() - began
