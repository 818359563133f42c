"""The state of the record that pages show: kept for as long as the file says the same, renewed beside the visitors."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from weakref import ref

from fastapi import Depends, Request

from cordiale import joining
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.store import Store, StoreError
from cordiale.web.made import Made, make, make_apart
from cordiale.web.shown import Shown, shown_of, state_of

_LOG = logging.getLogger(__name__)
# While pages are being read the record is put together anew at most this often, and for a sixth of the time at most.
_PAUSE_SECONDS = 2.0
_SHARE = 5
_REST_SECONDS = 120.0
# Records with fewer events are put together in the process that shows them: that takes less than starting another.
_SMALL = 5_000
_FEW = 20
# So many of the pairs that were asked for are put together again.
_ASKED_LATELY = 60


Ready = Callable[[Shown, Sequence[Dyad]], Mapping[Hashable, Any]]
"""Puts together what is likely to be asked for: of some pairs that were asked for lately, and whatever else."""


class Shelf:
    """Keeps the state last read of a record file, and renews it when the file has changed.

    A request waits for the first state and for one that it has changed itself; for what another command writes meanwhile
    the new state is put together beside, in a process of its own where the record is large, while pages go on showing the
    former one, and say so. `ready` then puts together what is likely to be asked for.
    """

    def __init__(
        self,
        path: RecordAddress,
        clock: Callable[[], date] = date.today,
        ready: Ready | None = None,
    ) -> None:
        self.path = path
        self._ready = ready or _nothing
        self._clock = clock
        self._lexicon = load_lexicon()
        self._shown: Shown | None = None
        self._made_from = ""
        self._building = threading.Lock()
        self._next = 0.0
        self._asked = time.monotonic()
        _rest_later(ref(self))
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def open(self) -> Store:
        """The record file, to be closed by the caller; UsageError or StoreError where it cannot be used."""
        return Store(self.path, must_exist=True)

    def now(self) -> Shown:
        """The record as it is, or as it was just before another command began to change it."""
        self._asked = time.monotonic()
        with self.open() as store:
            state = state_of(store, self._clock())
        shown = self._shown
        if shown is None:
            return self.renewed()
        if shown.stores.is_closed:
            former = shown.state
            shown = self._show(shown.made)
            if shown.state != former:
                shown = self._show(replace(shown.made, ready={}))
        if shown.state == state == self._made_from:
            return shown
        if time.monotonic() >= self._next and self._building.acquire(blocking=False):
            threading.Thread(target=self._renew_beside, daemon=True).start()
        behind = copy(shown)  # with all that it has looked up already
        object.__setattr__(behind, "is_behind", True)
        return behind

    def rest(self, after: float = _REST_SECONDS) -> None:
        """Let go of the file's state when nobody has asked for so long: a state that is held keeps the file's log growing."""
        if self._shown is not None and time.monotonic() - self._asked >= after:
            self._shown.stores.close()

    def renewed(self) -> Shown:
        """The record as it is now, whoever changed it; where it is large the index may follow later."""
        shown = self._shown
        with self.open() as store:
            is_large = store.items.count("events") >= _SMALL
            if shown is not None and is_large:
                _join_some(store)
        if shown is not None and is_large:
            # What was put together before does not tell of what was just judged.
            return self._show(replace(shown.made, ready={}))
        with self._building:
            return self._build()

    def _renew_beside(self) -> None:
        try:
            self._build()
        except StoreError as e:
            _LOG.warning("the pages show an earlier state: %s", e)
        finally:
            self._building.release()

    def _build(self) -> Shown:
        begun = time.monotonic()
        with self.open() as store:
            state, is_read_only = state_of(store, self._clock()), store.is_read_only
            is_large = not is_read_only and store.items.count("events") + store.tellings.count_fresh() >= _SMALL
            shown = self._shown
            if shown is None or not shown.state == state == self._made_from:
                source = self._readable(store)
                shown = self._show(self._make(source, is_large), source)
                self._made_from = shown.state
                if not is_large:
                    threading.Thread(target=_keep_ready, args=(self._ready, shown), daemon=True).start()
        taken = time.monotonic() - begun
        self._next = time.monotonic() + max(_PAUSE_SECONDS, _SHARE * taken)
        return shown

    def _make(self, source: RecordAddress, is_large: bool) -> Made:
        if is_large:
            lately = self._shown.lately(_ASKED_LATELY) if self._shown else ()
            ready = partial(_ready_apart, self._ready, self._clock(), lately)
            return make_apart(source, self._clock(), ready, is_beside=self._shown is not None)
        with Store(source, must_exist=True) as store:
            return make(store, self._clock())

    def _show(self, made: Made, source: RecordAddress | None = None) -> Shown:
        former = self._shown
        path = source or (former.stores.path if former else self.path)
        shown = self._shown = shown_of(path, self.path, made, self._clock(), self._lexicon)
        if former is not None:
            former.stores.retire()
        return shown

    def _readable(self, store: Store) -> RecordAddress:
        """The file to look things up in: the record, or a copy that can be joined where it may only be read and is behind."""
        if not store.is_read_only or joining.is_joined(store):
            return self.path
        self._copy = tempfile.TemporaryDirectory(prefix="cordiale-")
        copied = Path(self._copy.name) / "record.cordiale"
        store.copy_to(copied)
        return copied


def _rest_later(shelf: ref[Shelf]) -> None:
    """See from time to time whether anybody asks, for as long as the shelf is there."""
    if (here := shelf()) is not None:
        here.rest()
        timer = threading.Timer(_REST_SECONDS / 2, _rest_later, (shelf,))
        timer.daemon = True
        timer.start()


def _join_some(store: Store) -> None:
    """Join what somebody judged; all that is due where that is little, for pages that another command reads may wait."""
    if store.is_read_only:
        return
    if store.tellings.count_fresh() > _FEW:
        joining.join_judged(store)
    else:
        joining.join(store)


def _nothing(shown: Shown, lately: Sequence[Dyad]) -> Mapping[Hashable, Any]:
    return {}


def _ready_apart(
    ready: Ready, today: date, lately: Sequence[Dyad], path: RecordAddress, made: Made
) -> Mapping[Hashable, Any]:
    shown = shown_of(path, path, made, today, load_lexicon())
    try:
        return ready(shown, lately)
    finally:
        shown.stores.close()


def _keep_ready(ready: Ready, shown: Shown) -> None:
    try:
        parts = ready(shown, ())
    except StoreError as e:  # whoever asks for a page is told so
        _LOG.info("nothing is put together beforehand: %s", e)
        return
    for key, part in parts.items():
        shown.kept(key, lambda part=part: part)  # type: ignore[misc]


def current(request: Request) -> Shown:
    """The record as it is shown now."""
    shelf: Shelf = request.app.state.shelf
    return shelf.now()


Now = Annotated[Shown, Depends(current)]
