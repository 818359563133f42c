"""The app: the table of routes, each with its twins; files of its own; trouble as pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any, get_type_hints

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from cordiale import __version__
from cordiale.model.address import RecordAddress
from cordiale.model.issue import UsageError
from cordiale.store import StoreError
from cordiale.web.answers import CSV, HTML, JSON, answer, elsewhere, trouble
from cordiale.web.article import article_of, captured
from cordiale.web.citing import ENDINGS, citation
from cordiale.web.drawing import MEDIA, SCRIPT, charts_script
from cordiale.web.forecast import take_forecast
from cordiale.web.guard import Access, Guard, Refused
from cordiale.web.judge import take_judgement
from cordiale.web.ready import ready_parts
from cordiale.web.routes import ROUTES, Route
from cordiale.web.shelf import Now, Shelf
from cordiale.web.view import Elsewhere, Missing
from cordiale.web.watching import LISTS, take_watching, watching_feed

# Nothing about visitors is measured or sent anywhere, whatever the environment says.
_UNWATCHED: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}
_STATIC = Path(__file__).parent / "static"
_ABOUT = (
    "The record of what news pages tell about states. Every page of the app has a twin: add .json to its address, .csv where "
    "it is a table, .svg or .png where it is a chart, .csl.json or .bib to cite it. Ids and field names are stable; offsets "
    "count characters of the article's text, half-open."
)
Handler = Callable[[Request, Any], Awaitable[Response]]


def make_app(record: RecordAddress, access: Access | None = None, clock: Callable[[], date] = date.today) -> FastAPI:
    """The app that shows a record; it reads it when it is first asked."""
    app = FastAPI(
        title="Cordiale",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_UNWATCHED,
    )
    app.state.access = access or Access()
    app.state.shelf = Shelf(record, clock, ready_parts)
    app.add_api_route("/article/{id}/capture.txt", _capture, include_in_schema=False)
    for route in ROUTES:
        # Twins first, for an id may be anything but end as they do.
        for ending in ENDINGS:
            app.add_api_route(
                f"{route.stem}{ending}", _endpoint(route, ending), include_in_schema=False, response_class=Response
            )
        for ending in route.endings:
            app.add_api_route(f"{route.stem}{ending}", _endpoint(route, ending), **_described(route, ending))
        app.add_api_route(route.path, _endpoint(route, HTML), include_in_schema=False, response_class=Response)
    app.add_api_route(SCRIPT, charts_script, include_in_schema=False)
    app.add_api_route("/judge", take_judgement, methods=["POST"], include_in_schema=False)
    app.add_api_route("/pair/{pair}/forecast", take_forecast, methods=["POST"], include_in_schema=False)
    app.add_api_route(LISTS, take_watching, methods=["POST"], include_in_schema=False)
    app.add_api_route(LISTS + "/{id}.atom", watching_feed, include_in_schema=False, response_class=Response)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Guard, access=app.state.access)
    _tell_trouble(app)
    return app


def _described(route: Route, ending: str) -> dict[str, Any]:
    says = (route.view.__doc__ or "").strip().partition("\n")[0]
    media = {JSON: "application/json", CSV: "text/csv", **MEDIA}[ending]
    return {
        "description": says,
        "summary": f"{route.stem}{ending}",
        "response_class": Response,
        "responses": {200: {"description": "The page as data", "content": {media: {}}}},
        "operation_id": (route.stem + ending).strip("/").translate(str.maketrans("/.{}", "____")),
    }


def _endpoint(route: Route, ending: str) -> Callable[..., Response]:
    """What answers an address: the route's view with its own questions, in one form."""

    def endpoint(request: Request, **given: Any) -> Response:
        shown = given.get("shown")
        request.state.is_behind = bool(shown and shown.is_behind)
        try:
            view = route.view(**given) if "request" not in own.parameters else route.view(request=request, **given)
        except Elsewhere as moved:
            return elsewhere(request, moved, ending)
        stem = _stem(request, route, ending)
        if ending in ENDINGS:
            return citation(request, view, shown or request.app.state.shelf.now(), stem, ending)
        return answer(request, view, ending, stem)

    own = signature(route.view)
    hints = get_type_hints(route.view, include_extras=True)
    asked = [
        p.replace(annotation=hints[p.name], kind=Parameter.KEYWORD_ONLY)
        for p in own.parameters.values()
        if p.name != "request"
    ]
    first = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
    endpoint.__signature__ = Signature([first, *asked])  # type: ignore[attr-defined]
    return endpoint


def _stem(request: Request, route: Route, ending: str) -> str:
    return route.twin or request.url.path.removesuffix(ending)


def _capture(shown: Now, id: str) -> Response:
    """The bytes of a page, as text that no browser runs."""
    _, data = captured(shown, article_of(shown, id))
    headers = {"content-disposition": f'attachment; filename="{id}.txt"', "content-security-policy": "sandbox"}
    return Response(data, media_type="text/plain; charset=utf-8", headers=headers)


def _tell_trouble(app: FastAPI) -> None:
    async def missing(request: Request, e: Any) -> Response:
        return trouble(request, 404, e.what, e.hint)

    async def wrong(request: Request, e: Any) -> Response:
        return trouble(request, 400, _sentence(str(e)))

    async def refused(request: Request, e: Any) -> Response:
        return trouble(request, 403, _sentence(str(e)))

    async def unusable(request: Request, e: Any) -> Response:
        return trouble(request, 503, _sentence(str(e)), "Load the page again when that is mended.")

    async def invalid(request: Request, e: Any) -> Response:
        return trouble(request, 400, "; ".join(map(_complaint, e.errors())), "Change the address, or go back.")

    async def http(request: Request, e: Any) -> Response:
        if e.status_code == 404:
            return trouble(request, 404, "There is no page at this address.", "Start from the first page, or search.")
        return trouble(request, e.status_code, _sentence(str(e.detail)))

    async def bug(request: Request, e: Any) -> Response:
        return trouble(request, 500, "Something went wrong in Cordiale itself.", "The server's log says what.")

    handlers: dict[Any, Handler] = {
        Missing: missing, UsageError: wrong, Refused: refused, StoreError: unusable,
        RequestValidationError: invalid, HTTPException: http, Exception: bug,
    }  # fmt: skip
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _complaint(error: dict[str, Any]) -> str:
    where = str(error["loc"][-1]) if error.get("loc") else "the address"
    return f"{where}: {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}"


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}" + ("" if line.endswith((".", "!", "?")) else ".")
