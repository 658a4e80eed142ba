"""One at a time, by names: whoever else has the database open waits."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Waited
from contextlib import closing
from typing import Any

import psycopg
import pytest

from ledger.store import Store, datastore

LONG = 20.0


def test_nobody_else_is_inside_with_a_name_and_it_ends_with_whoever_had_it(database: Any) -> None:
    def entered(*names: str) -> bool:
        with store.alone(names):
            return True

    with (
        closing(Store(datastore(database.app))) as store,
        ThreadPoolExecutor() as others,
        psycopg.connect(database.app, autocommit=True) as somebody,
    ):
        with store.alone(["a"]):
            second = others.submit(entered, "b", "a")
            assert others.submit(entered, "c").result(LONG)
            with pytest.raises(Waited):
                second.result(0.3)
        assert second.result(LONG)

        somebody.execute("SELECT pg_advisory_lock(hashtextextended('a', 0))")
        third = others.submit(entered, "a")
        with pytest.raises(Waited):
            third.result(0.3)
        somebody.close()
        assert third.result(LONG)
