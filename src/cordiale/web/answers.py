"""A view as an answer: written as HTML, as JSON, or its table as CSV; and trouble as a page."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from cordiale.export.tables import csv_cell
from cordiale.web.citing import ENDINGS
from cordiale.web.drawing import PNG, SVG, picture, script_address
from cordiale.web.view import Elsewhere, View

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
HTML, JSON, CSV = "", ".json", ".csv"
_FOR_MACHINES = (JSON, CSV, SVG, PNG, *ENDINGS)


def answer(request: Request, view: View, ending: str, stem: str) -> Response:
    """The view in the form that the ending of its address asks for; `stem` is the path of its twins."""
    if ending == JSON:
        return Response(msgspec.json.encode(dict(view.data())), media_type="application/json")
    if ending == CSV:
        assert view.table is not None  # the table of routes gives the address only to views with one
        return Response(_csv(view), media_type="text/csv; charset=utf-8")
    if ending in (SVG, PNG):
        return picture(view.chart, ending, request.query_params.get("look"))
    return HTMLResponse(_page(request, view, stem))


def elsewhere(request: Request, moved: Elsewhere, ending: str) -> Response:
    """The way to another address, in the same form."""
    path, mark, query = moved.address.partition("?")
    path, _, anchor = path.partition("#")
    if not mark and not anchor and request.url.path.startswith("/pair/"):
        mark, query = "?" * bool(request.url.query), request.url.query
    to = f"{path}{ending}{mark}{query}" + (f"#{anchor}" if anchor and ending == HTML else "")
    return RedirectResponse(to, status_code=303)


def trouble(request: Request, code: int, what: str, hint: str = "") -> Response:
    """Trouble in a line, with what to do next: a page, or JSON where the address asks for a machine's form."""
    if request.url.path.endswith(_FOR_MACHINES):
        body = msgspec.json.encode({"error": what, "hint": hint or None})
        return Response(body, code, media_type="application/json")
    view = View("Not found" if code == 404 else "That did not work", "trouble.html", {"what": what, "hint": hint}, dict)
    return HTMLResponse(_page(request, view, ""), code)


def _page(request: Request, view: View, stem: str) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return (
        templates()
        .get_template(view.template)
        .render(
            **view.shown,
            page_title=view.title,
            up=view.up,
            json_twin=f"{stem}{JSON}{query}" if stem else None,
            csv_twin=f"{stem}{CSV}{query}" if stem and view.table else None,
            cited_as=[(words, f"{stem}{e}{query}") for words, e in zip(("CSL-JSON", "BibTeX"), ENDINGS, strict=True)]
            if stem
            else [],
            charts=view.charts,
            charts_script=script_address() if view.charts else None,
            at_path=request.url.path,
            token=request.app.state.access.token,
            record_name=request.app.state.shelf.path.name,
            is_behind=getattr(request.state, "is_behind", False),
            query=request.query_params.get("q", ""),
        )
    )


def _csv(view: View) -> str:
    assert view.table is not None
    table, out = view.table(), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_cell(row.get(name)) for name in table.columns] for row in table.rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: words of a page are strangers' writing."""
    cell = csv_cell(list(value) if isinstance(value, tuple) else value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


@cache
def templates() -> Environment:
    """The templates; a name that is not given stops them."""
    made = Environment(
        loader=PackageLoader("cordiale.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["percent"] = lambda value: f"{value:.0%}"
    made.filters["query"] = lambda given: urlencode(given)
    return made
