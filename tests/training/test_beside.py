"""Marks that stand beside a text they do not hold."""

import dataclasses
import json

import pytest
from training.passages import Malformed, read_block
from training.sets.beside import put_marks, read_beside, take_marks
from training.sets.documents import plain, read_documents

BLOCK = """= x-1 | 2024-05-03 | wire
[Norway|a:NOR] {expelled|1:SANCTION.expel happened} two [Gambian|b:GMB] envoys on <Friday|d:2024-05-03>.
[The foreign minister|c:NOR.GOV] said the step was final.
> 1: a -> b @d #diplomatic
" c | said | the step was final | indirect critical
! a | was | final | diplomatic agreed
~ the step | was | final | + -"""
KINDS = frozenset({"events", "quotations", "commitments", "drivers"})
TEXT = "Norway expelled two Gambian envoys on Friday. The foreign minister said the step was final."
SPANS = [[0, 45], [46, len(TEXT)]]


def test_marks_put_back_on_the_text_are_the_passage_again():
    passage = read_block(BLOCK, KINDS)
    row = json.loads(json.dumps(take_marks(passage, "x/1", SPANS)))
    assert put_marks(row, TEXT) == dataclasses.replace(passage, is_real=True)


def test_no_word_of_the_text_is_kept():
    written = json.dumps(take_marks(read_block(BLOCK, KINDS), "x/1", SPANS))
    assert not any(word in written for word in ("expelled", "Gambian", "foreign minister", "final", "Friday"))


def test_another_text_is_refused():
    row = take_marks(read_block(BLOCK, KINDS), "x/1", SPANS)
    with pytest.raises(Malformed, match="not the one that was marked"):
        put_marks(row, TEXT.replace("Friday", "Monday"))


def test_marks_whose_document_is_not_there_are_left_out(tmp_path):
    marks = tmp_path / "beside"
    marks.mkdir()
    (marks / "a.jsonl").write_text(json.dumps(take_marks(read_block(BLOCK, KINDS), "x/1", SPANS)), encoding="utf-8")
    assert list(read_beside(tmp_path, marks)) == []


def test_a_document_of_each_set_is_read_as_one_line_of_prose(tmp_path):
    (tmp_path / "whitehouse").mkdir()
    row = {
        "id": "r1",
        "date": "2022-02-01",
        "title": "A call",
        "text": "They  spoke\nof [trade](https://a.example) **today**.",
    }
    (tmp_path / "whitehouse" / "readouts.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "reuters").mkdir()
    story = {"id": 5, "date": "1987-03-01T10:00:00", "body": "Talks went on.\n reuter"}
    (tmp_path / "reuters" / "us_japan_1987.jsonl").write_text(json.dumps(story) + "\n", encoding="utf-8")
    found = {d.name: (d.day, d.text) for d in read_documents(tmp_path)}
    assert found == {
        "reuters/5": ("1987-03-01", "Talks went on."),
        "readout/r1": ("2022-02-01", "A call. They spoke of trade today."),
    }


def test_mark_up_leaves_its_words():
    assert plain("a **bold** [link](http://x.example/y)  here") == "a bold link here"
