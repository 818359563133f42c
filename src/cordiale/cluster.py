"""Machines of a Ray cluster that read pages; what they find is the same that one process would find."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Any

from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.pipeline import Instruments, ReadPage, read_capture

# Pages that wait for each core, so that none stands idle while results are kept.
_WAITING = 4
# A page whose process has ended so often is left out.
_DEATHS = 2
# A page that was lost with its node so often is given up; nodes go one at a time.
_LOSSES = 20
# Seconds after which the cores are counted again, and after which somebody who waits asks whether any are left.
_RECOUNT, _PATIENCE = 5.0, 30.0
HERE = "ray://auto"


class Cluster:
    """The cores of a Ray cluster, each process on them with instruments that `make` gives it; a context manager.

    `address` is `ray://HOST:PORT`, or `ray://auto` for the cluster that this machine is a node of. `make` must be a
    function that can be found by name on each node, where the same Cordiale must be installed: `stage` is compared. A page
    that ends its process twice is an Issue with the code `crash`; the pages of a node that is gone are read by others.
    Raises UsageError where Ray is not installed, no cluster answers, a node has another Cordiale, or no core is left.
    """

    def __init__(self, make: Callable[[], Instruments], stage: str, address: str) -> None:
        self._ray = _ray()
        self._stage = stage
        where = "auto" if address == HERE else address
        try:
            self._connected = self._ray.init(where, namespace="cordiale", log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError) as e:
            said = " ".join(str(e).split())[:200]
            raise UsageError(f"no cluster answers at {address} ({said}); start one with `ray start --head`") from None
        self._read = self._ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(_read)
        self._make, self._token = self._ray.put(make), uuid.uuid4().hex
        self._cores, self._counted = 0, 0.0

    @property
    def at_once(self) -> int:
        """How many pages may be under way."""
        if time.monotonic() - self._counted > _RECOUNT or not self._counted:
            self._cores, self._counted = self._count_cores(), time.monotonic()
        return max(1, self._cores * _WAITING)

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        """Give a page to be read; what is returned waits for the result."""
        under_way = self._submit(capture)
        return lambda: self._result(capture, under_way)

    def _submit(self, capture: Capture) -> Any:
        return self._read.remote(self._token, self._make, capture)

    def _result(self, capture: Capture, under_way: Any) -> ReadPage:
        errors, deaths = self._ray.exceptions, 0
        for _ in range(_LOSSES):
            try:
                return self._checked(*self._wait(under_way))
            except errors.RayTaskError:
                raise  # trouble of our own code, which no other node would be spared
            except (errors.WorkerCrashedError, errors.OutOfMemoryError):
                deaths += 1
                if deaths == _DEATHS:
                    return Issue(
                        capture.name, "crash", "reading it ended the process that read it; the page was left out"
                    )
            except errors.RayError:
                pass  # the node is gone, and its page or its result with it
            under_way = self._submit(capture)
        return Issue(capture.name, "crash", f"{_LOSSES} nodes were lost while they read it; the page was left out")

    def _wait(self, under_way: Any) -> Any:
        while True:
            try:
                return self._ray.get(under_way, timeout=_PATIENCE)
            except self._ray.exceptions.GetTimeoutError:
                if self._count_cores() == 0:
                    raise UsageError(
                        "no core of the cluster is left; start nodes and run this again to go on"
                    ) from None

    def _checked(self, stage: str, found: ReadPage) -> ReadPage:
        if stage != self._stage:
            raise UsageError(
                f"a node reads with another Cordiale, other tables or another reader ({stage}, here {self._stage}); "
                "install the same on all nodes"
            )
        return found

    def _count_cores(self) -> int:
        return int(self._ray.cluster_resources().get("CPU", 0))

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(self._connected, "disconnect"):
            self._connected.disconnect()
        self._ray.shutdown()


def _ray() -> Any:
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise UsageError('reading on a cluster needs the extra "ray": pip install "cordiale[ray]"') from None
    return ray


_equipment: dict[str, Instruments] = {}


def _read(token: str, make: Callable[[], Instruments], capture: Capture) -> tuple[str, ReadPage]:
    """Read a page on a node, with instruments that its process makes once; the stage they read by goes with what is found."""
    if token not in _equipment:
        _equipment.clear()
        _equipment[token] = make()
    tools = _equipment[token]
    return tools.stage, read_capture(capture, tools)
