from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.vocabulary import toy_pieces
from training.examples import UNKNOWN
from training.sets.names import KINDS, read_columns, read_iob2, read_names
from training.sets.treebanks import RELATIONS, UPOS, read_conllu, read_treebanks, tree_of

from cordiale.reader.words import words_of

HEAD = "# newdoc id = {document}\n# sent_id = 1\n# text = {text}\n"


def conllu(text: str, *rows: str, document: str = "page") -> str:
    """Rows are `number form pos head relation`, apart by spaces."""
    lines = []
    for row in rows:
        number, form, pos, head, relation = row.split()
        lines.append("\t".join([number, form, form, pos, "_", "_", head, relation, "_", "_"]))
    return HEAD.format(document=document, text=text) + "\n".join(lines) + "\n\n"


def told(block: str) -> list[tuple[str, str, str, str]]:
    """Word, part of speech, head and relation as words, `-` where unknown."""
    (sentence,) = read_conllu(block)
    words = words_of(sentence.text)
    tree = tree_of(sentence, words)
    written = [w.of(sentence.text) for w in words]
    return [
        (
            word,
            "-" if pos == UNKNOWN else UPOS[pos],
            "-" if head == UNKNOWN else written[head],
            "-" if relation == UNKNOWN else RELATIONS[relation],
        )
        for word, pos, head, relation in zip(written, tree.pos, tree.head, tree.relation, strict=True)
    ]


PLAIN = conllu("Lund left.", "1 Lund PROPN 2 nsubj:outer", "2 left VERB 0 root", "3 . PUNCT 2 punct")


def test_where_tokens_and_words_are_the_same_each_word_has_its_own_and_a_root_is_its_own_head() -> None:
    assert told(PLAIN) == [
        ("Lund", "PROPN", "left", "nsubj"),
        ("left", "VERB", "left", "root"),
        (".", "PUNCT", "left", "punct"),
    ]


def test_the_first_lettered_word_of_a_token_stands_for_it_and_the_others_are_unknown() -> None:
    block = conllu("His '90s ended", "1 His PRON 2 nmod:poss", "2 '90s NOUN 3 nsubj", "3 ended VERB 0 root")
    assert told(block)[:4] == [
        ("His", "PRON", "90", "nmod"),
        ("'", "-", "-", "-"),
        ("90", "NOUN", "ended", "nsubj"),
        ("s", "-", "-", "-"),
    ]


def test_a_word_of_two_tokens_is_the_one_whose_head_is_outside() -> None:
    block = conllu("dunno why", "1-2 dunno _ _ _", "1 dun VERB 0 root", "2 no ADV 1 advmod", "3 why ADV 1 obj")
    assert told(block) == [("dunno", "VERB", "dunno", "root"), ("why", "ADV", "dunno", "obj")]


def test_a_word_of_two_tokens_with_heads_outside_is_unknown_and_can_be_a_head() -> None:
    block = conllu("cannot go", "1-2 cannot _ _ _", "1 can AUX 3 aux", "2 not PART 3 advmod", "3 go VERB 1 dep")
    assert told(block) == [("cannot", "-", "-", "-"), ("go", "VERB", "cannot", "dep")]


def test_a_contraction_whose_parts_are_written_otherwise_keeps_its_place() -> None:
    block = conllu("He wanna go", "1 He PRON 2 nsubj", "2-3 wanna _ _ _", "2 want VERB 0 root", "3 to PART 4 mark")
    block = block.rstrip("\n") + "\n" + "\t".join("4 go go VERB _ _ 2 xcomp _ _".split()) + "\n\n"
    assert told(block) == [
        ("He", "PRON", "wanna", "nsubj"),
        ("wanna", "-", "-", "-"),
        ("go", "VERB", "wanna", "xcomp"),
    ]


def test_a_sentence_whose_tokens_are_not_in_its_text_is_left_out() -> None:
    assert not list(read_conllu(conllu("Lund left", "1 Lind PROPN 2 nsubj", "2 left VERB 0 root")))


