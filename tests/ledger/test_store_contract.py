"""What we rely on in `eventsourcing` and PostgreSQL, pinned: a release that differs fails here."""

import importlib.metadata
import inspect
import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from eventsourcing import postgres
from eventsourcing.persistence import IntegrityError, StoredEvent, TrackingRecorder
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresTrackingRecorder,
)
from psycopg.sql import SQL

from ledger.append import Write
from ledger.store import Store, datastore


def row(position: int, stream: str = "9") -> tuple[str, int, str, bytes, int]:
    return (stream, position, "Lamp@1", b"state %d" % position, position)


def commit(position: int) -> tuple[int, bytes, bytes, datetime]:
    return (position, b"", bytes(32), datetime.now(UTC))


@pytest.fixture
def store(database: Any) -> Any:
    made = Store(datastore(database.app))
    yield made
    made.close()


def test_the_library_is_the_one_we_read() -> None:
    major, minor, *_ = importlib.metadata.version("eventsourcing").split(".")
    assert (major, minor) == ("9", "5")


def test_the_names_that_we_override_or_call_are_still_there() -> None:
    expected = {
        "_insert_stored_events": ["self", "curs", "stored_events", "kwargs"],
        "_insert_events": ["self", "curs", "stored_events", "_"],
        "_lock_table": ["self", "curs"],
        "_notify_channel": ["self", "curs"],
        "_fetch_ids_after_insert_events": ["self", "curs", "stored_events", "_"],
        "select_notifications": ["self", "start", "limit", "stop", "topics", "inclusive_of_start"],
        "select_events": ["self", "originator_id", "gt", "lte", "desc", "limit"],
    }
    for name, parameters in expected.items():
        method = getattr(PostgresApplicationRecorder, name)
        assert list(inspect.signature(method).parameters) == parameters, name
    assert "_insert_tracking" in vars(PostgresTrackingRecorder)


def test_our_table_is_the_librarys_but_for_the_number(database: Any) -> None:
    library = PostgresDatastore("x", "x", "1", "x", "x", schema="ledger", originator_id_type="text")
    library.register_type_adapters = lambda: None  # type: ignore[method-assign]
    recorder = PostgresApplicationRecorder(library)
    create = recorder.sql_create_statements[0].as_string().replace('"', "")
    assert "notification_id bigserial" in create
    with psycopg.connect(database.owner) as conn:
        columns = conn.execute(
            "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'ledger' AND table_name = 'stored_events' "
            "ORDER BY ordinal_position"
        ).fetchall()
        options = conn.execute(
            "SELECT reloptions FROM pg_class WHERE oid = 'ledger.stored_events'::regclass"
        ).fetchone()
    assert columns == [
        ("originator_id", "text", "NO"),
        ("originator_version", "bigint", "NO"),
        ("topic", "text", "YES"),
        ("state", "bytea", "YES"),
        ("notification_id", "bigint", "NO"),
    ]
    assert options is not None
    for option in set(options[0]) - {"toast_tuple_target=8160"}:
        assert option.replace("=", " = ") in create


def test_the_unlocked_path_by_database_functions_is_refused(database: Any) -> None:
    made = datastore(database.app)
    made.enable_db_functions = True
    with pytest.raises(ValueError, match="followers would miss events"):
        Store(made)
    made.close()


def test_the_library_locks_the_table_and_we_take_an_advisory_lock(store: Store) -> None:
    assert "IN EXCLUSIVE MODE" in inspect.getsource(PostgresApplicationRecorder.__init__)
    (ours,) = store.lock_table_statements
    assert isinstance(ours, SQL)
    assert ours.as_string().startswith("SELECT pg_advisory_xact_lock(")


def test_what_we_append_the_librarys_own_readers_read(store: Store) -> None:
    with store.append() as append:
        append.write(Write(events=[row(1), row(2)], commit=commit(2)))
    assert [e.state for e in store.select_events("9")] == [b"state 1", b"state 2"]
    assert [n.id for n in store.select_notifications(1, 10)] == [1, 2]
    assert store.max_notification_id() == 2


def test_our_insert_writes_what_the_librarys_insert_writes(store: Store, database: Any) -> None:
    with store.append() as append:
        append.write(Write(events=[row(1)], commit=commit(1)))
    library = datastore(database.owner, schema="lib")
    with psycopg.connect(database.owner, autocommit=True) as conn:
        conn.execute("CREATE SCHEMA lib")
    recorder = PostgresApplicationRecorder(library, events_table_name="stored_events")
    recorder.create_table()
    ids = recorder.insert_events([StoredEvent("9", 1, "Lamp@1", b"state 1")])
    assert ids == [1]
    with psycopg.connect(database.owner) as conn:
        ours, theirs = (
            conn.execute(f"SELECT * FROM {schema}.stored_events").fetchall()
            for schema in ("ledger", "lib")
        )
    assert ours == theirs
    library.close()


