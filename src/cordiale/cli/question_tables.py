"""Announced things on the terminal: open, overdue and settled questions, each with its chance, its rule and its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cordiale.announced import Announced, Asked, announced, marks_of
from cordiale.brief.formats import in_sentence
from cordiale.brief.wording import shorten
from cordiale.cli.asked import Form, say_pair
from cordiale.cli.options import console, echo, printable
from cordiale.cli.plain import write_plain
from cordiale.forecast.canonical import digest
from cordiale.forecast.questions import PATIENCE
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.document import Article
from cordiale.model.forecast import Outcome, Question, Rule
from cordiale.model.series import Direction
from cordiale.pipeline import hold
from cordiale.store import Store

_SHOWN = 20
_WORDS, _LONGEST = 160, 80
_COLUMNS = (
    "kind id issued state rule of parties what asked start due probability yes resolved outcome on items brier item "
    "document quote digest"
).split()
_VERDICTS = {Outcome.YES: "came about", Outcome.NO: "did not come about", Outcome.VOID: "called off"}


def tell_questions(record: RecordAddress, pair: Dyad | None, form: Form, *, is_kept: bool) -> None:
    """Tell the questions of a pair or of all, and keep the new ones with what became of the others."""
    with Store(record, must_exist=True) as store:
        held = hold(store)
        found = announced(store, held, date.today(), pair, is_kept=is_kept)
        is_kept = is_kept and not store.is_read_only
    articles = held.by_id
    if not form.is_table:
        states = {"open": found.open, "overdue": found.overdue, "resolved": found.resolved}
        lines = (question_line(a, state, articles) for state, asked in states.items() for a in asked)
        write_plain(lines, _COLUMNS, is_json=form.is_json)
        return
    if not (found.open or found.overdue or found.resolved):
        _tell_none(found, pair)
        return
    _list("Open", found.open, articles, "the next first")
    _list(
        "Overdue: their last day has passed, and no page read since says what became of them", found.overdue, articles
    )
    _list("Settled", found.resolved, articles, "the latest first")
    for line in (*_marks(found), *_left_out(found), *_kept(found, is_kept=is_kept)):
        echo(line)


def _tell_none(found: Announced, pair: Dyad | None) -> None:
    whose = f" by or between {say_pair(pair, Direction.BOTH, load_lexicon())}" if pair else ""
    echo(f"Nothing with a last day is announced{whose} in the pages read.")
    for line in _left_out(found):
        echo(line)
    echo(
        "Read pages that tell of plans and promises: cordiale read PAGES. What is announced without a day: cordiale events --status planned"
    )


def _list(heading: str, asked: Sequence[Asked], articles: Mapping[str, Article], order: str = "") -> None:
    if not asked:
        return
    echo(f"{heading} ({len(asked)}{', ' + order if order and len(asked) > 1 else ''})")
    for a in asked[:_SHOWN]:
        for line in question_lines(a, articles):
            console().print(f"  {printable(line)}", markup=False, soft_wrap=True)
    if len(asked) > _SHOWN:
        echo(f"  and {len(asked) - _SHOWN} more; --csv gives all.")
    echo("")


def question_lines(a: Asked, articles: Mapping[str, Article]) -> Iterator[str]:
    """A question in three lines: when, who, what and how likely; the sentence; what decides or decided it."""
    q, rate = a.question, a.question.base_rate
    known = (
        f"{rate.yes} of {rate.resolved} of its kind came about" if rate.resolved else "none of its kind settled then"
    )
    yield f"{q.due}  {' '.join(q.parties)}  {shorten(q.what, _LONGEST)}  {q.probability:.0%} ({known})  {a.id}"
    evidence = a.item.evidence[0] if a.item and a.item.evidence else None
    if evidence and evidence.article in articles:
        article = articles[evidence.article]
        yield f"    {in_sentence(article, evidence.span, _WORDS)} ({article.document}, {q.asked})"
    else:
        yield f"    announced on {q.asked} by {q.item}, which the record no longer has"
    yield f"    {_decided(a)}"


def _decided(a: Asked) -> str:
    q, r = a.question, a.resolution
    if r is None or r.outcome is None:
        return f"Yes by {say_rule(q)}."
    grounds = f" by {', '.join(r.items)}" if r.items else f": no page told of it for {PATIENCE.days} days after"
    scored = f", Brier {a.score.brier:.2f}" if a.score and a.score.brier is not None else ""
    return f"{_VERDICTS[r.outcome]} ({r.on}){grounds}{scored}"


def say_rule(q: Question) -> str:
    """What decides a question, in words."""
    start = f"{q.window.start} to " if q.window.start and q.window.start != q.due else ""
    if q.kind.rule is Rule.SAME_ACT:
        return (
            f"a later page that tells of {q.kind.of} between {' and '.join(q.parties)}, done, {start}{q.due}; "
            f"no when pages go on for {PATIENCE.days} days after and none does"
        )
    return f"a later page that says it was kept; no by one that says it was broken, or kept {PATIENCE.days} days late"


def _marks(found: Announced) -> Iterator[str]:
    marks = marks_of(found.resolved)
    if marks is None:
        return
    yield f"Scored: {marks.number}. Brier {marks.brier:.3f} (0 is best; always saying 50 % gets 0.250)."
    if marks.foretold < marks.number:
        yield (
            f"First asked here when the answer had been read: {marks.number - marks.foretold} of {marks.number}; such chances rest "
            "on what was settled by the day of the announcement alone."
        )
    yield "Said        asked  said on average  came about"
    for b in marks.calibration:
        yield f"{b.low:4.0%} to {b.high:4.0%} {b.number:5}  {b.said:15.0%}  {b.happened:10.0%}"
    yield ""


def _left_out(found: Announced) -> Iterator[str]:
    for why, number in Counter(x.why for x in found.left_out).most_common():
        yield f"No question: {number:,} announced, but {why}."


def _kept(found: Announced, *, is_kept: bool) -> Iterator[str]:
    if not is_kept:
        yield "Nothing of this was kept."
    elif found.new:
        yield f"{found.new} new question{'s' * (found.new != 1)} issued and kept; none is changed again."
    example = next(iter((*found.open, *found.overdue, *found.resolved)))
    if is_kept:
        yield f"One of them with its sentence and page: cordiale trace {example.id}"


def question_line(a: Asked, state: str, articles: Mapping[str, Article]) -> dict[str, Any]:
    """A question as plain values; what is not known yet is null."""
    q, r = a.question, a.resolution
    evidence = a.item.evidence[0] if a.item and a.item.evidence else None
    return {
        "kind": "question",
        "id": a.id,
        "issued": a.issued.isoformat() if a.issued else None,
        "state": state,
        "rule": q.kind.rule.value,
        "of": q.kind.of,
        "parties": list(q.parties),
        "what": q.what,
        "asked": q.asked.isoformat(),
        "start": q.window.start.isoformat() if q.window.start else None,
        "due": q.due.isoformat(),
        "probability": round(q.probability, 4),
        "yes": q.base_rate.yes,
        "resolved": q.base_rate.resolved,
        "outcome": r.outcome.value if r and r.outcome else None,
        "on": r.on.isoformat() if r else None,
        "items": list(r.items) if r else [],
        "brier": a.score.brier if a.score else None,
        "item": a.item.id if a.item else None,
        "document": articles[evidence.article].document if evidence and evidence.article in articles else None,
        "quote": evidence.quote if evidence else None,
        "digest": digest(q),
    }
