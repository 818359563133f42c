"""Views as works that can be cited: their title, day and address, and the digest of the record that they show."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from fastapi import Request
from fastapi.responses import Response

from cordiale import __version__
from cordiale.export.bibtex import bibtex_entry
from cordiale.export.cited import Work
from cordiale.export.csl import csl_entry
from cordiale.web.address import with_query
from cordiale.web.shown import Shown
from cordiale.web.view import View

CSL, BIB = ".csl.json", ".bib"
ENDINGS = (CSL, BIB)
_MEDIA = {CSL: "application/vnd.citationstyles.csl+json", BIB: "application/x-bibtex; charset=utf-8"}


def record_digest(shown: Shown) -> str:
    """The sha256 of what a record rests on: its pages with their bytes, judgements, event files, and the version that reads."""
    return shown.kept("digest", lambda: _digest(shown))


def _digest(shown: Shown) -> str:
    told = sha256(f"cordiale {__version__}\n".encode())
    with shown.reading() as store:
        for article, capture in store.captured():
            told.update(f"{article} {capture}\n".encode())
    for j in shown.judgements:
        told.update(f"{j.id} {j.verdict} {j.undoes} {' '.join(j.items)}\n".encode())
    told.update(shown.state.split("|")[2].encode())
    return told.hexdigest()


def citation(request: Request, view: View, shown: Shown, stem: str, ending: str) -> Response:
    """The view as an entry of CSL-JSON (a list of one) or of BibTeX; `stem` is the path of its twins."""
    digest = record_digest(shown)
    path = "/" if stem == "/home" else stem
    address = with_query(str(request.base_url).rstrip("/") + path, request.query_params)
    name = sha256(f"{digest}{address}".encode()).hexdigest()[:12]
    work = Work(
        id=f"cordiale_{name}",
        title=view.title,
        author=None,
        publisher=f"Cordiale {__version__}, record {shown.record_file.name}",
        first=shown.today,
        last=shown.today,
        is_inferred=False,
        url=address,
        language="en",
        document=f"record sha256 {digest}",
    )
    if ending == BIB:
        return Response(bibtex_entry(work), media_type=_MEDIA[BIB])
    entry = csl_entry(work)
    note = entry.pop("source")
    entry |= {"type": "webpage", "accessed": entry["issued"], "note": note}
    return Response(msgspec.json.encode([entry]), media_type=_MEDIA[CSL])
