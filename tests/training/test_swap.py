from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st
from training.passages import Passage, Place, read_block
from training.swap import edited, joined, moved_span, restyled, swapped
from training.vocabulary import Form, Nation, Vocabulary

from cordiale.model.document import Span

BLOCK = """= t-1 | 2024-04-12 | wire
[A Norland minister|a:NOR.GOV] {visited|1:CONSULT.visit happened} [Norland|b:NOR]'s neighbour [Perusia|c:PER]; [Oslo|b] said "yes".
> 1: a -> c #diplomatic
"""
FORMS = {
    "Norland": (Form("NOR", "name"),),
    "Oslo": (Form("NOR", "capital"),),
    "Perusia": (Form("PER", "name"),),
    "Elsewhere": (Form("ELS", "name"),),
}
VOCABULARY = Vocabulary(
    FORMS,
    {
        "NOR": Nation("NOR", ("Norland",), "Norlandic", "Norlandics", "Oslo", ()),
        "PER": Nation("PER", ("Perusia",), "Perusian", "Perusians", "Lim", ()),
        "ELS": Nation("ELS", ("Elsewhere",), "Elsian", "Elsians", "Elsport", ()),
        "FAR": Nation("FAR", ("United Farland",), "Farlandic", "Farlandics", "Farport", ()),
    },
    re.compile(r"(?<![\w-])(?P<the>[Tt]he )?(?P<an>[Aa]n? )?(?P<form>" + "|".join(FORMS) + r")(?!\w)"),
)


def marked(passage: Passage) -> list[str]:
    return [m.at.span.of(passage.sentences[m.at.sentence]) for m in passage.mentions]


@given(st.integers())
def test_each_state_becomes_another_with_its_capital_and_the_marks_follow(seed: int) -> None:
    told = swapped(read_block(BLOCK), VOCABULARY, random.Random(seed))
    (text,) = told.sentences
    assert not re.search("Norland|Perusia|Oslo", text)
    assert "Elsport" in marked(told) or "Farport" in marked(told)
    assert told.acts[0].at.span.of(text) == "visited"
    assert {"Elsewhere", "the United Farland"} & set(marked(told))


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_words_outside_an_edit_are_the_same_words_after_it(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=False)))
    a, b, c, d = cuts
    edits = [(a, b, "XYZ")] if a < b else []
    if c < d:
        assert moved_span(Span(c, d), edits).of(edited(text, edits)) == text[c:d]
    if a > 0:
        assert moved_span(Span(0, a), edits) == Span(0, a)


def test_restyling_changes_marks_of_quotation_and_nothing_that_is_marked() -> None:
    passage = read_block(BLOCK)
    for seed in range(40):
        told = restyled(passage, random.Random(seed))
        assert marked(told)[0] == "A Norland minister"
        assert re.sub('[“”"]', "", told.sentences[0]).startswith("A Norland minister visited")


def test_passages_joined_keep_their_actors_apart() -> None:
    one = read_block(BLOCK)
    both = joined(joined(one, one), one)
    assert len(both.sentences) == 3
    assert both.acts[1].at == Place(1, one.acts[0].at.span)
    assert len({key for act in both.acts for key in act.actors}) == 3
    assert set(both.acts[1].actors) <= set(both.codes)
