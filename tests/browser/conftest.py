from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cordiale import pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.cli.reading import sample_pages
from cordiale.store import Store

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Chromium of the system, without a screen; the tests are skipped where there is none."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("Playwright is not installed; `make browser` installs it")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `cordiale serve` shows the record of the sample pages."""
    record = tmp_path_factory.mktemp("served") / "demo.cordiale"
    with Store(record) as store:
        pipeline.read_captures(load([str(sample_pages())]), store, instruments("plain"))
        pipeline.hold(store)
    command = [str(Path(sys.executable).parent / "cordiale"), "serve", "--record", str(record), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0].rstrip("/")
        server.terminate()


class Visit:
    """A visitor with a browser of its own: the page, and what it complained of."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self._context = browser.new_context(base_url=address, **options)
        self.page = self._context.new_page()
        self.page.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("request", lambda r: self.asked.append(r.url))

    def close(self) -> None:
        """End the visit."""
        self._context.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Any]:
    """Visits by what the browser is set to."""
    open_visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        open_visits.append(Visit(chromium, address, **options))
        return open_visits[-1]

    yield begin
    for one in open_visits:
        one.close()
