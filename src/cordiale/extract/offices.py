"""Who held which office on what day, as a page says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cordiale.extract.grounding import evidence_at
from cordiale.model.document import Article
from cordiale.model.mention import ActorKind, ActorMention, OfficeMention
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

_FORMER = re.compile(r"^former ")
_RULES = frozenset({"office", "apposition"})


def find_offices(
    article: Article, actors: Sequence[ActorMention], dates: Mapping[int, Sequence[DatedSpan]]
) -> list[OfficeMention]:
    """Persons named with an office, once each; `as_of` is the day of the sentence where it tells one, else the page's own."""
    found: dict[tuple[str, str], OfficeMention] = {}
    for mention in actors:
        actor = mention.actors[0]
        if mention.kind is not ActorKind.PERSON or mention.rule not in _RULES or not actor.name or not actor.office:
            continue
        evidence = evidence_at(article, mention.span, mention.sentence, f"office:{mention.rule}", mention.score)
        key = (actor.name, actor.office)
        if key not in found:
            is_former = bool(_FORMER.match(actor.office))
            as_of = _as_of(article, dates.get(mention.sentence, ()))
            found[key] = OfficeMention(
                article.id, actor.name, actor.country, actor.office, as_of, is_former, (evidence,)
            )
    return list(found.values())


def _as_of(article: Article, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The one past date of the sentence, else the page's own."""
    told = [d.interval for d in dates if d.interval and d.interval.start and d.interval.end]
    past = [d for d in told if article.day is None or d.anchor <= (article.day.end or article.day.anchor)]
    return past[0] if len(past) == 1 else article.day
