"""What is counted of one application, for Prometheus: commands, requests, lag, open streams.

Nothing here has a label for a person, a rule, a lot or what was asked: before an opening a figure
by lot would tell who bids. Routes are told apart for reading only, else whoever counts the calls
of one route counts bidders; and where they alone read or bring something, that counts as asked.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from api.deputies import WhoseName
from api.wiring import System
from ledger.asking import NotAccepted
from ledger.checkpoint import parse
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (Refused, "refused"),
    (NotAccepted, "not_accepted"),
    (WhoseName, "not_accepted"),
    (NotWritten, "not_written"),
    (OutcomeUnknown, "unknown"),
    (Closed, "closing"),
)
_SAFE = ("GET", "HEAD")
_METHODS = (*_SAFE, "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Metrics:
    """The counters of one application, in a registry of their own."""

    def __init__(self) -> None:
        kept = self._registry = CollectorRegistry()
        self._commands = Counter(
            "zhangben_commands",
            "Commands asked at this door, by outcome",
            ["outcome"],
            registry=kept,
        )
        self._command_s = Histogram(
            "zhangben_command_seconds", "From asking to answer", buckets=_SECONDS, registry=kept
        )
        self._waiting = Gauge(
            "zhangben_commands_waiting", "Commands asked and not answered yet", registry=kept
        )
        self._request_s = Histogram(
            "zhangben_request_seconds",
            "Requests by method, route (of those that read) and class of status",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=kept,
        )
        self.streams = Gauge("zhangben_event_streams", "Open streams of events", registry=kept)
        self._position = Gauge("zhangben_log_position", "Events in the log", registry=kept)
        self._checkpoint = Gauge(
            "zhangben_checkpoint_position", "Events under the latest checkpoint", registry=kept
        )
        self._lag = Gauge(
            "zhangben_projection_lag", "Events not projected yet", ["projection"], registry=kept
        )
        self._differs = Gauge(
            "zhangben_projection_differs",
            "1 where the last audit found rows that do not follow from the log",
            ["projection"],
            registry=kept,
        )
        ProcessCollector(registry=kept)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Counts one command, and what came of it."""
        begun = time.monotonic()
        outcome = "accepted"
        self._waiting.inc()
        try:
            yield
        except Exception as error:
            outcome = next((name for kind, name in _OUTCOMES if isinstance(error, kind)), "error")
            raise
        finally:
            self._waiting.dec()
            self._commands.labels(outcome).inc()
            self._command_s.observe(time.monotonic() - begun)

    def answered(
        self, method: str, route: str, status: int, seconds: float, *, unnamed: bool = False
    ) -> None:
        """Counts one request; `unnamed`: one of those whose asker the access log does not name."""
        told = "POST" if unnamed else method if method in _METHODS else "other"
        place = route if told in _SAFE else "asking"
        self._request_s.labels(told, place, f"{status // 100}xx").observe(seconds)

    def text(self, system: System) -> bytes:
        """Everything, in Prometheus' text format; looks at log and projections now."""
        tail = system.store.tail().position
        note = system.latest_checkpoint()
        self._position.set(tail)
        self._checkpoint.set(parse(note).checkpoint.size if note else 0)
        for one in system.readers.runner.status():
            self._lag.labels(one.name).set(max(0, tail - one.position))
            self._differs.labels(one.name).set(one.differs is not None)
        return generate_latest(self._registry)


def metrics(request: Request) -> Metrics:
    """The counters of the application that is asked."""
    found: Metrics = request.app.state.metrics
    return found
