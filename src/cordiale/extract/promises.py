"""Words that bind, by rule: what states and leaders will do, promise, agree on, are bound to by treaty, or are doing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cordiale.extract.clauses import clause_end, clause_start, trimmed
from cordiale.extract.contents import Cue, CueSort
from cordiale.extract.speakers import Speakers
from cordiale.lexicon.cues import Cues
from cordiale.lexicon.references import any_of
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.ontology import CommitmentState, Context
from cordiale.model.reading import Promise, Reading

_WILL = re.compile(
    r"\b(?:will|shall|won[’']t|is to|are to|(?:is|are|stands?|remains?) (?:ready|prepared|set|due|obliged|bound|poised|pledged) to"
    r"|(?:is|are) preparing to|means? to|has undertaken to|have undertaken to|has sworn to)\s+"
    r"(?:not\s+|never\s+|now\s+|soon\s+|also\s+|[a-z]+ly\s+)*(?=[a-z]{2,})|[’']ll\s+(?=[a-z]{2,})"
)
_WOULD = re.compile(r"\bwould\s+(?:not\s+|never\s+|also\s+|[a-z]+ly\s+)*(?=[a-z]{2,})")
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys)|announc\w+|declar\w+|pledg\w+|promis\w+|vow\w+|confirm\w+|assur\w+|told|tells|agreed|undert\w+|replied|added|"
    r"guarantee\w*|learned|insist\w+)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:is|are|has been|have been)\s+(?:now\s+|also\s+|already\s+|currently\s+|actively\s+|steadily\s+)*(?=(?:increasing|raising|"
    r"expanding|investing|developing|building|deploying|strengthening|diversifying|moderni[sz]ing|deepening|providing|supplying|sending|"
    r"training|seeking to|working to|working on|implementing|doubling|upgrading|withdrawing|preparing|reinforcing|stepping up|"
    r"pressing ahead|phasing out|funding|financing|arming|equipping|buying|acquiring|constructing|lifting|easing)\b"
    r"(?!\s+(?:its|their|the)\s+(?:aggress|pressure|threat)))"
)
# What is no deed of the subject: states, changes that befall it, and matters of chance.
_NO_DEED = re.compile(
    r"(?:be|have|become|feel|find|need|face|lose|know|depend|fall|suffer|last|rise|bear|want|like|remain(?! in)|seem|appear|mean|prove|"
    r"likely|probably|surely|perhaps|go cold|come to|tell you|notice|hope|think|believe|determine|benefit|matter|"
    r"survive|inherit|regret|grow|see|"
    r"struggle|resemble|owe|learn|get|fail|end up|turn out|live|die|ever|only|either)\b"
)
_BINDING = (
    r"(?:treat(?:y|ies)|pacts?|agreements?|accords?|deals?|memorand(?:um|a)|contracts?|protocols?|charter|convention|commitments?|promises?|"
    r"obligations?|undertakings?|moratorium|pledges?|declaration|statement|terms|target|arrangement|partnership|law)"
)
_OBJECT = re.compile(rf"^\s+[^.,;:]{{0,80}}?\b{_BINDING}\b", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:commitments?|pledges?|promises?|plans?|agreements?|vows?|obligations?|undertakings?|decision|intention|readiness|willingness)\s+"
    r"(?:to\s+(?=[a-z])|of\s+(?=[a-z0-9])(?!(?:the|its|their|his|last)\b)|that\s+(?=[a-z]))"
)
_TREATY = re.compile(
    r"\bmutual[\s-](?:defen[cs]e|assistance|security)\s+(?:clause|treaty|pact|agreement|commitments?|obligations?|provision)"
    r"(?:\s+of\s+the\s+\w+)?"
    r"|\b(?:security|nuclear|defen[cs]e)\s+umbrella|\bArticle\s+(?:\d+|[IVX]+|[Ff]ive|[Ff]our)\s+of\s+the\s+"
    r"[^.,;]{3,60}?(?:treaty|pact|charter)\b"
    r"|\bextended\s+deterrence\s+commitments?|\bsecurity\s+(?:guarantees?|commitments?)\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|whether|unless|should|in case|fears?|feared|worry|worries|until|when|expects?|expected|predicts?|"
    r"likely|believes?|thinks?|hopes? that)\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:not|never|n[’']t|no longer|refus\w+|declin\w+|den(?:y|ied)|hop\w+ to|want\w* to|come to|yet to|"
    r"without|could|might|may)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# Who speaks of themselves is bound: the party named before the quotation.
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|I)\s*$")
_NO_PARTY = (ActorKind.NATIONALITY,)
_NOT_BARE = frozenset({CommitmentState.BROKEN, CommitmentState.DONE, CommitmentState.UNDER_WAY})
_OF_PAPER = frozenset(
    {"sign", "conclude", "ratify", "adopt", "approve", "initial", "accept", "reach an agreement", "agree"}
)
# How far before a clause a word of fear or condition still governs it, in characters.
_FEAR = 14
_FEWEST_CHARACTERS = 8


class PromiseRules:
    """Finds promises by cue words and their subjects; made once for a set of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._pattern = re.compile(any_of(list(cues.promise_forms)), re.IGNORECASE)
        self._domains = {c: re.compile(any_of(list(w)), re.IGNORECASE) for c, w in cues.contexts.items()}

    def find(self, article: Article, reading: Reading, named: Sequence[ActorMention]) -> list[Promise]:
        """The promises of one sentence, none within another; a question promises nothing."""
        text, span = article.text, reading.sentence.span
        if span.of(text).rstrip(" ”\"’'").endswith("?"):
            return []
        speakers = Speakers(text, span, named, ())
        every = (
            *self._by_verb(text, span, named, speakers),
            *self._by_future(text, span, named, speakers),
            *self._by_noun(text, span, named, speakers),
            *self._by_treaty(text, span),
        )
        found: list[Promise] = []
        for promise in every:
            if not any(_extent(promise).overlaps(_extent(f)) for f in found):
                found.append(promise)
        return sorted(found, key=lambda p: p.what)

    def _by_verb(self, text: str, span: Span, named: Sequence[ActorMention], speakers: Speakers) -> Iterator[Promise]:
        """'pledged to', 'agreed on', 'signed a treaty', 'is bound by': verbs of the table with a party for subject."""
        for m in self._pattern.finditer(text, span.start, span.end):
            cue = self._cues.promise_cue(m[0])
            if cue is None or _UNSAID.search(text[max(span.start, m.start() - 20) : m.start()]):
                continue
            is_paper = cue.lemma in _OF_PAPER or (cue.state in _NOT_BARE and not cue.lemma.endswith(" to"))
            if is_paper and not _OBJECT.match(text[m.end() : span.end]):
                continue
            party = self._party(Span(*m.span()), named, speakers)
            if party:
                made = self._promise(text, span, Span(*m.span()), party, cue.state, "promise")
                if made:
                    yield made

    def _by_future(self, text: str, span: Span, named: Sequence[ActorMention], speakers: Speakers) -> Iterator[Promise]:
        """'X will do', 'X said it would do', 'X is building': a party for subject and a deed of its own."""
        kinds = (
            (_WILL, CommitmentState.PLEDGED, "future"),
            (_WOULD, CommitmentState.PLEDGED, "future"),
            (_DOING, CommitmentState.UNDER_WAY, "doing"),
        )
        for pattern, state, rule in kinds:
            for m in pattern.finditer(text, span.start, span.end):
                before = text[max(span.start, clause_start(text, span.start, m.start()) - _FEAR) : m.start()]
                lead = text[span.start : m.start()]
                if _NO_DEED.match(text, m.end()) or _CONDITIONAL.search(before):
                    continue
                if pattern is _WOULD and not _TOLD.search(lead):
                    continue
                party = self._party(Span(m.start(), m.start() + len(m[0].rstrip())), named, speakers)
                is_own = party is not None or bool(_FIRST_PERSON.search(lead))
                made = self._promise(text, span, Span(*m.span()), party, state, rule) if is_own else None
                if made:
                    yield made

    def _by_noun(self, text: str, span: Span, named: Sequence[ActorMention], speakers: Speakers) -> Iterator[Promise]:
        """'its commitment to', 'a plan to', 'the agreement to': the possessor, else whoever is named before."""
        for m in _NOUN.finditer(text, span.start, span.end):
            if re.search(r"\b(?:no|without|any)\s+(?:\w+\s+)?$", text[max(span.start, m.start() - 20) : m.start()]):
                continue
            before = [
                a for a in named if a.span.end <= m.start() and m.start() - a.span.end < 60 and a.kind not in _NO_PARTY
            ]
            party = before[-1].span if before else None
            made = self._promise(text, span, Span(*m.span()), party, CommitmentState.PLEDGED, "noun")
            if made:
                yield made

    def _by_treaty(self, text: str, span: Span) -> Iterator[Promise]:
        """What a treaty binds its parties to: a mutual defence clause, a security umbrella."""
        for m in _TREATY.finditer(text, span.start, span.end):
            what = Span(*m.span())
            yield Promise(what, None, None, Context.MILITARY, CommitmentState.AGREED, 0.6, "treaty obligation")

    def _party(self, cue: Span, named: Sequence[ActorMention], speakers: Speakers) -> Span | None:
        """The subject of a cue where it is a state, a body or a person of one."""
        subject = speakers.of(Cue(cue, CueSort.FEELING))
        if subject is None:
            return None
        fitting = [a for a in named if a.span.overlaps(subject) and a.countries and a.kind not in _NO_PARTY]
        return subject if any(a.standpoint is not Standpoint.PLACE for a in fitting) else None

    def _promise(
        self, text: str, span: Span, cue: Span, party: Span | None, state: CommitmentState, rule: str
    ) -> Promise | None:
        what = trimmed(text, cue.end, clause_end(text, cue.end, span.end))
        if what is None or len(what) < _FEWEST_CHARACTERS:
            return None
        quote_end = re.search(r"[”\"]", what.of(text))
        if quote_end and quote_end.start() > _FEWEST_CHARACTERS:
            what = Span(what.start, what.start + quote_end.start())
        words = cue.of(text).strip().lower()
        return Promise(
            what,
            party,
            Span(cue.start, cue.start + len(cue.of(text).rstrip())),
            self.domain(what.of(text)),
            state,
            0.6,
            f"{rule}:{words}",
        )

    def domain(self, words: str) -> Context:
        """The domain with most of its words among these; diplomatic where there are none."""
        counts = {c: len(p.findall(words)) for c, p in self._domains.items()}
        best = max(counts, key=lambda c: counts[c])
        return best if counts[best] else Context.DIPLOMATIC


def _extent(promise: Promise) -> Span:
    return promise.cue.joined(promise.what) if promise.cue else promise.what
