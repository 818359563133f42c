"""The address of anything that has a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from cordiale.export.lines import SHAPES
from cordiale.model.actor import Actor, Dyad
from cordiale.model.document import Span
from cordiale.model.mention import Evidence

# Stands in addresses for the country of somebody whose state is not known.
NOWHERE = "-"


def item_address(kind: str, id: str) -> str:
    """The page of an item of a kind (a field of Record)."""
    return f"/{SHAPES[kind][0]}/{quote(id, safe='')}"


def article_address(id: str, span: Span | None = None) -> str:
    """The page of an article, at the words of a span where one is given."""
    return f"/article/{quote(id, safe='')}" + (f"#{anchor_of(span)}" if span else "")


def anchor_of(span: Span) -> str:
    """The name of a stretch of text within its article's page."""
    return f"c{span.start}-{span.end}"


def evidence_address(evidence: Evidence) -> str:
    """The words of an evidence in the page of its article."""
    return article_address(evidence.article, evidence.span)


def pair_address(dyad: Dyad) -> str:
    """The page of a pair of states."""
    return f"/pair/{dyad}"


def state_address(code: str) -> str:
    """The page of a state, or of what is done in the name of organisations."""
    return f"/actor/{quote(code, safe='')}"


def actor_address(actor: Actor) -> str:
    """The page of a state, or of a person or body by name."""
    place = f"/actor/{quote(actor.country or NOWHERE, safe='')}"
    who = actor.name or (actor.office if actor.country is None else None)
    return f"{place}?{urlencode({'name': who})}" if who else place


def source_address(name: str) -> str:
    """The page of an outlet."""
    return f"/source?{urlencode({'name': name})}"


def with_query(path: str, asked: Mapping[str, object]) -> str:
    """A path with those questions that are asked (None and empty are not)."""
    given = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path