def test_a_rolled_back_batch_leaves_no_gap_and_its_positions_are_used_again(store: Store) -> None:
    with pytest.raises(RuntimeError), store.append() as append:
        append.write(Write(events=[row(1), row(2)], commit=commit(2)))
        raise RuntimeError("before COMMIT")
    with store.append() as append:
        assert append.tail().position == 0
        append.write(Write(events=[row(1)], commit=commit(1)))
    assert [n.id for n in store.select_notifications(1, 10)] == [1]


def test_a_position_or_a_place_in_a_stream_is_taken_once(store: Store) -> None:
    with store.append() as append:
        append.write(Write(events=[row(1)], commit=commit(1)))
    for twice in (("9", 1, "t", b"", 2), ("9", 2, "t", b"", 1)):
        with pytest.raises(IntegrityError), store.append() as append:
            append.write(Write(events=[twice], commit=commit(2)))


def test_one_appender_waits_for_the_other(store: Store) -> None:
    order: list[str] = []
    inside, go = threading.Event(), threading.Event()

    def first() -> None:
        with store.append() as append:
            inside.set()
            go.wait()
            append.write(Write(events=[row(1)], commit=commit(1)))
            order.append("first")

    def second() -> None:
        inside.wait()
        go.set()
        with store.append() as append:
            order.append(f"second sees {append.tail().position}")

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order == ["first", "second sees 1"]


@pytest.mark.parametrize("verb", ["UPDATE {} SET topic = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_what_was_said(
    store: Store, database: Any, verb: str
) -> None:
    with store.append() as append:
        append.write(Write(events=[row(1)], commit=commit(1)))
    with (
        psycopg.connect(database.app) as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        conn.execute(verb.format("ledger.stored_events"))


@pytest.mark.parametrize("table", ["commit", "stream", "receipt", "tile", "checkpoint", "blob"])
def test_no_table_of_the_ledger_can_be_emptied_by_the_application(
    database: Any, table: str
) -> None:
    with (
        psycopg.connect(database.app) as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        conn.execute(f"DELETE FROM ledger.{table}")


@pytest.mark.parametrize("role", ["app", "read"])
@pytest.mark.parametrize("table", ["key", "stream_key", "blob_key", "command", "snapshot"])
def test_the_matcher_alone_reads_what_is_sealed(database: Any, role: str, table: str) -> None:
    with (
        psycopg.connect(getattr(database, role)) as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        conn.execute(f"SELECT * FROM sealed.{table}")
    with psycopg.connect(database.matcher) as conn:
        conn.execute(f"SELECT * FROM sealed.{table}")


def test_the_reader_reads_and_cannot_write(database: Any) -> None:
    with psycopg.connect(database.read, autocommit=True) as conn:
        conn.execute("SELECT * FROM ledger.stored_events")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("INSERT INTO ledger.stream VALUES (1, 'a', 'b')")


def test_an_exception_in_the_librarys_insert_commits_so_we_decide_before(database: Any) -> None:
    """DESIGN 3: in 9.5.6 an error raised inside `_insert_stored_events` commits, then re-raises."""
    with psycopg.connect(database.owner, autocommit=True) as conn:
        conn.execute("CREATE SCHEMA lib")
    library = datastore(database.owner, schema="lib")

    class Failing(PostgresApplicationRecorder):
        def _insert_stored_events(self, curs: Any, stored_events: Any, **kwargs: Any) -> None:
            super()._insert_stored_events(curs, stored_events, **kwargs)
            raise RuntimeError("after the insert")

    recorder = Failing(library, events_table_name="stored_events")
    recorder.create_table()
    with pytest.raises(RuntimeError):
        recorder.insert_events([StoredEvent("9", 1, "t", b"")])
    with psycopg.connect(database.owner) as conn:
        assert conn.execute("SELECT count(*) FROM lib.stored_events").fetchone() == (1,)
    library.close()


def test_the_librarys_own_numbers_have_gaps_after_a_rollback(database: Any) -> None:
    with psycopg.connect(database.owner, autocommit=True) as conn:
        conn.execute("CREATE SCHEMA lib")
    library = datastore(database.owner, schema="lib")
    recorder = PostgresApplicationRecorder(library, events_table_name="stored_events")
    recorder.create_table()
    recorder.insert_events([StoredEvent("9", 1, "t", b"")])
    with pytest.raises(IntegrityError):
        recorder.insert_events([StoredEvent("9", 1, "t", b"")])
    assert recorder.insert_events([StoredEvent("9", 2, "t", b"")]) == [3]
    library.close()


def test_the_wait_of_the_library_sleeps_a_tenth_of_a_second() -> None:
    """Why feed.py has a waker of its own."""
    assert "sleep_interval_ms = 100.0" in inspect.getsource(TrackingRecorder.wait)
    assert "timeout=0.1" in inspect.getsource(postgres.PostgresSubscription)
