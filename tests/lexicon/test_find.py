"""What `find` makes of sentences: the longest names, on word boundaries, and nothing that only looks like one."""

import itertools
import re
import string
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.lexicon import load_lexicon
from cordiale.lexicon.entries import Body, Hit, HitKind, Locality, OfficeWord, Organisation, State, Tenure
from cordiale.model.document import Span

LEXICON = load_lexicon()


def names(entry: object) -> str | None:
    """How the tests call an entry: code, id, person, office, or the country of a place or body."""
    match entry:
        case State():
            return entry.iso3
        case Organisation():
            return entry.id
        case Tenure():
            return entry.person
        case OfficeWord():
            return entry.office
        case Body() | Locality():
            return entry.country
    return None


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Words, kind and first entry of every hit."""
    return [(h.span.of(text), h.kind.value, names(h.entries[0])) for h in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.-Japan talks", [("U.S.", "state", "USA"), ("Japan", "state", "JPN")]),
        ("US and UK envoys", [("US", "state", "USA"), ("UK", "state", "GBR"), ("envoys", "office", "ambassador")]),
        ("the U.S and the USA", [("U.S", "state", "USA"), ("USA", "state", "USA")]),
        ("Japan’s offer", [("Japan", "state", "JPN")]),
        ("JAPAN AND SOUTH KOREA AGREE", [("JAPAN", "state", "JPN"), ("SOUTH KOREA", "state", "KOR")]),
        ("TOKYO — It rained", [("TOKYO", "capital", "JPN")]),
        ("Cote d'Ivoire and Côte d’Ivoire", [("Cote d'Ivoire", "state", "CIV"), ("Côte d’Ivoire", "state", "CIV")]),
        ("in the South China Sea", [("South China Sea", "locality", None)]),
        ("in the Gulf of Mexico", [("Gulf of Mexico", "locality", None)]),
        ("the Sea of Japan", [("Sea of Japan", "locality", None)]),
        ("the Indian Ocean", [("Indian Ocean", "locality", None)]),
        ("Papua New Guinea", [("Papua New Guinea", "state", "PNG")]),
        ("Niger, not Nigeria", [("Niger", "state", "NER"), ("Nigeria", "state", "NGA")]),
        ("the Washington Post wrote", [("Washington Post", "body", "USA")]),
        ("The Japan Times and the Korea Herald", [("Japan Times", "body", "JPN"), ("Korea Herald", "body", "KOR")]),
        ("a senior U.S. official", [("U.S.", "state", "USA"), ("official", "office", "official")]),
        ("the Bank of Japan cut rates", [("Bank of Japan", "body", "JPN")]),
        ("Moscow State University", [("Moscow State University", "body", "RUS")]),
        ("the Paris Agreement", [("Paris Agreement", "organisation", "Paris Agreement")]),
        ("the Geneva Conventions", [("Geneva Conventions", "organisation", "Geneva Conventions")]),
        ("the Treaty of San Francisco", [("Treaty of San Francisco", "organisation", "Treaty of San Francisco")]),
        ("the Beijing Olympics", []),
        ("in Washington state", [("Washington state", "locality", "USA")]),
        ("Washington, D.C.", [("Washington, D.C.", "capital", "USA")]),
        ("New Delhi objected", [("New Delhi", "capital", "IND")]),
        ("Latin American voters", []),
        ("Filipinos and the Dutch", [("Filipinos", "nationality", "PHL"), ("Dutch", "nationality", "NLD")]),
        ("the Kremlin and the Élysée", [("Kremlin", "metonym", "RUS"), ("Élysée", "metonym", "FRA")]),
        ("the Quad, AUKUS", [("Quad", "organisation", "QUAD"), ("AUKUS", "organisation", "AUKUS")]),
        ("their foreign ministers met", [("foreign ministers", "office", "foreign minister")]),
        ("Minister for Foreign Affairs", [("Minister for Foreign Affairs", "office", "foreign minister")]),
        ("the defense ministry", [("defense ministry", "body", None)]),
        ("at 3 PM", []),
        ("the PM left", [("PM", "office", "prime minister")]),
        ("worth US$200 million", []),
        ("Sino-US ties", [("Sino", "nationality", "CHN"), ("US", "state", "USA")]),
        ("a sino of no kind, Sino of none", []),
    ],
)
def test_a_sentence_gives_its_names(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He told us and Us to go.",
        "Chinatown sold chinaware.",
        "www.japan.go.jp and info@japan.org",
        "https://example.org/China/page",
        "Chad Bown agreed.",
        "They asked Michael Jordan.",
        "a roast turkey and polish",
        "Indonesianness",
    ],
)
def test_what_only_looks_like_a_name_gives_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Korea objected.", ["KOR", "PRK"]), ("Congo objected.", ["COD", "COG"]), ("Koreans voted.", ["KOR", "PRK"])],
)
def test_a_name_that_states_share_gives_them_all(text: str, codes: list[str]) -> None:
    (hit,) = LEXICON.find(text)
    assert [names(e) for e in hit.entries] == codes


def test_georgia_may_be_the_state_of_the_union() -> None:
    (hit,) = LEXICON.find("Georgia voted.")
    assert hit.kind is HitKind.STATE
    assert {type(e) for e in hit.entries} == {State, Locality}


def persons(text: str) -> list[tuple[str, str]]:
    """Words and kind of the persons found."""
    kinds = (HitKind.PERSON, HitKind.SURNAME)
    return [(h.span.of(text), h.kind.value) for h in LEXICON.find(text) if h.kind in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fumio Kishida spoke.", [("Fumio Kishida", "person")]),
        ("Kishida Fumio spoke.", [("Kishida Fumio", "person")]),
        ("Prime Minister Fumio KISHIDA spoke.", [("Fumio KISHIDA", "person")]),
        ("Then Kishida spoke.", [("Kishida", "surname")]),
        ("KISHIDA MEETS BIDEN", [("KISHIDA", "surname"), ("BIDEN", "surname")]),
        ("Donald J. Trump spoke.", [("Donald J. Trump", "person")]),
        ("Kim Jong Un and Kim Jong-un", [("Kim Jong Un", "person"), ("Kim Jong-un", "person")]),
        ("Recep Tayyip Erdogan spoke.", [("Recep Tayyip Erdogan", "person")]),
        ("Ursula von der Leyen spoke.", [("Ursula von der Leyen", "person")]),
        ("JUST WATCHED Kishida: no deal yet.", [("Kishida", "surname")]),
        ("He spoke to Jessica Kishida.", []),
        ("He spoke to Yuriko Kishida.", []),
        ("Kim Chang-soo spoke.", []),
        ("They left in May.", []),
        ("Theresa May left in May.", [("Theresa May", "person")]),
        ("Theresa May left. May had met nobody in May.", [("Theresa May", "person"), ("May", "surname")]),
        ("Theresa May left. In May's cold and since May was wet, nobody came.", [("Theresa May", "person")]),
        ("President Moon saw the Moon.", [("Moon", "surname")]),
        ("He met Mr. Park.", [("Park", "surname")]),
        ("He met in the Park.", []),
        ("President Reagan Friday met them.", [("Reagan", "surname")]),
        ("They met Blair Effron.", []),
        ("They left. Vance stayed.", [("Vance", "surname")]),
    ],
)
def test_persons_are_known_by_their_names_and_not_by_other_peoples(text: str, expected: list[tuple[str, str]]) -> None:
    assert persons(text) == expected


def test_a_surname_that_is_a_word_counts_in_a_part_when_the_whole_text_names_the_person() -> None:
    text = "Moon Jae-in arrived. Then Moon spoke."
    part = Span(text.index("Then"), len(text))
    assert [h.span.of(text) for h in LEXICON.find(text, part)] == ["Moon"]
    assert LEXICON.find("Then Moon spoke.") == ()


def test_a_part_of_a_text_gives_spans_of_the_whole() -> None:
    text = "It rained in Japan. It snowed in  Côte d’Ivoire."
    part = Span(text.index("It snowed"), len(text))
    (hit,) = LEXICON.find(text, part)
    assert hit.span.of(text) == "Côte d’Ivoire"


def test_every_example_of_a_table_holds_its_entry() -> None:
    assert LEXICON.examples
    for example in LEXICON.examples:
        assert any(example.entry in h.entries for h in LEXICON.find(example.text)), example


def covering(text: str, name: str) -> Hit | None:
    """The hit that stands exactly on the name."""
    return next((h for h in LEXICON.find(text) if h.span.of(text) == name), None)


def test_every_name_of_every_entry_is_found_in_a_sentence() -> None:
    entries: list[State | Body | Organisation | Locality | OfficeWord] = [
        *LEXICON.states.values(),
        *LEXICON.bodies,
        *LEXICON.organisations.values(),
        *LEXICON.localities,
        *LEXICON.office_words,
    ]
    lost = [
        (name, type(entry).__name__)
        for entry in entries
        for name in entry.names
        if (hit := covering(f"They say {name} agreed.", name)) is None or entry not in hit.entries
    ]
    assert lost == []


def test_every_nationality_capital_and_metonym_is_found_in_a_sentence() -> None:
    lost = [
        name
        for state in LEXICON.states.values()
        for name in (*state.nationalities, state.capital, *state.capital_names, *state.metonyms)
        if name and ((hit := covering(f"They say {name} agreed.", name)) is None or state not in hit.entries)
    ]
    assert lost == []


def test_every_person_is_found_by_the_full_name() -> None:
    lost = [
        t.person
        for t in LEXICON.tenures
        if " " in t.person
        and ((hit := covering(f"They say {t.person} agreed.", t.person)) is None or t not in hit.entries)
    ]
    assert lost == []


ALL_NAMES = sorted({n for s in LEXICON.states.values() for n in (*s.names, *s.nationalities)})


@given(st.sampled_from(ALL_NAMES), st.text(string.ascii_lowercase, min_size=1, max_size=3), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_name_is_found_inside_another_word(name: str, letters: str, before: bool) -> None:
    glued = f"{letters}{name}" if before else f"{name}{letters}"
    text = f"They say {glued} agreed."
    at = text.index(name)
    inside = Span(at, at + len(name))
    if glued not in ALL_NAMES:
        assert all(h.span != inside for h in LEXICON.find(text))


@given(st.lists(st.sampled_from([*ALL_NAMES, "met", "the", "’s", ",", ".", "\n", "–", "Kishida", "PM"]), max_size=25))
@settings(deadline=None)
def test_hits_are_in_order_and_share_no_character(words: list[str]) -> None:
    text = " ".join(words)
    hits = LEXICON.find(text)
    for hit in hits:
        assert hit.entries
        assert not hit.span.of(text).endswith(("’s", "'s"))
    for one, other in itertools.pairwise(hits):
        assert one.span.end <= other.span.start


def test_finding_takes_less_than_twenty_times_what_cutting_into_words_takes() -> None:
    sentence = (
        "Prime Minister Fumio Kishida met President Joe Biden in Washington on Wednesday to discuss the U.S.-Japan "
        "alliance, tensions in the South China Sea and the war in Ukraine, officials said, and a reporter who was "
        "there wrote that nobody had expected the long talks to bring so much that was new to either of the sides. "
    )
    text = sentence * (100_000 // len(sentence) + 1)
    LEXICON.find(text)
    assert least_time(lambda: LEXICON.find(text)) < 20 * least_time(lambda: re.findall(r"\w+", text))


def least_time(work: Callable[[], object]) -> float:
    """The least processor time of several runs, in seconds."""
    taken = []
    for _ in range(7):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
