"""Once a night, by the platform's clock: what is read is held against what follows from the log."""

import logging
from datetime import datetime, timedelta
from threading import Event

from api.instants import recorded_at
from api.readers import SNAPSHOTS
from api.wiring import System
from domain.calendar import beijing_day, midnight
from ledger.refolding import refold
from projections.audits import Audited
from projections.building import Rest

_HOUR = timedelta(hours=2)
"""After the legal day's end: its close is signed, nobody works."""
_LENGTH = timedelta(hours=4)
"""Until nobody works: whatever is not audited by then waits for the next night."""

_told = logging.getLogger(__name__)


def night_of(now: datetime) -> datetime:
    """The last night that has come by an instant: when it began."""
    begun = midnight(beijing_day(now)) + _HOUR
    return begun if begun <= now else begun - timedelta(days=1)


def is_night(now: datetime) -> bool:
    """Whether the last night that has come is not over: from 02:00 to 06:00 in Beijing."""
    return now < night_of(now) + _LENGTH


def unaudited(system: System) -> list[str]:
    """By night: of what no audit was tried since it began, of a log as old as that.

    Projections and the snapshots, by their names; what was tried longest ago first, so that one
    that fills a whole night leaves the next to the others.
    """
    now = system.clock()
    if not is_night(now):
        return []
    night, opened = night_of(now), recorded_at(system.store, 1)
    if opened is None or opened >= night:
        return []
    runner = system.readers.runner
    tried = runner.audits.tried()
    names = (*runner.names, SNAPSHOTS)
    waiting = (name for name in names if name not in tried or tried[name] < night)
    return sorted(waiting, key=lambda name: (name in tried, tried.get(name, night)))


def audit(system: System, stop: Event) -> None:
    """Audits one after the other, unless told to stop. What differs is kept and told.

    One that fails, or is not done when the night is over, is kept as such and hinders no other.
    """
    for name in unaudited(system):
        if stop.is_set():
            return
        if name in unaudited(system):  # a rival may have been quicker, or the night be over
            _audit(system, name, stop)


def _audit(system: System, name: str, stop: Event) -> None:
    began, audits = system.clock(), system.readers.runner.audits

    def rest(seconds: float) -> bool:
        return stop.wait(seconds) or not is_night(system.clock())

    try:
        if name == SNAPSHOTS:
            made = _refold(system, rest)
        else:
            made = system.readers.runner.audit(name, began, rest)
    except Exception as problem:
        if stop.is_set():  # what it works with is being closed
            raise
        _told.exception("the audit of %s failed, and rests until the next night", name)
        audits.keep_failed(name, f"{type(problem).__name__}: {problem}", began)
        return
    if made is None and not stop.is_set() and not is_night(system.clock()):
        _told.warning("the audit of %s was not done when the night was over", name)
        audits.keep_failed(name, "not done when the night was over", began)


def _refold(system: System, rest: Rest) -> Audited | None:
    """What was wrong is dropped; a program that folded from it remembers the wrong state."""
    position = system.store.tail().position
    found = refold(system.log, system.store, system.vault, rest)
    if found is None:
        return None
    for number in found.wrong:
        _told.error(
            "the snapshot of stream %s was not what its events come to, and is dropped: start "
            "this program again",
            number,
        )
    made = Audited(0, position, bool(found.wrong), system.clock())
    system.readers.runner.audits.keep(SNAPSHOTS, made)
    return made
