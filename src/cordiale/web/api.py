"""The page that describes the machine's addresses, from the same table that answers them."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from cordiale.web.view import Table, View

_COLUMNS = ("address", "parameters", "says")


def show_api(request: Request) -> View:
    """Every address that gives JSON or CSV, with its parameters; the same as OpenAPI is at /openapi.json."""
    schema = request.app.openapi()
    rows = [
        {"address": path, "parameters": _parameters(operation), "says": operation.get("description", "")}
        for path, operations in schema["paths"].items()
        for operation in operations.values()
    ]
    values = {"rows": rows, "version": schema["info"]["version"]}
    return View("Data and API", "api.html", values, lambda: {"addresses": rows}, lambda: Table(_COLUMNS, rows))


def _parameters(operation: dict[str, Any]) -> list[str]:
    return [p["name"] for p in operation.get("parameters", ())]
