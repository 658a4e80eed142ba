"""Wakes who waits for a commit: one listening connection a process, for all its waits.

LISTEN first, then look, and look twice a second anyway: a lost notification costs time only.
"""

import logging
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Self

import psycopg
from psycopg.sql import SQL, Identifier

POLL_S = 0.5


class Waker:
    """Listens on some channels from now on, in a thread of its own; reconnects by itself."""

    def __init__(self, dsn: str, channels: Sequence[str]) -> None:
        self._dsn = dsn
        self._rung = Counter(dict.fromkeys(channels, 0))
        self._bell = threading.Condition()
        self._closed = threading.Event()
        self._told, self._end = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="waker", daemon=True)
        self._thread.start()

    def wait(self, channel: str, look: Callable[[], int], after: int, timeout_s: float) -> int:
        """Looks until the number is above `after` or the time is over; returns the last look.

        `look` is asked at once, whenever the channel rings, and every half second.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            with self._bell:
                heard = self._rung[channel]
            reached = look()
            left = deadline - time.monotonic()
            if reached > after or left <= 0 or self._closed.is_set():
                return reached
            self._sleep(channel, heard, min(left, POLL_S))

    def _sleep(self, channel: str, heard: int, timeout_s: float) -> None:
        with self._bell:
            self._bell.wait_for(
                lambda: self._rung[channel] != heard or self._closed.is_set(), timeout_s
            )

    def close(self) -> None:
        """Ends the thread; whoever still waits has a last look."""
        self._closed.set()
        self._ring(())
        with suppress(OSError):  # a close alone is not heard while a forked process has a copy
            self._end.shutdown(socket.SHUT_RDWR)
        self._end.close()
        self._thread.join()
        self._told.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ring(self, channels: Sequence[str]) -> None:
        with self._bell:
            self._rung.update(channels)
            self._bell.notify_all()

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as conn:
                    for channel in self._rung:
                        conn.execute(SQL("LISTEN {}").format(Identifier(channel)))
                    self._ring(tuple(self._rung))
                    self._hear(conn)
            except psycopg.OperationalError as problem:
                logging.getLogger(__name__).warning("not listening for now: %s", problem)
                self._closed.wait(POLL_S)

    def _hear(self, conn: psycopg.Connection[Any]) -> None:
        """Rings for each notification until this is closed, which is heard at once, too."""
        with DefaultSelector() as waiting:
            waiting.register(conn, EVENT_READ)
            waiting.register(self._told, EVENT_READ)
            while not self._closed.is_set():
                for notice in conn.notifies(timeout=0):
                    self._ring((notice.channel,))
                waiting.select()
