"""A cluster reads what one process would, whatever becomes of its nodes."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cordiale import pipeline
from cordiale.capture import load
from cordiale.capture.seal import seal
from cordiale.cli.readers import instruments
from cordiale.cluster import Cluster
from cordiale.model.document import Article, Capture, Sentence
from cordiale.model.issue import Issue, UsageError
from cordiale.model.reading import Reading
from cordiale.pipeline import Instruments
from cordiale.store import Store
from tests.exported import exported

pytest.importorskip("ray", reason="the extra ray is not installed; `make cluster` installs it")
pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "examples" / "pages"
_MEMORY = 100 * 2**20


@dataclass
class Nodes:
    """A head that reads nothing and two nodes of one core each: three raylets on this machine."""

    cluster: Any
    client_port: int

    def add(self) -> Any:
        return self.cluster.add_node(num_cpus=1, object_store_memory=_MEMORY)

    def kill(self, node: Any) -> None:
        """End a raylet and its processes at once, as a machine that loses its power."""
        self.cluster.remove_node(node, allow_graceful=False)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Nodes find our test modules as this process does.
    os.environ["PYTHONPATH"] = str(ROOT)
    from ray.cluster_utils import Cluster as LocalCluster

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    head = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": _MEMORY, "ray_client_server_port": port}
    cluster = LocalCluster(initialize_head=True, head_node_args=head)
    yield Nodes(cluster, port)
    cluster.shutdown()


@pytest.fixture
def two(nodes: Nodes, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Two nodes of one core each."""
    monkeypatch.setenv("RAY_ADDRESS", nodes.cluster.address)
    started = [nodes.add(), nodes.add()]
    nodes.cluster.wait_for_nodes()
    yield started
    for node in started:
        if node in nodes.cluster.worker_nodes:
            nodes.kill(node)


@dataclass(frozen=True)
class Slow:
    """A plain reader that takes a while for each page and notes where it is, a line each; one page may end its process."""

    inner: Callable[[Article, Sequence[Sentence]], list[Reading]]
    notes: Path
    deadly: str
    name: str = "plain"
    digest: str = "slow"

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        import ray

        with self.notes.open("a") as notes:
            notes.write(f"{ray.get_runtime_context().get_node_id()} {os.getpid()} {article.document}\n")
        if article.document == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.3)
        return self.inner(article, sentences)


def slow(notes: Path, deadly: str = "") -> Instruments:
    tools = instruments("plain")
    return Instruments.of(tools.lexicon, Slow(tools.reader.read, notes, deadly))


def of_one_process(pages: Sequence[Capture | Issue], path: Path) -> tuple[bytes, list[Issue]]:
    with Store(path) as store:
        pipeline.read_captures(pages, store, instruments("plain"))
        return exported(store)


def noted(notes: Path) -> list[tuple[str, str, str]]:
    """Node, process and page of each reading so far."""
    lines = notes.read_text().splitlines() if notes.exists() else []
    return [(node, process, page) for node, process, page in (line.split(maxsplit=2) for line in lines)]


def test_a_node_killed_in_the_middle_changes_nothing(tmp_path: Path, nodes: Nodes, two: list[Any]) -> None:
    pages: list[Capture | Issue] = [*load([str(SAMPLES)]), seal("empty.txt", "text/plain", b" ")]
    notes = tmp_path / "notes"
    make = partial(slow, notes)

    def kill_in_the_middle() -> None:
        while not any(node == two[0].node_id for node, _, _ in noted(notes)[4:]):
            time.sleep(0.05)
        nodes.kill(two[0])

    killing = threading.Thread(target=kill_in_the_middle, daemon=True)
    with Store(tmp_path / "two") as store, Cluster(make, make().stage, "ray://auto") as cluster:
        assert cluster.at_once == 8
        killing.start()
        pipeline.read_captures(pages, store, make(), workforce=cluster)
        killing.join(timeout=0)
        found = exported(store)
    assert not killing.is_alive()
    assert {node for node, _, _ in noted(notes)} == {two[0].node_id, two[1].node_id}
    assert len({process for _, process, _ in noted(notes)}) <= 4
    assert found == of_one_process(pages, tmp_path / "one")


def test_a_page_that_ends_its_process_twice_is_left_out_and_named_and_all_others_are_read(
    tmp_path: Path, two: list[Any]
) -> None:
    notes = tmp_path / "notes"
    pages = list(load([str(SAMPLES)]))[:6]
    deadly = next(p.name for p in pages[2:] if isinstance(p, Capture))
    make = partial(slow, notes, deadly)
    with Store(tmp_path / "r") as store, Cluster(make, make().stage, "ray://auto") as cluster:
        summary = pipeline.read_captures(pages, store, make(), workforce=cluster)
        assert [(i.document, i.code) for i in summary.issues] == [(deadly, "crash")]
        assert store.count_pages() == 5
    assert [page for _, _, page in noted(notes)].count(deadly) == 2


def test_who_is_no_node_of_the_cluster_reads_on_it_by_its_port(tmp_path: Path, nodes: Nodes, two: list[Any]) -> None:
    notes = tmp_path / "notes"
    pages = list(load([str(SAMPLES)]))[:6]
    deadly = next(p.name for p in pages[2:] if isinstance(p, Capture))
    make = partial(slow, notes, deadly)
    address = f"ray://127.0.0.1:{nodes.client_port}"
    with Store(tmp_path / "r") as store, Cluster(make, make().stage, address) as cluster:
        summary = pipeline.read_captures(pages, store, make(), workforce=cluster)
        assert [(i.document, i.code) for i in summary.issues] == [(deadly, "crash")]
        found = exported(store)[0]
    rest = [p for p in pages if isinstance(p, Capture) and p.name != deadly]
    assert found == of_one_process(rest, tmp_path / "one")[0]


def test_a_node_with_another_reader_is_refused(two: list[Any]) -> None:
    page = seal("a.txt", "text/plain", b"Some words.")
    with (
        Cluster(partial(instruments, "plain"), "another stage", "ray://auto") as cluster,
        pytest.raises(UsageError, match="install the same"),
    ):
        cluster.begin(page)()


def test_where_no_cluster_is_that_is_said() -> None:
    with pytest.raises(UsageError, match="no cluster answers"):
        Cluster(partial(instruments, "plain"), "stage", "ray://127.0.0.1:9")
