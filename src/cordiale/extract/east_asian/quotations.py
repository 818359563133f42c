"""Words attributed to somebody on Japanese and Chinese pages, by verbs of saying, their particles and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon.east_asian import EastAsianNames, simplified
from cordiale.lexicon.east_asian_cues import EastAsianCues
from cordiale.model.actor import Actor
from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.mention import ActorMention, Quotation, Standpoint
from cordiale.model.ontology import Tone

_QUOTED = re.compile(r"「(?P<one>[^「」]*(?:「[^「」]*」[^「」]*)*)」|『(?P<two>[^『』]*)』|“(?P<three>[^“”]*)”")
_TOPIC = re.compile(simplified(r"(?:（[^）]{1,14}）)?(?:側|当局|政府|ら)?(?:は|が|も)"))
_LEAD = re.compile(
    simplified(
        r"、?(?:[^、。「」がはを]{0,26}?(?:日|[0-9０-９]日[^、。「」がはを]{0,14}|で|に|後|夜|朝|午前|午後|際|向け|の中で|受け|対し)、)?"
    )
)
_HELD = simplified("方針|懸念|期待|決意|考え|意向|姿勢|認識|見方|見解|意欲|遺憾の意|危機感|不満|反対|支持|歓迎")
_TO = rf"(?P<to>とも|と|ことを|ことも|(?<=」)を|(?P<held>(?:{_HELD}))を)(?P<mid>[^、。「」]{{0,16}}?)"
_SPEAKS = re.compile(r"[^「」。]{0,30}$")
_AFTER_CUE = re.compile(r"[：:，,、\s]{0,2}")
_CLAUSE_END = re.compile(r"[，；。：！？“”\n]")
_NO_SUBJECT = re.compile(r"(?:对|向|与|同|就|在|被|和|把|给|据|从|以)$")
_ENDS = "。！？!?，, 　\n"
_SHORTEST = 4
_SCORE, _CARRIED = 0.75, 0.55


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement found: whose mention, the content, the cue, and whether it stands in quotation marks."""

    speaker: Actor
    span: Span | None
    content: Span
    cue: Span | None
    is_direct: bool
    rule: str


def find_east_asian_quotations(
    article: Article,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    names: EastAsianNames,
    cues: EastAsianCues,
) -> list[Quotation]:
    """What a page attributes to somebody whom it names, in order."""
    plain = simplified(article.text)
    found: list[Quotation] = []
    last: tuple[int, Actor] | None = None
    for sentence in sentences:
        named = [a for a in actors if a.sentence == sentence.index]
        before = last[1] if last and sentence.index - last[0] <= 1 else None
        tell = _japanese if names.language == "ja" else _chinese
        for said in tell(plain, sentence, named, cues, before):
            found.append(_quotation(article, sentence, said, actors, cues))
            last = (sentence.index, said.speaker)
    return found


def _quotation(
    article: Article, sentence: Sentence, said: _Said, actors: Sequence[ActorMention], cues: EastAsianCues
) -> Quotation:
    spans = [s for s in (said.span, said.content, said.cue) if s]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    about = dict.fromkeys(c for m in actors if m.span.overlaps(said.content) for c in sorted(m.countries - {"IGO"}))
    words = simplified(said.content.of(article.text) + (said.cue.of(article.text) if said.cue else ""))
    tone = next((t for t, pattern in cues.tones.items() if pattern.search(words)), Tone.NEUTRAL)
    score = _SCORE if said.span else _CARRIED
    return Quotation(
        article.id,
        said.speaker,
        said.is_direct,
        said.content.of(article.text).strip(),
        None,
        tuple(about),
        tone,
        said.cue.of(article.text) if said.cue else None,
        (evidence_at(article, whole, sentence.index, f"attribution:{said.rule}", score),),
    )


def _quoted(plain: str, within: Span) -> list[Span]:
    """The contents of quotation marks, without them."""
    found = []
    for match in _QUOTED.finditer(plain, within.start, within.end):
        group = match.lastgroup or "one"
        found.append(Span(*match.span(group)))
    return [Span(s.start, s.end - 1) if plain[s.end - 1] in "，,、" else s for s in found if len(s) > 1]


def _outside(named: Sequence[ActorMention], quoted: Sequence[Span]) -> list[ActorMention]:
    return [m for m in named if not any(q.contains(m.span) for q in quoted)]


def _japanese(
    plain: str, sentence: Sentence, named: Sequence[ActorMention], cues: EastAsianCues, before: Actor | None
) -> Iterator[_Said]:
    span = sentence.span
    quoted = _quoted(plain, span)
    outer = _outside(named, quoted)
    if sentence.label is BlockLabel.TITLE:
        yield from _headline(plain, quoted, outer)
    masked = _masked(plain, span, quoted)
    start = 0
    for match in re.finditer(rf"{_TO}(?P<cue>{cues.saying.pattern})", masked):
        at = span.start + (match.end("held") if match["held"] else match.start())
        cue = Span(span.start + match.start("cue"), span.start + match.end("cue"))
        speaker = _ja_speaker(plain, outer, span.start + start, at, cue)
        direct = next((q for q in quoted if plain[q.end : at] in {"」", "』", "、」"}), None)
        who = speaker.actors[0] if speaker else (before if not _has_topic(plain, outer, at) else None)
        content = direct or _ja_content(plain, span.start + start, at, speaker)
        start = match.end()
        if who is not None and len(content) >= _SHORTEST:
            yield _Said(who, speaker.span if speaker else None, content, cue, direct is not None, "to")


