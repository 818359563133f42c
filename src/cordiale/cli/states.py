"""States as people write them: by code or by name, with a guess for a slip of the pen."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from cordiale.cli.options import printable
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.fold import key_of
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError

_LIKE = 0.75
PAIR_HINT = "Give two states, such as --between JPN USA; for what concerns one: --of JPN."


def parse_state(given: str, lexicon: Lexicon) -> str:
    """The code of a state from its code or name; UsageError with the nearest name when there is none.

    Where several states bear a name, standard error says which is taken.
    """
    state = lexicon.states.get(given.upper()) or lexicon.state_of_name(given)
    if state is None:
        raise UsageError(f"no such state: {given!r}; {_hint(given, lexicon)}")
    others = [s for s in lexicon.states.values() if s is not state and key_of(given) in map(key_of, s.names)]
    if others and given.upper() not in lexicon.states:
        rest = ", ".join(f"{s.iso3} for {s.names[0]}" for s in others)
        told = f"{given} is taken for {state.names[0]} ({state.iso3}); write {rest}"
        sys.stderr.write(printable(f"cordiale: {told}\n"))
    return state.iso3


def _hint(given: str, lexicon: Lexicon) -> str:
    if given.startswith("-"):
        return PAIR_HINT
    near = _nearest(given, lexicon)
    code = next(iter(lexicon.states))
    return f"did you mean {near}?" if near else f"write a name or a three-letter code such as {code}"


def _nearest(given: str, lexicon: Lexicon) -> str | None:
    names = {key_of(n): n for s in lexicon.states.values() for n in (*s.names, *s.nationalities)}
    found = get_close_matches(key_of(given), names, 1, _LIKE)
    return names[found[0]] if found else None


def parse_pair(first: str, second: str) -> Dyad:
    """The pair of two states given by code or name; UsageError when one is unknown or both are the same."""
    lexicon = load_lexicon()
    one, other = parse_state(first, lexicon), parse_state(second, lexicon)
    if one == other:
        raise UsageError(f"{first} and {second} are both {one} here; a pair needs two states")
    return Dyad.of(one, other)
