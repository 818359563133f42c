"""A visitor of the app, pages that are hostile, and what is linked from a page."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient

from cordiale import pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.store import Store

HOST = "http://127.0.0.1"


def client_of(app: FastAPI) -> TestClient:
    """A visitor on this machine who does not follow redirects and sees errors as pages."""
    return TestClient(app, base_url=HOST, follow_redirects=False, raise_server_exceptions=True)


def links_of(page: str) -> list[str]:
    """Every address that a page leads to or loads."""
    tree = html.fromstring(page)
    found = [
        *tree.xpath("//@href"),
        *tree.xpath("//@src"),
        *tree.xpath("//@srcset"),
        *tree.xpath("//form[@method='get']/@action"),
    ]
    return [str(x) for x in found]


def read_into(record: Path, pages: dict[str, str]) -> None:
    """Read pages into a record by the plain reader."""
    folder = record.parent / "pages"
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    with Store(record) as store:
        pipeline.read_captures(load([str(folder)]), store, instruments("plain"))
        pipeline.hold(store)


def is_file(link: str) -> bool:
    """Whether a link leads to a picture of a chart or to a citation, which are made anew for each page."""
    return link.partition("?")[0].endswith((".svg", ".png", ".csl.json", ".bib"))
