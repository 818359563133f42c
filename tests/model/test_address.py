"""An address of a database never shows what is secret in it."""

from __future__ import annotations

import pickle
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.address import Database, record_address, without_passwords
from cordiale.model.issue import UsageError

SECRET = "pa:ss/w@rd#1"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana:x%40y@db.example:5433/asia", "postgresql://ana@db.example:5433/asia"),
        ("postgres://ana@db.example/asia?sslmode=require&sslpassword=x", "postgresql://ana@db.example/asia"),
        ("postgresql:///asia?host=/var/run/postgresql&password=x", "postgresql:///asia?host=/var/run/postgresql"),
        ("postgresql://ana@/asia?host=/tmp&port=5433", "postgresql://ana@/asia?host=/tmp:5433"),
        ("postgresql://ana@[::1]:5432/asia", "postgresql://ana@[::1]:5432/asia"),
        ("postgresql://a.example:1,b.example:2/asia", "postgresql://a.example:1,b.example:2/asia"),
        ("postgresql://ana@db.example", "postgresql://ana@db.example/ana"),
    ],
)
def test_an_address_is_shown_with_who_and_where_and_nothing_else(url: str, shown: str) -> None:
    assert str(Database(url)) == repr(Database(url)) == shown


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=6, max_size=20))
def test_a_password_that_was_escaped_is_never_shown(password: str) -> None:
    secret = "S3" + password
    for url in (
        f"postgresql://ana:{quote(secret, safe='')}@db/asia",
        f"postgresql://ana@db/asia?password={quote(secret, safe='')}",
    ):
        address = Database(url)
        shown = f"{address} {address!r} {address.masked(f'cannot use {secret} of {url}')} {address.folder}"
        assert secret not in shown
        assert quote(secret, safe="") not in shown


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=20))
def test_a_password_that_was_not_escaped_is_either_understood_or_refused_unseen(password: str) -> None:
    secret = "S3" + password
    try:
        shown = str(Database(f"postgresql://ana:{secret}@db.example/asia"))
    except UsageError as refused:
        shown = str(refused)
    assert secret not in shown
    assert "S3" not in shown


@pytest.mark.parametrize(
    "url",
    ["postgresql:asia", "postgresql://a:b/c@d/e", "postgresql://h:port/x", "postgresql://h/x?y", "postgresql://[h/x"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not an address of a database"):
        record_address(url)


def test_everything_else_is_a_file() -> None:
    assert record_address("record.cordiale") == Path("record.cordiale")
    assert record_address(Path("x")) == Path("x")
    assert record_address("./postgresql") == Path("postgresql")


def test_an_address_goes_into_another_process_whole() -> None:
    address = Database(f"postgresql://ana:{quote(SECRET, safe='')}@db/asia")
    assert pickle.loads(pickle.dumps(address)) == address


def test_what_lies_beside_has_a_folder_that_tells_databases_apart() -> None:
    named = {Database(f"postgresql://{where}").folder for where in ("a/x", "b/x", "a/y", "a:5433/x", "/x?host=/tmp")}
    assert named == {"a-x", "b-x", "a-y", "a_5433-x", "tmp-x"}


def test_passwords_in_any_line_are_taken_out() -> None:
    line = f"cannot open postgresql://ana:{SECRET}@db/asia and postgres://b:c@d"
    assert without_passwords(line) == "cannot open postgresql://ana:***@db/asia and postgres://b:***@d"
