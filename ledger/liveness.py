"""Whether a pooled connection lives: looked at each time, asked where it was silent for a while.

To ask costs as much as most of what is asked for. Whoever ends a connection says so, and what was
said is seen without asking; who vanished without a word is found by the next question.
"""

from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool

MOMENT_S = 1.0
"""So long a connection that answered is taken to live, unless something is to be heard on it."""

_answered: WeakKeyDictionary[Connection[Any], float] = WeakKeyDictionary()


def check(pool: ConnectionPool[Any], conn: Connection[Any]) -> None:
    """A pool's check of a connection. One that is dead is a sign of many: left to itself, a pool
    finds them one by one, waiting twice as long after each.
    """
    lately = monotonic() - _answered.get(conn, float("-inf")) < MOMENT_S
    try:
        if lately and not _is_heard(conn):
            return
        pool.check_connection(conn)
    except OperationalError:
        pool.drain()
        raise
    _answered[conn] = monotonic()


def _is_heard(conn: Connection[Any]) -> bool:
    """Whether something came that nobody asked for: its end, most of all."""
    with DefaultSelector() as waiting:
        waiting.register(conn, EVENT_READ)
        return bool(waiting.select(0))
