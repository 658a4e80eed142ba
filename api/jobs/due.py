"""What is due: every source of deadlines, and everything that is to be sent out, on one page."""

from collections.abc import Callable, Iterable
from datetime import datetime

from api.wiring import System
from ledger.clockwork import Due

type Deadlines = Callable[[System, datetime], Iterable[Due]]
"""deadlines(system, at): those whose time has come by an instant, as long as nothing came of them.

A deadline's command carries its legal time, so that a late tick changes nothing."""

type Sending = Callable[[System], object]
"""Sends what is to be sent by now (payments to a bank); asks the log first what was sent."""

DEADLINES: tuple[Deadlines, ...] = ()

SENDINGS: tuple[Sending, ...] = ()
