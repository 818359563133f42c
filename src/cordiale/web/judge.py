"""The ledger of judgements: its page, and the one address that writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from cordiale.corroborate import standing_judgements
from cordiale.judging import judgement_of, undoing_of
from cordiale.model.issue import UsageError
from cordiale.model.record import Judgement
from cordiale.store import Store
from cordiale.web.address import item_address
from cordiale.web.forms import form_of
from cordiale.web.lines import SAY
from cordiale.web.shelf import Now, Shelf
from cordiale.web.shown import Shown
from cordiale.web.view import Table, View

UNDO = "undo"
_LONGEST_REASON = 2_000


def show_judgements(shown: Now) -> View:
    """The ledger: every judgement with its reason and whether it is in force, the latest first."""
    in_force = {j.id for j in standing_judgements(shown.judgements)}
    undone = {j.undoes for j in shown.judgements if j.undoes}
    rows = [
        {
            "id": j.id,
            "at": j.at.isoformat(timespec="minutes"),
            "verdict": j.verdict,
            "undoes": j.undoes,
            "items": list(j.items),
            "reason": j.reason,
            "in_force": j.id in in_force,
        }
        for j in reversed(shown.judgements)
    ]
    says = {id: _says(shown, id) for j in shown.judgements for id in j.items}
    values = {"rows": rows, "says": says, "undone": undone}
    columns = ("id", "at", "verdict", "undoes", "items", "reason", "in_force")
    return View("Judgements", "judgements.html", values, lambda: {"judgements": rows}, lambda: Table(columns, rows))


def _says(shown: Shown, id: str) -> tuple[str, str | None]:
    """What a judged item says and its address; the bare id where the record has it no more."""
    place = shown.places.get(id)
    if place is None:
        return id, None
    found = shown.items.get(place.item)
    if found is None:
        return id, None
    kind, item = found
    return SAY[kind](item.best, shown.name_of), item_address(place.kind, place.item)


async def take_judgement(request: Request) -> Response:
    """Put a judgement into the ledger, then show what it judges."""
    given = await form_of(request)
    ids = [word for name in ("item", "others") for word in given.get(name, "").split()]
    to = await run_in_threadpool(_judge, request.app.state.shelf, given, ids)
    return RedirectResponse(to, status_code=303)


def _judge(shelf: Shelf, given: Mapping[str, str], ids: Sequence[str]) -> str:
    reason = " ".join(given.get("reason", "").split())[:_LONGEST_REASON]
    if not reason:
        raise UsageError("a judgement needs a reason; go back and say it in a line")
    with shelf.open() as store:
        if store.is_read_only:
            raise UsageError("the record may only be read here; nothing can be judged")
        made = _made(store, given.get("verdict", ""), ids, reason)
        store.judge(made)
    shown = shelf.renewed()
    place = shown.places.get(made.items[0])
    if given.get("verdict") == UNDO or place is None:
        return "/judgements"
    return item_address(place.kind, place.item) + "#judgements"


def _made(store: Store, verdict: str, ids: Sequence[str], reason: str) -> Judgement:
    if verdict == UNDO:
        return undoing_of(store, ids, reason)
    return judgement_of(store, verdict, ids, reason)
