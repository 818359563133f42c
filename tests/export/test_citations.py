from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_file, parse_string
from tests.export.states import page
from tests.made import mentions

from cordiale.corroborate import assemble
from cordiale.export import EXPORTERS, Selection
from cordiale.export.bibtex import bibtex_entry
from cordiale.export.cited import Work, cited_works
from cordiale.model.document import Article, DateBasis, Publication
from cordiale.model.record import Record
from cordiale.model.time import DateInterval, Precision

SCHEMA = Path(__file__).parent / "schemas" / "csl.json"
TITLE = "50% of {Alpha} & $Beta_1: “Sol”"


def cited(*articles: Article) -> Selection:
    return Selection(assemble(articles, [mentions(a) for a in articles], []), articles)


def csl(selection: Selection, folder: Path) -> list[dict[str, Any]]:
    (path,) = EXPORTERS["csl"](selection, folder / "cited.json")
    found = json.loads(path.read_text("utf-8"))
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    assert isinstance(found, list)
    return found


def bibtex(selection: Selection, folder: Path) -> BibliographyData:
    (path,) = EXPORTERS["bibtex"](selection, folder / "cited.bib")
    return parse_file(str(path), "bibtex")


def test_every_page_that_is_cited_has_an_entry_and_no_other(tmp_path: Path) -> None:
    one, other = page("a.txt"), page("b.txt", None)
    selection = Selection(assemble([one], [mentions(one)], []), (one, other))
    assert [e["id"] for e in csl(selection, tmp_path)] == [one.id]
    assert list(bibtex(selection, tmp_path).entries) == [one.id]


def test_an_entry_says_what_the_page_says_of_itself(tmp_path: Path) -> None:
    (entry,) = csl(cited(replace(page(), byline="By C. Reporter")), tmp_path)
    assert entry["title"] == "Sol meets Lund"
    assert entry["author"] == [{"literal": "C. Reporter"}]
    assert entry["container-title"] == "The Paper"
    assert entry["issued"] == {"date-parts": [[2024, 5, 8]], "circa": True}
    assert entry["URL"] == "https://news.example/2024/a"


def test_bibtex_is_read_back_with_the_same_words(tmp_path: Path) -> None:
    (entry,) = bibtex(cited(replace(page(), title=TITLE)), tmp_path).entries.values()
    assert entry.type == "misc"
    assert entry.fields["title"] == r"{50\% of (Alpha) \& \$Beta\_1: “Sol”}"
    assert [str(p) for p in entry.persons["author"]] == ["{C. Reporter}"]
    assert [entry.fields[f] for f in ("year", "month", "day")] == ["2024", "5", "8"]
    assert entry.fields["note"] == "a.txt; day of publication inferred"


def test_what_is_not_known_is_not_there(tmp_path: Path) -> None:
    bare = replace(page(url=None), title=None, byline=None, publisher=None, published=None, language=None)
    (entry,) = csl(cited(bare), tmp_path)
    assert entry == {"id": bare.id, "type": "article-newspaper", "title": "a.txt", "source": "a.txt"}
    (other,) = bibtex(cited(bare), tmp_path).entries.values()
    assert set(other.fields) == {"title", "note"}
    assert not other.persons


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [
        (date(2024, 5, 1), date(2024, 5, 31), [[2024, 5]]),
        (date(2024, 5, 3), date(2024, 5, 9), [[2024, 5, 3], [2024, 5, 9]]),
        (None, date(2024, 5, 9), [[2024, 5, 9]]),
    ],
)
def test_a_page_between_two_days_has_both(
    first: date | None, last: date, parts: list[list[int]], tmp_path: Path
) -> None:
    between = Publication(DateInterval(first, last, Precision.RANGE), DateBasis.METADATA)
    (entry,) = csl(cited(replace(page(), published=between)), tmp_path)
    assert entry["issued"] == {"date-parts": parts}
    (other,) = bibtex(cited(replace(page(), published=between)), tmp_path).entries.values()
    assert f"and {last}" in other.fields["note"]
    assert "day" not in other.fields


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=200)
@given(WORDS, WORDS, WORDS)
def test_any_words_make_an_entry_that_can_be_read(title: str, author: str, document: str) -> None:
    day = date(2024, 5, 7)
    work = Work("ar_1", title, author, "Paper", day, day, False, "https://a.example/{x}", "en", document)
    second = replace(work, id="ar_2", title="Second")
    found = parse_string(bibtex_entry(work) + bibtex_entry(second), "bibtex")
    assert list(found.entries) == ["ar_1", "ar_2"]
    assert found.entries["ar_2"].fields["title"] == "{Second}"
    assert found.entries["ar_1"].fields["url"] == "https://a.example/%7Bx%7D"


def test_nothing_cited_is_an_empty_list(tmp_path: Path) -> None:
    assert csl(Selection(Record(), (page(),)), tmp_path) == []
    assert list(cited_works(Selection(Record(), (page(),)))) == []