def test_a_word_whose_head_was_cut_off_has_a_part_of_speech_alone() -> None:
    (sentence,) = read_conllu(PLAIN)
    tree = tree_of(sentence, words_of(sentence.text)[:1])
    assert (tree.pos.tolist(), tree.head.tolist()) == ([UPOS.index("PROPN")], [UNKNOWN])


@given(st.lists(st.sampled_from(["peace", "U.S.", "12th", "-", "can't", "Mr.", "$", ":-)", "1.5m"]), min_size=1))
def test_every_known_head_is_a_word_of_the_sentence_and_what_is_known_of_a_word_is_known_together(
    forms: list[str],
) -> None:
    rows = [f"{i + 1} {form} NOUN {i} {'dep' if i else 'root'}" for i, form in enumerate(forms)]
    (sentence,) = read_conllu(conllu(" ".join(forms), *rows))
    words = words_of(sentence.text)
    tree = tree_of(sentence, words)
    assert ((tree.head == UNKNOWN) == (tree.pos == UNKNOWN)).all()
    assert all(h == UNKNOWN or 0 <= h < len(words) for h in tree.head)
    assert (tree.head != UNKNOWN).sum() == len(forms)


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_heads_in_a_window_of_two_sentences_are_counted_through_it(tmp_path: Path) -> None:
    write(tmp_path, "treebanks/en_ewt-train.conllu", PLAIN + PLAIN)
    examples = read_treebanks(tmp_path, toy_pieces(tmp_path), "train")["ewt"]
    assert [e.tree.head.tolist() for e in examples if e.tree] == [[1, 1, 1, 4, 4, 4]]
    assert all((e.act == UNKNOWN).all() for e in examples)


def test_genres_of_gum_that_are_not_open_and_sets_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    held = PLAIN.replace("page", "GUM_news_one") + PLAIN.replace("page", "GUM_fiction_two")
    write(tmp_path, "treebanks/en_gum-ud-dev.conllu", held)
    found = read_treebanks(tmp_path, toy_pieces(tmp_path), "dev")
    assert {k: len(v) for k, v in found.items()} == {"gum": 1}


IOB2 = HEAD.format(document="page", text="Ada Lund, Osloite, left") + "\n".join(
    ["1\tAda\tB-PER\t-\t-", "2\tLund\tI-PER\t-\t-", "3\t,\tO", "4\tOsloite\tB-OTH\t-\tx", "5\t,\tO", "6\tleft\tO", "\n"]
)
COLUMNS = "The\tO\nGreen\tB-politicalparty\nLeague\tI-politicalparty\nwon\tO\n\nPeru\tB-country\nvotes\tB-election\n"


def test_names_are_read_with_their_kinds_and_what_is_unsure_is_none() -> None:
    (one,) = read_iob2(IOB2)
    assert [(s.of(one.text), kind) for s, kind in one.names] == [("Ada Lund", "PER"), ("Osloite", None)]
    first, second = read_columns(COLUMNS)
    assert [(s.of(first.text), kind) for s, kind in first.names] == [("Green League", "ORG")]
    assert [(s.of(second.text), kind) for s, kind in second.names] == [("Peru", "LOC"), ("votes", "MISC")]


def test_names_become_begin_and_inside_tags_of_words(tmp_path: Path) -> None:
    write(tmp_path, "names/uner_ewt/en_ewt-ud-train.iob2", IOB2)
    write(tmp_path, "names/crossner_politics/train.txt", COLUMNS)
    found = read_names(tmp_path, toy_pieces(tmp_path), "train")
    organisation = 1 + 2 * KINDS.index("ORG")
    assert [e.entities.tolist() for e in found["uner"] if e.entities is not None] == [[1, 2, 0, UNKNOWN, 0, 0]]
    assert next(e.entities.tolist() for e in found["politics"] if e.entities is not None)[:4] == [
        0,
        organisation,
        organisation + 1,
        0,
    ]


@pytest.mark.parametrize("half", ["train", "dev"])
def test_a_folder_without_sets_gives_none(tmp_path: Path, half: str) -> None:
    assert read_treebanks(tmp_path, toy_pieces(tmp_path), half) == {}
    assert read_names(tmp_path, toy_pieces(tmp_path), half) == {}
