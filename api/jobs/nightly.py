"""Once a night, by the platform's clock: what is read is held against what follows from the log."""

import logging
from datetime import datetime, timedelta
from threading import Event

from api.readers import SNAPSHOTS, recorded_at
from api.wiring import System
from domain.calendar import beijing_day, midnight
from ledger.refolding import refold
from projections.audits import Audited

_HOUR = timedelta(hours=2)
"""After the legal day's end: its close is signed, nobody works."""


def night_of(now: datetime) -> datetime:
    """The last night that has come by an instant: when it began."""
    begun = midnight(beijing_day(now)) + _HOUR
    return begun if begun <= now else begun - timedelta(days=1)


def unaudited(system: System) -> list[str]:
    """What was not audited since this night began, of a log as old as that.

    Projections by their names, then the snapshots.
    """
    night = night_of(system.clock())
    opened = recorded_at(system.store, 1)
    if opened is None or opened >= night:
        return []
    runner = system.readers.runner
    audits = runner.audits.all()
    names = (*runner.names, SNAPSHOTS)
    return [name for name in names if name not in audits or audits[name].at < night]


def audit(system: System, stop: Event) -> None:
    """Audits one after the other, unless told to stop. What differs is kept and told."""
    for name in unaudited(system):
        if stop.is_set():
            return
        if name not in unaudited(system):  # a rival was quicker
            continue
        if name == SNAPSHOTS:
            _refold(system, stop)
        else:
            system.readers.runner.audit(name, system.clock(), stop.wait)


def _refold(system: System, stop: Event) -> None:
    """What was wrong is dropped; a program that folded from it remembers the wrong state."""
    position = system.store.tail().position
    found = refold(system.log, system.store, system.vault, stop.wait)
    if found is None:
        return
    for number in found.wrong:
        logging.getLogger(__name__).error(
            "the snapshot of stream %s was not what its events come to, and is dropped: start "
            "this program again",
            number,
        )
    made = Audited(0, position, bool(found.wrong), system.clock())
    system.readers.runner.audits.keep(SNAPSHOTS, made)
