"""From whose side a page speaks: a readout's or a statement's 'we', 'our' and 'the President' are its issuer's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cordiale.lexicon.references import References
from cordiale.model.actor import Actor
from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint

_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Oo]urs|[Oo]urselves)\b(?![’']s\s+first)")
_I = re.compile(r"\b(?:I|[Mm]y|me|myself)\b(?!\.)")
_WE_WHO = re.compile(r"\bWe, (?:the )?(?P<who>[^;:]{4,200}?)(?:,\s+(?!and\b|the\b|of\b)[a-z]+\s)")
_QUOTE_OPENS, _QUOTE_CLOSES = "“„«", "”»"
# How far behind the opening words of a title its issuer may stand, in characters.
_NEAR = 40
FIRST_PERSON = "first person"
"""The rule that mentions by 'we' and 'I' carry."""


@dataclass(slots=True)
class Issuers:
    """Who issues the page, as far as its title or its own words say; nobody for pages of the press."""

    references: References
    states: tuple[str, ...] = ()
    person: Actor | None = None
    _is_open: bool = field(default=False)

    @property
    def state(self) -> str | None:
        """The state that issues the page alone."""
        return self.states[0] if len(self.states) == 1 else None

    def learn(self, article: Article, sentence: Sentence, mentions: Sequence[ActorMention]) -> None:
        """Take from a sentence and the mentions in it who issues the page."""
        text = article.text
        is_title = sentence.label is BlockLabel.TITLE
        if is_title or sentence.index == 0:
            # A first sentence is a title that was not recognised only where it opens like one.
            find = self.references.issuing.search if is_title else self.references.issuing.match
            opening = find(text, sentence.span.start, sentence.span.end)
            if opening:
                self._from_title(opening, mentions)
        who = _WE_WHO.search(text, sentence.span.start, sentence.span.end)
        if who and not self.states:
            part = Span(*who.span("who"))
            self.states = _states(m for m in mentions if part.contains(m.span))

    def _from_title(self, opening: re.Match[str], mentions: Sequence[ActorMention]) -> None:
        if "joint" in opening[0].lower():
            states = _states(mentions)
            self.states = states if len(states) > 1 else ()
            return
        first = next((m for m in mentions if 0 <= m.span.start - opening.end() <= _NEAR), None)
        if first and len(first.actors) == 1 and first.actors[0].country not in (None, "IGO"):
            self.states = _states((first,))
            self.person = first.actors[0] if first.kind is ActorKind.PERSON else None

    def first_person(self, article: Article, sentence: Sentence, taken: Sequence[Span]) -> Iterator[ActorMention]:
        """The mentions of the issuer by 'we' and 'I' in a sentence, outside of quotations."""
        if not self.states or sentence.label is BlockLabel.TITLE:
            return
        for pattern, actors in (
            (_WE, tuple(Actor(c) for c in self.states)),
            (_I, (self.person,) if self.person else ()),
        ):
            for m in pattern.finditer(article.text, sentence.span.start, sentence.span.end) if actors else ():
                span = Span(*m.span())
                if not any(t.overlaps(span) for t in taken) and not _is_quoted(article.text, sentence.span, m.start()):
                    yield ActorMention(
                        span, sentence.index, actors, ActorKind.PRONOUN, Standpoint.ACTOR, FIRST_PERSON, 0.7
                    )


def _states(mentions: Iterator[ActorMention] | Sequence[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.country for m in mentions for a in m.actors if a.country and a.country != "IGO"))


def _is_quoted(text: str, within: Span, at: int) -> bool:
    before = text[within.start : at]
    opened = sum(before.count(c) for c in _QUOTE_OPENS) - sum(before.count(c) for c in _QUOTE_CLOSES)
    return opened > 0 or before.count('"') % 2 == 1
