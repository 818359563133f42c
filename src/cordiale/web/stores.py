"""The record file as the pages look things up in it: a few connections that all see one state, and what was found lately."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Generic, NoReturn, TypeVar

from cordiale.model.address import RecordAddress
from cordiale.store import Store

K = TypeVar("K")
V = TypeVar("V")
_AT_ONCE = 4
# Whoever still makes a page of a former state has so long to end.
_GRACE_SECONDS = 30.0


class Stores:
    """Connections to one state of a record file, lent to a thread at a time.

    All see the file as it was when they were opened, whatever is written since. Once `retire` was called, and those who
    still look have had time to end, what is lent sees the file as it is.
    """

    def __init__(self, path: RecordAddress, state_of: Callable[[Store], str]) -> None:
        self.path = path
        self._free = threading.Condition()
        self._mine = threading.local()
        self._ends: dict[int, ExitStack] = {}
        self._is_retired = False
        first = self._opened()
        self.state = state_of(first)
        self._idle = [first]
        # Another command may write in between; then there are fewer.
        for _ in range(_AT_ONCE - 1):
            more = self._opened()
            if state_of(more) == self.state:
                self._idle.append(more)
            else:
                self._close(more)

    def _opened(self) -> Store:
        end = ExitStack()
        store = end.enter_context(Store(self.path, must_exist=True))
        end.enter_context(store.snapshot())
        self._ends[id(store)] = end
        return store

    def _close(self, store: Store) -> None:
        self._ends.pop(id(store)).close()

    @contextmanager
    def lend(self) -> Iterator[Store]:
        """A store that shows this state; inside, the same thread gets the same one again."""
        mine: Store | None = getattr(self._mine, "store", None)
        if mine is not None:
            yield mine
            return
        store = self._taken()
        if store is None:
            with Store(self.path, must_exist=True) as own, own.snapshot():
                yield own
            return
        self._mine.store = store
        try:
            yield store
        finally:
            self._mine.store = None
            self._give_back(store)

    def _taken(self) -> Store | None:
        with self._free:
            while not self._idle and not self._is_retired:
                self._free.wait()
            return None if self._is_retired else self._idle.pop()

    def _give_back(self, store: Store) -> None:
        with self._free:
            if self._is_retired:
                self._close(store)
            else:
                self._idle.append(store)
                self._free.notify()

    @property
    def is_closed(self) -> bool:
        """Whether this state was let go, or a server has ended the connections to it."""
        return self._is_retired or any(store.is_lost for store in self._idle)

    def retire(self) -> None:
        """Let go of this state in a while, so that the file need not keep it for longer."""
        timer = threading.Timer(_GRACE_SECONDS, self.close)
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """Let go of this state now."""
        with self._free:
            self._is_retired = True
            while self._idle:
                self._close(self._idle.pop())
            self._free.notify_all()

    def __del__(self) -> None:
        for store in getattr(self, "_idle", ()):
            self._close(store)


class Lookup(Mapping[K, V], Generic[K, V]):
    """A mapping that looks a key up when it is asked for, and holds the last `most` answers; nothing can go through all of it.

    `together` looks many up at once.
    """

    def __init__(
        self, find: Callable[[K], V | None], most: int, together: Callable[[Sequence[K]], Mapping[K, V]] | None = None
    ) -> None:
        self._find = find
        self._together = together
        self._most = most
        self._held: dict[K, V | None] = {}

    def __getitem__(self, key: K) -> V:
        if key in self._held:
            found = self._held[key]
        else:
            found = self._find(key)
            self.keep(key, found)
        if found is None:
            raise KeyError(key)
        return found

    def gather(self, keys: Iterable[K]) -> None:
        """Look up, all at once, what will be asked for next."""
        new = [key for key in dict.fromkeys(keys) if key not in self._held][: self._most // 2]
        if new and self._together:
            found = self._together(new)
            for key in new:
                # What is not found so is looked for once more when it is asked for.
                if key in found:
                    self.keep(key, found[key])

    def keep(self, key: K, value: V | None) -> None:
        """Hold what was found otherwise."""
        if len(self._held) >= self._most:
            for former in list(self._held)[: self._most // 2]:
                self._held.pop(former, None)
        self._held[key] = value

    def __iter__(self) -> NoReturn:
        raise TypeError("what is looked up in the file is not gone through")

    def __len__(self) -> NoReturn:
        raise TypeError("what is looked up in the file is not counted")
