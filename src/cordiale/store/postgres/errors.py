"""What PostgreSQL and its driver complain of, as lines for people that say what to do and hold no password."""

from __future__ import annotations

import re
from typing import Any

from cordiale.model.address import Database
from cordiale.store.connection import StoreError

_LONGEST = 300
_KEPT = "run this again, what was read is kept"
_GONE = f"the server ended the connection; {_KEPT}"
_FULL = f"too many are connected to the server; let some end, then {_KEPT}"
# By SQLSTATE, or its class of two characters: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE = {
    "08": _GONE,
    "57P01": _GONE,
    "57P02": _GONE,
    "57P03": f"the server is starting or stopping; wait a little, then {_KEPT}",
    "57014": f"the server broke off what took too long for it (statement_timeout); {_KEPT}",
    "53100": f"the database's disk is full; free some space there and {_KEPT}",
    "53200": f"the server has no memory left; {_KEPT}",
    "53300": _FULL,
    "55P03": "another command is writing to it; wait for it to end and run this again",
    "25006": "the server takes no changes (a standby, or set to read only); name another with --record",
    "28": "the server does not let this user in; name another in the address, or the password in PGPASSWORD or ~/.pgpass",
    "3D000": "the server has no such database; make it (`createdb NAME`) or name another with --record",
    "42501": "this user may not do that; as the owner: GRANT CREATE ON DATABASE … TO … for a new record, or rights on the "
    "tables of the schema cordiale",
    "42P01": "a table of the record is missing; restore it from a dump",
    "42703": "a column of the record is missing; restore it from a dump",
    "54": "a name or an address of a page is longer than the database can look up (2,600 bytes)",
    "XX001": "the record is damaged on the server's disk; restore it from a dump",
    "XX002": "an index of the record is damaged; REINDEX SCHEMA cordiale makes it anew",
}
# Before a session there is no SQLSTATE, only words: the library's own, or the server's.
_BY_WORDS = (
    (r'database ".*" does not exist', _BY_STATE["3D000"]),
    (
        r"authentication failed|no password supplied|role .* does not exist|pg_hba\.conf|permission denied",
        _BY_STATE["28"],
    ),
    (r"too many (?:clients|connections)|remaining connection slots", _FULL),
    (r"starting up|shutting down|recovery mode", _BY_STATE["57P03"]),
    (
        r"refused|No such file or directory|timeout|translate host name|Name or service|resolve host|unreachable",
        "no server answers there; is PostgreSQL running, and are host and port right?",
    ),
)


def said(trouble: Any, address: Database) -> StoreError:
    """An error of the driver (psycopg.Error) as what the record's users are told."""
    state = getattr(trouble, "sqlstate", None) or ""
    told = " ".join(str(trouble).split())
    line = _BY_STATE.get(state) or _BY_STATE.get(state[:2])
    if not line and not state:
        line = next((hint for words, hint in _BY_WORDS if re.search(words, told)), None)
    if not line and "closed" in told:
        line = _GONE
    # The first line alone: the others may quote statements and what was read.
    first = address.masked(str(trouble).partition("\n")[0].strip()[:_LONGEST])
    return StoreError(f"{address}: {line or first}")
