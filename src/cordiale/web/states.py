"""States as addresses and forms give them: by code or by name."""

from __future__ import annotations

from difflib import get_close_matches

from cordiale.lexicon.fold import key_of
from cordiale.model.actor import Dyad
from cordiale.web.shown import Shown
from cordiale.web.view import Missing


def state_of(shown: Shown, given: str) -> str:
    """The code of a state given by code or name; Missing, with the nearest name, where there is none."""
    lexicon = shown.lexicon
    state = lexicon.states.get(given.strip().upper()) or lexicon.state_of_name(given)
    if state:
        return state.iso3
    names = {key_of(n): n for s in lexicon.states.values() for n in s.names}
    near = get_close_matches(key_of(given), names, 1, 0.6)
    hint = f"Did you mean {names[near[0]]}?" if near else "Write a name or a three-letter code."
    raise Missing(f"No state is called {given!r}.", hint)


def pair_of(shown: Shown, given: str) -> Dyad:
    """The pair that two codes with a hyphen between them name; Missing where they name none."""
    one, _, other = given.partition("-")
    if not one or not other:
        raise Missing(
            f"{given!r} names no pair of states.", "A pair is written as two codes with a hyphen between them."
        )
    first, second = state_of(shown, one), state_of(shown, other)
    if first == second:
        raise Missing(f"{shown.name_of(first)} is one state; a pair needs two.")
    return Dyad.of(first, second)
