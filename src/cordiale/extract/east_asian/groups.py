"""Names that stand side by side and name one actor together: state, body, office and person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cordiale.lexicon.east_asian import EastAsianNames, NameHit
from cordiale.lexicon.entries import HitKind
from cordiale.model.document import Span

_PEOPLE = frozenset({HitKind.PERSON, HitKind.SURNAME})
_OF = {"ja": "の", "zh": "的"}
_AND_ALSO = "兼"
_TITLES = frozenset({HitKind.OFFICE, HitKind.BODY})
_GOVERNMENT = "government"


@dataclass(slots=True)
class Group:
    """Hits that name one actor (or several states side by side): `span` from the first to the last, with a word of respect."""

    hits: list[NameHit] = field(default_factory=list)
    respect: int = 0

    @property
    def span(self) -> Span:
        """From the first hit to the end of the last, with the word of respect behind it."""
        return Span(self.hits[0].span.start, self.hits[-1].span.end + self.respect)

    def of(self, *kinds: HitKind) -> NameHit | None:
        """The first hit of a kind."""
        return next((h for h in self.hits if h.name.kind in kinds), None)

    @property
    def person(self) -> NameHit | None:
        """The hit that names a person, in full or by surname."""
        return self.of(HitKind.PERSON, HitKind.SURNAME)

    @property
    def office(self) -> NameHit | None:
        """The last hit that names an office: of several the one that is held beside the others is the better known."""
        return next((h for h in reversed(self.hits) if h.name.kind is HitKind.OFFICE), None)

    @property
    def body(self) -> NameHit | None:
        """The last hit that names a body: 'the forces' joint staff' is the staff."""
        return next((h for h in reversed(self.hits) if h.name.kind is HitKind.BODY), None)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that the group names, or the one that its office or body always belongs to."""
        named = self.of(HitKind.STATE, HitKind.CAPITAL)
        owners = [h for h in (self.office, self.body) if h and h.name.countries]
        return named.name.countries if named else (owners[0].name.countries if owners else ())


def groups_of(text: str, hits: Sequence[NameHit], names: EastAsianNames) -> Iterator[Group]:
    """The groups of a sentence's hits, in order; a hit that joins nothing is a group by itself."""
    group = Group()
    hits = [h for i, h in enumerate(hits) if not _is_post(text, hits, i)]
    for i, hit in enumerate(hits):
        after = hits[i + 1] if i + 1 < len(hits) else None
        if group.hits and not _joins(text, group, hit, after, names.language):
            yield _with_respect(text, group, names)
            group = Group()
        group.hits.append(hit)
    if group.hits:
        yield _with_respect(text, group, names)


def _is_post(text: str, hits: Sequence[NameHit], i: int) -> bool:
    """Whether a state only says where an embassy of the state before it is ('A's embassy in B')."""
    if i == 0 or i + 1 == len(hits) or hits[i].name.kind is not HitKind.STATE:
        return False
    before, after = hits[i - 1].span.end, hits[i + 1]
    is_posted = text[before : hits[i].span.start] == "驻" and hits[i - 1].name.kind is HitKind.STATE
    return is_posted and after.span.start == hits[i].span.end and after.name.kind in _TITLES


def _with_respect(text: str, group: Group, names: EastAsianNames) -> Group:
    if group.person:
        end = group.hits[-1].span.end
        group.respect = next((len(w) for w in names.respect if text.startswith(w, end)), 0)
    return group


def _joins(text: str, group: Group, hit: NameHit, after: NameHit | None, language: str) -> bool:
    last = group.hits[-1]
    gap = text[last.span.end : hit.span.start]
    if gap.startswith("驻") and hit.name.kind in _TITLES:
        return last.name.kind is HitKind.STATE
    if hit.name.sort or last.name.sort or gap not in {"", _OF[language], _AND_ALSO}:
        return False
    kind = hit.name.kind
    if gap == _AND_ALSO:
        return kind is HitKind.OFFICE and last.name.kind is HitKind.OFFICE
    if gap and (last.name.kind in _PEOPLE or (language == "zh" and kind in _PEOPLE)):
        return False
    if kind is HitKind.STATE:
        is_named_first = last.name.kind in _PEOPLE and not group.office and not gap
        has_title = after is not None and after.name.kind in _TITLES and after.span.start == hit.span.end
        return is_named_first and has_title
    if len(last.name.countries) > 1 and kind is not HitKind.BODY:
        return False  # 'the foreign ministers of A and B' are no one person
    if last.name.kind is HitKind.ORGANISATION:
        return kind is HitKind.OFFICE or (kind in _PEOPLE and group.office is not None)
    return _fits(group, hit)


def _fits(group: Group, hit: NameHit) -> bool:
    """Whether a body, an office or a person has its place behind the group."""
    kind, last = hit.name.kind, group.hits[-1].name.kind
    if last is HitKind.CAPITAL:
        return False
    if kind is HitKind.BODY:
        is_administration = group.person is not None and hit.name.name == _GOVERNMENT and not group.office
        is_part = group.body is not None and len(group.body.span) == 1
        return is_administration or not ((group.body and not is_part) or group.office or group.person)
    if kind is HitKind.OFFICE:
        return group.office is None
    return kind in _PEOPLE and group.person is None
