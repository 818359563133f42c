"""Whether words that look like a promise bind, and to what."""

from dataclasses import replace

import pytest

from cordiale.extract.commitments import PromiseRules, find_commitments
from cordiale.extract.undertakings import settled
from cordiale.model.document import Span
from cordiale.model.ontology import CommitmentState, Context
from cordiale.model.reading import Promise, Reading

from .claims import CUES, commitments_of
from .pages import actors_of


def read_promise(text: str, what: str, cue: str, party: str) -> list[tuple[tuple[str, ...], str]]:
    """The commitments when a reader has read the promise: its words, its cue and its party, each the first such words."""
    article, sentences, actors = actors_of(text)
    what_at, cue_at, party_at = (Span(text.index(w), text.index(w) + len(w)) for w in (what, cue, party))
    promise = Promise(what_at, party_at, cue_at, Context.DIPLOMATIC, CommitmentState.PLEDGED, 0.9, "learned")
    readings = [Reading(s, promises=(promise,)) if s.span.contains(what_at) else Reading(s) for s in sentences]
    found = find_commitments(article, readings, actors, {}, PromiseRules(CUES))
    return [(c.parties, c.what) for c in found]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Fiji will not send ships to Tonga.", "not send ships to Tonga"),
        ("Fiji will never recognise the line, Prime Minister Rabuka said on Thursday.", "never recognise the line"),
        ("Fiji won’t send ships to Tonga.", "won’t send ships to Tonga"),
        ("Fiji pledged never to sell its ports.", "never to sell its ports"),
        ("Fiji will no longer host the fleet.", "no longer host the fleet"),
    ],
)
def test_a_refusal_keeps_its_negation(text: str, what: str):
    assert [c.what for c in commitments_of(text)] == [what]


def test_a_refusal_read_without_its_negation_gets_it_back():
    assert read_promise("Fiji will not send ships to Tonga.", "send ships to Tonga", "will", "Fiji") == [
        (("FJI",), "not send ships to Tonga")
    ]
    assert read_promise("Fiji has ruled out joining the bloc.", "joining the bloc", "ruled out", "Fiji") == [
        (("FJI",), "ruled out joining the bloc")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji did not promise to lower tariffs.",
        "Fiji has not agreed to open its market.",
        "Fiji said it had no plans to close the embassy.",
        "Fiji denied that it had promised to open the port.",
        "Neither Fiji nor Tonga will join the pact.",
        "Fiji has yet to agree to share the catch.",
        "The minister refused to say whether Fiji will sign the treaty.",
    ],
)
def test_a_promise_that_is_denied_is_none(text: str):
    assert commitments_of(text) == []


def test_a_denied_promise_is_none_whoever_read_it():
    assert read_promise("Fiji did not promise to lower tariffs.", "lower tariffs", "promise to", "Fiji") == []


@pytest.mark.parametrize(
    "text",
    [
        "Tonga accused Fiji of failing to take back fishermen.",
        "Tonga accused Fiji of planning to close the strait.",
        "Samoa said Fiji had violated the treaty on fishing.",
    ],
)
def test_what_a_state_is_accused_of_is_not_the_pages_own_word(text: str):
    assert commitments_of(text) == []


def test_a_breach_that_the_page_itself_tells_of_is_one():
    assert [c.state for c in commitments_of("Fiji violated the treaty on fishing.")] == [CommitmentState.BROKEN]


def test_a_promise_that_the_page_calls_broken_is_not_pledged():
    found = commitments_of("Fiji broke its promise to withdraw its ships.")
    assert [(c.what, c.state) for c in found] == [("withdraw its ships", CommitmentState.BROKEN)]


def test_not_only_refuses_nothing():
    assert [c.what for c in commitments_of("Fiji will not only send ships to Tonga but train its sailors.")] == [
        "send ships to Tonga"
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Fiji agreed on Thursday to lift restrictions on fish.", "lift restrictions on fish"),
        ("Fiji will next week send a ship to Tonga.", "send a ship to Tonga"),
        ("Fiji pledged by 2030 to halve emissions.", "halve emissions"),
    ],
)
def test_what_is_promised_begins_with_the_deed_and_not_with_its_day(text: str, what: str):
    assert [c.what for c in commitments_of(text)] == [what]


def test_a_deed_that_a_date_parts_from_its_object_is_told_whole():
    text = "Fiji said it would open by the end of March 2025 a base with Tonga."
    whole = [(("FJI",), "open by the end of March 2025 a base with Tonga")]
    assert read_promise(text, "a base with Tonga", "would", "Fiji") == whole
    assert read_promise(text, "open by the end of March 2025", "would", "Fiji") == whole


def test_what_was_is_no_promise_and_what_hangs_on_is_cut():
    assert read_promise("Fiji had strained relations with Tonga.", "had strained relations", "Fiji", "Fiji") == []
    assert read_promise(
        "Fiji agreed to end a dispute that has hurt Tonga.", "end a dispute that", "agreed to", "Fiji"
    ) == [(("FJI",), "end a dispute")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenyan President William Ruto and his Ugandan counterpart Yoweri Museveni agreed to build a dam.", "KEN UGA"),
        (
            "The president of Ghana, John Mahama, and his Togolese counterpart Faure Gnassingbé agreed to reopen the road.",
            "GHA TGO",
        ),
        ("Fiji, Tonga and Samoa pledged to share the catch.", "FJI TON WSM"),
    ],
)
def test_a_subject_of_several_binds_all_of_them(text: str, parties: str):
    assert [c.parties for c in commitments_of(text)] == [tuple(parties.split())]


@pytest.mark.parametrize("party", ["Fiji", "Tonga", "Samoa"])
def test_one_word_for_the_party_stands_for_all_that_are_joined_to_it(party: str):
    found = read_promise("Fiji, Tonga and Samoa pledged to share the catch.", "share the catch", "pledged to", party)
    assert found == [(("FJI", "TON", "WSM"), "share the catch")]


def test_an_aside_about_another_state_makes_it_no_party():
    found = read_promise("Fiji, Tonga’s old friend, pledged to share the catch.", "share the catch", "pledged", "Fiji")
    assert found == [(("FJI",), "share the catch")]


def test_a_promise_without_a_fault_stays_as_it_was_read():
    text = "Fiji will send ships."
    promise = Promise(Span(10, 20), Span(0, 4), Span(5, 9), Context.MILITARY, CommitmentState.PLEDGED, 0.9, "learned")
    assert settled(text, Span(0, len(text)), promise) == promise
    assert settled(text, Span(0, len(text)), replace(promise, cue=None)) == replace(promise, cue=None)
