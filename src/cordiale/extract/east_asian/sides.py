"""Who acts and who receives: by the particles behind names in Japanese, by the prepositions before them in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from cordiale.lexicon.east_asian import EastAsianNames, simplified
from cordiale.model.document import Span
from cordiale.model.mention import ActorMention, Standpoint
from cordiale.model.ontology import EventType
from cordiale.model.reading import Trigger

VISIT = "visit"
# What both sides do together, whatever words join them; the others where the words join the sides.
_TOGETHER = frozenset({EventType.CONSULT, EventType.COOPERATE})
_MAY_BE_TOGETHER = frozenset({EventType.AGREE, EventType.SUPPORT, EventType.RETREAT})
# A state right before the words of such an act does it ('X missile launch'); before others it is done to ('X aid').
_OWN = frozenset({EventType.MOBILIZE, EventType.RETREAT, EventType.THREATEN})
_TARIFF = re.compile(simplified("関税|关税"))
_NOUN = re.compile(r"[をのへや・]|に(?!より)|との|への|措置|案|規制|规制")
_ASKED = 10
_OBJECT_OF = re.compile(r"[^はが、。]{0,4}(?:を|に|への|に対し|に対する)[^はが、。]{0,4}")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”")

_JA_ROLES = {  # as they stand in text with simplified characters
    "は": "topic",
    "も": "topic",
    "が": "subject",
    "に": "to",
    "に対し": "to",
    "に対する": "to",
    "に対して": "to",
    "に向け": "to",
    "へ": "to",
    "への": "to",
    "を": "to",
    "によると": "none",
    "によれば": "none",
    "による": "agent",
    "によって": "agent",
    "により": "agent",
    "との": "with",
    "との间で": "with",
    "と": "with",
    "から": "from",
    "の": "of",
    "、": "comma",
    "や": "comma",
    "・": "comma",
    "および": "comma",
    "及び": "comma",
}
_JOINTS = frozenset({"と", "、", "や", "・", "および", "及び"})
_PASSIVE = re.compile(r"され|られ|を受け")
_COUNT = r"(?:[0-9０-９]{1,4}(?:只|机|人|社|カ国))?"
_JA_NEAR, _JA_ABUTTING = 10, 7
# 'the capital of A', 'the waters of A' before the words of an act done to them.
_OWNED = re.compile(r"[^はがをへ、。」]{1,18}?(?:を|に対し|に|への)[^はがをへ、。]{0,12}")
_INTO = re.compile(r"[^はがをへ、。」]{1,8}?(?:に対し|に)(?!よ)")
_BEING = re.compile("ある|いる|よる|ついて|関する|关する|おける|とって|代わ|続き|续き")
_OTHER_PARTICLE = re.compile(r"[はがをにへ、。]")

_ZH_BEFORE = re.compile(
    r"(?P<to>对于|针对|对|向|给|为|援|赴|涉|制|驻)$|(?P<with>与|同|跟|和|联合|携手)$|(?P<agent>被|遭到|遭受|遭|受到|由)$"
    r"|(?P<at>在|于|从|自|到|抵达|就|把|关于|以)$|(?P<comma>、|及|以及)$"
)
_ZH_COORDINATED = re.compile(r"(?:和|与|同|及|以及|、|跟|暨)")
_ZH_STOP = re.compile(r"[，；。：！？“”\n 　]")
_ZH_OBJECT = 14
_ZH_GENITIVE = 9


@dataclass(slots=True)
class Sides:
    """The mentions of those who act and of those whom it is done to; `joined` are those whom words join to who acts."""

    doers: list[ActorMention] = field(default_factory=list)
    receivers: list[ActorMention] = field(default_factory=list)
    joined: list[ActorMention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clause:
    """The text of a sentence with its mentions and the other words that carry acts."""

    plain: str
    sentence: Span
    mentions: Sequence[ActorMention]
    triggers: Sequence[Trigger]
    names: EastAsianNames
    is_title: bool = False


def sides_of(clause: Clause, trigger: Trigger) -> tuple[list[ActorMention], list[ActorMention]]:
    """Who acts and who receives, as far as the words tell; a joint act has all on the first side."""
    near = _of_one_voice(clause, trigger)
    inside = [m for m in near if trigger.span.contains(m.span)]
    near = [m for m in near if not m.span.overlaps(trigger.span)]
    tell = _japanese if clause.names.language == "ja" else _chinese
    sides = tell(clause, trigger, near)
    sides.receivers += inside
    return _together(trigger, sides)


def _of_one_voice(clause: Clause, trigger: Trigger) -> list[ActorMention]:
    """The mentions in the same quotation as the act, or outside of any with it."""
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(clause.plain, clause.sentence.start, clause.sentence.end)]
    own = next((q for q in quoted if q.contains(trigger.span)), None)
    if own is not None:
        return [m for m in clause.mentions if own.contains(m.span)]
    return [m for m in clause.mentions if not any(q.contains(m.span) for q in quoted)]


def _together(trigger: Trigger, sides: Sides) -> tuple[list[ActorMention], list[ActorMention]]:
    doers, receivers = _unique(sides.doers), _unique(sides.receivers)
    is_visit = trigger.mode == VISIT
    if is_visit:
        return doers, _unique([*receivers, *sides.joined])
    if trigger.type in _TOGETHER:
        return _unique([*doers, *sides.joined, *receivers]), []
    if trigger.type in _MAY_BE_TOGETHER:
        return _unique([*doers, *sides.joined]), receivers
    return (doers, _unique([*receivers, *sides.joined])) if doers else (_unique(sides.joined), receivers)


def _unique(mentions: Sequence[ActorMention]) -> list[ActorMention]:
    return sorted(dict.fromkeys(mentions), key=lambda m: m.span)


@cache
def _ja_particle(acting: tuple[str, ...]) -> re.Pattern[str]:
    particles = "|".join(sorted(_JA_ROLES, key=len, reverse=True))
    nouns = "|".join(map(re.escape, acting))
    return re.compile(rf"(?:（[^）]{{1,12}}）|）)?(?:の?(?:{nouns}){_COUNT}){{0,2}}(?P<particle>{particles})")


def _japanese(clause: Clause, trigger: Trigger, near: Sequence[ActorMention]) -> Sides:
    plain, start = clause.plain, trigger.span.start
    before = [m for m in near if m.span.end <= start and not _only_place(m, trigger, plain)]
    said: list[tuple[ActorMention, str]] = []
    for m in reversed(before):
        said.insert(0, (m, _ja_role(clause, trigger, m, said[0] if said else None)))
    sides = Sides()
    is_passive = bool(_PASSIVE.match(plain, trigger.span.end))
    subjects = _ja_subjects(clause, trigger, said)
    for m, role in said:
        if role in ("agent", "own") or (role == "from" and is_passive):
            sides.doers.append(m)
        elif role in ("to", "with") and not _is_of_another(clause, trigger, m):
            (sides.joined if role == "with" else sides.receivers).append(m)
    if _is_asked_for(clause, trigger):
        return Sides(sides.receivers or subjects[:0], [])
    if is_passive:
        agents = [m for m, role in said if role in ("agent", "from", "to")]
        return Sides(_unique([*sides.doers, *agents]), subjects)
    blamed = _blamed(clause, trigger, said)
    if blamed and not sides.receivers:
        return Sides([m for m, role in said if role == "topic"][:1], blamed)
    if (not sides.doers or trigger.type in _TOGETHER) and not _is_object_of_another(clause, trigger):
        sides.doers += subjects
    return sides


def _is_object_of_another(clause: Clause, trigger: Trigger) -> bool:
    """Whether another act takes the words as its object ('protested against the intrusion'): the subject does that one."""
    return any(
        0 < t.span.start - trigger.span.end <= _ASKED
        and _OBJECT_OF.fullmatch(clause.plain, trigger.span.end, t.span.start)
        for t in clause.triggers
    )


def _blamed(clause: Clause, trigger: Trigger, said: Sequence[tuple[ActorMention, str]]) -> list[ActorMention]:
    """Who is accused of what stands before the words ('A は、B が … と非難した'): the subject of that, behind the topic."""
    if trigger.type is not EventType.ACCUSE or clause.plain[trigger.span.start - 1] != "と":
        return []
    topics = [m for m, role in said if role == "topic"]
    return [m for m, role in said if role in ("subject", "topic") and topics and m.span.start > topics[0].span.end][-1:]


def _is_of_another(clause: Clause, trigger: Trigger, m: ActorMention) -> bool:
    """Whether another act between a mention and the act takes the mention, since it is a verb and no noun ('…した', '…し、')."""
    between = [t for t in clause.triggers if m.span.end <= t.span.start and t.span.end <= trigger.span.start]
    return any(t is not trigger and not _NOUN.match(clause.plain, t.span.end) for t in between)


def _is_asked_for(clause: Clause, trigger: Trigger) -> bool:
    """Whether the act is what another one asks for: then who is asked would do it."""
    asked = [t for t in clause.triggers if t.type is EventType.REQUEST and t is not trigger]
    return any(
        0 <= t.span.start - trigger.span.end <= _ASKED and "、" not in clause.plain[trigger.span.end : t.span.start]
        for t in asked
    )


def _only_place(mention: ActorMention, trigger: Trigger, plain: str) -> bool:
    is_object = plain.startswith(("を", "に対し"), mention.span.end)
    is_origin = trigger.type is EventType.SANCTION and mention.standpoint is Standpoint.MODIFIER
    return mention.standpoint is not Standpoint.ACTOR and trigger.mode != VISIT and not (is_object or is_origin)


def _ja_role(clause: Clause, trigger: Trigger, m: ActorMention, after: tuple[ActorMention, str] | None) -> str:
    """The part that the particle behind a mention gives it; joined to the next mention it has the part of that one."""
    plain, start = clause.plain, trigger.span.start
    if (
        m.span.start > clause.sentence.start
        and plain[m.span.start - 1] in clause.names.signs.behind
        and len(m.span) == 1
    ):
        return "to" if start - m.span.end <= _JA_NEAR else "none"
    found = _ja_particle(clause.names.acting).match(plain, m.span.end, start)
    if found is None:
        return _ja_without_particle(clause, trigger, m, after)
    particle, behind = found["particle"], plain[found.end() : start]
    if after and particle in _JOINTS and found.end() == after[0].span.start:
        return after[1]
    if particle == "、":
        return "topic" if clause.is_title else "none"
    return _ja_by_particle(trigger, particle, behind)


def _ja_without_particle(
    clause: Clause, trigger: Trigger, m: ActorMention, after: tuple[ActorMention, str] | None
) -> str:
    gap = clause.plain[m.span.end : trigger.span.start]
    if after and m.span.end == after[0].span.start:
        return after[1]
    if _OWNED.fullmatch(gap):
        return "to"
    if len(gap) <= _JA_ABUTTING and not _OTHER_PARTICLE.search(gap):
        return _abutting(trigger, m, clause.plain)
    return "none"


def _ja_by_particle(trigger: Trigger, particle: str, behind: str) -> str:
    """The part that a particle gives, by the kind of act and by what stands between it and the act."""
    role = _JA_ROLES[particle]
    if role == "of":
        if _OWNED.fullmatch(behind) or _INTO.match(behind):
            return "to"
        return "own" if len(behind) <= _JA_NEAR and not _OTHER_PARTICLE.search(behind) else "none"
    if role == "to" and _BEING.match(behind):
        return "none"
    if role == "from" and trigger.type is EventType.SANCTION:
        return "to"
    if particle == "と" and "、" in behind:
        return "with" if trigger.type in _TOGETHER | _MAY_BE_TOGETHER else "none"
    return "none" if role == "comma" else role


def _abutting(trigger: Trigger, m: ActorMention, plain: str) -> str:
    if len(m.countries) > 1 or trigger.type in _OWN:
        return "own"
    if trigger.type in _TOGETHER and trigger.mode != VISIT:
        return "with"
    return "own" if _TARIFF.search(trigger.span.of(plain)) else "to"


def _ja_subjects(clause: Clause, trigger: Trigger, said: Sequence[tuple[ActorMention, str]]) -> list[ActorMention]:
    """The subject whose clause the act is in: the last one marked so without another act between, else the topic."""
    start = trigger.span.start

    def is_between(m: ActorMention) -> bool:
        return any(m.span.end <= t.span.start and t.span.end <= start for t in clause.triggers if t is not trigger)

    nearest = [(m, r) for m, r in said if r == "subject" and not is_between(m)]
    topics = [(m, r) for m, r in said if r == "topic"]
    chosen = nearest or topics or [(m, r) for m, r in said if r == "subject"]
    if not chosen:
        return []
    last = chosen[-1][0]
    return [m for m, r in chosen if m is last or _runs_on(clause, m, last, chosen)]


def _runs_on(clause: Clause, m: ActorMention, last: ActorMention, chosen: Sequence[tuple[ActorMention, str]]) -> bool:
    """Whether a mention is joined to the last subject ('A and B', 'A, B and C')."""
    between = [o for o, _ in chosen if m.span.end <= o.span.start <= last.span.start]
    at = m.span.end
    for other in between:
        if not re.fullmatch(r"(?:と|、|や|・|および|及び)?", clause.plain[at : other.span.start]):
            return False
        at = other.span.end
    return True


def _chinese(clause: Clause, trigger: Trigger, near: Sequence[ActorMention]) -> Sides:
    start = trigger.span.start
    sides, subjects = _zh_roles(clause, trigger, [m for m in near if m.span.end <= start])
    chosen = _zh_subject(clause, start, subjects)
    if sides.doers and not _is_by(clause, sides.doers[0]):
        sides.receivers += chosen  # what somebody suffers is done to the subject
        return sides
    if not sides.doers:
        sides.doers += chosen
    if not sides.receivers:
        sides.receivers += _zh_object(clause, trigger, near)
    return sides


def _zh_roles(
    clause: Clause, trigger: Trigger, before: Sequence[ActorMention]
) -> tuple[Sides, list[list[ActorMention]]]:
    """The sides that prepositions tell, and the subjects (with those joined to each) in their order."""
    sides = Sides()
    of_role = {"to": sides.receivers, "with": sides.joined, "agent": sides.doers}
    subjects: list[list[ActorMention]] = []
    role, last = "", None
    for m in before:
        between = clause.plain[last.span.end : m.span.start] if last else ""
        is_joined = bool(_ZH_COORDINATED.fullmatch(between)) and (role in of_role or role == "subject")
        role = role if is_joined else _zh_role(clause, trigger, m)
        if role == "subject":
            subjects[-1:] = [[*subjects[-1], m]] if is_joined else [*subjects[-1:], [m]]
        elif role in of_role:
            of_role[role].append(m)
        last = m
    return sides, subjects


def _is_by(clause: Clause, m: ActorMention) -> bool:
    return clause.plain[m.span.start - 1] == "由"


def _zh_role(clause: Clause, trigger: Trigger, m: ActorMention) -> str:
    plain, start = clause.plain, trigger.span.start
    if m.standpoint is Standpoint.MODIFIER:
        return "none"
    before = _ZH_BEFORE.search(plain, max(clause.sentence.start, m.span.start - 4), m.span.start)
    is_same_clause = not _ZH_STOP.search(plain, m.span.end, start)
    if before is not None and before.lastgroup != "comma":
        role = before.lastgroup or ""
        return role if is_same_clause and role != "at" else "none"
    if m.standpoint is not Standpoint.ACTOR:
        return "none"
    if plain.startswith("的", m.span.end):
        gap = plain[m.span.end + 1 : start]
        return "subject" if is_same_clause and len(gap) <= _ZH_GENITIVE else "none"
    return "subject"


def _zh_subject(clause: Clause, start: int, subjects: Sequence[list[ActorMention]]) -> list[ActorMention]:
    """The last subject of the act's own clause, else the first one of the nearest clause before it that has one."""
    own = [s for s in subjects if not _ZH_STOP.search(clause.plain, s[-1].span.end, start)]
    if own:
        return own[-1]
    if not subjects:
        return []
    last = subjects[-1]
    same = [s for s in subjects if not _ZH_STOP.search(clause.plain, s[-1].span.end, last[0].span.start)]
    return same[0] if same else last


def _zh_object(clause: Clause, trigger: Trigger, near: Sequence[ActorMention]) -> list[ActorMention]:
    if trigger.type in _TOGETHER | {EventType.AGREE} and trigger.mode != VISIT and not _meets(trigger, clause.plain):
        return []
    found: list[ActorMention] = []
    at = trigger.span.end
    for m in (m for m in near if m.span.start >= trigger.span.end and m.standpoint is not Standpoint.MODIFIER):
        gap = clause.plain[at : m.span.start]
        if not found and trigger.type is EventType.ACCUSE:
            gap = gap.removeprefix("，")  # 'criticised, that side …'
        if found and not _ZH_COORDINATED.fullmatch(gap):
            break
        if not found and (len(gap) > _ZH_OBJECT or _ZH_STOP.search(gap) or re.search(r"[对向与和在]$", gap)):
            break
        found.append(m)
        at = m.span.end
    return found


def _meets(trigger: Trigger, plain: str) -> bool:
    """Whether the words take whom one meets as their object."""
    return trigger.span.of(plain) in {"会见", "接见"}
