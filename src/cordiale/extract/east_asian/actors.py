"""Who is named on a Japanese or Chinese page: states, bodies, persons in office, organisations, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cordiale.extract.east_asian.groups import Group, groups_of
from cordiale.extract.east_asian.people import OF_MANY, Holders
from cordiale.lexicon import Lexicon
from cordiale.lexicon.east_asian import EastAsianNames, NameHit, simplified
from cordiale.lexicon.entries import HitKind
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.ontology import Sector

_IN_PLACE = {
    "ja": re.compile(
        simplified(
            "(?:で(?!は?な)|における|において|国内|市内|産|に到着|に滞在|入り|近郊|郊外|空港|駅|大学|沖|上空|南部|北部|東部|西部)"
        )
    ),
    "zh": re.compile(r"(?:境内|国内|举行|举办|大学|机场|南部|北部|东部|西部|上空|近海|海域|制造|市)"),
}
_AT = re.compile(r"(?:在|于|自|飞往|抵达|位于|来自)$")
# A capital that speaks or acts stands for its government.
_CAPITAL_ACTS = {
    "ja": re.compile(simplified("(?:は|が|側|当局|と(?!いう))")),
    "zh": re.compile(
        r"(?:方面|当局|和|与|同|对|就|则|也|已|将(?!于)|认为|希望|表示|表达|宣布|回应|要求|反对|敦促|拒绝|抗议|指责|警告|谴责|批)"
    ),
}
_CLAUSE_START = re.compile(r"(?:^|[，,。；“：「、\s]|但|而|据|对|向|与|和)$")
_PRONOUN_GOES_ON = re.compile(r"[们們国國人]")
_LEADERS = re.compile(simplified("首脳|外相|氏|者|元首|领导人"))
# Nouns that a state's name only qualifies.
_QUALIFIED = re.compile(
    simplified(
        "(?:語|文学|料理|菜|式|製|産|車|危機|問題|情勢|局势|局勢|有事|議題|议题|事务|戦争|战争|冲突|市場|周辺|周边)"
    )
)
# How many sentences back two may have been named who are then called both.
_REACH, _FAR = 3, 8
_LED = frozenset({ActorKind.PERSON, ActorKind.OFFICE})
_COREFERENCE = 0.7
_TWO = 2
# A state with this behind it is its government speaking.
_SIDE = re.compile(simplified("側|方面|方(?![案法向式针便])"))


@dataclass(slots=True)
class _Page:
    """A page and what has been named on it so far, in reading order."""

    article: Article
    plain: str
    names: EastAsianNames
    holders: Holders
    mentions: list[ActorMention] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    offices: dict[str, tuple[int, Actor]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)


def find_east_asian_actors(
    article: Article, sentences: Sequence[Sentence], names: EastAsianNames, lexicon: Lexicon
) -> list[ActorMention]:
    """Every mention of an actor in reading order, resolved to states and persons as of the page's day."""
    holders = Holders(lexicon, names.equivalent, _last_day(article), names.home_of(article.text))
    page = _Page(article, simplified(article.text), names, holders)
    for sentence in sentences:
        hits = _without_joint_offices(names.find(article.text, sentence.span))
        for group in groups_of(page.plain, hits, names):
            mention = _mention(page, sentence, group)
            if mention is not None:
                _remember(page, mention)
    return page.mentions


def _without_joint_offices(hits: Sequence[NameHit]) -> list[NameHit]:
    """The hits but offices right behind several states, which no one person holds ('the foreign ministers of A and B')."""
    return [
        h
        for i, h in enumerate(hits)
        if not (
            i
            and h.name.kind is HitKind.OFFICE
            and len(hits[i - 1].name.countries) > 1
            and hits[i - 1].span.end == h.span.start
        )
    ]


def _last_day(article: Article) -> date | None:
    return (article.day.end or article.day.start) if article.day else None


def _remember(page: _Page, mention: ActorMention) -> None:
    page.mentions.append(mention)
    for actor in mention.actors:
        if mention.kind is ActorKind.PERSON and actor.name:
            page.persons.add(actor.name)
        if actor.office:
            page.offices[actor.office] = (mention.sentence, actor)
        if mention.kind is ActorKind.BODY and actor.name and actor.country:
            page.bodies[actor.name] = actor.country


