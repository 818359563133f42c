"""An HTML file printed as PDF by the Chromium of the system, which reaches no network while it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from cordiale.model.issue import UsageError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 120
# A proxy that nobody listens at, and no name that resolves: what a page might ask for is not found.
_ALONE = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--proxy-server=127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)

# No script runs and nothing is loaded, whatever a page of the record may have smuggled in.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)


def can_print() -> bool:
    """Whether there is a Chromium here."""
    return _browser() is not None


def pdf_of(html: str) -> bytes:
    """A PDF of an HTML file, with what it folds away opened. UsageError where there is no Chromium or it does not print."""
    browser = _browser()
    if browser is None:
        raise UsageError(
            "pdf is printed by Chromium, which is not here: install it (apt install chromium), or take --format html"
        )
    with TemporaryDirectory(prefix="cordiale-") as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        opened = html.replace("<details>", "<details open>")
        page.write_text(opened.replace("<head>", f"<head>{_POLICY}", 1), "utf-8")
        own = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", *_as_root())
        try:
            subprocess.run([browser, *_ALONE, *own, page.as_uri()], capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise UsageError(f"{browser} did not print within {_SECONDS} seconds; take --format html") from None
        if not printed.is_file():
            raise UsageError(f"{browser} printed nothing; take --format html and print it yourself")
        return printed.read_bytes()


def _browser() -> str | None:
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to the administrator of a container; the page has no script to contain."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