def _headline(plain: str, quoted: Sequence[Span], outer: Sequence[ActorMention]) -> Iterator[_Said]:
    """'首相「…」': a headline puts the words right behind who says them."""
    for content in quoted:
        speaker = next((m for m in outer if m.span.end in (content.start - 1, content.start - 2)), None)
        is_beside = speaker is not None and plain[speaker.span.end : content.start] in {
            "「",
            "、「",
            "“",
            "：“",
            "：「",
        }
        if speaker is not None and is_beside and len(content) >= _SHORTEST:
            yield _Said(speaker.actors[0], speaker.span, content, None, True, "headline")


def _masked(plain: str, span: Span, quoted: Sequence[Span]) -> str:
    text = span.of(plain)
    for q in quoted:
        text = text[: q.start - span.start] + "〓" * len(q) + text[q.end - span.start :]
    return text


def _ja_speaker(plain: str, outer: Sequence[ActorMention], start: int, to: int, cue: Span) -> ActorMention | None:
    """Whoever is the topic before the words said, or between them and the verb."""
    topics = [
        (m, t[0][-1]) for m in outer if m.standpoint is not Standpoint.PLACE and (t := _TOPIC.match(plain, m.span.end))
    ]
    behind = [m for m, _ in topics if to <= m.span.start < cue.start]
    if behind:
        return behind[0]
    ahead = [m for m, particle in topics if m.span.start < to and particle != "が"]
    here = [m for m in ahead if m.span.start >= start]
    fitting = here or ahead or [m for m, _ in topics if m.span.start < to]
    return fitting[0] if fitting else None


def _has_topic(plain: str, outer: Sequence[ActorMention], at: int) -> bool:
    return any(m.span.start < at and _TOPIC.match(plain, m.span.end) for m in outer)


def _ja_content(plain: str, start: int, to: int, speaker: ActorMention | None) -> Span:
    """Indirect words: from behind the topic, and behind when and where it was said, up to the particle."""
    if speaker is not None and start <= speaker.span.start < to:
        topic = _TOPIC.match(plain, speaker.span.end)
        start = topic.end() if topic else speaker.span.end
    lead = _LEAD.match(plain, start, to)
    while lead and lead.end() > start and lead.end() < to - _SHORTEST:
        start = lead.end()
        lead = _LEAD.match(plain, start, to)
    while start < to and plain[start] in "、し　 ":
        start += 1
    return Span(start, to)


def _chinese(
    plain: str, sentence: Sentence, named: Sequence[ActorMention], cues: EastAsianCues, before: Actor | None
) -> Iterator[_Said]:
    span = sentence.span
    quoted = _quoted(plain, span)
    outer = _outside(named, quoted)
    if sentence.label is BlockLabel.TITLE:
        yield from _headline(plain, quoted, outer)
    masked = cues.without_nothing(_masked(plain, span, quoted))
    done = span.start
    for match in cues.saying.finditer(masked):
        cue = Span(span.start + match.start(), span.start + match.end())
        if cue.start < done:
            continue
        content, is_direct = _zh_content(plain, span, cue, quoted)
        if content is None or (match[0] in cues.weak and plain[cue.end : cue.end + 1] not in set("：:，,“「")):
            continue
        speaker = _zh_speaker(plain, outer, span.start, cue.start, quoted)
        is_carried = speaker is None and before is not None and not any(m.span.start < cue.start for m in outer)
        who = speaker.actors[0] if speaker else (before if is_carried else None)
        if who is None:
            continue
        done = content.end
        yield _Said(who, speaker.span if speaker else None, content, cue, is_direct, "saying")


def _zh_content(plain: str, span: Span, cue: Span, quoted: Sequence[Span]) -> tuple[Span | None, bool]:
    """The words said: those in quotation marks right behind the cue or before it, else the rest of the sentence."""
    gap = _AFTER_CUE.match(plain, cue.end, span.end)
    start = gap.end() if gap else cue.end
    behind = next((q for q in quoted if q.start - 1 == start), None)
    if behind is not None:
        return behind, True
    end = span.end
    while end > start and plain[end - 1] in _ENDS:
        end -= 1
    if end - start >= _SHORTEST:
        return Span(start, end), False
    ahead = next(
        (q for q in reversed(quoted) if q.end < cue.start and _SPEAKS.match(plain, q.end + 1, cue.start)), None
    )
    return ahead, True


def _zh_speaker(
    plain: str, outer: Sequence[ActorMention], start: int, cue: int, quoted: Sequence[Span]
) -> ActorMention | None:
    """The last one named in the cue's clause whom no preposition governs, else the first such of the sentence."""
    fitting = [
        m
        for m in outer
        if m.span.end <= cue
        and m.standpoint is Standpoint.ACTOR
        and not _NO_SUBJECT.search(plain[max(start, m.span.start - 2) : m.span.start])
        and not plain.startswith("的", m.span.end)
    ]
    own = [m for m in fitting if not _CLAUSE_END.search(plain, m.span.end, cue)]
    return own[0] if own else (fitting[0] if fitting else None)
