"""Who is bound to what."""

import pytest

from cordiale.model.ontology import CommitmentState, Context

from .claims import commitments_of


@pytest.mark.parametrize(
    ("text", "parties", "what"),
    [
        ("Norway will raise its defence budget by 2027.", ("NOR",), "raise its defence budget by 2027"),
        ("Chile and Peru agreed to open the border.", ("CHL", "PER"), "open the border"),
        ("Chile pledged to send two ships to the U.S.", ("CHL",), "send two ships to the U.S."),
        ("France said it would deliver radars to Kenya.", ("FRA",), "deliver radars to Kenya"),
        ("Fiji is bound by the treaty to warn Tonga of storms.", ("FJI",), "the treaty to warn Tonga of storms"),
    ],
)
def test_a_state_is_bound_by_what_it_will_do_or_has_pledged(text: str, parties: tuple[str, ...], what: str):
    assert [(c.parties, c.what) for c in commitments_of(text)] == [(parties, what)]


@pytest.mark.parametrize(
    "text",
    [
        "Will Norway send ships?",
        "Norway will be cold.",
        "Analysts fear that Norway will leave the pact.",
        "If Chile will open the border, Peru is glad.",
        "Chile never agreed to open the border.",
        "Chile signed off at noon.",
    ],
)
def test_questions_states_of_things_fears_and_conditions_bind_nobody(text: str):
    assert commitments_of(text) == []


def test_all_who_signed_a_treaty_together_are_its_parties():
    (found,) = commitments_of("Fiji and Tonga have signed a mutual defence treaty.")
    assert set(found.parties) == {"FJI", "TON"}
    assert found.state is CommitmentState.AGREED


def test_a_mutual_defence_clause_binds_the_states_of_the_sentence():
    (found,) = commitments_of("Fiji and Tonga renewed the mutual defence clause of the treaty.")
    assert (set(found.parties), found.domain) == ({"FJI", "TON"}, Context.MILITARY)


def test_what_a_state_is_doing_is_under_way():
    (found,) = commitments_of("Norway is expanding its naval base.")
    assert found.state is CommitmentState.UNDER_WAY


def test_who_says_we_will_is_the_party_named_before():
    found = commitments_of("Kenya declared, “We will defend the port of Lamu against all.”")
    assert [c.parties for c in found] == [("KEN",)]


def test_a_date_in_what_is_promised_is_when_it_is_due():
    (found,) = commitments_of("Norway will close the mine by 2027.")
    assert found.due is not None
    assert found.due.anchor.year == 2027


def test_a_day_that_is_past_is_no_deadline():
    (found,) = commitments_of("Chile pledged on Tuesday to repair the port hit by the storm of 3 January 2019.")
    assert found.due is None


def test_rules_are_asked_unless_the_reader_is_sure_that_nobody_is_bound():
    text = "Ghana will raise its defence budget next year."
    assert commitments_of(text, chance=0.2) == commitments_of(text) != []
    assert commitments_of(text, chance=0.001) == []
