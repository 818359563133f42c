"""Opening a record again does not take away the locks that the same process has on it already."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.made import TEXT, article, capture, mentions

from cordiale.store import Store

_WRITE = """
import sys
from pathlib import Path
from tests.made import TEXT, article, capture, mentions
from cordiale.store import Store
with Store(Path(sys.argv[1])) as store:
    page = capture(sys.argv[2], TEXT)
    store.save_page(page, "stage", article(page), mentions(article(page)))
"""


def test_the_log_stays_while_a_process_has_the_record_open_though_it_opened_it_twice(tmp_path: Path) -> None:
    path = tmp_path / "record.cordiale"
    with Store(path) as held:
        page = capture("first.txt", f"{TEXT} one")
        held.save_page(page, "stage", article(page), mentions(article(page)))
        for number in range(3):
            Store(path).close()
            # Another process writes and leaves; were it the last, it would clear the log away.
            subprocess.run([sys.executable, "-c", _WRITE, str(path), f"{number}.txt"], check=True)
            assert path.with_name(f"{path.name}-wal").exists()
            assert held.count_pages() == 2 + number
            page = capture(f"own{number}.txt", f"{TEXT} own {number}")
            held.save_page(page, "stage", article(page), mentions(article(page)))
            held.forget(page.name)
    with Store(path) as store:
        assert store.damage() == []
        assert store.count_pages() == 4
