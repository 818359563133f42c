"""Who speaks: the words before or after a verb of attribution that are its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.extract.clauses import clause_start, trimmed, without_modifiers
from cordiale.extract.contents import Cue, CueSort
from cordiale.model.document import Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint

_PREPOSITION = re.compile(
    r"\b(?:of|in|with|from|to|for|by|at|against|on|under|between|among|about|over|near|into|via|through|inside|outside|toward|towards|"
    r"than|including|like|after|before|beside|alongside)\s+(?:the\s+|an?\s+|both\s+)?$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"(?:^|[\s,])(?:and|or|but|then|,)\s*$")
_HANGING = re.compile(r"(?:of|in|at|from|for|to|with|by)\s", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:who|which|that)$")
_ASIDE = re.compile(r",\s[^,]{2,90},$")
_NOUN_PHRASE = re.compile(
    r"(?:\b(?:the|an?|one|two|three|some|many|most|several|few|his|her|its|their|our|another|every|these|those|even)\s+)?"
    r"(?:[\w’'.-]+\s+){0,4}?[\w’'-]+(?:\s+(?:of|in|at|from|for|on|close to|familiar with|with|within|near)\s+(?:the\s+)?[\w’'. -]{2,50})?$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:(?:the|an?|some|many|most|several|senior|former|allied|western|local)\s+)*(?:[A-Za-z-]+\s+){0,2}(?:officials?|analysts?|experts?|"
    r"critics|observers|sources?|scholars?|proponents|opponents|diplomats?|supporters|economists?|researchers?|historians?|commentators|"
    r"lawmakers|residents|report|study|survey|statement|communiqué|communique|strategy|document|declaration|white paper|"
    r"spokesman|spokeswoman|spokesperson|minister|ministry|government|president|envoy|ambassador|leaders?|many|some|others)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:(?:the|an?|one|some|his|her|its|their)\s+)?(?:[A-Z][\w’'.-]*|[a-z]+(?:\s+[a-z]+){0,2}?)(?:\s+(?:of|in|at|for|from)?\s*(?:the\s+)?[A-Z][\w’'.-]+){0,6}"
)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|that|who|which|because|if|when|where|as|to)\b",
    re.IGNORECASE,
)
_ABSTRACT = frozenset(
    {"need", "importance", "desire", "role", "move", "step", "number", "lot", "way", "sign", "call", "end"}
)
_DOCUMENT = re.compile(
    r"(?:an?|the|this|that|their|a recent)\s+(?:joint\s+|recent\s+|new\s+|written\s+)?"
    r"(?:statement|communiqu[eé]|declaration|report|document|readout)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"his|her|its|their|the", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|&|as well as)\s+(?:(?:the|his|her|its|their)\s+)?(?:[a-z]+\s+)?")
_JOINED = re.compile(rf"{_AND.pattern}|,\s+(?:the\s+)?")
_PLURAL = re.compile(r"\s(?:[a-z-]+\s){0,2}[a-z-]+(?:s|men|women|people|folk)\s+")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e)$")
_OPENING = re.compile(r"(?:The|An?|His|Her|Its|Their|One|Two|Three|Some|Several|Many)\s+(?:[\w’'-]+\s+)?[\w’'-]+")
_LONGEST_PHRASE = 9
# How far, in characters, a subject may stand from its verb.
_FARTHEST, _FARTHEST_UNNAMED, _LONGEST_AFTER = 110, 70, 14
# No subject is longer; a line of a thousand verbs would else be searched from its start for each.
_LONGEST_SUBJECT = 240


class Speakers:
    """Finds the speaker's words for the cues of one sentence."""

    def __init__(self, text: str, span: Span, actors: Sequence[ActorMention], quoted: Sequence[Span]) -> None:
        self._text = text
        self._span = span
        self._actors = [a for a in actors if not any(q.overlaps(a.span) for q in quoted)]

    def of(self, cue: Cue) -> Span | None:
        """The speaker's words: the subject before the cue, or the one after an inverted verb; None without any."""
        if cue.sort in (CueSort.FRONTING, CueSort.NOUN):
            return self._of_phrase(cue)
        is_inverted = cue.sort is CueSort.VERB and self._is_inverted(cue)
        subject = (self._after(cue) if is_inverted else None) or self._subject(cue)
        # what an aside before the verb leaves: 'A spokesman for X, of Lima, said'
        if subject and _HANGING.match(subject.of(self._text)):
            m = _UNNAMED.search(self._text, self._span.start, subject.start)
            return Span(*m.span()) if m else subject
        return subject

    def is_somebody(self, speaker: Span) -> bool:
        """Whether the speaker's words name a party or people, or a paper of theirs, rather than a thing that happens."""
        words = speaker.of(self._text)
        return any(a.span.overlaps(speaker) for a in self._actors) or bool(
            _UNNAMED.search(words) or _FIRST_PERSON.search(words)
        )

    def _is_quoted_before(self, cue: Cue) -> bool:
        return self._text[self._span.start : cue.span.start].rstrip().endswith(("”", '"', "»"))

    def _is_inverted(self, cue: Cue) -> bool:
        """'“…,” says X', 'Distrust, argues X, is …': the verb stands after a comma or mark, its subject behind it."""
        if cue.span.of(self._text).endswith("ing"):
            return False
        before = self._text[self._span.start : cue.span.start].rstrip()
        return not before or before[-1] in ",”\"’'»!?" or before.endswith((" so", ", as", ", thus"))

    def _after(self, cue: Cue) -> Span | None:
        named = self._next_named(cue.span.end)
        if named:
            return named
        m = _AFTER.match(self._text, cue.span.end, self._span.end)
        if not self._is_quoted_before(cue) and not self._text[cue.span.end : cue.span.end + 2].strip().isupper():
            m = m if m and re.match(r"\s+an?\s", m[0]) and m[0].split()[-1] not in _ABSTRACT else None
        if not m or self._text[m.start() : m.end()].split()[0] in {"that", "to", "it", "in", "on"}:
            return None
        return trimmed(self._text, m.start(), m.end())

    def _next_named(self, at: int) -> Span | None:
        return next((a.span for a in self._actors if 0 <= a.span.start - at <= _LONGEST_AFTER), None)

    def _of_phrase(self, cue: Cue) -> Span | None:
        """'according to X'; 'X's statement that', 'fears in X that': the possessor, else who stands within."""
        if cue.sort is CueSort.FRONTING:
            named = self._next_named(cue.span.end)
            m = _AFTER.match(self._text, cue.span.end - 1, self._span.end)
            plain = trimmed(self._text, m.start(), m.end()) if m else None
            return named.joined(plain) if named and plain and named.start - plain.start < 4 else named or plain
        holding = next((a.span for a in self._actors if a.span.start < cue.span.start < a.span.end), None)
        if holding:
            return holding  # 'X's statement' named as a whole
        owner = next((a.span for a in reversed(self._actors) if 0 <= cue.span.start - a.span.end <= 24), None)
        if owner and re.match(r"[’']s\s", self._text[owner.end : owner.end + 3]):
            return owner
        inside = next((a.span for a in self._actors if cue.span.contains(a.span)), None)
        return inside or (self._with_noun(owner, cue) if owner else None)

    def _with_noun(self, owner: Span, cue: Cue) -> Span:
        """A nationality with the people it is said of, where they stand between it and the cue ('Chadian fuel dealers fear that')."""
        people = self._text[owner.end : cue.span.start]
        is_of_people = any(a.span == owner and a.standpoint is Standpoint.MODIFIER for a in self._actors)
        return (
            Span(owner.start, owner.end + len(people.rstrip())) if is_of_people and _PLURAL.fullmatch(people) else owner
        )

    def _subject(self, cue: Cue) -> Span | None:
        text, at = self._text, cue.span.start
        start = clause_start(text, self._span.start, at)
        end = without_modifiers(text, start, at)
        relative = _RELATIVE.search(text[start:end])
        if relative:
            if not relative[0].startswith(","):
                return None  # 'anyone who says': it tells which one is meant, not what was said
            return self._nearest(start, start + relative.start())
        if end <= start or _COORDINATED.search(text[start:end]) or cue.span.of(text).endswith("ing"):
            return self._first_subject(at)
        first = _FIRST_PERSON.search(text[start:end])
        if first:
            return Span(start + first.start(), end)
        aside = _ASIDE.search(text[start:at].rstrip())
        if aside:
            end = start + aside.start()
        start = self._after_comma(start, end)
        if _DOCUMENT.match(self._text, start, end):
            return trimmed(self._text, start, end)
        return self._named_subject(start, end) or self._unnamed(start, end)

    def _after_comma(self, start: int, end: int) -> int:
        """Where the subject may begin: behind the last comma, when a noun phrase alone follows ('Xi will stay, two diplomats said')."""
        comma = self._text.rfind(", ", start, end)
        rest = self._text[comma + 2 : end]
        is_phrase = comma >= 0 and 0 < len(rest.split()) <= _LONGEST_PHRASE and not _VERBAL.search(rest)
        return comma + 2 if is_phrase else start

    def _nearest(self, start: int, end: int) -> Span | None:
        return next((a.span for a in reversed(self._actors) if start <= a.span.start and a.span.end <= end), None)

    def _first_subject(self, at: int) -> Span | None:
        """The subject of an earlier verb of the sentence, for a participle or a coordinated verb."""
        fitting = [a for a in self._actors if a.span.end <= at and self._can_be_subject(a)]
        if fitting:
            return fitting[0].span
        m = _UNNAMED.search(self._text, self._span.start, at) or _OPENING.match(self._text, self._span.start, at)
        return Span(*m.span()) if m else None

    def _named_subject(self, start: int, end: int) -> Span | None:
        """The last party of the clause that is no preposition's object; with its office or body where that follows it."""
        fitting = [a for a in self._actors if start <= a.span.start and a.span.end <= end and self._can_be_subject(a)]
        if not fitting or end - fitting[-1].span.end > _FARTHEST:
            return None
        last = fitting[-1].span
        rest = self._text[last.end : end].strip()
        if rest and rest not in {",", "’s", "'s"} and len(rest.split()) <= 5 and not _VERBAL.search(rest):
            return Span(last.start, end)  # 'Japan's trade minister', 'the Heritage Foundation's …'
        return last

    def _can_be_subject(self, actor: ActorMention) -> bool:
        if actor.standpoint is Standpoint.PLACE and actor.kind is not ActorKind.METONYM:
            return False
        if actor.standpoint is Standpoint.MODIFIER and not self._text.startswith(("’s", "'s"), actor.span.end):
            return False
        return not _PREPOSITION.search(self._text[max(self._span.start, actor.span.start - 20) : actor.span.start])

    def _unnamed(self, start: int, end: int) -> Span | None:
        """A subject that is no known actor: the noun phrase that ends where the verb begins."""
        if end - start > _LONGEST_SUBJECT:
            start = self._text.find(" ", end - _LONGEST_SUBJECT, end) + 1 or start
        words = self._text[start:end]
        known = [m for m in _UNNAMED.finditer(words) if len(words) - m.end() <= _FARTHEST_UNNAMED]
        if known:
            return trimmed(self._text, start + known[0].start(), end)
        m = _NOUN_PHRASE.search(words)
        if not m or _VERBAL.search(m[0]) or not m[0].strip():
            return None
        return trimmed(self._text, start + m.start(), end)


