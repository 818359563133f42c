"""From an item down to the characters of the page that it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cordiale import joining, pipeline
from cordiale.cli.coded import coded_lines, file_lines
from cordiale.corroborate import Place, standing_judgements
from cordiale.export.lines import item_lines
from cordiale.model.document import Article
from cordiale.model.index_id import IndexId
from cordiale.model.issue import UsageError
from cordiale.model.mention import Evidence
from cordiale.model.record import Item, Judgement
from cordiale.store import Store

_AROUND = 160
_MANY = 10_000
# Digests of forecasts and questions, with or without what says which of them it is; their first characters will do.
_ISSUED = re.compile(r"(?:(?:fc|qu)_)?([0-9a-f]{6,64})")


def trace_lines(store: Store, id: str) -> Iterator[str]:
    """The lines that open an item or an article; UsageError when the record has none of that id.

    An id may be cut where its beginning fits one thing only, and may be that of an item which has become part of another.
    """
    if event := store.coded.event(id):
        yield from coded_lines(event, store)
        return
    if file := store.coded.file(id):
        yield from file_lines(file)
        return
    if (reckoned := _reckoned(store, id)) is not None:
        yield from reckoned
        return
    if not store.is_read_only:
        joining.join(store)
    with store.snapshot():
        if joining.is_joined(store):
            yield from _traced(_in_file(store), store, id)
        else:
            yield from _traced(_in_memory(pipeline.hold(store)), store, id)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a record knows under ids: articles, the ids of pages by name, ids by their beginning, places of mentions, items."""

    article: Callable[[str], Article | None]
    named: Callable[[str], str | None]
    beginning: Callable[[str], Sequence[str]]
    place: Callable[[str], Place | None]
    item: Callable[[Place], Item[Any]]


def _in_file(store: Store) -> _Known:
    def beginning(given: str) -> list[str]:
        return [*store.heads.beginning(given, _MANY), *store.tellings.beginning(given, _MANY)]

    def place(id: str) -> Place | None:
        found = store.tellings.places([id]).get(id)
        return Place(*found) if found else None

    return _Known(store.article, store.article_of, beginning, place, lambda at: store.items.get([at.item])[at.item][1])


def _in_memory(held: pipeline.Held) -> _Known:
    """The same of a record that may only be read and was put together in memory."""
    articles, places = held.by_id, held.places()
    named = {a.document: a.id for a in held.articles}

    def beginning(given: str) -> list[str]:
        return sorted(id for id in {*places, *articles} if id.startswith(given))

    def item(at: Place) -> Item[Any]:
        found: Item[Any] = next(i for i in getattr(held.record, at.kind) if i.id == at.item)
        return found

    return _Known(articles.get, named.get, beginning, places.get, item)


def _traced(known: _Known, store: Store, id: str) -> Iterator[str]:
    if article := known.article(known.named(id) or id):
        yield from _of_article(article)
        return
    if issues := store.issues_of(id):
        yield from (f"{issue.document}  not read: {issue.what} ({issue.code})" for issue in issues)
        return
    whole = id if known.place(id) else _whole_id(id, known.beginning(id) if id else ())
    if article := known.article(whole):
        yield from _of_article(article)
        return
    place = known.place(whole)
    assert place is not None  # what begins so is there
    if place.item != whole:
        yield f"{whole} is now part of {place.item}, which tells the same thing:"
    item = known.item(place)
    articles = {e.article: a for e in item.evidence if (a := known.article(e.article))}
    yield from _of_item(place.kind, item, articles, _judgements_on(item.id, store, known))


def _reckoned(store: Store, id: str) -> Iterator[str] | None:
    """The lines of what is reckoned: a point of an index, a forecast, a question; None for any other id."""
    # Loading the measures and the forecasters takes longer than most verbs.
    if point := IndexId.parse(id):
        from cordiale.cli.index_tables import point_lines

        return point_lines(store, point)
    named = _ISSUED.fullmatch(id)
    if named and store.issued.named(named[1]):
        from cordiale.cli.issued import issued_lines

        return issued_lines(store, named[1])
    return None


def _whole_id(given: str, fitting: Sequence[str]) -> str:
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        number = f"{len(fitting)} ids begin" if len(fitting) < _MANY else "many ids begin"
        raise UsageError(f"{number} with {given!r}: {', '.join(sorted(fitting)[:3])} …; write more of it")
    raise UsageError(
        f"nothing in the record has the id {given!r}; "
        "`cordiale events` shows ids, `cordiale check` the pages that were not read"
    )


def _judgements_on(id: str, store: Store, known: _Known) -> list[Judgement]:
    """The judgements in force on an item or on what has become part of it, oldest first."""
    standing = standing_judgements(store.judgements())
    return [j for j in standing if any((at := known.place(i)) and at.item == id for i in j.items)]


def _of_item(
    kind: str, item: Item[Any], articles: dict[str, Article], judgements: Sequence[Judgement]
) -> Iterator[str]:
    documents = {a.id: a.document for a in articles.values()}
    line = item_lines(kind, item, documents, merged=True)[0]
    yield f"{item.id}  {line['kind']}  ({item.standing})"
    for j in judgements:
        yield f"  judgement {j.id} of {j.at:%Y-%m-%d}: {j.verdict}, because {' '.join(j.reason.split())}"
    for key, value in line.items():
        if key not in (
            "kind",
            "id",
            "document",
            "documents",
            "evidence",
            "standing",
            "disagreements",
        ) and value not in (None, []):
            yield f"  {key}: {_short(value)}"
    for d in item.disagreements:
        said = "; ".join(f"{value} ({', '.join(documents[a] for a in told)})" for value, told in d.values)
        yield f"  pages disagree on {d.field}: {said}"
    for evidence in item.evidence:
        yield from _of_evidence(evidence, articles[evidence.article])


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_short(v) for v in value)
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values() if v is not None)
    return str(value)


def _of_evidence(evidence: Evidence, article: Article) -> Iterator[str]:
    span, text = evidence.span, article.text
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    yield f"  in {article.document}, characters {span.start}-{span.end} (sentence {evidence.sentence + 1})"
    yield f"    {before}»{evidence.quote}«{after}"
    yield f"    read by {evidence.rule}, score {evidence.score:.2f}; {_dated(article)}; page sha256 {article.capture}"


def _dated(article: Article) -> str:
    p = article.published
    return f"page dated {p.interval} ({p.basis}{': ' + p.why if p.why else ''})" if p else "page without a date"


def _of_article(article: Article) -> Iterator[str]:
    yield f"{article.id}  {article.document}"
    yield f"  title: {article.title or '-'}"
    yield f"  byline: {article.byline or '-'}   publisher: {article.publisher or '-'}   {_dated(article)}"
    yield f"  page sha256 {article.capture}{', cut off' if article.is_truncated else ''}"
    for block in article.blocks:
        yield f"  {block.label:<11} {block.span.start:>6}-{block.span.end:<6} {block.span.of(article.text)[:80]}"
