"""Cue words: looked up by any form."""

import pytest

from cordiale.lexicon import load_lexicon
from cordiale.lexicon.cues import SpeechKind
from cordiale.lexicon.load_cues import conjugate
from cordiale.model.ontology import CommitmentState, Context, Tone

CUES = load_lexicon().cues


@pytest.mark.parametrize(
    ("form", "lemma", "kind", "tone"),
    [
        ("said", "say", SpeechKind.SPEECH, Tone.NEUTRAL),
        ("Told", "tell", SpeechKind.SPEECH, Tone.NEUTRAL),
        ("warned", "warn", SpeechKind.SPEECH, Tone.ALARMED),
        ("denied", "deny", SpeechKind.SPEECH, Tone.CRITICAL),
        ("praising", "praise", SpeechKind.SPEECH, Tone.FAVOURABLE),
        ("posted on", "post on", SpeechKind.SPEECH, Tone.NEUTRAL),
        ("thought", "think", SpeechKind.THOUGHT, Tone.NEUTRAL),
        ("feared", "fear", SpeechKind.THOUGHT, Tone.ALARMED),
    ],
)
def test_a_form_leads_to_its_verb(form: str, lemma: str, kind: SpeechKind, tone: Tone) -> None:
    verb = CUES.speech_verb(form)
    assert verb is not None
    assert (verb.lemma, verb.kind, verb.tone) == (lemma, kind, tone)


def test_a_word_that_is_no_cue_gives_none() -> None:
    assert CUES.speech_verb("rained") is None
    assert CUES.promise_cue("rained") is None
    assert CUES.causal_signal("rained") is None


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ("pledged to", CommitmentState.PLEDGED),
        ("agreed to", CommitmentState.AGREED),
        ("began to", CommitmentState.UNDER_WAY),
        ("fulfilled", CommitmentState.DONE),
        ("reneged on", CommitmentState.BROKEN),
    ],
)
def test_a_promise_has_its_state(form: str, state: CommitmentState) -> None:
    cue = CUES.promise_cue(form)
    assert cue is not None
    assert cue.state is state


@pytest.mark.parametrize(
    ("form", "cause_first", "polarity"),
    [
        ("led to", True, "+"),
        ("because of", False, "+"),
        ("in response to", False, "+"),
        ("jeopardised", True, "-"),
        ("driven by", False, "+"),
        ("driving", True, "+"),
        ("despite", False, "-"),
    ],
)
def test_a_causal_signal_has_direction_and_polarity(form: str, cause_first: bool, polarity: str) -> None:
    signal = CUES.causal_signal(form)
    assert signal is not None
    assert (signal.cause_first, signal.polarity) == (cause_first, polarity)


def test_every_domain_and_every_marked_tone_has_words() -> None:
    assert all(CUES.contexts[c] for c in Context)
    assert all(CUES.tones[t] for t in Tone if t is not Tone.NEUTRAL)


def test_lists_put_longer_phrases_first() -> None:
    for words in (CUES.planned, CUES.possible, CUES.denied, CUES.ongoing, *CUES.contexts.values()):
        assert list(words) == sorted(words, key=len, reverse=True)


def test_cue_words_are_written_small_and_once() -> None:
    for words in (CUES.planned, CUES.possible, CUES.denied, CUES.ongoing, CUES.negations, CUES.attribution_nouns):
        assert all(w == w.lower() for w in words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("warn", ("warn", "warns", "warned", "warning")),
        ("urge", ("urge", "urges", "urged", "urging")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("agree to", ("agree to", "agrees to", "agreed to", "agreeing to")),
    ],
)
def test_regular_verbs_are_conjugated(lemma: str, forms: tuple[str, ...]) -> None:
    assert conjugate(lemma) == forms
