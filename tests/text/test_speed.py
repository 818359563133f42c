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


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["1", '"', "“", "'", "."])
@pytest.mark.parametrize("reader", READERS)
def test_a_megabyte_of_junk_on_one_line_is_read_in_two_seconds(reader: str, junk: str):
    text = junk * MEGABYTE
    began = time.process_time()
    READERS[reader](text, Span(0, MEGABYTE))
    assert time.process_time() - began < 2
