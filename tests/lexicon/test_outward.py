from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.lexicon import LexiconError, load_lexicon
from cordiale.lexicon.codes import load_codes
from cordiale.lexicon.digest import tables_digest
from cordiale.lexicon.outward import load_outward, read_outward
from cordiale.lexicon.tables import packaged_tables
from cordiale.model.ontology import Context, EventType

TABLES = ("codes.toml", "places.toml")


def changed(folder: Path, table: str, old: str, new: str) -> Path:
    """The packaged tables with one thing changed."""
    for name in TABLES:
        text = (packaged_tables() / "export" / name).read_text("utf-8")
        assert name != table or old in text
        (folder / name).write_text(text.replace(old, new, 1) if name == table else text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("codes.toml", 'code = "042"', 'code = "057"', "'057' is not read back as CONSULT"),
        ("codes.toml", 'mode = "visit", code = "042"', 'mode = "phone", code = "042"', "is there twice"),
        ("codes.toml", "goldstein = 1.9", 'goldstein = "much"', "should be a number from -10 to 10"),
        (
            "codes.toml",
            "\nAID = 10\n",
            "\n",
            "AID: every type needs a CAMEO code without mode and context, and a score",
        ),
        ("codes.toml", 'MIL = "Military"', 'MIL = "Soldiery"', "'Soldiery' is not read back as MIL"),
        ("codes.toml", '\nAID = "AGREE"', '\nHELP = "AGREE"', "HELP: is no type of act"),
        ("places.toml", 'country = "AFG"', 'country = "QQQ"', "'QQQ' is no state of the tables"),
        ("places.toml", "lat = ", "lat = 9", "should be a number from -90 to 90"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(table: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=said):
        read_outward(changed(tmp_path, table, old, new), load_lexicon(), load_codes())


def test_the_tables_for_exports_are_not_among_those_that_pages_are_read_with() -> None:
    assert (packaged_tables() / "export" / "codes.toml").is_file()
    assert "export" not in {t.name for t in packaged_tables().iterdir() if t.name.endswith(".toml")}
    assert len(tables_digest()) == 12


@given(st.sampled_from(EventType), st.none() | st.text(max_size=8), st.lists(st.sampled_from(Context), max_size=3))
def test_any_act_has_a_code_that_is_read_back_as_its_type(
    type: EventType, mode: str | None, contexts: list[Context]
) -> None:
    outward = load_outward()
    assert load_codes().acts[outward.code(type, mode, contexts).code].type is type
    assert -10 <= outward.score(type, mode) <= 10


def test_goldstein_weights_lie_on_the_side_of_their_quad_class() -> None:
    for (type, _, _), code in load_outward().cameo.items():
        assert code.goldstein is None or (code.goldstein > 0) == (type.quad_class <= 2)


def test_every_capital_with_a_point_lies_in_its_state_alone() -> None:
    outward, states = load_outward(), load_lexicon().states
    capital, state = next((s.capital, s) for s in states.values() if s.capital and outward.point(s.iso3, s.capital))
    other = next(s for s in states.values() if s.iso3 != state.iso3)
    assert outward.point(other.iso3, capital) is None
    assert outward.point(None, capital) is None
    located = [s for s in states.values() if s.capital and outward.point(s.iso3, s.capital)]
    assert len(located) > 0.95 * sum(1 for s in states.values() if s.capital)
