"""What a form of the app sends: read within bounds, and taken only with the token of the app and from its own pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request

from cordiale.model.issue import UsageError
from cordiale.web.guard import check_post

_MOST_BYTES = 64_000


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form by name, the last of each.

    Refused unless it was sent from a page of this server with its token; UsageError for more than a form of the app holds.
    """
    body = await _body(request)
    given = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    check_post(request, given.get("token", ""))
    return given


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise UsageError("that is more than the form needs; say it in fewer words")
    return body
