"""What a record in PostgreSQL does that a file does not: connecting, rights, locks, other people's schemas, a server that goes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.made import TEXT, article, capture, mentions
from tests.postgres import Server

from cordiale.model.address import Database
from cordiale.model.issue import UsageError
from cordiale.store import Store, StoreError
from cordiale.store.postgres import database as engine
from cordiale.store.postgres.schema import FIRST, SCHEMA, VERSION

SECRET = "s3cret-pass"


@pytest.fixture
def database(postgres: Server) -> Iterator[Database]:
    """An empty database."""
    created = postgres.create()
    yield created
    postgres.empty(created)


def keep(store: Store, name: str, text: str = TEXT) -> None:
    page = capture(name, text)
    store.save_page(page, "stage", article(page), mentions(article(page)))


def loopback(server: Server, database: Database, user: str, password: str) -> Database:
    return Database(f"postgresql://{user}:{password}@127.0.0.1:{server.port}/{database.name}")


@pytest.fixture
def reader(postgres: Server, database: Database) -> Iterator[Database]:
    """The same database as somebody sees it who has a password and no rights yet."""
    with postgres.connect() as db:
        db.execute(f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'")
    yield loopback(postgres, database, "reader", SECRET)
    with postgres.connect(database.name) as db:
        db.execute("DROP OWNED BY reader")
        db.execute("DROP ROLE reader")


def test_a_record_that_is_not_there_is_wrong_use_and_none_is_made(postgres: Server, database: Database) -> None:
    with pytest.raises(
        UsageError, match=r"no record here yet; make one with `cordiale read PAGES --record postgresql://"
    ):
        Store(database, must_exist=True)
    with postgres.connect(database.name) as db:
        assert db.execute("SELECT to_regnamespace('cordiale')").fetchone() == (None,)


def test_a_database_that_is_not_there_is_said(postgres: Server) -> None:
    with pytest.raises(StoreError, match="no such database; make it"):
        Store(postgres.address("nowhere"))


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no server answers there; is PostgreSQL running"):
        Store(Database(f"postgresql://u:{SECRET}@/x?host={tmp_path}"))


def test_a_wrong_password_is_said_and_not_shown(postgres: Server, database: Database, reader: Database) -> None:
    with pytest.raises(StoreError, match="does not let this user in") as told:
        Store(loopback(postgres, database, "reader", "wrong-" + SECRET))
    assert SECRET not in f"{told.value} {told.value.__cause__} {told.value.__context__!r:.0}"


def test_who_may_not_make_a_record_is_told_what_to_grant(reader: Database) -> None:
    with pytest.raises(StoreError, match="GRANT CREATE ON DATABASE"):
        Store(reader)


def test_who_may_only_read_reads_and_changes_nothing(postgres: Server, database: Database, reader: Database) -> None:
    with Store(database) as store:
        keep(store, "a.txt")
    grant = f"GRANT USAGE ON SCHEMA {SCHEMA} TO reader", f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO reader"
    postgres.tell(database, *grant)
    with Store(reader, must_exist=True) as store:
        assert store.is_read_only
        assert len(list(store.articles())) == 1
        with pytest.raises(StoreError, match="this user may not do that"):
            keep(store, "b.txt")
    with Store(database) as store:
        assert store.count_pages() == 1


def test_another_encoding_than_unicode_is_refused(postgres: Server) -> None:
    latin = postgres.create("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
    with pytest.raises(UsageError, match="its encoding is LATIN1"):
        Store(latin)


def test_somebody_elses_schema_is_left_as_it_is(postgres: Server, database: Database) -> None:
    with postgres.connect(database.name) as db:
        db.execute(f"CREATE SCHEMA {SCHEMA}; CREATE TABLE {SCHEMA}.page (x int)")
    with pytest.raises(UsageError, match="that is no record"):
        Store(database)
    with postgres.connect(database.name) as db:
        assert db.execute(
            f"SELECT count(*) FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace"
        ).fetchone() == (1,)


def test_a_schema_that_was_made_for_us_is_filled(postgres: Server, database: Database, reader: Database) -> None:
    with postgres.connect(database.name) as db:
        db.execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION reader")
    with Store(reader) as store:
        keep(store, "a.txt")
        assert store.damage() == []


def test_a_record_of_a_newer_version_is_not_touched(postgres: Server, database: Database) -> None:
    Store(database).close()
    postgres.tell(database, "UPDATE version SET number = 99")
    with pytest.raises(UsageError, match=r"written by a newer Cordiale .schema 99, not \d+.; upgrade"):
        Store(database)


def test_a_record_of_an_older_version_is_brought_up_in_one_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Store(database) as store:
        keep(store, "a.txt")
    monkeypatch.setattr(engine, "STEPS", ("CREATE TABLE more (x BIGINT)", "CREATE TABLE most (x BIGINT); SELECT 1 / 0"))
    monkeypatch.setattr(engine, "VERSION", VERSION + 2)
    with pytest.raises(StoreError, match="division by zero"):
        Store(database)
    monkeypatch.setattr(engine, "STEPS", engine.STEPS[:1])
    monkeypatch.setattr(engine, "VERSION", VERSION + 1)
    with Store(database) as store:
        assert store._db.execute("SELECT number FROM version") == [(VERSION + 1,)]
        assert store._db.execute("SELECT count(*) FROM more") == [(0,)]
        assert store.count_pages() == 1
    (line,) = caplog.messages
    assert line == f"{database}: brought from schema {VERSION} to {VERSION + 1}"


def test_many_can_open_a_new_record_at_once(database: Database) -> None:
    code = (
        "from cordiale.model.address import Database; from cordiale.store import Store; "
        f"Store(Database({database.url!r})).close()"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    assert [p.communicate()[1] for p in running] == [b""] * 4
    with Store(database, must_exist=True) as store:
        assert store.damage() == []


def test_one_writes_at_a_time_and_the_other_says_so_when_it_takes_long(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.1)
    with Store(database) as one, Store(database) as other:
        with one.change(), pytest.raises(StoreError, match="another command is writing to it; wait"):
            keep(other, "a.txt")
        keep(other, "a.txt")
        assert one.count_pages() == 1


def test_what_one_has_claimed_nobody_else_can_claim_until_it_ends(database: Database) -> None:
    with Store(database) as one, Store(database) as other:
        assert one.claim("watch")
        assert not other.claim("watch")
        assert other.claim("something else")
        one.close()
        # The server takes a moment to see that a connection has ended.
        until = time.monotonic() + 20
        while not (is_free := other.claim("watch")) and time.monotonic() < until:
            time.sleep(0.05)
        assert is_free


def test_nothing_is_written_while_a_state_is_held(database: Database) -> None:
    with (
        Store(database) as store,
        store.snapshot(),
        pytest.raises(StoreError, match="while a state of the record is held"),
    ):
        keep(store, "a.txt")


def test_rows_come_a_few_at_a_time_and_may_be_left_early(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_AT_ONCE", 3)
    with Store(database) as store:
        for number in range(8):
            keep(store, f"{number}.txt", f"{TEXT} {number}")
        for held in (False, True):
            with store.snapshot() if held else nullcontext():
                first = next(each := store.articles())
                assert [first, *each] == list(store.articles())
                next(store.articles())
                assert len(list(store.mentions())) == 8
        # What was left in the middle of a state that is over is no hindrance.
        with store.snapshot():
            next(left := store.articles())
        left.close()
        assert store.count_pages() == 8
        # What is gone through goes on beside what is written.
        for number, found in enumerate(store.articles()):
            assert found.document == f"{number}.txt"
            keep(store, f"{number}.txt", f"{TEXT} again {number}")
        assert store._db.execute("SELECT count(*) FROM pg_cursors") == [(0,)]


def test_a_connection_that_the_server_ends_is_said_and_known(postgres: Server, database: Database) -> None:
    with Store(database) as store:
        assert not store.is_lost
        (pid,) = store._db.execute("SELECT pg_backend_pid()")[0]
        with postgres.connect() as db:
            db.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with pytest.raises(StoreError, match="the server ended the connection"):
            store.count_pages()
        assert store.is_lost


def test_a_state_that_is_held_when_the_connection_ends_is_let_go(postgres: Server, database: Database) -> None:
    with Store(database) as store, store.snapshot():
        (pid,) = store._db.execute("SELECT pg_backend_pid()")[0]
        with postgres.connect() as db:
            db.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with pytest.raises(StoreError, match="the server ended"):
            store.count_pages()


def test_a_text_with_the_character_nul_is_kept_with_a_mark_in_its_place(database: Database) -> None:
    with Store(database) as store:
        keep(store, "a\0b.txt")
        assert store.has_page("a\0b.txt")
        assert store.has_page("a\ufffdb.txt")


def test_a_name_that_is_too_long_to_look_up_is_said(database: Database) -> None:
    with Store(database) as store:
        name = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(4000))
        with pytest.raises(StoreError, match="longer than the database can look up"):
            keep(store, name)
        assert store.count_pages() == 0


def test_a_full_disk_is_said_in_a_line() -> None:
    import psycopg

    from cordiale.store.postgres.errors import said

    address = Database(f"postgresql://u:{SECRET}@h/d")
    assert str(said(psycopg.errors.DiskFull("x"), address)).endswith("run this again, what was read is kept")
    assert str(said(psycopg.errors.UndefinedTable("x"), address)) == (
        "postgresql://u@h/d: a table of the record is missing; restore it from a dump"
    )
    assert SECRET not in str(said(psycopg.Error(f"what about {address.url}?\nand more"), address))


def test_without_the_driver_a_line_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install 'cordiale\[postgres\]'"):
        Store(Database("postgresql:///x"))


def test_the_driver_is_loaded_for_databases_alone(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cordiale.store import Store; Store(Path(sys.argv[1])).close(); "
        "sys.exit(any(name.startswith(('psycopg', 'cordiale.store.postgres')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "r")]).returncode == 0


def test_every_text_is_ordered_by_its_code_points() -> None:
    assert FIRST.count(" TEXT") == FIRST.count(' TEXT COLLATE "C"')