def _mention(page: _Page, sentence: Sentence, group: Group) -> ActorMention | None:
    first = group.hits[0]
    if first.name.sort:
        return _referring(page, sentence, first)
    if group.person is not None:
        return _person(page, sentence, group)
    if first.name.kind is HitKind.ORGANISATION:
        return _organisation(page, sentence, group)
    if group.office is not None:
        return _office(page, sentence, group)
    if group.body is not None:
        return _body(page, sentence, group)
    return _state(page, sentence, first)


def _person(page: _Page, sentence: Sentence, group: Group) -> ActorMention | None:
    hit = group.person
    assert hit is not None  # the caller has looked
    office = group.office.name.office if group.office else None
    if hit.name.kind is HitKind.SURNAME and not _may_be_surname(page, group, hit):
        return _office(page, sentence, group) if group.office else None
    tenure = page.holders.tenure(hit.name.persons, office, group.states, page.persons)
    if tenure is None:
        return _office(page, sentence, group) if group.office else None
    if group.body is not None and group.office is None and group.body.span.start > hit.span.start:
        actors = (Actor(tenure.country, Sector.GOV, f"{tenure.person} administration"),)
        return ActorMention(group.span, sentence.index, actors, ActorKind.BODY, Standpoint.ACTOR, "administration")
    actor = page.holders.actor(tenure)
    rule = "office" if group.office else "name"
    return ActorMention(group.span, sentence.index, (actor,), ActorKind.PERSON, Standpoint.ACTOR, rule)


def _may_be_surname(page: _Page, group: Group, hit: NameHit) -> bool:
    """Whether a surname stands beside an office or a word of respect, or its bearer has been named in full before."""
    if group.office or group.respect or group.body:
        return True
    return len(hit.span) > 1 and any(p in page.persons for p in hit.name.persons)


def _office(page: _Page, sentence: Sentence, group: Group) -> ActorMention | None:
    hit = group.office
    assert hit is not None  # the caller has looked
    office = hit.name.office or ""
    country = group.states[0] if group.states else None
    if country is None:
        seen = page.offices.get(office)
        if seen and sentence.index - seen[0] <= _REACH:
            return ActorMention(
                hit.span, sentence.index, (seen[1],), ActorKind.OFFICE, Standpoint.ACTOR, "office", _COREFERENCE
            )
        country = None if office in OF_MANY and not group.body else _state_meant(page, sentence)
        if country is None:
            return None
    actor = page.holders.holder(country, office)
    return ActorMention(group.span, sentence.index, (actor,), ActorKind.OFFICE, Standpoint.ACTOR, "office")


def _state_meant(page: _Page, sentence: Sentence) -> str | None:
    """The state of an office or body that nobody names: the one that acts earlier in the sentence, else the page's own."""
    for mention in reversed(page.mentions):
        if mention.sentence != sentence.index:
            break
        if mention.kind is ActorKind.STATE and len(mention.countries) == 1 and mention.standpoint is Standpoint.ACTOR:
            return next(iter(mention.countries))
    return page.holders.home


def _body(page: _Page, sentence: Sentence, group: Group) -> ActorMention | None:
    hit = group.body
    assert hit is not None  # the caller has looked
    name = hit.name.name or ""
    country = group.states[0] if group.states else None
    if country is None:
        if len(hit.span) == 1:
            return None  # a bare 'army' may be part of any word
        country = page.holders.home if name == "government" else page.bodies.get(name) or _state_meant(page, sentence)
    if country is None:
        return None
    several = tuple(Actor(c, hit.name.sector) for c in group.states) if len(group.states) > 1 else ()
    actors = several or (Actor(country, hit.name.sector, name),)
    return ActorMention(group.span, sentence.index, actors, ActorKind.BODY, Standpoint.ACTOR, "body")


def _organisation(page: _Page, sentence: Sentence, group: Group) -> ActorMention | None:
    hit = group.hits[0]
    organisation = page.holders.lexicon.organisations[hit.name.name or ""]
    if not organisation.acts:
        members = organisation.members_on(page.holders.on)
        if len(members) != _TWO:
            return None  # a treaty of two names both; one of many names nobody
        tied = tuple(Actor(code) for code in members)
        return ActorMention(hit.span, sentence.index, tied, ActorKind.ORGANISATION, Standpoint.MODIFIER, "tie")
    if group.office is not None:
        actor = page.holders.holder("IGO", group.office.name.office or "", organisation.names[0])
        return ActorMention(group.span, sentence.index, (actor,), ActorKind.OFFICE, Standpoint.ACTOR, "office")
    standpoint = _standpoint(page, hit.span)
    actors = (Actor("IGO", Sector.IGO, organisation.names[0]),)
    return ActorMention(hit.span, sentence.index, actors, ActorKind.ORGANISATION, standpoint, "organisation")


