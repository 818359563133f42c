"""Where pages disagree, told by outlet and in the words of a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cordiale.brief.choice import Chosen, one_per_article
from cordiale.brief.wording import (
    NameOf,
    join_words,
    say_act,
    say_amount,
    say_commitment,
    say_date,
    say_due,
    say_quantity,
    shorten,
)
from cordiale.model.brief import Passage
from cordiale.model.document import Article
from cordiale.model.record import Disagreement, Item

_SUBJECTS: Mapping[str, Any] = {
    "events": lambda m, name_of: say_act(m, name_of),
    "quantities": lambda m, name_of: say_quantity(m, name_of),
    "commitments": lambda m, name_of: say_commitment(m, name_of),
}
_FIELDS = {"date": "day", "value": "figure", "due": "day it is due", "state": "what became of it"}


def say_disagreements(chosen: Chosen, articles: Mapping[str, Article], name_of: NameOf) -> Iterator[Passage]:
    """One line for each field on which pages contradict one another: what each value is, and which outlets give it."""
    for kind in ("events", "quantities", "commitments"):
        items = chosen.events if kind == "events" else chosen.of(kind)
        for item in items:
            for d in item.disagreements:
                said = " against ".join(_side(d, value, told, item, articles) for value, told in d.values)
                about = shorten(_SUBJECTS[kind](item.best, name_of), 110)
                tag = "corrected" if len(d.values) - len(d.withdrawn) == 1 else "contested"
                citations = one_per_article(e for m in item.mentions if _is_party(d, m) for e in m.evidence)
                yield Passage(f"{about} — {_FIELDS.get(d.field, d.field)}: {said}", citations, (item.id,), tag)


def _is_party(disagreement: Disagreement, mention: Any) -> bool:
    return any(mention.article in told for _, told in disagreement.values)


def _side(
    disagreement: Disagreement, value: str, told: tuple[str, ...], item: Item[Any], articles: Mapping[str, Article]
) -> str:
    outlets = join_words([outlet_of(articles[a]) for a in told])
    taken_back = ", which has since corrected it" if value in disagreement.withdrawn else ""
    return f"{_value(disagreement.field, value, told, item)} ({outlets}{taken_back})"


def _value(field: str, value: str, told: tuple[str, ...], item: Item[Any]) -> str:
    """A value in words, found again in the mentions that give it; as it stands where none does."""
    for m in item.mentions:
        if m.article not in told:
            continue
        if field in ("date", "due") and str(getattr(m, field)) == value:
            return say_due(m.due) if field == "due" else say_date(m.date)
        if field == "value" and f"{m.value:,.15g} {m.unit}" == value:
            return say_amount(m.value, m.unit)
    return value


def outlet_of(article: Article) -> str:
    """Who printed a page: its publisher, or the document's name where no publisher is known."""
    return article.publisher or article.document
