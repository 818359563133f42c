"""Which ties a page names."""

import pytest

from cordiale.extract.groupings import find_groupings
from cordiale.lexicon import load_lexicon
from cordiale.model.mention import GroupingKind, GroupingMention

from .pages import actors_of


def groupings_of(text: str) -> list[GroupingMention]:
    article, sentences, actors = actors_of(text)
    return find_groupings(article, sentences, actors, load_lexicon())


@pytest.mark.parametrize(
    ("text", "name", "members", "kind"),
    [
        ("The Fiji-Tonga alliance is old.", "Fiji-Tonga alliance", {"FJI", "TON"}, GroupingKind.ALLIANCE),
        ("Fiji values the alliance with Tonga.", "Fiji-Tonga alliance", {"FJI", "TON"}, GroupingKind.ALLIANCE),
        (
            "The military alliance between Fiji and Tonga is old.",
            "Fiji-Tonga alliance",
            {"FJI", "TON"},
            GroupingKind.ALLIANCE,
        ),
        (
            "Fiji and Tonga have signed a mutual defense treaty.",
            "Fiji-Tonga mutual defense treaty",
            {"FJI", "TON"},
            GroupingKind.TREATY,
        ),
        (
            "Fiji and Tonga stress the mutual defense clause of the treaty.",
            "Fiji-Tonga mutual defense treaty",
            {"FJI", "TON"},
            GroupingKind.TREATY,
        ),
        ("Fiji and Tonga signed the Suva Accords.", "Suva Accords", {"FJI", "TON"}, GroupingKind.PACT),
    ],
)
def test_a_tie_is_named_by_its_members_or_its_place(text: str, name: str, members: set[str], kind: GroupingKind):
    (found,) = groupings_of(text)
    assert (set(found.members), found.kind) == (members, kind)
    assert set(found.name.replace("-", " ").split()) == set(name.replace("-", " ").split())


def test_a_tie_named_twice_is_one_with_both_places():
    (found,) = groupings_of("The Fiji-Tonga alliance is old. The alliance between Tonga and Fiji will last.")
    assert [e.sentence for e in found.evidence] == [0, 1]


def test_a_place_where_all_states_meet_binds_none():
    assert groupings_of("Fiji spoke at the United Nations in New York.") == []


def test_capitals_of_a_headline_make_no_name():
    assert groupings_of("Fiji And Tonga Sign New Fisheries Agreement") == []


@pytest.mark.parametrize("words", ["the Luzon Economic Corridor", "a Trilateral Summit"])
def test_a_project_or_a_meeting_is_no_tie(words: str):
    assert groupings_of(f"Leaders of Japan, the Philippines and the United States spoke of {words}.") == []