def coordinated(
    text: str, named: Sequence[ActorMention], subject: Span, verb: Span | None = None
) -> list[ActorMention]:
    """The mentions that a subject's words name, with those joined to the first of them ('Fiji, Tonga and Samoa').

    Those joined to the last of them count too where they stand before `verb`.
    """
    fitting = [m for m in named if m.span.overlaps(subject)]
    parties = [m for m in named if not _is_owner(text, m)]
    behind = _joined_behind(text, parties, fitting[-1], verb) if fitting and verb else []
    joints = _JOINED if behind else _AND
    while fitting:
        before = [m for m in parties if m.span.end <= fitting[0].span.start]
        if not before or not _joins(text, before[-1], fitting[0], joints):
            break
        fitting.insert(0, before[-1])
        joints = _JOINED
    return [*fitting, *behind]


def _joined_behind(text: str, parties: Sequence[ActorMention], last: ActorMention, verb: Span) -> list[ActorMention]:
    """The parties between a party and the verb that are joined to it, up to the last 'and' ('Fiji, Tonga’s friend' is none)."""
    found: list[ActorMention] = []
    certain = 0
    for mention in parties:
        if mention.span.start < last.span.end or mention.span.end > verb.start:
            continue
        one = found[-1] if found else last
        if not _joins(text, one, mention, _JOINED):
            break
        found.append(mention)
        certain = len(found) if text[one.span.end : mention.span.start].strip() not in {"", ","} else certain
    return found[:certain]


def _joins(text: str, one: ActorMention, other: ActorMention, joints: re.Pattern[str]) -> bool:
    """Whether one mention is joined to another, or is the name of the one whom the other describes."""
    between = text[one.span.end : other.span.start]
    is_named = one.kind is ActorKind.DESCRIPTION and one.countries == other.countries
    return bool(joints.fullmatch(between)) or (is_named and between in {" ", ", "})


def _is_owner(text: str, mention: ActorMention) -> bool:
    """Whether the words only say whose the next party is ('his counterpart')."""
    return bool(_OWNER.fullmatch(mention.span.of(text)))