def _state(page: _Page, sentence: Sentence, hit: NameHit) -> ActorMention | None:
    codes = tuple("IGO" if c == "EU" else c for c in hit.name.countries)
    actors = tuple(Actor("IGO", Sector.IGO, "European Union") if c == "IGO" else Actor(c) for c in codes)
    if hit.name.kind is HitKind.CAPITAL:
        acts = _CAPITAL_ACTS[page.names.language].match(page.plain, hit.span.end)
        is_place = not acts or _AT.search(page.plain[max(0, hit.span.start - 3) : hit.span.start])
        standpoint = Standpoint.PLACE if is_place else Standpoint.ACTOR
        return ActorMention(hit.span, sentence.index, actors, ActorKind.METONYM, standpoint, "capital")
    side = _SIDE.match(page.plain, hit.span.end)
    span = Span(hit.span.start, side.end()) if side else hit.span
    return ActorMention(span, sentence.index, actors, ActorKind.STATE, _standpoint(page, span), "state")


def _standpoint(page: _Page, span: Span) -> Standpoint:
    if _QUALIFIED.match(page.plain, span.end):
        return Standpoint.MODIFIER
    is_at = page.names.language == "zh" and _AT.search(page.plain[max(0, span.start - 3) : span.start])
    is_place = is_at or _IN_PLACE[page.names.language].match(page.plain, span.end)
    return Standpoint.PLACE if is_place else Standpoint.ACTOR


def _referring(page: _Page, sentence: Sentence, hit: NameHit) -> ActorMention | None:
    sort, kind = hit.name.sort, ActorKind.DESCRIPTION
    near = [m for m in page.mentions if sentence.index - m.sentence <= _REACH]
    if sort == "person":
        kind = ActorKind.PRONOUN
        if page.names.language == "zh" and not _is_he(page.plain, hit.span):
            return None
        actors = next((m.actors for m in reversed(near) if m.kind is ActorKind.PERSON), ())
    elif sort == "state":
        actors = next((m.actors for m in reversed(near) if m.kind is ActorKind.STATE and len(m.actors) == 1), ())
    else:
        are_persons = bool(_LEADERS.search(hit.span.of(page.plain)))
        far = [m for m in page.mentions if sentence.index - m.sentence <= _FAR and m.actors[0].name]
        leaders = [m for m in far if m.kind in _LED and not _speaks_for(m.actors[0])]
        actors = _both(leaders if are_persons else near, sentence.index)
    if not actors:
        return None
    return ActorMention(hit.span, sentence.index, actors, kind, Standpoint.ACTOR, "coreference", _COREFERENCE)


def _speaks_for(actor: Actor) -> bool:
    """Whether somebody only speaks for a state or a ministry."""
    return (actor.office or "").endswith("spokesperson")


def _is_he(plain: str, span: Span) -> bool:
    return bool(_CLAUSE_START.search(plain[max(0, span.start - 1) : span.start])) and not _PRONOUN_GOES_ON.match(
        plain, span.end
    )


def _both(near: Sequence[ActorMention], sentence: int) -> tuple[Actor, ...]:
    """The two states named last before a sentence or in it: a lone subject of the sentence itself gives way to two before it."""
    here = [m for m in near if m.sentence == sentence]
    before = [m for m in near if m.sentence != sentence]
    tries = (here, before, near) if len({c for m in here for c in m.countries}) < _TWO else (near,)
    return next((found for tried in tries if (found := _two_of(tried))), ())


def _two_of(near: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The two states named last: together in one mention, or one after the other; a person of a state before the bare state."""
    found: dict[str, Actor] = {}
    for mention in reversed(near):
        codes = [a.country for a in mention.actors if a.country and a.country != "IGO"]
        if not found and len(set(codes)) == _TWO:
            return mention.actors
        if len(codes) != 1 or mention.standpoint is not Standpoint.ACTOR or mention.kind is ActorKind.METONYM:
            continue
        actor = Actor(codes[0]) if _speaks_for(mention.actors[0]) else mention.actors[0]
        known = found.get(codes[0])
        if known.is_state if known else len(found) < _TWO:
            found[codes[0]] = actor
    return tuple(reversed(found.values())) if len(found) == _TWO else ()
