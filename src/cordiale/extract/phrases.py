"""Noun phrases that name actors: dictionary hits put together with the titles, nationalities and names around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cordiale.extract.names import BEFORE_SURNAME, FULL_NAME, NAME, is_thing, without_courtesy
from cordiale.extract.naming import Phrase, countries_of
from cordiale.extract.titles import is_adjective, is_of_firm
from cordiale.lexicon.entries import Body, Hit, HitKind, OfficeWord, Organisation, Tenure
from cordiale.lexicon.references import References
from cordiale.model.document import Span
from cordiale.model.mention import ActorKind
from cordiale.model.ontology import Sector

_OVER = r"former|ex|then|one-time|erstwhile|late|outgoing|deposed|ousted"
_STILL = r"acting|visiting|new|newly\s+\w+|current|incumbent|interim|deputy|vice|senior|ruling|top|first|veteran"
_MODIFIER = re.compile(rf"\b(?:(?P<former>{_OVER})|{_STILL})[\s-]+$", re.IGNORECASE)
_GLUE = re.compile(r"^\s*(?:[’']s?)?[\s-]+$")
_QUALIFIED_PEOPLE = re.compile(r"^\s*(?:[’']s?)?\s+(?:([a-z][a-z-]*)\s+)?$")
_COMPOUND = re.compile(r"^[-–—‑/]$")
_INSIDE = (
    r"in|at|near|inside|outside|across|around|throughout|off|within|over|into|visiting|leaving|left|arrived in|toured"
)
_PLACE_BEFORE = re.compile(
    rf"\b(?:{_INSIDE})\s+(?:the\s+|(?:central|downtown|northern|southern|eastern|western)\s+)?$", re.IGNORECASE
)
_TO_BEFORE = re.compile(r"\b(?:to|from|via|through|for)\s+(?:the\s+)?$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b[Tt]he\s+$")
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?")
_AFTER_OFFICE = re.compile(r",?\s+(?:of\s+\S+\s+)?|(?:\s+and\s+[^,.;]{3,80})?,\s+")
# A treaty or alliance of so few stands for its members: praise of 'the X-Y alliance' is praise of X and Y.
_FEW_MEMBERS = 4
_LONGER_WORD = re.compile(r"(?<![\w'’])[A-Za-z]{4,}")
_IN_GROUPS = (HitKind.LOCALITY, HitKind.OFFICE, HitKind.BODY, HitKind.ORGANISATION)
_NATIONAL = (HitKind.STATE, HitKind.NATIONALITY, HitKind.CAPITAL, HitKind.METONYM, HitKind.ORGANISATION)


# What may stand between an office and its holder; a bare surname behind a comma begins something new.
_JOINED_TO = {
    HitKind.PERSON: re.compile(r",?\s+(?:of\s+\S+\s+)?|(?:\s+and\s+[^,.;]{3,80})?,\s+"),
    HitKind.SURNAME: re.compile(r"\s+(?:of\s+\S+\s+)?"),
}


class Composer:
    """Puts the hits of one sentence together into phrases; holds nothing beyond that sentence."""

    def __init__(self, text: str, within: Span, hits: Sequence[Hit], references: References) -> None:
        self._text = text
        self._within = within
        self._hits = sorted(hits, key=lambda h: h.span)
        self._ending: dict[int, list[Hit]] = {}
        for hit in self._hits:
            self._ending.setdefault(hit.span.end, []).append(hit)
        self._references = references
        self._used: set[int] = set()

    def phrases(self) -> list[Phrase]:
        """The phrases of the sentence in order, without overlap."""
        found = [
            *self._groups(),
            *self._compounds(),
            *self._offices(),
            *self._persons(),
            *self._bodies(),
            *self._qualified_people(),
            *self._bare(),
        ]
        found.sort(key=lambda p: (p.span.start, -p.span.end))
        kept: list[Phrase] = []
        for phrase in found:
            if not kept or phrase.span.start >= kept[-1].span.end:
                kept.append(phrase)
        return kept

    def _between(self, start: int, end: int) -> str:
        return self._text[start:end] if start < end else ""

    def _before(self, at: int) -> str:
        return self._text[max(self._within.start, at - 40) : at]

    def _after(self, at: int) -> str:
        return self._text[at : min(self._within.end, at + 120)]

    def _neighbour(self, i: int, step: int) -> Hit | None:
        j = i + step
        return self._hits[j] if 0 <= j < len(self._hits) and j not in self._used else None

    def _groups(self) -> Iterator[Phrase]:
        """'Western allies', 'the seven leading industrial nations': states that nobody names one by one."""
        lower = self._within.of(self._text).lower()
        if len(lower) != len(self._within):
            return
        for m in self._references.group_pattern.finditer(lower):
            before = self._references.group_before.search(lower, max(0, m.start() - 20), m.start())
            span = Span(before.start() if before else m.start(), m.end()).shifted(self._within.start)
            inside = [i for i, h in enumerate(self._hits) if h.span.overlaps(span)]
            if all(self._hits[i].kind in _IN_GROUPS and span.contains(self._hits[i].span) for i in inside):
                self._used.update(inside)
                yield Phrase(span, ActorKind.ORGANISATION, ("IGO",), "group", Sector.IGO, span.of(self._text))

    def _compounds(self) -> Iterator[Phrase]:
        """'U.S.-Japan', 'Russia–Ukraine–Türkiye': states joined by dashes stand for the pair or group."""
        i = 0
        while i < len(self._hits):
            run = [i]
            while run[-1] + 1 < len(self._hits) and self._joins(run[-1], run[-1] + 1):
                run.append(run[-1] + 1)
            if len(run) > 1:
                codes = tuple(dict.fromkeys(c for j in run for c in countries_of(self._hits[j])[:1]))
                span = self._hits[run[0]].span.joined(self._hits[run[-1]].span)
                self._used.update(run)
                if len(codes) > 1:
                    yield Phrase(span, ActorKind.DESCRIPTION, codes, "compound", is_modifier=True)
            i = run[-1] + 1

    def _joins(self, i: int, j: int) -> bool:
        one, other = self._hits[i], self._hits[j]
        joined = _COMPOUND.match(self._between(one.span.end, other.span.start))
        return bool(joined) and one.kind in _NATIONAL and other.kind in _NATIONAL

    def _offices(self) -> Iterator[Phrase]:
        """'former Japanese Prime Minister Fumio Kishida', 'the president of Kazakhstan', 'the Kremlin's spokesman'."""
        for i, hit in enumerate(self._hits):
            if hit.kind is HitKind.OFFICE and i not in self._used:
                known = self._references
                words, follows = hit.span.of(self._text), self._after(hit.span.end)
                if is_adjective(words, follows, known.modifying, known.function_words):
                    self._used.add(i)
                else:
                    yield self._office(i, hit)

    def _office(self, i: int, hit: Hit) -> Phrase:
        self._used.add(i)
        word = next(e for e in hit.entries if isinstance(e, OfficeWord))
        start, before = self._modifiers(hit.span.start)
        start, countries = self._nation_before(i, start)
        start, earlier = self._modifiers(start)
        past = before | earlier
        end = hit.span.end
        if not countries:
            end, countries = self._nation_after(i, end)
        if not countries:
            countries = word.countries if len(word.countries) == 1 else self._state_of_body_before(i, start)
        end, name, tenures = self._name_after(i, end)
        if name and not countries and not tenures:
            countries = self._nation_of(end)
        span = Span(start, end)
        kind = ActorKind.PERSON if name else ActorKind.OFFICE
        return Phrase(
            span,
            kind,
            countries,
            "office",
            word.sector,
            name,
            word.office,
            bool(past - {"then"}),
            bool(past),
            tenures=tenures,
            is_generic=bool(countries) or not self._is_of_firm(word.office, span),
        )

    def _state_of_body_before(self, i: int, start: int) -> tuple[str, ...]:
        """The state in 'a Pentagon official': that of the body named just before, which stays a party of its own."""
        left = self._hits[i - 1] if i else None
        if left is None or left.kind is not HitKind.BODY or not _GLUE.match(self._between(left.span.end, start)):
            return ()
        return countries_of(left)[:1] if all(isinstance(e, Body) and not e.is_generic for e in left.entries) else ()

    def _nation_of(self, end: int) -> tuple[str, ...]:
        """The state in 'Prime Minister Oduya of Uganda': the words after the name say whose office it is."""
        right = next((h for h in self._hits if h.span.start > end), None)
        if right is None or right.kind not in _NATIONAL:
            return ()
        return countries_of(right)[:1] if _OF.fullmatch(self._between(end, right.span.start)) else ()

    def _is_of_firm(self, office: str, span: Span) -> bool:
        before, after = self._before(span.start), self._after(span.end)
        is_known_before = any(h.span.end <= span.start <= h.span.end + 2 for h in self._hits)
        is_known_after = any(span.end < h.span.start <= span.end + 9 for h in self._hits)
        return not is_known_before and is_of_firm(office, span.of(self._text), before, after, is_known_after)

    def _modifiers(self, start: int) -> tuple[int, frozenset[str]]:
        """Where the words 'former', 'acting' and their like before `start` begin, and those of them that mean the past."""
        past: set[str] = set()
        while (m := _MODIFIER.search(self._before(start))) is not None:
            past |= {m["former"].lower()} - {"outgoing"} if m["former"] else set()
            start -= len(m[0])
        return start, frozenset(past)

    def _nation_before(self, i: int, start: int) -> tuple[int, tuple[str, ...]]:
        left = self._neighbour(i, -1)
        if left and left.kind in _NATIONAL and _GLUE.match(self._between(left.span.end, start)):
            self._used.add(i - 1)
            return left.span.start, countries_of(left)[:1]
        return start, ()

    def _nation_after(self, i: int, end: int) -> tuple[int, tuple[str, ...]]:
        right = self._neighbour(i, 1)
        if right and right.kind in _NATIONAL and _OF.fullmatch(self._between(end, right.span.start)):
            self._used.add(i + 1)
            return right.span.end, countries_of(right)[:1]
        return end, ()

    def _name_after(self, i: int, end: int) -> tuple[int, str | None, tuple[Tenure, ...]]:
        """The name that follows an office, directly or after a comma."""
        for j in range(i + 1, min(i + 4, len(self._hits))):
            hit = self._hits[j]
            gap = self._between(end, hit.span.start)
            if j not in self._used and (joint := _JOINED_TO.get(hit.kind)) and joint.fullmatch(gap):
                self._used.add(j)
                return hit.span.end, hit.span.of(self._text), _tenures(hit)
            whole = NAME.match(self._text, end + 1, self._within.end) if gap[:1] == " " else None
            if whole and hit.kind is HitKind.SURNAME and whole.start() < hit.span.start < whole.end():
                self._used.add(j)
                return whole.end(), whole[0], ()
        m = re.match(r",?\s+", self._after(end))
        name = FULL_NAME.match(self._text, end + len(m[0]), self._within.end) if m else None
        if name is None and m and not m[0].startswith(","):
            name = NAME.match(self._text, end + len(m[0]), self._within.end)
        if name and not is_thing(name[0]) and not any(h.span.overlaps(Span(*name.span())) for h in self._hits):
            return name.end(), name[0].removesuffix("’s").removesuffix("'s"), ()
        return end, None, ()

    def _persons(self) -> Iterator[Phrase]:
        """Known persons by full name or surname, 'Japan's Takaichi', and 'the Biden administration'."""
        for i, hit in enumerate(self._hits):
            if i in self._used or hit.kind not in (HitKind.PERSON, HitKind.SURNAME):
                continue
            self._used.add(i)
            tenures = _tenures(hit)
            led = self._references.led.match(self._after(hit.span.end))
            if led:
                span = Span(hit.span.start, hit.span.end + len(led[0]))
                self._used.update(j for j, h in enumerate(self._hits) if span.contains(h.span))
                yield Phrase(
                    span, ActorKind.BODY, (), "administration", Sector.GOV, span.of(self._text), tenures=tenures
                )
                continue
            start, countries = self._nation_before(i, hit.span.start)
            whole = self._whole_name(hit)
            rule = "surname" if hit.kind is HitKind.SURNAME and whole == hit.span else "name"
            known = tenures if whole == hit.span else ()
            yield Phrase(
                Span(start, whole.end), ActorKind.PERSON, countries, rule, None, whole.of(self._text), tenures=known
            )

    def _whole_name(self, hit: Hit) -> Span:
        """A surname hit grown to the full name it is part of, so that a namesake is not taken for the known person."""
        if hit.kind is not HitKind.SURNAME:
            return hit.span
        m = None if self._is_title_case() else BEFORE_SURNAME.search(self._before(hit.span.start))
        lead = without_courtesy(m[0]) if m else ""
        if not lead:
            return hit.span
        start = hit.span.start - len(lead)
        opens_sentence = start <= self._within.start and len(lead.split()) == 1
        taken = any(h is not hit and h.span.overlaps(Span(start, hit.span.start)) for h in self._hits)
        return hit.span if taken or opens_sentence else Span(start, hit.span.end)

    def _is_title_case(self) -> bool:
        """Whether the sentence is a headline with every longer word in capitals, so that a capital shows no name."""
        words = _LONGER_WORD.findall(self._text, self._within.start, self._within.end)
        return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.9 * len(words)

    def _bodies(self) -> Iterator[Phrase]:
        """'Japan's foreign ministry', 'the U.S. Navy', 'the government of Chad'."""
        for i, hit in enumerate(self._hits):
            if i in self._used or hit.kind is not HitKind.BODY or self._qualifies(hit):
                continue
            self._used.add(i)
            bodies = [e for e in hit.entries if isinstance(e, Body)]
            is_generic = any(b.is_generic for b in bodies)
            start, countries = self._nation_before(i, hit.span.start) if is_generic else (hit.span.start, ())
            end = hit.span.end
            if not countries and is_generic and all(b.country is None for b in bodies):
                end, countries = self._nation_after(i, end)
            own = tuple(b.country for b in bodies if b.country)[:1]
            name = hit.span.of(self._text)
            yield Phrase(
                Span(start, end),
                ActorKind.BODY,
                countries or own,
                "body",
                bodies[0].sector,
                name,
                is_generic=is_generic,
            )

    def _qualifies(self, hit: Hit) -> bool:
        """Whether a body's word only qualifies the next noun ('U.S. military alliances'): then the state before it stands alone."""
        word = re.search(r"\w+$", hit.span.of(self._text))
        return word is not None and self._qualifies_next(word[0].lower(), hit.span.end)

    def _qualified_people(self) -> Iterator[Phrase]:
        """'Japanese officials', 'China's coast guard vessels': a nationality with a noun for people."""
        for i, hit in enumerate(self._hits):
            if i in self._used or hit.kind not in _NATIONAL:
                continue
            for noun in self._references.people_pattern.finditer(
                self._text, hit.span.end, min(self._within.end, hit.span.end + 60)
            ):
                gap = _QUALIFIED_PEOPLE.match(self._between(hit.span.end, noun.start()))
                if not gap or (
                    gap[1] and (gap[1] in self._references.function_words or gap[1].endswith(("ed", "ing", "s")))
                ):
                    break
                if self._qualifies_next(noun[0].lower(), noun.end()):
                    continue
                self._used.add(i)
                sector = self._references.people[noun[0].lower()]
                yield Phrase(
                    Span(hit.span.start, noun.end()),
                    ActorKind.DESCRIPTION,
                    countries_of(hit)[:1],
                    "people",
                    sector,
                    noun[0],
                )
                break

    def _qualifies_next(self, word: str, end: int) -> bool:
        """Whether a noun that ends there only qualifies the next one ('military alliances', 'press conference')."""
        follows = re.match(r"\s+([a-z-]+)", self._text[end : end + 30])
        if not follows or word not in self._references.modifying:
            return False
        return follows[1] not in self._references.function_words and not follows[1].endswith(("ed", "ly"))

    def _bare(self) -> Iterator[Phrase]:
        """What is left: states, nationalities, capitals, metonyms, organisations, and localities as places."""
        for i, hit in enumerate(self._hits):
            if i in self._used:
                continue
            phrase = self._bare_phrase(hit)
            if phrase:
                yield phrase

    def _bare_phrase(self, hit: Hit) -> Phrase | None:
        before, codes = self._before(hit.span.start), countries_of(hit)
        if hit.kind is HitKind.LOCALITY:
            return Phrase(hit.span, ActorKind.METONYM, codes[:1], "locality", is_place=True)
        if hit.kind is HitKind.ORGANISATION:
            organisation = next(e for e in hit.entries if isinstance(e, Organisation))
            members = organisation.members_on(None)
            if not organisation.acts and 2 <= len(members) <= _FEW_MEMBERS:
                return Phrase(hit.span, ActorKind.DESCRIPTION, members, "compound", is_modifier=True)
            phrase = Phrase(hit.span, ActorKind.ORGANISATION, ("IGO",), "organisation", Sector.IGO, organisation.id)
            return replace(phrase, is_modifier=not organisation.acts)
        if hit.kind is HitKind.NATIONALITY:
            is_people = _names_people(
                hit.span.of(self._text), before, self._after(hit.span.end), self._references.function_words
            )
            return Phrase(
                hit.span,
                ActorKind.NATIONALITY,
                codes,
                "nationality",
                Sector.CVL if is_people else None,
                is_modifier=not is_people,
            )
        if hit.kind is HitKind.BODY:
            return Phrase(hit.span, ActorKind.BODY, codes[:1], "body", is_modifier=True) if codes else None
        kind = {HitKind.STATE: ActorKind.STATE}.get(hit.kind, ActorKind.METONYM)
        is_place = (
            bool(_PLACE_BEFORE.search(before))
            or self._follows_place(hit)
            or (kind is ActorKind.METONYM and bool(_TO_BEFORE.search(before)))
        )
        follows = self._after(hit.span.end)
        return Phrase(
            hit.span, kind, codes, hit.kind.value, is_place=is_place and not follows.startswith(("’s ", "'s "))
        )

    def _follows_place(self, hit: Hit) -> bool:
        """Whether a state only says where the place before it lies ('Munich, Germany')."""
        return hit.kind is HitKind.STATE and any(
            h.kind in (HitKind.LOCALITY, HitKind.CAPITAL)
            and self._between(h.span.end, hit.span.start) == ", "
            and countries_of(h)[:1] == countries_of(hit)[:1]
            for h in self._ending.get(hit.span.start - len(", "), ())
        )


def _names_people(word: str, before: str, after: str, function_words: frozenset[str]) -> bool:
    """Whether a nationality is a noun ('the Japanese said', 'Filipinos') and not an adjective."""
    follows = re.match(r"\s+([a-z]+)", after)
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return True
    return bool(_ARTICLE_BEFORE.search(before)) and (follows is None or follows[1] in function_words)


def _tenures(hit: Hit) -> tuple[Tenure, ...]:
    return tuple(e for e in hit.entries if isinstance(e, Tenure))
