"""Judgements from what a person says: checked against the record, so that only what can be meant enters the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from cordiale.model.issue import UsageError
from cordiale.model.record import Judgement, Verdict
from cordiale.store import Store


def judgement_of(store: Store, verdict: str, ids: Sequence[str], reason: str) -> Judgement:
    """A verdict on items of a record that is joined; UsageError, with what to do, for one that cannot be meant."""
    if verdict not in list(Verdict):
        raise UsageError(f"no verdict {verdict!r}; there is {', '.join(Verdict)}, and undo")
    if not reason.strip():
        raise UsageError("a judgement needs a reason; say it with --reason")
    if verdict in (Verdict.SAME, Verdict.DIFFERENT) and len(set(ids)) < 2:
        raise UsageError(f"{verdict} needs the ids of two items or more")
    ids = list(dict.fromkeys(ids))
    places = store.tellings.places(ids)
    unknown = [i for i in ids if i not in places]
    if unknown:
        raise UsageError(f"no item {', '.join(unknown)} in the record; `cordiale events --json` shows the ids")
    kinds = {places[i][0] for i in ids}
    if verdict in (Verdict.SAME, Verdict.DIFFERENT) and len(kinds) > 1:
        raise UsageError(f"{verdict} compares items of one kind, and these are {', '.join(sorted(kinds))}")
    pages = tuple(places[i][2] for i in ids)
    return Judgement(Verdict(verdict), tuple(ids), reason, datetime.now(UTC), documents=pages)


def undoing_of(store: Store, ids: Sequence[str], reason: str) -> Judgement:
    """The taking back of the judgement whose number is given; UsageError where it cannot be."""
    ledger = {j.id: j for j in store.judgements()}
    former = ledger.get(int(ids[0])) if len(ids) == 1 and ids[0].isdecimal() else None
    if former is None:
        raise UsageError("undo takes the number of one judgement; `cordiale judgements` lists them")
    if former.undoes is not None:
        raise UsageError(f"judgement {former.id} is itself an undoing; make the judgement it undid anew")
    if any(j.undoes == former.id for j in ledger.values()):
        raise UsageError(f"judgement {former.id} is already undone")
    made = datetime.now(UTC)
    return Judgement(former.verdict, former.items, reason, made, undoes=former.id, documents=former.documents)
