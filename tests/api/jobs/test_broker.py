"""The broker on our own database: its tables are ours, a job waits once, none is lost."""

import importlib.metadata
import threading
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from dramatiq_postgres import generate_init_sql

from api.jobs.broker import Broker
from api.jobs.job import Job, Turns
from tests.kit.patience import until

SECOND = timedelta(seconds=1)


def test_the_libraries_are_those_we_read():
    versions = {
        name: importlib.metadata.version(name).split(".")[:2]
        for name in ("dramatiq", "dramatiq-postgres")
    }
    assert versions == {"dramatiq": ["2", "2"], "dramatiq-postgres": ["1", "4"]}


def columns(conn: psycopg.Connection[Any], schema: str) -> list[Any]:
    return conn.execute(
        "SELECT table_name, column_name, replace(udt_name, '_', ''), is_nullable, column_default, "
        "is_identity FROM information_schema.columns WHERE table_schema = %s "
        "ORDER BY table_name, column_name",
        (schema,),
    ).fetchall()


def indexes(conn: psycopg.Connection[Any], schema: str) -> list[str]:
    rows = conn.execute(
        "SELECT split_part(replace(indexdef, schemaname || '.', ''), ' ON ', 2) FROM pg_indexes "
        "WHERE schemaname = %s ORDER BY 1",
        (schema,),
    )
    return [row[0] for row in rows]


def states(conn: psycopg.Connection[Any], schema: str) -> list[Any]:
    return conn.execute(
        "SELECT enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid "
        "JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = %s ORDER BY enumsortorder",
        (schema,),
    ).fetchall()


def test_our_tables_are_the_librarys(database: Any):
    with psycopg.connect(database.owner) as conn:
        conn.execute(generate_init_sql("theirs"))
        for told in (columns, indexes, states):
            assert told(conn, "jobs") == told(conn, "theirs") != []


@pytest.mark.parametrize("table", ["queue", "worker", "result"])
def test_the_application_may_change_the_queue_and_nobody_else_sees_it(database: Any, table: str):
    with psycopg.connect(database.app) as conn:
        conn.execute(f"DELETE FROM jobs.{table}")
    for other in (database.read, database.matcher):
        with (
            psycopg.connect(other) as conn,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            conn.execute(f"SELECT 1 FROM jobs.{table}")


def waiting(database: Any) -> int:
    with psycopg.connect(database.owner) as conn:
        row = conn.execute("SELECT count(*) FROM jobs.queue").fetchone()
    assert row is not None
    return int(row[0])


def test_a_job_that_waits_is_not_put_there_again(database: Any):
    job, other = (Job(name, SECOND, lambda: None) for name in ("job", "other"))
    broker = Broker(database.app, Turns([job, other]), 1)
    for _ in range(3):
        broker.send(job)
    assert waiting(database) == 1
    broker.send(other)
    assert waiting(database) == 2
    broker.stop()


def test_jobs_are_done_and_leave_the_queue(database: Any):
    done = threading.Semaphore(0)
    job = Job("job", SECOND, done.release)
    broker = Broker(database.app, Turns([job]), 2)
    broker.start()
    for _ in range(2):
        broker.send(job)
        assert done.acquire(timeout=60)
    until(lambda: waiting(database) == 0)
    broker.stop()


def test_a_job_that_fails_leaves_the_queue_too(database: Any, caplog):
    failed = threading.Event()

    def fail() -> None:
        failed.set()
        raise RuntimeError("no")

    job = Job("job", SECOND, fail)
    broker = Broker(database.app, Turns([job]), 1)
    broker.start()
    broker.send(job)
    assert failed.wait(60)
    until(lambda: waiting(database) == 0)
    broker.stop()
    assert "no job this time" in caplog.text


def test_stopping_ends_what_is_at_hand_and_gives_back_the_rest(database: Any):
    inside, leave, done = threading.Event(), threading.Event(), []

    def slow() -> None:
        inside.set()
        assert leave.wait(60)
        done.append("slow")

    jobs = [Job("slow", SECOND, slow), Job("later", SECOND, lambda: done.append("later"))]
    broker = Broker(database.app, Turns(jobs), 1)
    broker.start()
    broker.send(jobs[0])
    assert inside.wait(60)
    broker.send(jobs[1])
    stopping = threading.Thread(target=broker.stop)
    stopping.start()
    until(lambda: not any(thread.running for thread in broker._worker.workers))
    leave.set()
    stopping.join()
    assert done == ["slow"]
    assert waiting(database) == 1
    with psycopg.connect(database.owner) as conn:
        assert conn.execute("SELECT state::text FROM jobs.queue").fetchall() == [("queued",)]
